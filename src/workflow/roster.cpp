#include "alur/workflow/roster.hpp"

#include <algorithm>

namespace alur::workflow {

bool Roster::holds(PersonId person, process::Role role) const {
  return std::ranges::any_of(grants, [&](const Grant& g) { return g.person == person && g.role == role; });
}

bool Roster::holds(PersonId person, process::Role role, AgencyId agency) const {
  return std::ranges::any_of(
      grants, [&](const Grant& g) { return g.person == person && g.role == role && g.agency == agency; });
}

}  // namespace alur::workflow
