#include "handlers.hpp"
#include "question.hpp"
#include "reasons.hpp"

#include <array>

namespace alur::chat {

namespace {

constexpr std::string_view batalkan_question = "cancel_case";
constexpr std::array batalkan_acts{workflow::Option::Act::cancel};

}  // namespace

void typed_batalkan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "batalkan");
    return;
  }
  if (auto record = case_meant(ctx, typed, "batalkan", rest, batalkan_acts)) {
    run(ctx, by_typing(typed), *record, workflow::CancelCase{.reason = rest});
  }
}

void pressed_cancel_case(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    ask_reason(ctx, pressed.speaker, *record, batalkan_question, "cancel.ask_reason");
  }
}

bool answered_cancel_case(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                          const telegram::Message& message) {
  ReasonDraft draft = reason_draft(question);
  if (message.text.empty() || !draft.text.empty()) {
    return false;
  }
  draft.text = message.text;
  const auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  ask_to_confirm(ctx, speaker, record, batalkan_question, draft,
                 say(ctx, speaker.language, "cancel.confirm",
                     {{"register", record.state.register_no},
                      {"title", record.state.title},
                      {"step", std::int64_t{record.state.current}},
                      {"reason", draft.text}}),
                 Verb::cancel_case_yes, "button.cancel_case_yes");
  return true;
}

void pressed_cancel_case_yes(Context& ctx, const Pressed& pressed) {
  if (auto going = reason_going_on(ctx, pressed, batalkan_question)) {
    run(ctx, by_pressing(pressed, true), going->record, workflow::CancelCase{.reason = going->draft.text});
  }
}

}  // namespace alur::chat
