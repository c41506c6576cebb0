#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace alur::process {

/// The posts that an SOP can name (sop/steps, "Roles"). Titles are text, not code: a role is not a title.
enum class Role : std::uint8_t {
  instansi_pengguna,
  staff_egov,
  kasi_pengembangan,
  kabid_egov,
  system_analyst,
  programmer,
  pengembang,
  kepala_dinas,
  admin,
  auditor,
};

inline constexpr std::array all_roles{
    Role::instansi_pengguna, Role::staff_egov, Role::kasi_pengembangan, Role::kabid_egov, Role::system_analyst,
    Role::programmer,        Role::pengembang, Role::kepala_dinas,      Role::admin,      Role::auditor};

/// The id used in files, commands and events: "instansi_pengguna", ...
std::string_view id_of(Role role);
std::optional<Role> role_from(std::string_view id);

/// Bound to one agency: its holder sees only that agency's cases.
constexpr bool bound_to_agency(Role role) { return role == Role::instansi_pengguna; }
/// Held for one case by appointment (M4, M6, P4), on top of belonging to the pool.
constexpr bool appointed_per_case(Role role) {
  return role == Role::system_analyst || role == Role::programmer || role == Role::pengembang;
}
/// The next post up, for an approval that only the submitter could give, and for escalation:
/// Staff E-Gov -> KASI -> KABID -> Kepala Dinas. Every other role goes to KASI; Kepala Dinas has none.
std::optional<Role> next_up(Role role);

}  // namespace alur::process
