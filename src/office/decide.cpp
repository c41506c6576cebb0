#include "decide.hpp"

#include "alur/office/permission.hpp"

#include <algorithm>

namespace alur::office {
namespace {

bool may_everywhere(const Question& q, Action action) {
  return q.command_line() || may(q.state, q.by, action) == Scope::any;
}

Result<Events> add_agency(const Question& q, const AddAgency& command) {
  // Whoever opens cases for any agency meets new ones first.
  if (!may_everywhere(q, Action::open_case) && !may_everywhere(q, Action::invite)) {
    return refusal(Refusal::Reason::not_allowed);
  }
  const std::string name = tidy(command.name);
  if (name.empty()) return refusal(Refusal::Reason::name_required);
  if (const AgencyId known = same_name(q.state, name); known != AgencyId{}) {
    return refusal(Refusal::Reason::agency_exists, known);
  }
  return Events{q.event(AgencyAdded{next_id(q.state.agencies), name, command.company})};
}

Result<Events> withdraw_role(const Question& q, const WithdrawRole& command) {
  if (!may_invite(q.state, q.by, command.role)) return refusal(Refusal::Reason::not_allowed);
  if (q.state.find(command.person) == nullptr) return refusal(Refusal::Reason::unknown_person);
  const RoleGrant* grant = grant_of(q.state, command.person, command.role);
  if (grant == nullptr) return refusal(Refusal::Reason::not_held);
  if (command.role == process::Role::admin && !q.command_line() && last_admin(q.state, command.person)) {
    return refusal(Refusal::Reason::last_admin);
  }
  Events events;
  withdraw(q, *grant, events);
  return events;
}

Result<Events> remove_person(const Question& q, const RemovePerson& command) {
  const Person* person = q.state.find(command.person);
  if (person == nullptr) return refusal(Refusal::Reason::unknown_person);
  // Removing somebody ends the account too, so it needs the right over every role at once.
  if (!may_invite(q.state, q.by, process::Role::admin)) return refusal(Refusal::Reason::not_allowed);
  if (!q.command_line() && last_admin(q.state, command.person)) return refusal(Refusal::Reason::last_admin);
  Events events;
  for (const RoleGrant& grant : q.state.grants) {
    if (grant.person == command.person) events.push_back(q.event(RoleWithdrawn{grant}));
  }
  if (person->telegram_id) events.push_back(q.event(AccountUnbound{person->id}));
  for (const auto& [id, invite] : q.state.invites) {
    if (invite.person == command.person && invite.status == Invite::Status::open) {
      events.push_back(q.event(InviteEnded{id, Invite::Status::cancelled}));
    }
  }
  if (events.empty()) return refusal(Refusal::Reason::not_held);
  return events;
}

Result<Events> set_language(const Question& q, const SetLanguage& command) {
  const Person* person = q.state.find(command.person);
  if (person == nullptr) return refusal(Refusal::Reason::unknown_person);
  if (!q.command_line() && q.by != command.person) return refusal(Refusal::Reason::not_allowed);
  if (person->language == command.language) return Events{};
  return Events{q.event(LanguageSet{command.person, command.language})};
}

Result<Events> add_holiday(const Question& q, const AddHoliday& command) {
  if (!may_everywhere(q, Action::holiday)) return refusal(Refusal::Reason::not_allowed);
  const std::string name = tidy(command.name);
  const std::string letter = tidy(command.letter);
  if (letter.empty()) return refusal(Refusal::Reason::letter_required);
  if (name.empty()) return refusal(Refusal::Reason::name_required);
  const bool local =
      std::ranges::any_of(q.state.holidays, [&](const LocalHoliday& known) { return known.day == command.day; });
  if (local || q.calendar.holiday(command.day)) return refusal(Refusal::Reason::holiday_known);
  if (!q.calendar.is_working(command.day)) return refusal(Refusal::Reason::day_not_working);
  return Events{q.event(HolidayAdded{LocalHoliday{command.day, {name, letter, false}, q.by}})};
}

Result<Events> mark_reachable(const Question& q, const MarkReachable& command) {
  const Person* person = q.state.find(command.person);
  if (person == nullptr) return refusal(Refusal::Reason::unknown_person);
  if (person->unreachable_since.has_value() != command.reachable) return Events{};
  return Events{q.event(ReachabilityChanged{command.person, command.reachable})};
}

struct Decider {
  const Question& q;

  Result<Events> operator()(const MakeInvite& command) const { return decide_make_invite(q, command); }
  Result<Events> operator()(const OpenInvite& command) const { return decide_open_invite(q, command); }
  Result<Events> operator()(const ConfirmInvite& command) const { return decide_confirm_invite(q, command); }
  Result<Events> operator()(const CorrectData& command) const { return decide_correct_data(q, command); }
  Result<Events> operator()(const RejectInvite& command) const { return decide_reject_invite(q, command); }
  Result<Events> operator()(const AddAgency& command) const { return add_agency(q, command); }
  Result<Events> operator()(const WithdrawRole& command) const { return withdraw_role(q, command); }
  Result<Events> operator()(const RemovePerson& command) const { return remove_person(q, command); }
  Result<Events> operator()(const SetLanguage& command) const { return set_language(q, command); }
  Result<Events> operator()(const AddHoliday& command) const { return add_holiday(q, command); }
  Result<Events> operator()(const MarkReachable& command) const { return mark_reachable(q, command); }
};

}  // namespace

void withdraw(const Question& q, const RoleGrant& grant, Events& events) {
  events.push_back(q.event(RoleWithdrawn{grant}));
  if (q.state.roles_of(grant.person).size() == 1 && q.state.find(grant.person)->telegram_id) {
    events.push_back(q.event(AccountUnbound{grant.person}));
  }
  for (const auto& [id, invite] : q.state.invites) {
    if (invite.person == grant.person && invite.role == grant.role && invite.status == Invite::Status::open) {
      events.push_back(q.event(InviteEnded{id, Invite::Status::cancelled}));
    }
  }
}

const RoleGrant* grant_of(const State& state, PersonId person, process::Role role) {
  const auto found = std::ranges::find_if(
      state.grants, [&](const RoleGrant& grant) { return grant.person == person && grant.role == role; });
  return found == state.grants.end() ? nullptr : &*found;
}

bool last_admin(const State& state, PersonId person) {
  const std::vector<PersonId> admins = state.holders(process::Role::admin);
  return admins.size() == 1 && admins.front() == person;
}

Result<std::vector<Event>> decide(const State& state, const time::WorkCalendar& calendar, PersonId by,
                                  const Command& command, time::Instant now) {
  const Question question{state, calendar, by, now};
  return std::visit(Decider{question}, command);
}

}  // namespace alur::office
