#include "flow.hpp"

#include "button.hpp"
#include "cards.hpp"
#include "notices.hpp"
#include "question.hpp"
#include "reminders.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using workflow::Refusal;

/// Roles that have a part in the active step and that nobody in the chat holds.
std::vector<Role> roles_off_the_chat(const Context& ctx, const store::CaseRecord& record) {
  const process::Process& process = process_of(ctx, record.state);
  const workflow::Roster roster = ctx.office.roster();
  const process::Step& step = process.step(record.state.current);
  std::vector<Role> roles;
  for (const auto* group : {&step.performers, &step.contributors, &step.approval.parties}) {
    for (const Role role : *group) {
      const std::vector<PersonId> people = workflow::holders(process, roster, record.state, role);
      const bool here =
          std::any_of(people.begin(), people.end(), [&](PersonId person) { return chat_of(ctx, person).has_value(); });
      if (!here && std::find(roles.begin(), roles.end(), role) == roles.end()) {
        roles.push_back(role);
      }
    }
  }
  return roles;
}

}  // namespace

std::vector<workflow::Option> options_for(const Context& ctx, PersonId person, const store::CaseRecord& record,
                                          std::optional<Role> on_behalf) {
  const workflow::Roster roster = ctx.office.roster();
  const process::Process& process = process_of(ctx, record.state);
  return workflow::options(setting_of(ctx, process, roster), record.state, {person, on_behalf});
}

std::vector<workflow::Successor> successors_for(const Context& ctx, PersonId person, const store::CaseRecord& record) {
  const workflow::Roster roster = ctx.office.roster();
  const process::Process& process = process_of(ctx, record.state);
  return workflow::successors(setting_of(ctx, process, roster), record.state, {person, std::nullopt});
}

std::optional<Role> on_behalf_role(const Context& ctx, PersonId person, const store::CaseRecord& record,
                                   workflow::Option::Act act) {
  if (!record.state.open() || !ctx.office.holds(person, Role::staff_egov)) {
    return std::nullopt;
  }
  for (const Role role : roles_off_the_chat(ctx, record)) {
    if (workflow::find(options_for(ctx, person, record, role), act) != nullptr) {
      return role;
    }
  }
  return std::nullopt;
}

std::optional<Refusal> carry_out(Context& ctx, store::CaseRecord& record, const workflow::Actor& actor,
                                 const workflow::Command& command, const Asked* asked) {
  const workflow::Roster roster = ctx.office.roster();
  const auto decided =
      workflow::decide(setting_of(ctx, process_of(ctx, record.state), roster), record.state, actor, command);
  if (!decided) {
    return decided.error();
  }
  const store::CaseRecord before = record;
  store::Cases{ctx.tx}.append(record, *decided);
  follow_up(ctx, before, record, *decided, asked);
  return std::nullopt;
}

std::optional<Refusal> attempt(Context& ctx, const Asked& asked, store::CaseRecord& record,
                               const workflow::Command& command) {
  const PersonId person = asked.speaker.person;
  auto refusal = carry_out(ctx, record, {person, asked.on_behalf}, command, &asked);
  if (!refusal || asked.on_behalf || !record.state.open() || !ctx.office.holds(person, Role::staff_egov)) {
    return refusal;
  }
  for (const Role role : roles_off_the_chat(ctx, record)) {
    Asked for_role = asked;
    for_role.on_behalf = role;
    if (!carry_out(ctx, record, {person, role}, command, &for_role)) {
      return std::nullopt;
    }
  }
  return refusal;
}

std::optional<store::CaseRecord> outcome_of(const Context& ctx, PersonId person, const store::CaseRecord& record,
                                            const workflow::Command& command) {
  const workflow::Roster roster = ctx.office.roster();
  const auto decided = workflow::decide(setting_of(ctx, process_of(ctx, record.state), roster), record.state,
                                        {person, std::nullopt}, command);
  if (!decided) {
    return std::nullopt;
  }
  store::CaseRecord after = record;
  for (const workflow::Event& event : *decided) {
    workflow::evolve(after.state, event);
  }
  return after;
}

bool run(Context& ctx, const Asked& asked, store::CaseRecord& record, const workflow::Command& command) {
  const auto refusal = attempt(ctx, asked, record, command);
  if (refusal) {
    refuse(ctx, asked, record, *refusal);
  }
  return !refusal;
}

void refuse(Context& ctx, const Asked& asked, const store::CaseRecord& record, const Refusal& refusal) {
  const Speaker& speaker = asked.speaker;
  OutText text;
  text.html = explain(ctx, speaker, record, refusal);
  text.about = record.id;
  if (refusal.reason == Refusal::Reason::items_missing) {
    text.position = position_of(record.state);
    text.keyboard = {{button(ctx, speaker.chat_id, label(ctx, speaker.language, "button.upload"),
                             on_step(Verb::upload_help, record), telegram::ButtonStyle::primary)}};
    reply(ctx, asked, text);
    return;
  }
  if (asked.callback_id.empty()) {
    answer(ctx, speaker.chat_id, text);
    return;
  }
  toast(ctx, asked.callback_id, text::strip(text.html), true);
  if (asked.from_question) {
    close_question(ctx, speaker.chat_id, text.html);
  }
}

void reply(Context& ctx, const Asked& asked, const OutText& text) {
  if (asked.from_question) {
    answer_in_place(ctx, asked.speaker.chat_id, text);
  } else {
    answer(ctx, asked.speaker.chat_id, text);
  }
}

store::CaseRecord open_case(Context& ctx, const Asked& asked, const workflow::OpenCase& command, process::Track track) {
  const process::Process* process = find_process(ctx, track);
  if (process == nullptr) {
    throw std::logic_error("a case was opened for a track that has no process");
  }
  const workflow::Roster roster = ctx.office.roster();
  store::Cases cases{ctx.tx};
  workflow::OpenCase numbered = command;
  const int year = static_cast<int>(std::chrono::year_month_day{ctx.calendar.day_of(ctx.now)}.year());
  numbered.register_no = cases.next_register(track, year);
  const std::vector<workflow::Event> events =
      workflow::open(setting_of(ctx, *process, roster), {asked.speaker.person, std::nullopt}, numbered);
  store::CaseRecord before;
  before.id = cases.open(events);
  store::CaseRecord after = cases.find(before.id).value();
  follow_up(ctx, before, after, events, &asked);
  return after;
}

void follow_up(Context& ctx, const store::CaseRecord& before, const store::CaseRecord& after,
               std::span<const workflow::Event> events, const Asked* asked) {
  const workflow::Roster roster = ctx.office.roster();
  store::Cases{ctx.tx}.set_waiting(after.id, workflow::waiting(process_of(ctx, after.state), roster, after.state));
  announce(ctx, before, after, events, asked);
  sync_cards(ctx, after, events);
  const bool in_answer = asked != nullptr && asked->from_question;
  leave_passed_questions(ctx, after, in_answer ? std::optional{asked->speaker.chat_id} : std::nullopt);
  plan_reminders(ctx, after);
}

}  // namespace alur::chat
