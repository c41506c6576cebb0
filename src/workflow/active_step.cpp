#include "active_step.hpp"

#include <algorithm>

namespace alur::workflow {

using process::ApprovalMode;
using process::OwedKind;
using process::Role;

ActiveStep::ActiveStep(const process::Process& process, const Roster& roster, const CaseState& state)
    : roster_(roster), state_(state), rule_(process.step(state.current)), now_(state.step(state.current)) {
  const bool joint = rule_.approval.mode == ApprovalMode::joint;
  bool earlier_pending = false;
  for (const Role named : rule_.approval.parties) {
    PartyView party = resolve(named, joint ? PersonId{} : now_.submitted_by);
    for (const ApprovalGiven& approval : now_.approvals) {
      if (contains(approval.for_roles, named)) party.given = &approval;
    }
    party.in_turn = rule_.approval.mode != ApprovalMode::sequence || !earlier_pending;
    earlier_pending = earlier_pending || party.given == nullptr;
    parties_.push_back(std::move(party));
  }
}

std::vector<PersonId> ActiveStep::holders(Role role) const {
  return holders_in_step(roster_, state_, state_.current, role);
}

bool ActiveStep::reachable(Role role) const { return anybody_in_chat(roster_, holders(role)); }

/// Goes one post up, as often as needed, when only `excluded` holds the role. A role that nobody holds at all stays
/// where it is: that is a vacancy, for KABID to fill.
PartyView ActiveStep::resolve(Role named, PersonId excluded) const {
  PartyView party;
  party.named = named;
  party.role = named;
  const std::vector<PersonId> all = holders(named);
  party.people = without(all, excluded);
  if (all.empty()) return party;
  while (party.people.empty()) {
    const std::optional<Role> up = process::next_up(party.role);
    if (!up) break;
    party.role = *up;
    party.people = without(holders(*up), excluded);
  }
  return party;
}

bool ActiveStep::acts_for(const Actor& actor, Role role) const {
  if (!actor.on_behalf) return contains(holders(role), actor.person);
  return *actor.on_behalf == role && roster_.holds(actor.person, Role::staff_egov) && !reachable(role);
}

std::vector<Role> ActiveStep::performing(const Actor& actor) const {
  std::vector<Role> roles;
  std::ranges::copy_if(rule_.performers, std::back_inserter(roles), [&](Role role) { return acts_for(actor, role); });
  return roles;
}

std::vector<Role> ActiveStep::contributing(const Actor& actor) const {
  std::vector<Role> roles;
  std::ranges::copy_if(rule_.contributors, std::back_inserter(roles), [&](Role role) { return acts_for(actor, role); });
  return roles;
}

std::optional<PersonId> ActiveStep::holder() const {
  if (!now_.holder) return std::nullopt;
  const bool still = std::ranges::any_of(rule_.performers, [&](Role role) {
    return acts_for({*now_.holder, std::nullopt}, role) || acts_for({*now_.holder, role}, role);
  });
  return still ? now_.holder : std::nullopt;
}

const PartyView* ActiveStep::first_pending() const {
  const auto found = std::ranges::find_if(parties_, [](const PartyView& party) { return party.given == nullptr; });
  return found == parties_.end() ? nullptr : &*found;
}

bool ActiveStep::all_given() const { return first_pending() == nullptr; }

std::vector<const PartyView*> ActiveStep::deciding(PersonId person) const {
  const bool ordered = rule_.approval.mode == ApprovalMode::sequence;
  std::vector<const PartyView*> found;
  for (const PartyView& party : parties_) {
    if (party.given != nullptr) continue;
    if (contains(party.people, person)) {
      found.push_back(&party);
    } else if (ordered) {
      break;
    }
  }
  return found;
}

std::vector<PartyView> ActiveStep::return_deciders(PersonId requester) const {
  if (contains(holders(Role::pengembang), requester)) return {resolve(Role::kabid_egov, requester)};
  std::vector<PartyView> deciders;
  for (const Role named : rule_.approval.parties) deciders.push_back(resolve(named, requester));
  return deciders;
}

std::vector<Role> ActiveStep::session_parties() const {
  std::vector<Role> roles = rule_.performers;
  for (const Role role : rule_.approval.parties) {
    if (!contains(roles, role)) roles.push_back(role);
  }
  return roles;
}

std::vector<Role> ActiveStep::session_parties_of(const Actor& actor) const {
  std::vector<Role> roles = session_parties();
  std::erase_if(roles, [&](Role role) { return !acts_for(actor, role); });
  return roles;
}

bool ActiveStep::provider_awaited() const { return rule_.time.from_provider_chosen && !state_.provider_chosen; }

std::vector<std::string> ActiveStep::missing() const {
  std::vector<std::string> items;
  for (const process::Owed& owed : rule_.owed) {
    const Version* version = state_.present(owed.id);
    const auto unchecked = [&](const std::string& item) {
      return std::ranges::find(version->what.checked, item) == version->what.checked.end();
    };
    if (version == nullptr || (owed.kind == OwedKind::checklist && std::ranges::any_of(owed.items, unchecked))) {
      items.push_back(owed.id);
    }
  }
  return items;
}

std::vector<const Version*> ActiveStep::handed_in() const {
  std::vector<const Version*> versions;
  for (const process::Owed& owed : rule_.owed) {
    if (const Version* version = state_.present(owed.id)) versions.push_back(version);
  }
  return versions;
}

std::vector<std::string> ActiveStep::unsigned_letters() const {
  // A signed letter kept from an earlier round covers the people it names, and no others.
  const bool others_named = std::ranges::any_of(state_.appointments, [&](const Appointment& appointment) {
    return !appointment.in_force && contains(rule_.appoints, appointment.role);
  });
  std::vector<std::string> items;
  for (const process::Owed& owed : rule_.owed) {
    if (owed.kind != OwedKind::letter) continue;
    const Version* version = state_.present(owed.id);
    const bool covered = version != nullptr && version->signed_copy && (version->round == now_.round || !others_named);
    if (!covered) items.push_back(owed.id);
  }
  return items;
}

bool ActiveStep::asks_modification() const {
  return rule_.modification_to && std::ranges::any_of(rule_.owed, [&](const process::Owed& owed) {
           const Version* version = state_.present(owed.id);
           return owed.kind == OwedKind::file_or_nihil && version != nullptr &&
                  version->what.kind != VersionKind::nihil;
         });
}

}  // namespace alur::workflow
