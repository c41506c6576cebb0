#pragma once

#include "alur/sandbox/types.hpp"

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace alur::sandbox {

/// Somebody of the demo office, and the roles to invite them for.
struct DemoPerson {
  User user;
  std::string key;
  std::string name;  ///< with degrees, as in letters
  std::string nip;
  std::string agency;  ///< of an Instansi Pengguna or a contractor
  std::vector<std::string> roles;
};
struct DemoOffice {
  std::string bot_name;
  std::string bot_username;
  std::vector<DemoPerson> people;
  std::set<std::chrono::sys_days> holidays;
};

/// Reads a file laid out like config/demo.toml. Throws std::runtime_error: file, line, what.
DemoOffice read_people(const std::string& file);

/// One line for each person and role: telegram_id|role|agency|name|title|nip.
std::string invite_lines(const DemoOffice& office);

}  // namespace alur::sandbox
