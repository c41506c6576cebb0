#include "handlers.hpp"
#include "return_dialogue.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;
using Stage = ReturnDraft::Stage;

constexpr std::array kembalikan_acts{Option::Act::return_to, Option::Act::request_return};

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
    const auto days = days_in(message.text);
    if (!days) {
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

// --- the time of the new round, afterwards
// ----------------------------------------------------------------------------

namespace {

constexpr std::string_view round_time_question = "round_time";

void ask_round_time(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::string_view text,
                    Choices choices, bool same_message) {
  const int step = record.state.current;
  Question question;
  question.kind = round_time_question;
  question.payload =
      json{{"case", workflow::raw(record.id)}, {"step", step}, {"round", record.state.active().round}}.dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, text,
                      {{"register", record.state.register_no},
                       {"step", std::int64_t{step}},
                       {"round", std::int64_t{record.state.active().round}}});
  question.choices = std::move(choices);
  ask(ctx, speaker, question, same_message);
}

void set_round_time(Context& ctx, const Asked& asked, store::CaseRecord& record, std::optional<int> days) {
  workflow::SetRoundTime command;
  if (days) {
    command.limit = working_days_of(*days);
  }
  run(ctx, asked, record, command);
}

}  // namespace

void pressed_set_round_time(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_pressed(ctx, pressed)) {
    ask_round_time(ctx, pressed.speaker, *record, "return.ask_time",
                   round_times(ctx, pressed.speaker.language, *record, record->state.current, Verb::round_time), false);
  }
}

void pressed_round_time(Context& ctx, const Pressed& pressed) {
  if (!question_of(ctx, pressed.speaker.chat_id, pressed.press, round_time_question)) {
    say_question_over(ctx, pressed);
    return;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const std::int64_t days = pressed.press.args.at(0);
  if (days < 0) {
    ask_round_time(ctx, pressed.speaker, *record, "return.ask_days",
                   {{{label(ctx, pressed.speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}}, true);
    return;
  }
  set_round_time(ctx, by_pressing(pressed, true), *record,
                 days == 0 ? std::nullopt : std::optional{static_cast<int>(days)});
}

bool answered_round_time(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                         const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  const auto days = days_in(message.text);
  if (!days) {
    answer(ctx, speaker.chat_id, {.html = say(ctx, speaker.language, "return.wrong_days")});
    return true;
  }
  const json payload = json::parse(question.payload);
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  leave_question(ctx, speaker.chat_id);
  const bool same_round =
      payload.at("step") == record.state.current && payload.at("round") == record.state.active().round;
  if (!same_round) {
    workflow::Refusal moved_on;
    moved_on.reason = workflow::Refusal::Reason::already_moved_on;
    moved_on.step = payload.at("step").get<int>();
    refuse(ctx, {.speaker = speaker}, record, moved_on);
    return true;
  }
  set_round_time(ctx, {.speaker = speaker}, record, days);
  return true;
}

}  // namespace alur::chat
