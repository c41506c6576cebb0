#include "alur/process/role.hpp"

#include <gtest/gtest.h>

#include <set>

namespace alur::process {
namespace {

TEST(Role, is_found_by_its_id_and_by_nothing_else) {
  std::set<std::string_view> ids;
  for (const Role role : all_roles) {
    EXPECT_EQ(role_from(id_of(role)), role);
    ids.insert(id_of(role));
  }
  EXPECT_EQ(ids.size(), all_roles.size());
  EXPECT_EQ(id_of(Role::kasi_pengembangan), "kasi_pengembangan");
  EXPECT_EQ(id_of(Role::auditor), "auditor");
  EXPECT_EQ(role_from("Admin"), std::nullopt);
  EXPECT_EQ(role_from(""), std::nullopt);
}

TEST(Role, goes_one_post_up_to_the_head_of_the_office) {
  EXPECT_EQ(next_up(Role::staff_egov), Role::kasi_pengembangan);
  EXPECT_EQ(next_up(Role::kasi_pengembangan), Role::kabid_egov);
  EXPECT_EQ(next_up(Role::kabid_egov), Role::kepala_dinas);
  EXPECT_EQ(next_up(Role::kepala_dinas), std::nullopt);
  for (const Role role :
       {Role::instansi_pengguna, Role::system_analyst, Role::programmer, Role::pengembang, Role::admin, Role::auditor})
    EXPECT_EQ(next_up(role), Role::kasi_pengembangan) << id_of(role);
}

TEST(Role, is_bound_or_appointed_as_the_documents_say) {
  for (const Role role : all_roles) {
    EXPECT_EQ(bound_to_agency(role), role == Role::instansi_pengguna) << id_of(role);
    const bool pool = role == Role::system_analyst || role == Role::programmer || role == Role::pengembang;
    EXPECT_EQ(appointed_per_case(role), pool) << id_of(role);
  }
}

}  // namespace
}  // namespace alur::process
