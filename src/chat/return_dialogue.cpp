#include "return_dialogue.hpp"

#include "flow.hpp"
#include "view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace alur::chat {

namespace {

using nlohmann::json;
using process::TimeUnit;
using workflow::Option;
using Stage = ReturnDraft::Stage;

constexpr std::string_view return_question = "return";
constexpr std::array return_reasons{"return.does_not_match", "return.incomplete"};
constexpr std::array offered_days{5, 10};
constexpr int days_max = 365;

std::string to_payload(const ReturnDraft& draft) {
  json payload{{"case", workflow::raw(draft.case_id)},
               {"to", draft.to},
               {"reason", draft.reason},
               {"request", draft.request},
               {"stage", static_cast<int>(draft.stage)}};
  if (draft.days) {
    payload["days"] = *draft.days;
  }
  return payload.dump(-1, ' ', false, json::error_handler_t::replace);
}

bool has_days(const process::Step& step) {
  return step.time.unit == TimeUnit::working_days || step.time.unit == TimeUnit::calendar_days;
}

/// One question of the dialogue.
class ReturnQuestion {
 public:
  ReturnQuestion(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, ReturnDraft draft,
                 bool same_message)
      : ctx_(ctx),
        speaker_(speaker),
        record_(record),
        process_(process_of(ctx, record.state)),
        draft_(std::move(draft)),
        same_message_(same_message) {}

  void target() {
    draft_.stage = Stage::target;
    const std::vector<Option> options = options_for(ctx_, speaker_.person, record_);
    const Option* option =
        workflow::find(options, draft_.request ? Option::Act::request_return : Option::Act::return_to);
    Choices choices;
    if (option != nullptr) {
      for (const int no : option->steps) {
        choices.push_back({{target_label(no), on_step(Verb::return_to, record_, {no})}});
      }
    }
    choices.push_back({cancelling()});
    put(say("return.ask_target",
            {{"register", record_.state.register_no}, {"step", std::int64_t{record_.state.current}}}),
        std::move(choices));
  }

  void reason() {
    draft_.stage = Stage::reason;
    Choices choices;
    for (std::size_t i = 0; i < return_reasons.size(); ++i) {
      choices.push_back(
          {{label(return_reasons[i]), on_step(Verb::return_reason, record_, {static_cast<std::int64_t>(i)})}});
    }
    choices.push_back({cancelling()});
    put(say("return.ask_reason", about_target()), std::move(choices));
  }

  bool time_matters() const { return !draft_.request && has_days(process_.step(draft_.to)); }

  void time() {
    draft_.stage = Stage::time;
    put(say("return.ask_time", about_target()),
        round_times(ctx_, speaker_.language, record_, draft_.to, Verb::return_time));
  }

  void other_time() {
    draft_.stage = Stage::other_time;
    put(say("return.ask_days", about_target()), {{cancelling()}});
  }

  void confirmation() {
    draft_.stage = Stage::confirm;
    text::Args args = about_target();
    args.emplace_back("from", std::int64_t{record_.state.current});
    args.emplace_back("count", std::int64_t{record_.state.current - draft_.to + 1});
    args.emplace_back("to", std::int64_t{draft_.to});
    args.emplace_back("reason", draft_.reason);
    args.emplace_back("time", time_given());
    put(say(draft_.request ? "return.confirm_request" : "return.confirm", args),
        {{{label("button.not_yet"), {.verb = Verb::dismiss}}},
         {{label(draft_.request ? "button.request_yes" : "button.return_yes"), on_step(Verb::return_yes, record_),
           telegram::ButtonStyle::danger}}});
  }

 private:
  std::string say(std::string_view key, const text::Args& args) const {
    return chat::say(ctx_, speaker_.language, key, args);
  }
  std::string label(std::string_view key, const text::Args& args = {}) const {
    return chat::label(ctx_, speaker_.language, key, args);
  }
  /// How long, and until when if it were returned now.
  std::string time_given() const {
    std::string time =
        draft_.days ? label("return.days", {{"days", std::int64_t{*draft_.days}}}) : label("return.time_sop");
    const auto after = outcome_of(ctx_, speaker_.person, record_, command_of(draft_));
    if (!after || !after->state.active().due) return time;
    const View view{ctx_, *after, speaker_.language, speaker_.person};
    return label("return.time_until", {{"time", time}, {"due", view.moment(after->state.active().due->due)}});
  }
  Choice cancelling() const { return {label("button.cancel"), {.verb = Verb::dismiss}}; }

  text::Args about_target() const {
    return {{"register", record_.state.register_no},
            {"step", std::int64_t{draft_.to}},
            {"round", std::int64_t{record_.state.step(draft_.to).round + 1}}};
  }

  std::string target_label(int no) const {
    const process::Step& step = process_.step(record_.state.current);
    const auto target = std::find_if(step.back_to.begin(), step.back_to.end(),
                                     [&](const process::BackTarget& each) { return each.step == no; });
    const std::string what = target == step.back_to.end() ? process_.step(no).short_activity : target->label;
    return label("return.target", {{"step", std::int64_t{no}}, {"what", what}});
  }

  void put(const std::string& html, Choices choices) {
    Question question;
    question.kind = return_question;
    question.payload = to_payload(draft_);
    question.html = html;
    question.choices = std::move(choices);
    question.about = record_.id;
    ask(ctx_, speaker_, question, same_message_);
  }

  Context& ctx_;
  const Speaker& speaker_;
  const store::CaseRecord& record_;
  const process::Process& process_;
  ReturnDraft draft_;
  bool same_message_;
};

}  // namespace

Choices round_times(const Context& ctx, std::string_view language, const store::CaseRecord& record, int step,
                    Verb verb) {
  Choices choices(1);
  for (const int count : offered_days) {
    choices.front().push_back(
        {chat::label(ctx, language, "return.days", {{"days", std::int64_t{count}}}), on_step(verb, record, {count})});
  }
  const int sop = process_of(ctx, record.state).step(step).time.amount;
  choices.push_back(
      {{chat::label(ctx, language, "return.days_sop", {{"days", std::int64_t{sop}}}), on_step(verb, record, {0})},
       {chat::label(ctx, language, "return.days_other"), on_step(verb, record, {-1})}});
  choices.push_back({{chat::label(ctx, language, "button.cancel"), {.verb = Verb::dismiss}}});
  return choices;
}

std::optional<int> days_in(const std::string& text) {
  int days = 0;
  const char* const end = text.data() + text.size();
  const auto [parsed, error] = std::from_chars(text.data(), end, days);
  if (error != std::errc{} || days < 1 || days > days_max || (parsed != end && *parsed != ' ')) {
    return std::nullopt;
  }
  return days;
}

process::TimeLimit working_days_of(int days) {
  return {.unit = TimeUnit::working_days, .amount = days, .from_provider_chosen = false};
}

ReturnDraft return_draft_from(const store::Conversation& question) {
  const json payload = json::parse(question.payload);
  ReturnDraft draft;
  draft.case_id = CaseId{payload.at("case").get<std::int64_t>()};
  draft.to = payload.at("to").get<int>();
  draft.reason = payload.at("reason").get<std::string>();
  draft.request = payload.at("request").get<bool>();
  draft.stage = static_cast<Stage>(payload.at("stage").get<int>());
  if (payload.contains("days")) {
    draft.days = payload.at("days").get<int>();
  }
  return draft;
}

workflow::Command command_of(const ReturnDraft& draft) {
  if (draft.request) {
    return workflow::RequestReturn{.to = draft.to, .reason = draft.reason};
  }
  workflow::Return command{.to = draft.to, .reason = draft.reason, .limit = std::nullopt};
  if (draft.days) {
    command.limit = working_days_of(*draft.days);
  }
  return command;
}

void ask_on(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, ReturnDraft draft,
            bool same_message) {
  const bool target_known = draft.to != 0;
  const bool reason_known = !draft.reason.empty();
  const bool time_asked = draft.stage == Stage::time || draft.stage == Stage::other_time;
  ReturnQuestion asking{ctx, speaker, record, std::move(draft), same_message};
  if (!target_known) {
    asking.target();
  } else if (!reason_known) {
    asking.reason();
  } else if (!time_asked && asking.time_matters()) {
    asking.time();
  } else {
    asking.confirmation();
  }
}

void ask_other_time(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, ReturnDraft draft) {
  ReturnQuestion{ctx, speaker, record, std::move(draft), true}.other_time();
}

std::string ready_reason(const Context& ctx, std::string_view language, std::int64_t index) {
  return label(ctx, language, return_reasons.at(static_cast<std::size_t>(index)));
}

std::optional<ReturnGoing> return_going_on(Context& ctx, const Pressed& pressed) {
  const auto question = question_of(ctx, pressed.speaker.chat_id, pressed.press, return_question);
  if (!question) {
    say_question_over(ctx, pressed);
    return std::nullopt;
  }
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return std::nullopt;
  }
  return ReturnGoing{std::move(*record), return_draft_from(*question)};
}

}  // namespace alur::chat
