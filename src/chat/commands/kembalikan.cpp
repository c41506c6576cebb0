#include "handlers.hpp"
#include "return_dialogue.hpp"

#include <array>
#include <charconv>

namespace alur::chat {

namespace {

using workflow::Option;
using Stage = ReturnDraft::Stage;

constexpr std::array kembalikan_acts{Option::Act::return_to, Option::Act::request_return};
constexpr int days_max = 365;

/// "tahap 9" (or "step 9") at the front, taken off.
std::optional<int> take_step(std::string& text) {
  std::string rest = text;
  const std::string word = lower_case(take_word(rest));
  if (word != "tahap" && word != "step") {
    return std::nullopt;
  }
  const std::string number = take_word(rest);
  int no = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), no);
  if (error != std::errc{} || end != number.data() + number.size()) {
    return std::nullopt;
  }
  text = rest;
  return no;
}

void begin(Context& ctx, const Pressed& pressed, bool request) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Option::Act act = request ? Option::Act::request_return : Option::Act::return_to;
  const std::vector<Option> options = options_for(ctx, pressed.speaker.person, *record);
  const Option* option = workflow::find(options, act);
  ReturnDraft draft{.case_id = record->id, .request = request};
  if (option == nullptr) {
    // Not offered any more: decide() knows why.
    store::CaseRecord unchanged = *record;
    draft.to = record->state.current;
    draft.reason = std::string{"-"};  // assigning the literal trips GCC 12's -Wrestrict (PR 105651)
    run(ctx, by_pressing(pressed), unchanged, command_of(draft));
    return;
  }
  if (option->steps.size() == 1) {
    draft.to = option->steps.front();
  }
  ask_on(ctx, pressed.speaker, *record, draft, false);
}

}  // namespace

void typed_kembalikan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  auto record = case_meant(ctx, typed, "kembalikan", rest, kembalikan_acts);
  if (!record) {
    return;
  }
  const auto to = take_step(rest);
  if (rest.empty()) {
    answer(
        ctx, typed.speaker.chat_id,
        {.html = say(ctx, typed.speaker.language, "refused.reason_required", {{"register", record->state.register_no}}),
         .about = record->id});
    return;
  }
  const std::vector<Option> options = options_for(ctx, typed.speaker.person, *record);
  const bool request = workflow::find(options, Option::Act::return_to) == nullptr &&
                       workflow::find(options, Option::Act::request_return) != nullptr;
  const ReturnDraft draft{
      .case_id = record->id, .to = to.value_or(record->state.current), .reason = rest, .request = request};
  run(ctx, by_typing(typed), *record, command_of(draft));
}

void pressed_return_ask(Context& ctx, const Pressed& pressed) { begin(ctx, pressed, false); }
void pressed_request_return(Context& ctx, const Pressed& pressed) { begin(ctx, pressed, true); }

void pressed_return_to(Context& ctx, const Pressed& pressed) {
  if (auto going = return_going_on(ctx, pressed)) {
    going->draft.to = static_cast<int>(pressed.press.args.at(0));
    ask_on(ctx, pressed.speaker, going->record, going->draft, true);
  }
}

void pressed_return_reason(Context& ctx, const Pressed& pressed) {
  if (auto going = return_going_on(ctx, pressed)) {
    going->draft.reason = ready_reason(ctx, pressed.speaker.language, pressed.press.args.at(0));
    ask_on(ctx, pressed.speaker, going->record, going->draft, true);
  }
}

void pressed_return_time(Context& ctx, const Pressed& pressed) {
  auto going = return_going_on(ctx, pressed);
  if (!going) {
    return;
  }
  const std::int64_t days = pressed.press.args.at(0);
  if (days < 0) {
    ask_other_time(ctx, pressed.speaker, going->record, going->draft);
    return;
  }
  if (days > 0) {
    going->draft.days = static_cast<int>(days);
  }
  ask_on(ctx, pressed.speaker, going->record, going->draft, true);
}

void pressed_return_yes(Context& ctx, const Pressed& pressed) {
  if (auto going = return_going_on(ctx, pressed)) {
    run(ctx, by_pressing(pressed, true), going->record, command_of(going->draft));
  }
}

bool answered_return(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                     const telegram::Message& message) {
  ReturnDraft draft = return_draft_from(question);
  const auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  if (message.text.empty()) {
    return false;
  }
  if (draft.stage == Stage::reason) {
    draft.reason = message.text;
  } else if (draft.stage == Stage::other_time) {
    int days = 0;
    const char* const end = message.text.data() + message.text.size();
    const auto [parsed, error] = std::from_chars(message.text.data(), end, days);
    if (error != std::errc{} || days < 1 || days > days_max || (parsed != end && *parsed != ' ')) {
      answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "return.wrong_days")});
      return true;
    }
    draft.days = days;
  } else {
    return false;
  }
  ask_on(ctx, speaker, record, draft, true);
  return true;
}

void pressed_grant_return(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::GrantReturn{});
  }
}

void pressed_decline_return(Context& ctx, const Pressed& pressed) {
  if (auto record = case_pressed(ctx, pressed)) {
    run(ctx, by_pressing(pressed), *record, workflow::DeclineReturn{});
  }
}

}  // namespace alur::chat
