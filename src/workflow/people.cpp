#include "people.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

using process::Role;

namespace {

constexpr std::array office_roles{Role::staff_egov,     Role::kasi_pengembangan, Role::kabid_egov,
                                  Role::system_analyst, Role::programmer,        Role::kepala_dinas};

std::vector<PersonId> appointed(const Roster& roster, const CaseState& state, Role role) {
  std::vector<PersonId> people;
  for (const Appointment& appointment : state.appointments) {
    if (appointment.role != role || !appointment.in_force) continue;
    // A role that was withdrawn ends the appointment too.
    for (const PersonId person : appointment.people) {
      if (roster.holds(person, role)) people.push_back(person);
    }
  }
  return people;
}

AgencyId company_of(const Roster& roster, PersonId person) {
  const auto found = std::ranges::find_if(
      roster.grants, [&](const Grant& g) { return g.person == person && g.role == Role::pengembang; });
  return found == roster.grants.end() ? AgencyId{} : found->agency;
}

std::vector<PersonId> by_role(const Roster& roster, const CaseState& state, Role role) {
  if (process::appointed_per_case(role)) return appointed(roster, state, role);
  std::vector<PersonId> people;
  for (const Grant& grant : roster.grants) {
    if (grant.role != role) continue;
    if (process::bound_to_agency(role) && grant.agency != state.agency) continue;
    people.push_back(grant.person);
  }
  return people;
}

}  // namespace

bool contains(std::span<const PersonId> people, PersonId person) {
  return std::ranges::find(people, person) != people.end();
}

bool contains(std::span<const Role> roles, Role role) { return std::ranges::find(roles, role) != roles.end(); }

std::vector<PersonId> without(std::span<const PersonId> people, PersonId person) {
  std::vector<PersonId> rest;
  for (const PersonId one : people) {
    if (one != person && !contains(rest, one)) rest.push_back(one);
  }
  return rest;
}

std::vector<PersonId> holders_in_step(const Roster& roster, const CaseState& state, int step, Role role) {
  for (const Reassignment& handed : state.reassignments) {
    // Somebody who left the office meanwhile leaves the role to its holders again.
    if (handed.step == step && handed.role == role && may_take_over(roster, state, role, handed.to)) return {handed.to};
  }
  return without(by_role(roster, state, role), PersonId{});
}

bool in_chat(const Roster& roster, PersonId person) {
  return std::ranges::any_of(roster.grants, [&](const Grant& g) { return g.person == person && g.in_chat; });
}

bool anybody_in_chat(const Roster& roster, std::span<const PersonId> people) {
  return std::ranges::any_of(people, [&](PersonId person) { return in_chat(roster, person); });
}

bool may_take_over(const Roster& roster, const CaseState& state, Role role, PersonId person) {
  if (role == Role::instansi_pengguna) return roster.holds(person, role, state.agency);
  if (role == Role::pengembang) {
    const std::vector<PersonId> team = appointed(roster, state, role);
    return std::ranges::any_of(team,
                               [&](PersonId member) { return roster.holds(person, role, company_of(roster, member)); });
  }
  return std::ranges::any_of(office_roles, [&](Role held) { return roster.holds(person, held); });
}

}  // namespace alur::workflow
