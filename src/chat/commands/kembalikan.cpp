#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace alur::chat {

namespace {

using nlohmann::json;
using process::TimeLimit;
using process::TimeUnit;
using workflow::Option;
using workflow::Refusal;

constexpr std::array fitting_acts{Option::Act::return_to, Option::Act::request_return};
constexpr std::array ready_reasons{"return.does_not_match", "return.incomplete"};
constexpr std::array offered_days{5, 10};
constexpr int days_max = 365;

/// The dialogue of a return by buttons, as far as it has come.
struct Draft {
  CaseId case_id{};
  int to = 0;
  std::string reason;
  std::optional<int> days;  ///< working days for the new round; the SOP's time when empty
  bool request = false;     ///< a performer's wish, not an approver's decision
  std::string stage;        ///< "to", "reason", "time", "other_time", "confirm"
};

std::string to_payload(const Draft& draft) {
  json payload{{"case", workflow::raw(draft.case_id)},
               {"to", draft.to},
               {"reason", draft.reason},
               {"request", draft.request},
               {"stage", draft.stage}};
  if (draft.days) {
    payload["days"] = *draft.days;
  }
  return payload.dump(-1, ' ', false, json::error_handler_t::replace);
}

Draft draft_from(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  Draft draft;
  draft.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  draft.to = payload.at("to").get<int>();
  draft.reason = payload.at("reason").get<std::string>();
  draft.request = payload.at("request").get<bool>();
  draft.stage = payload.at("stage").get<std::string>();
  if (payload.contains("days")) {
    draft.days = payload.at("days").get<int>();
  }
  return draft;
}

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

bool has_days(const process::Step& step) {
  return step.time.unit == TimeUnit::working_days || step.time.unit == TimeUnit::calendar_days;
}

class Dialogue {
 public:
  Dialogue(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, Draft draft, bool same_message)
      : ctx_(ctx),
        speaker_(speaker),
        record_(record),
        process_(process_of(ctx, record.state)),
        draft_(std::move(draft)),
        same_message_(same_message) {}

  /// Asks for the next thing that is not known yet.
  void go_on() {
    if (draft_.to == 0) {
      ask_target();
    } else if (draft_.reason.empty()) {
      ask_reason();
    } else if (draft_.stage == "reason" && !draft_.request && has_days(process_.step(draft_.to))) {
      ask_time();
    } else {
      ask_confirmation();
    }
  }

  void ask_other_time() {
    draft_.stage = "other_time";
    put(say("return.ask_days", {{"register", record_.state.register_no}, {"step", std::int64_t{draft_.to}}}), {});
  }

 private:
  std::string say(std::string_view key, const text::Args& args) const {
    return chat::say(ctx_, speaker_.language, key, args);
  }
  std::string label(std::string_view key, const text::Args& args = {}) const {
    return chat::label(ctx_, speaker_.language, key, args);
  }

  void put(const std::string& html, Choices choices) {
    choices.push_back({{label("button.cancel"), {.verb = Verb::dismiss}}});
    Question question;
    question.kind = "return";
    question.payload = to_payload(draft_);
    question.html = html;
    question.choices = std::move(choices);
    question.about = record_.id;
    ask(ctx_, speaker_, question, same_message_);
  }

  void ask_target() {
    draft_.stage = "to";
    const std::vector<Option> options = options_for(ctx_, speaker_.person, record_);
    const Option* option =
        workflow::find(options, draft_.request ? Option::Act::request_return : Option::Act::return_to);
    Choices choices;
    if (option != nullptr) {
      for (const int no : option->steps) {
        choices.push_back({{target_label(no), on_step(Verb::return_to, record_, {no})}});
      }
    }
    put(say("return.ask_target",
            {{"register", record_.state.register_no}, {"step", std::int64_t{record_.state.current}}}),
        std::move(choices));
  }

  std::string target_label(int no) const {
    const process::Step& step = process_.step(record_.state.current);
    const auto target = std::find_if(step.back_to.begin(), step.back_to.end(),
                                     [&](const process::BackTarget& each) { return each.step == no; });
    const std::string what = target == step.back_to.end() ? process_.step(no).short_activity : target->label;
    return label("return.target", {{"step", std::int64_t{no}}, {"what", what}});
  }

  void ask_reason() {
    draft_.stage = "reason";
    Choices choices;
    for (std::size_t i = 0; i < ready_reasons.size(); ++i) {
      choices.push_back(
          {{label(ready_reasons[i]), on_step(Verb::return_reason, record_, {static_cast<std::int64_t>(i)})}});
    }
    put(say("return.ask_reason", {{"register", record_.state.register_no}, {"step", std::int64_t{draft_.to}}}),
        std::move(choices));
  }

  void ask_time() {
    draft_.stage = "time";
    const process::Step& step = process_.step(draft_.to);
    Choices choices;
    auto& days = choices.emplace_back();
    for (const int count : offered_days) {
      days.push_back({label("return.days", {{"days", std::int64_t{count}}}),
                      on_step(Verb::return_time, record_, {std::int64_t{count}})});
    }
    choices.push_back({{label("return.days_sop", {{"days", std::int64_t{step.time.amount}}}),
                        on_step(Verb::return_time, record_, {0})},
                       {label("return.days_other"), on_step(Verb::return_time, record_, {-1})}});
    put(say("return.ask_time", {{"register", record_.state.register_no},
                                {"step", std::int64_t{draft_.to}},
                                {"round", std::int64_t{record_.state.step(draft_.to).round + 1}}}),
        std::move(choices));
  }

  void ask_confirmation() {
    draft_.stage = "confirm";
    const std::string time =
        draft_.days ? label("return.days", {{"days", std::int64_t{*draft_.days}}}) : label("return.time_sop");
    const std::string_view key = draft_.request ? "return.confirm_request" : "return.confirm";
    Choices choices{{{label("button.not_yet"), {.verb = Verb::dismiss}}}};
    choices.push_back({{label(draft_.request ? "button.request_yes" : "button.return_yes"),
                        on_step(Verb::return_yes, record_), telegram::ButtonStyle::danger}});
    Question question;
    question.kind = "return";
    question.payload = to_payload(draft_);
    question.html = say(key, {{"register", record_.state.register_no},
                              {"from", std::int64_t{record_.state.current}},
                              {"to", std::int64_t{draft_.to}},
                              {"round", std::int64_t{record_.state.step(draft_.to).round + 1}},
                              {"reason", draft_.reason},
                              {"time", time}});
    question.choices = std::move(choices);
    question.about = record_.id;
    ask(ctx_, speaker_, question, same_message_);
  }

  Context& ctx_;
  const Speaker& speaker_;
  const store::CaseRecord& record_;
  const process::Process& process_;
  Draft draft_;
  bool same_message_;
};

workflow::Command command_of(const Draft& draft) {
  if (draft.request) {
    return workflow::RequestReturn{.to = draft.to, .reason = draft.reason};
  }
  workflow::Return command{.to = draft.to, .reason = draft.reason, .limit = std::nullopt};
  if (draft.days) {
    command.limit = TimeLimit{.unit = TimeUnit::working_days, .amount = *draft.days, .from_provider_chosen = false};
  }
  return command;
}

/// The dialogue that a press belongs to, with its case; answers the press otherwise.
struct Going {
  store::CaseRecord record;
  Draft draft;
};
std::optional<Going> going_on(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, "return");
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  return Going{std::move(*record), draft_from(*question)};
}

void begin(Context& ctx, const Pressed& pressed, bool request) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Option::Act act = request ? Option::Act::request_return : Option::Act::return_to;
  const std::vector<Option> options = options_for(ctx, pressed.speaker.person, *record);
  const Option* option = workflow::find(options, act);
  Draft draft{.case_id = record->id, .to = 0, .reason = "", .days = {}, .request = request, .stage = "to"};
  if (option == nullptr) {
    // Not offered any more: decide() knows why.
    store::CaseRecord unchanged = *record;
    draft.to = record->state.current;
    draft.reason = "-";
    run(ctx, by_pressing(pressed), unchanged, command_of(draft));
    return;
  }
  if (option->steps.size() == 1) {
    draft.to = option->steps.front();
  }
  Dialogue{ctx, pressed.speaker, *record, draft, false}.go_on();
}

}  // namespace

void typed_kembalikan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  auto record = case_meant(ctx, typed, "kembalikan", rest, fitting_acts);
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
  const Draft draft{.case_id = record->id,
                    .to = to.value_or(record->state.current),
                    .reason = rest,
                    .days = {},
                    .request = request,
                    .stage = ""};
  run(ctx, by_typing(typed), *record, command_of(draft));
}

void pressed_return_ask(Context& ctx, const Pressed& pressed) { begin(ctx, pressed, false); }
void pressed_request_return(Context& ctx, const Pressed& pressed) { begin(ctx, pressed, true); }

void pressed_return_to(Context& ctx, const Pressed& pressed) {
  if (auto going = going_on(ctx, pressed)) {
    going->draft.to = static_cast<int>(pressed.press.args.at(0));
    Dialogue{ctx, pressed.speaker, going->record, going->draft, true}.go_on();
  }
}

void pressed_return_reason(Context& ctx, const Pressed& pressed) {
  if (auto going = going_on(ctx, pressed)) {
    const auto index = static_cast<std::size_t>(pressed.press.args.at(0));
    going->draft.reason = label(ctx, pressed.speaker.language, ready_reasons.at(index));
    Dialogue{ctx, pressed.speaker, going->record, going->draft, true}.go_on();
  }
}

void pressed_return_time(Context& ctx, const Pressed& pressed) {
  auto going = going_on(ctx, pressed);
  if (!going) {
    return;
  }
  const std::int64_t days = pressed.press.args.at(0);
  Dialogue dialogue{ctx, pressed.speaker, going->record, going->draft, true};
  if (days < 0) {
    dialogue.ask_other_time();
    return;
  }
  if (days > 0) {
    going->draft.days = static_cast<int>(days);
  }
  Dialogue{ctx, pressed.speaker, going->record, going->draft, true}.go_on();
}

void pressed_return_yes(Context& ctx, const Pressed& pressed) {
  if (auto going = going_on(ctx, pressed)) {
    run(ctx, by_pressing(pressed, true), going->record, command_of(going->draft));
  }
}

bool answered_return(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                     const telegram::Message& message) {
  Draft draft = draft_from(question);
  const auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  if (message.text.empty()) {
    return false;
  }
  if (draft.stage == "reason") {
    draft.reason = message.text;
  } else if (draft.stage == "other_time") {
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
  Dialogue{ctx, speaker, record, draft, true}.go_on();
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
