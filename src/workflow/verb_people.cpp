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

std::vector<Role> roles_of_step(const process::Step& rule) {
  std::vector<Role> roles;
  for (const std::vector<Role>* some : {&rule.performers, &rule.contributors, &rule.approval.parties}) {
    for (const Role role : *some) {
      if (!contains(roles, role)) roles.push_back(role);
    }
  }
  return roles;
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
  Option option{Option::Act::reassign, {}, {}, roles_of_step(attempt.active.rule())};
  std::erase_if(option.roles, [&](Role role) { return !may_hand_over(attempt, role); });
  if (option.roles.empty()) return attempt.not_yours();
  return option;
}

Decision decide(const Attempt& attempt, const Reassign& command) {
  const Offer offer = offer_reassign(attempt);
  if (!offer) return offer.error();
  if (!contains(offer->roles, command.role)) return attempt.not_yours(command.role);
  const bool handed_in = attempt.active.now().submitted_by == command.to && command.to != PersonId{};
  if (handed_in || !may_take_over(attempt.setting.roster, attempt.state, command.role, command.to)) {
    return cannot_hold(attempt, command.to, command.role);
  }
  // An admin has no power over decisions: the letter that orders it is named.
  const bool by_letter_only = attempt.holds(Role::admin) && !attempt.holds(Role::kabid_egov);
  if (by_letter_only && blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(Reassigned{attempt.state.current, command.role, command.to, command.reason});
  return draft.take();
}

}  // namespace alur::workflow
