#pragma once

#include "alur/process/role.hpp"
#include "alur/workflow/ids.hpp"

#include <vector>

namespace alur::workflow {

/// One person holding one role now.
struct Grant {
  PersonId person{};
  process::Role role{};
  AgencyId agency{};    ///< for instansi_pengguna the agency, for pengembang the company
  bool in_chat = true;  ///< has a bound Telegram account
  bool operator==(const Grant&) const = default;
};

/// Everybody who holds a role in the office, as of now. Made by office; workflow only reads it.
struct Roster {
  std::vector<Grant> grants;

  bool holds(PersonId person, process::Role role) const;
  bool holds(PersonId person, process::Role role, AgencyId agency) const;
};

}  // namespace alur::workflow
