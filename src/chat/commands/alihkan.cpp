#include "find_person.hpp"
#include "handlers.hpp"
#include "question.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using nlohmann::json;
using workflow::Option;
using workflow::Refusal;
using workflow::Successor;

constexpr std::string_view alihkan_question = "reassign";
constexpr std::array alihkan_acts{Option::Act::reassign};
constexpr std::size_t successors_offered_max = 12;

/// One person may fit several parts: the one whose role they hold, else the part waited for.
const Successor* the_one_meant(const std::vector<Successor>& fitting) {
  if (fitting.empty()) {
    return nullptr;
  }
  const PersonId person = fitting.front().person;
  const bool one_person =
      std::all_of(fitting.begin(), fitting.end(), [&](const Successor& each) { return each.person == person; });
  return one_person ? &fitting.front() : nullptr;
}

void ask_for_reason(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Successor& to) {
  const Speaker& speaker = asked.speaker;
  Question question;
  question.kind = alihkan_question;
  question.payload =
      json{{"case", workflow::raw(record.id)}, {"role", process::id_of(to.role)}, {"person", workflow::raw(to.person)}}
          .dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, "reassign.ask_reason",
                      {{"register", record.state.register_no},
                       {"step", std::int64_t{record.state.current}},
                       {"name", name_of(ctx, to.person, speaker.language)}});
  question.choices = {{{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}}};
  ask(ctx, speaker, question, asked.from_question);
}

void ask_whom(Context& ctx, const Asked& asked, const store::CaseRecord& record,
              const std::vector<Successor>& offered) {
  const Speaker& speaker = asked.speaker;
  Question question;
  question.kind = alihkan_question;
  question.payload = json{{"case", workflow::raw(record.id)}}.dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, "reassign.ask",
                      {{"register", record.state.register_no}, {"step", std::int64_t{record.state.current}}});
  for (std::size_t i = 0; i < std::min(offered.size(), successors_offered_max); ++i) {
    question.choices.push_back(
        {{text::plain(name_and_role(ctx, offered[i].person, offered[i].role, speaker.language)),
          on_step(Verb::reassign_to, record,
                  {static_cast<std::int64_t>(offered[i].role), workflow::raw(offered[i].person)})}});
  }
  question.choices.push_back({{label(ctx, speaker.language, "button.cancel"), {.verb = Verb::dismiss}}});
  ask(ctx, speaker, question, asked.from_question);
}

void hand_over(Context& ctx, const Asked& asked, store::CaseRecord& record, const Successor& to,
               const std::string& reason) {
  const auto refusal =
      attempt(ctx, asked, record, workflow::Reassign{.role = to.role, .to = to.person, .reason = reason});
  if (!refusal) {
    return;
  }
  if (refusal->reason == Refusal::Reason::reason_required) {
    ask_for_reason(ctx, asked, record, to);
  } else {
    refuse(ctx, asked, record, *refusal);
  }
}

}  // namespace

/// "/alihkan M26-001 Yuni; Tugas luar": the reason, where there is one, after a semicolon.
void typed_alihkan(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "alihkan");
    return;
  }
  auto record = case_meant(ctx, typed, "alihkan", rest, alihkan_acts);
  if (!record) {
    return;
  }
  const auto semicolon = std::min(rest.find(';'), rest.size());
  const std::string name = text::plain(rest.substr(0, semicolon));
  const std::string reason = semicolon < rest.size() ? text::plain(rest.substr(semicolon + 1)) : std::string{};
  if (name.empty()) {
    usage(ctx, typed.speaker, "alihkan");
    return;
  }
  const std::vector<Successor> all = successors_for(ctx, typed.speaker.person, *record);
  if (all.empty()) {
    run(ctx, by_typing(typed), *record, workflow::Reassign{});
    return;
  }
  std::vector<PersonId> candidates;
  candidates.reserve(all.size());
  for (const Successor& successor : all) {
    candidates.push_back(successor.person);
  }
  const std::vector<PersonId> meant = people_meant(ctx, name, candidates);
  std::vector<Successor> fitting;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), [&](const Successor& each) {
    return std::find(meant.begin(), meant.end(), each.person) != meant.end();
  });
  if (const Successor* to = the_one_meant(fitting)) {
    hand_over(ctx, by_typing(typed), *record, *to, reason);
  } else {
    ask_whom(ctx, by_typing(typed), *record, fitting.empty() ? all : fitting);
  }
}

void pressed_reassign(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const std::vector<Successor> all = successors_for(ctx, pressed.speaker.person, *record);
  if (all.empty()) {
    run(ctx, by_pressing(pressed), *record, workflow::Reassign{});
    return;
  }
  ask_whom(ctx, by_pressing(pressed), *record, all);
}

void pressed_reassign_to(Context& ctx, const Pressed& pressed) {
  if (!question_of(ctx, pressed.speaker.chat_id, pressed.press, alihkan_question)) {
    say_question_over(ctx, pressed);
    return;
  }
  if (auto record = case_pressed(ctx, pressed)) {
    const Successor to{static_cast<Role>(pressed.press.args.at(0)), PersonId{pressed.press.args.at(1)}};
    hand_over(ctx, by_pressing(pressed, true), *record, to, "");
  }
}

bool answered_reassign(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                       const telegram::Message& message) {
  const json payload = json::parse(question.payload);
  if (message.text.empty() || !payload.contains("person")) {
    return false;
  }
  auto record = store::Cases{ctx.tx}.find(CaseId{payload.at("case").get<std::int64_t>()}).value();
  const Successor to{process::role_from(payload.at("role").get<std::string>()).value(),
                     PersonId{payload.at("person").get<std::int64_t>()}};
  hand_over(ctx, {.speaker = speaker, .from_question = true}, record, to, message.text);
  return true;
}

}  // namespace alur::chat
