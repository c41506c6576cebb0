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

constexpr std::string_view kind = "reassign";
constexpr std::array fitting_acts{Option::Act::reassign};
constexpr std::size_t people_offered_max = 12;

/// One person who could take one role of the active step.
struct Successor {
  Role role{};
  PersonId person{};
};

std::vector<Role> roles_to_hand_over(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  const std::vector<Option> options = options_for(ctx, person, record);
  const Option* option = workflow::find(options, Option::Act::reassign);
  return option == nullptr ? std::vector<Role>{} : option->roles;
}

/// Who holds it now comes last to mind: they are left out where others are there.
std::vector<Successor> successors(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  std::vector<Successor> found;
  for (const Role role : roles_to_hand_over(ctx, person, record)) {
    for (const PersonId candidate : ctx.office.holders(role)) {
      const bool of_agency = !process::bound_to_agency(role) || ctx.office.agency_of(candidate) == record.state.agency;
      if (of_agency && record.state.active().holder != candidate) {
        found.push_back({role, candidate});
      }
    }
  }
  return found;
}

void ask_for_reason(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Successor& to) {
  const Speaker& speaker = asked.speaker;
  Question question;
  question.kind = kind;
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
  question.kind = kind;
  question.payload = json{{"case", workflow::raw(record.id)}}.dump();
  question.about = record.id;
  question.html = say(ctx, speaker.language, offered.empty() ? "reassign.nobody" : "reassign.ask",
                      {{"register", record.state.register_no}, {"step", std::int64_t{record.state.current}}});
  for (std::size_t i = 0; i < std::min(offered.size(), people_offered_max); ++i) {
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
  auto record = case_meant(ctx, typed, "alihkan", rest, fitting_acts);
  if (!record) {
    return;
  }
  const auto semicolon = std::min(rest.find(';'), rest.size());
  const std::string name = text::plain(rest.substr(0, semicolon));
  const std::string reason = semicolon < rest.size() ? text::plain(rest.substr(semicolon + 1)) : std::string{};
  const PersonId person = typed.speaker.person;
  if (roles_to_hand_over(ctx, person, *record).empty() || name.empty()) {
    // decide() says why; without a name the example helps.
    if (name.empty()) {
      usage(ctx, typed.speaker, "alihkan");
    } else {
      run(ctx, by_typing(typed), *record, workflow::Reassign{});
    }
    return;
  }
  const std::vector<Successor> all = successors(ctx, person, *record);
  std::vector<PersonId> candidates;
  for (const Successor& successor : all) {
    candidates.push_back(successor.person);
  }
  const std::vector<PersonId> meant = people_meant(ctx, name, candidates);
  std::vector<Successor> fitting;
  std::copy_if(all.begin(), all.end(), std::back_inserter(fitting), [&](const Successor& each) {
    return std::find(meant.begin(), meant.end(), each.person) != meant.end();
  });
  if (fitting.size() == 1) {
    hand_over(ctx, by_typing(typed), *record, fitting.front(), reason);
  } else {
    ask_whom(ctx, by_typing(typed), *record, fitting.empty() ? all : fitting);
  }
}

void pressed_reassign(Context& ctx, const Pressed& pressed) {
  auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  if (roles_to_hand_over(ctx, pressed.speaker.person, *record).empty()) {
    run(ctx, by_pressing(pressed), *record, workflow::Reassign{});
    return;
  }
  ask_whom(ctx, by_pressing(pressed), *record, successors(ctx, pressed.speaker.person, *record));
}

void pressed_reassign_to(Context& ctx, const Pressed& pressed) {
  if (!question_of(ctx, pressed.speaker.chat_id, pressed.press, kind)) {
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
