#include "restored.hpp"

#include "cards.hpp"
#include "question.hpp"
#include "reminders.hpp"

namespace alur::chat {

namespace {

constexpr std::size_t cases_renewed_per_input = 50;

void renew_after(Context& ctx, std::int64_t last) {
  store::Timers{ctx.tx}.set(
      {.kind = std::string{restored_timer}, .key = {}, .due = ctx.now, .payload = std::to_string(last)});
}

}  // namespace

void record_restored(Context& ctx, time::Instant goes_back_to) {
  store::Outbox{ctx.tx}.drop_unfinished();
  store::Cards{ctx.tx}.drop_unsettled();
  // Their buttons are sealed with a key that was not copied: an answer could only be typed, and to what nobody knows.
  for (const auto& [id, person] : ctx.office.people) {
    if (const auto chat_id = chat_of(ctx, id)) leave_question(ctx, *chat_id);
  }
  summarise_restore(ctx, goes_back_to);
  renew_after(ctx, 0);
}

void renew_cards_due(Context& ctx, const store::Timer& timer) {
  store::Cases cases{ctx.tx};
  const auto portion = cases.open_cases_after(CaseId{std::stoll(timer.payload)}, cases_renewed_per_input);
  for (const CaseId id : portion) {
    const auto record = cases.find(id);
    // Without its process nobody can say what a case waits for; it is the others' turn all the same.
    if (record && loaded_process(ctx, record->state) != nullptr) renew_cards(ctx, *record);
  }
  if (portion.size() == cases_renewed_per_input) renew_after(ctx, workflow::raw(portion.back()));
}

}  // namespace alur::chat
