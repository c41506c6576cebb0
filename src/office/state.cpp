#include "alur/office/office.hpp"

#include <algorithm>

namespace alur::office {

const Person* State::find(PersonId id) const {
  const auto found = people.find(id);
  return found == people.end() ? nullptr : &found->second;
}

const Person* State::by_telegram(std::int64_t telegram_id) const {
  const auto found =
      std::ranges::find_if(people, [&](const auto& entry) { return entry.second.telegram_id == telegram_id; });
  return found == people.end() ? nullptr : &found->second;
}

bool State::holds(PersonId person, process::Role role) const {
  return std::ranges::any_of(grants, [&](const RoleGrant& g) { return g.person == person && g.role == role; });
}

std::vector<process::Role> State::roles_of(PersonId person) const {
  std::vector<process::Role> roles;
  for (const process::Role role : process::all_roles) {
    if (holds(person, role)) roles.push_back(role);
  }
  return roles;
}

std::vector<PersonId> State::holders(process::Role role) const {
  std::vector<PersonId> found;
  for (const RoleGrant& grant : grants) {
    if (grant.role == role) found.push_back(grant.person);
  }
  return found;
}

AgencyId State::agency_of(PersonId person) const {
  const auto found =
      std::ranges::find_if(grants, [&](const RoleGrant& g) { return g.person == person && g.agency != AgencyId{}; });
  return found == grants.end() ? AgencyId{} : found->agency;
}

const Invite* State::invite_by_hash(const std::string& code_sha256) const {
  const auto found =
      std::ranges::find_if(invites, [&](const auto& entry) { return entry.second.code_sha256 == code_sha256; });
  return found == invites.end() ? nullptr : &found->second;
}

workflow::Roster State::roster() const {
  workflow::Roster roster;
  roster.grants.reserve(grants.size());
  for (const RoleGrant& grant : grants) {
    const Person* person = find(grant.person);
    roster.grants.push_back(
        {grant.person, grant.role, grant.agency, person != nullptr && person->telegram_id.has_value()});
  }
  return roster;
}

std::map<time::Day, time::Holiday> State::local_holidays() const {
  std::map<time::Day, time::Holiday> days;
  for (const LocalHoliday& local : holidays) days.emplace(local.day, local.holiday);
  return days;
}

}  // namespace alur::office
