#include "handlers.hpp"
#include "reasons.hpp"
#include "reminders.hpp"

/// The buttons of reminders: progress, an obstacle, "Ingatkan besok".
namespace alur::chat {

void pressed_progress_ok(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::ReportProgress{});
  }
}

void pressed_obstacle(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    ask_reason(ctx, pressed.speaker, *record, "obstacle", "obstacle.ask");
  }
}

bool answered_obstacle(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                       const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  auto record = store::Cases{ctx.tx}.find(reason_draft(question).case_id).value();
  run(ctx, {.speaker = speaker, .from_question = true}, record,
      workflow::ReportProgress{.on_schedule = false, .text = message.text});
  return true;
}

void pressed_snooze(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    snooze(ctx, pressed.speaker, *record);
  }
}

}  // namespace alur::chat
