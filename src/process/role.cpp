#include "alur/process/role.hpp"

#include <algorithm>

namespace alur::process {

namespace {

constexpr std::array<std::string_view, all_roles.size()> ids{
    "instansi_pengguna", "staff_egov", "kasi_pengembangan", "kabid_egov", "system_analyst",
    "programmer",        "pengembang", "kepala_dinas",      "admin",      "auditor"};

}  // namespace

std::string_view id_of(Role role) { return ids.at(static_cast<std::size_t>(role)); }

std::optional<Role> role_from(std::string_view id) {
  const auto* found = std::find(ids.begin(), ids.end(), id);
  if (found == ids.end()) return std::nullopt;
  return static_cast<Role>(found - ids.begin());
}

std::optional<Role> next_up(Role role) {
  switch (role) {
    case Role::kasi_pengembangan:
      return Role::kabid_egov;
    case Role::kabid_egov:
      return Role::kepala_dinas;
    case Role::kepala_dinas:
      return std::nullopt;
    case Role::instansi_pengguna:
    case Role::staff_egov:
    case Role::system_analyst:
    case Role::programmer:
    case Role::pengembang:
    case Role::admin:
    case Role::auditor:
      return Role::kasi_pengembangan;
  }
  return std::nullopt;
}

}  // namespace alur::process
