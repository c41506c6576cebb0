#include "alur/office/permission.hpp"

#include "decide.hpp"

#include <algorithm>

namespace alur::office {
namespace {

using process::Role;
using Reason = Refusal::Reason;

bool needs_agency(Role role) { return role == Role::instansi_pengguna || role == Role::pengembang; }

/// An invite for somebody hands the account and every role over: never powers that its maker could not have given.
bool within_powers(const State& state, PersonId maker, PersonId person) {
  const std::vector<Role> roles = state.roles_of(person);
  return std::ranges::all_of(roles, [&](Role role) { return may_invite(state, maker, role); });
}

/// Open, in time, and still backed by somebody who may give this role.
bool usable(const Question& q, const Invite& invite) {
  return invite.status == Invite::Status::open && q.now <= invite.expires &&
         may_invite(q.state, invite.made_by, invite.role);
}

/// Uses the invite for `person`, who comes in with this account.
void take_up(const Question& q, const Invite& invite, PersonId person, std::int64_t telegram_id,
             const std::string& telegram_name, Events& events) {
  const Person* known = q.state.find(person);
  const bool bound = known != nullptr && known->telegram_id == telegram_id;
  if (!bound) {
    if (known != nullptr && known->telegram_id) events.push_back(q.event(AccountUnbound{person}));
    events.push_back(q.event(AccountBound{person, telegram_id, telegram_name}));
  }
  if (!q.state.holds(person, invite.role)) {
    events.push_back(q.event(RoleGranted{RoleGrant{person, invite.role, invite.agency}}));
  }
  events.push_back(q.event(InviteUsed{invite.id}));
  // A link made before this one was used would move the account once more.
  for (const auto& [id, other] : q.state.invites) {
    if (id != invite.id && other.person == person && other.role == invite.role &&
        other.status == Invite::Status::open) {
      events.push_back(q.event(InviteEnded{id, Invite::Status::cancelled}));
    }
  }
}

struct Data {
  std::string name;
  std::string title;
  std::string nip;
};

Result<Data> checked(const std::string& name, const std::string& title, const std::string& nip) {
  Data data{tidy(name), tidy(title), {}};
  if (data.name.empty()) return refusal(Reason::name_required);
  if (!tidy(nip).empty()) {
    const std::optional<std::string> digits = read_nip(nip);
    if (!digits) return refusal(Reason::nip_invalid);
    data.nip = *digits;
  }
  return data;
}

/// Post and NIP given with an invite for somebody known are the newer ones; the name as known stays.
Result<bool> correct_known(const Question& q, const Person& person, const MakeInvite& command, Events& events) {
  const std::string& title = command.title.empty() ? person.title : command.title;
  const std::string& nip = command.nip.empty() ? person.nip : command.nip;
  const Result<Data> data = checked(person.name, title, nip);
  if (!data) return data.error();
  const bool differs = data->title != person.title || data->nip != person.nip;
  if (differs) events.push_back(q.event(PersonCorrected{person.id, data->name, data->title, data->nip}));
  return differs;
}

/// The person the invite is for: known, or added; 0 for an invite without a name.
Result<PersonId> invited(const Question& q, const MakeInvite& command, Events& events) {
  if (command.person != PersonId{}) {
    if (q.state.find(command.person) == nullptr) return refusal(Reason::unknown_person);
    if (!within_powers(q.state, q.by, command.person)) return refusal(Reason::not_allowed);
    const RoleGrant* held = grant_of(q.state, command.person, command.role);
    if (held != nullptr && needs_agency(command.role) && held->agency != command.agency) {
      return refusal(Reason::role_already_held);
    }
    const Result<bool> corrected = correct_known(q, *q.state.find(command.person), command, events);
    if (!corrected) return corrected.error();
    return command.person;
  }
  if (command.name.empty()) return PersonId{};
  const Result<Data> data = checked(command.name, command.title, command.nip);
  if (!data) return data.error();
  const PersonId person = next_id(q.state.people);
  events.push_back(q.event(PersonAdded{person, data->name, data->title, data->nip}));
  return person;
}

/// A named invite, opened: bound to this account from now on. For the person whose account it is already, used.
Result<Events> open_named(const Question& q, const Invite& invite, const OpenInvite& command, const Person* owner) {
  if (owner != nullptr && owner->id != invite.person) return refusal(Reason::account_taken);
  if (!within_powers(q.state, invite.made_by, invite.person)) return refusal(Reason::invite_not_usable);
  Events events;
  if (invite.opened_by != command.telegram_id) {
    events.push_back(q.event(InviteOpened{invite.id, command.telegram_id, tidy(command.telegram_name)}));
  }
  if (owner != nullptr) take_up(q, invite, owner->id, command.telegram_id, command.telegram_name, events);
  return events;
}

Result<Events> open_unnamed(const Question& q, const Invite& invite, const OpenInvite& command, const Person* owner) {
  if (owner != nullptr && q.state.holds(owner->id, invite.role)) return refusal(Reason::role_already_held);
  Events events;
  PersonId person = owner == nullptr ? PersonId{} : owner->id;
  std::string name = tidy(command.telegram_name);
  if (owner == nullptr) {
    person = next_id(q.state.people);
    if (name.empty()) name = std::to_string(command.telegram_id);
    events.push_back(q.event(PersonAdded{person, name, {}, {}}));
  }
  events.push_back(q.event(InviteOpened{invite.id, command.telegram_id, name}));
  take_up(q, invite, person, command.telegram_id, name, events);
  return events;
}

/// The open invite that this account opened and has not confirmed yet.
const Invite* opened(const Question& q, InviteId id, std::int64_t telegram_id) {
  const auto found = q.state.invites.find(id);
  if (found == q.state.invites.end()) return nullptr;
  const Invite& invite = found->second;
  return invite.opened_by == telegram_id && usable(q, invite) ? &invite : nullptr;
}

/// "Bukan orangnya": what the invite gave goes. The account goes with it where it came by this invite, which for an
/// invite by name cannot be told from a moved one.
Result<Events> undo(const Question& q, const Invite& invite) {
  const Person* person = invite.opened_by ? q.state.by_telegram(*invite.opened_by) : nullptr;
  if (person == nullptr) return refusal(Reason::invite_not_usable);
  const RoleGrant* grant = grant_of(q.state, person->id, invite.role);
  if (grant == nullptr) return refusal(Reason::invite_not_usable);
  if (invite.role == Role::admin && !q.command_line() && last_admin(q.state, person->id)) {
    return refusal(Reason::last_admin);
  }
  Events events;
  withdraw(q, *grant, events);
  const bool keeps_account = q.state.roles_of(person->id).size() > 1;
  if (keeps_account && invite.person != PersonId{}) events.push_back(q.event(AccountUnbound{person->id}));
  events.push_back(q.event(InviteEnded{invite.id, Invite::Status::rejected}));
  return events;
}

}  // namespace

time::Instant invite_expiry(const time::WorkCalendar& calendar, time::Instant now) {
  constexpr int working_days = 3;
  return calendar.after_working_days(now, working_days).due;
}

Result<Events> decide_make_invite(const Question& q, const MakeInvite& command) {
  if (!may_invite(q.state, q.by, command.role)) return refusal(Reason::not_allowed);
  const bool with_agency = needs_agency(command.role);
  if (with_agency) {
    const auto agency = q.state.agencies.find(command.agency);
    const bool fits = agency != q.state.agencies.end() && agency->second.company == (command.role == Role::pengembang);
    if (!fits) return refusal(Reason::agency_required);
  }
  Events events;
  const Result<PersonId> person = invited(q, command, events);
  if (!person) return person.error();
  Invite invite;
  invite.id = next_id(q.state.invites);
  invite.code_sha256 = command.code_sha256;
  invite.role = command.role;
  invite.agency = with_agency ? command.agency : AgencyId{};
  invite.person = *person;
  invite.made_by = q.by;
  invite.for_case = command.for_case;
  invite.made = q.now;
  invite.expires = invite_expiry(q.calendar, q.now);
  events.push_back(q.event(InviteMade{std::move(invite)}));
  return events;
}

Result<Events> decide_open_invite(const Question& q, const OpenInvite& command) {
  const Invite* invite = q.state.invite_by_hash(command.code_sha256);
  if (invite == nullptr || !usable(q, *invite)) return refusal(Reason::invite_not_usable);
  const bool anothers = invite->opened_by && invite->opened_by != command.telegram_id;
  if (anothers) return refusal(Reason::invite_not_usable);
  const Person* owner = q.state.by_telegram(command.telegram_id);
  return invite->person == PersonId{} ? open_unnamed(q, *invite, command, owner)
                                      : open_named(q, *invite, command, owner);
}

Result<Events> decide_confirm_invite(const Question& q, const ConfirmInvite& command) {
  const Invite* invite = opened(q, command.invite, command.telegram_id);
  if (invite == nullptr) return refusal(Reason::invite_not_usable);
  const Person* owner = q.state.by_telegram(command.telegram_id);
  if (owner != nullptr && owner->id != invite->person) return refusal(Reason::account_taken);
  if (!within_powers(q.state, invite->made_by, invite->person)) return refusal(Reason::invite_not_usable);
  Events events;
  take_up(q, *invite, invite->person, command.telegram_id, invite->opened_by_name, events);
  return events;
}

Result<Events> decide_correct_data(const Question& q, const CorrectData& command) {
  const Invite* invite = opened(q, command.invite, command.telegram_id);
  if (invite == nullptr) return refusal(Reason::invite_not_usable);
  const Person& person = *q.state.find(invite->person);
  const Result<Data> data = checked(command.name.value_or(person.name), command.title.value_or(person.title),
                                    command.nip.value_or(person.nip));
  if (!data) return data.error();
  if (data->name == person.name && data->title == person.title && data->nip == person.nip) return Events{};
  return Events{q.event(PersonCorrected{person.id, data->name, data->title, data->nip})};
}

Result<Events> decide_reject_invite(const Question& q, const RejectInvite& command) {
  const auto found = q.state.invites.find(command.invite);
  if (found == q.state.invites.end()) return refusal(Reason::invite_not_usable);
  const Invite& invite = found->second;
  const bool by_opener = command.telegram_id != 0 && invite.opened_by == command.telegram_id;
  if (invite.status == Invite::Status::open && by_opener) {
    return Events{q.event(InviteEnded{invite.id, Invite::Status::rejected})};
  }
  const bool nobody_known = q.command_line() && command.telegram_id != 0;
  if (nobody_known || !may_invite(q.state, q.by, invite.role)) return refusal(Reason::not_allowed);
  switch (invite.status) {
    case Invite::Status::open:
      return Events{q.event(InviteEnded{invite.id, Invite::Status::cancelled})};
    case Invite::Status::used:
      return undo(q, invite);
    case Invite::Status::cancelled:
    case Invite::Status::rejected:
      break;
  }
  return refusal(Reason::invite_not_usable);
}

}  // namespace alur::office
