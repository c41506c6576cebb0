#include "flow_picture.hpp"

#include "alur/store/picture.hpp"

#include "view.hpp"

namespace alur::chat {

namespace {

std::string flow_key(CaseId id) { return "flow/" + id_text(id); }

/// Differs where the picture would: with every event, and when a deadline passes without one.
std::string flow_state(const Context& ctx, const store::CaseRecord& record) {
  const workflow::StepState& step = record.state.active();
  std::string state = std::to_string(record.state.revision);
  for (const auto& due : {step.due, step.session_due, step.approval_due}) {
    if (due && due->due < ctx.now) state += "l";
  }
  return state;
}

store::Card flow_card(const Context& ctx, const store::CaseRecord& record, std::int64_t chat_id,
                      std::string_view language) {
  store::Card card;
  card.chat_id = chat_id;
  card.key = flow_key(record.id);
  card.case_id = record.id;
  card.html = say(ctx, language, "flow.caption", {{"register", record.state.register_no}});
  card.picture = store::write_picture({std::string{language}, flow_state(ctx, record)});
  card.planned = ctx.now;
  return card;
}

}  // namespace

void send_flow_picture(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  store::Card card = flow_card(ctx, record, speaker.chat_id, speaker.language);
  card.ask = std::to_string(time::to_ms(ctx.now));
  card.send_class = store::SendClass::answer;
  store::Cards{ctx.tx}.show(card, {});
}

void refresh_flow_pictures(Context& ctx, const store::CaseRecord& record) {
  store::Cards cards{ctx.tx};
  for (const store::Card& shown : cards.live_of_case(record.id)) {
    if (shown.picture.empty()) continue;
    const office::Person* reader = ctx.office.by_telegram(shown.chat_id);
    if (reader == nullptr || !can_see(ctx, reader->id, record)) {
      cards.close(shown.id, {});
      continue;
    }
    store::Card card = flow_card(ctx, record, shown.chat_id, language_of(ctx, reader->id));
    card.ask = shown.ask;
    card.send_class = store::SendClass::notice;
    cards.show(card, {});
  }
}

}  // namespace alur::chat
