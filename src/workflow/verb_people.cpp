#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

namespace {

using process::Role;
using Reason = Refusal::Reason;

/// Whose work KASI may hand over, and who may hand over their own part (product, "Who may do what").
constexpr std::array handed_by_kasi{Role::staff_egov, Role::system_analyst, Role::programmer};
constexpr std::array own_part{Role::instansi_pengguna, Role::staff_egov, Role::system_analyst, Role::programmer,
                              Role::pengembang};

/// Every role that some step of the process appoints.
std::vector<Role> appointable(const process::Process& process) {
  std::vector<Role> roles;
  for (const process::Step& step : process.steps) {
    for (const Role role : step.appoints) {
      if (!contains(roles, role)) roles.push_back(role);
    }
  }
  return roles;
}

/// The step's own appointing, by who performs it.
bool appoints_here(const Attempt& attempt) {
  return attempt.state.status == CaseStatus::running && attempt.active.now().phase == Phase::in_progress &&
         !attempt.active.performing(attempt.actor).empty() && !attempt.active.rule().appoints.empty();
}

Refusal cannot_hold(const Attempt& attempt, PersonId person, Role role) {
  Refusal refused = attempt.refusal(Reason::person_cannot_hold);
  refused.person = person;
  refused.role = role;
  return refused;
}

bool may_hand_over(const Attempt& attempt, Role role) {
  if (attempt.holds(Role::kabid_egov) || attempt.holds(Role::admin)) return true;
  if (attempt.holds(Role::kasi_pengembangan) && contains(handed_by_kasi, role)) return true;
  return contains(own_part, role) && contains(attempt.active.holders(role), attempt.actor.person);
}

/// The parts of the step that are still to come, those that it waits for first.
std::vector<Role> parts_to_come(const ActiveStep& active) {
  std::vector<Role> roles;
  const auto add = [&roles](Role role) {
    if (!contains(roles, role)) roles.push_back(role);
  };
  if (active.now().phase != Phase::awaiting_approval) std::ranges::for_each(active.rule().performers, add);
  if (active.now().phase == Phase::awaiting_signature) return roles;
  if (active.now().phase == Phase::in_progress) std::ranges::for_each(active.rule().contributors, add);
  for (const PartyView& party : active.parties()) {
    if (party.given == nullptr) add(party.role);
  }
  return roles;
}

/// The others to whom `role` may be handed, in the roster's order.
std::vector<PersonId> successors_in(const Attempt& attempt, Role role) {
  const Roster& roster = attempt.setting.roster;
  const std::vector<PersonId> now = attempt.active.holders(role);
  std::vector<PersonId> people;
  for (const Grant& grant : roster.grants) {
    const PersonId person = grant.person;
    const bool has_it_alone = now.size() == 1 && now.front() == person;
    const bool handed_in = attempt.active.now().submitted_by == person;
    if (!has_it_alone && !handed_in && may_take_over(roster, attempt.state, role, person)) people.push_back(person);
  }
  return without(people, PersonId{});
}

/// How near at hand: who holds the role, who holds the post above it, anybody else.
int nearness(const Roster& roster, const Successor& successor) {
  if (roster.holds(successor.person, successor.role)) return 0;
  const std::optional<Role> up = process::next_up(successor.role);
  return up && roster.holds(successor.person, *up) ? 1 : 2;
}

}  // namespace

Offer offer_appoint(const Attempt& attempt) {
  const bool kabid = attempt.holds(Role::kabid_egov) && attempt.in_person();
  if (auto refused = closed(attempt, kabid ? WhilePaused::allowed : WhilePaused::refused)) return *refused;
  Option option{Option::Act::appoint, {}, {}, {}};
  if (kabid) {
    option.roles = appointable(attempt.setting.process);
  } else if (appoints_here(attempt)) {
    option.roles = attempt.active.rule().appoints;
  }
  if (option.roles.empty()) return attempt.not_yours(Role::kabid_egov);
  return option;
}

Decision decide(const Attempt& attempt, const Appoint& command) {
  const Offer offer = offer_appoint(attempt);
  if (!offer) return offer.error();
  if (!contains(offer->roles, command.role)) return attempt.not_yours(Role::kabid_egov);
  Appointed appointed;
  appointed.role = command.role;
  appointed.people = without(command.people, PersonId{});
  std::ranges::copy_if(command.names, std::back_inserter(appointed.names),
                       [](const std::string& name) { return !blank(name); });
  appointed.reason = command.reason;
  if (appointed.people.empty() && appointed.names.empty()) return attempt.refusal(Reason::nobody_given);
  for (const PersonId person : appointed.people) {
    if (!attempt.setting.roster.holds(person, command.role)) return cannot_hold(attempt, person, command.role);
  }
  // What the step itself appoints holds once its letter is signed; KABID's word holds at once.
  const bool by_letter = appoints_here(attempt) && contains(attempt.active.rule().appoints, command.role);
  if (!by_letter && blank(command.reason)) return attempt.refusal(Reason::reason_required);
  appointed.in_force = !by_letter;
  Draft draft(attempt);
  draft.add(std::move(appointed));
  return draft.take();
}

Offer offer_reassign(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  if (!attempt.in_person()) return attempt.not_yours();
  Option option{Option::Act::reassign, {}, {}, parts_to_come(attempt.active)};
  std::erase_if(option.roles, [&](Role role) { return !may_hand_over(attempt, role); });
  if (option.roles.empty()) return attempt.not_yours();
  Refusal alone = attempt.refusal(Reason::nobody_else);
  alone.role = option.roles.front();
  std::erase_if(option.roles, [&](Role role) { return successors_in(attempt, role).empty(); });
  if (option.roles.empty()) return alone;
  return option;
}

Decision decide(const Attempt& attempt, const Reassign& command) {
  const Offer offer = offer_reassign(attempt);
  if (!offer) return offer.error();
  if (!contains(offer->roles, command.role)) return attempt.not_yours(command.role);
  if (!contains(successors_in(attempt, command.role), command.to)) {
    return cannot_hold(attempt, command.to, command.role);
  }
  // An admin has no power over decisions: the letter that orders it is named.
  const bool by_letter_only = attempt.holds(Role::admin) && !attempt.holds(Role::kabid_egov);
  if (by_letter_only && blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(Reassigned{attempt.state.current, command.role, command.to, command.reason});
  return draft.take();
}

std::vector<Successor> successors(const Setting& setting, const CaseState& state, const Actor& actor) {
  const Attempt attempt(setting, state, actor);
  std::vector<Successor> found;
  if (const Offer offer = offer_reassign(attempt)) {
    for (const Role role : offer->roles) {
      for (const PersonId person : successors_in(attempt, role)) found.push_back({role, person});
    }
  }
  std::ranges::stable_sort(found, {}, [&](const Successor& one) { return nearness(setting.roster, one); });
  return found;
}

}  // namespace alur::workflow
