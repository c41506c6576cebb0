#include "office_fixture.hpp"

#include <array>

namespace alur::office::test {
namespace {

/// product.md, "Who may do what", cell by cell: who is offered the command at all.
struct Offered {
  Action action;
  std::array<bool, 10> to;  ///< instansi staff kasi kabid analyst programmer penyedia kadis admin auditor
};

constexpr std::array offers{
    Offered{Action::open_case, {true, true, true, true, false, false, false, false, false, false}},
    Offered{Action::work, {true, true, true, true, true, true, true, false, false, false}},
    Offered{Action::schedule, {true, true, true, true, false, false, true, false, false, false}},
    Offered{Action::decide_step, {true, false, true, true, true, true, true, true, false, false}},
    Offered{Action::appoint, {false, false, true, true, false, false, false, false, false, false}},
    Offered{Action::change_track, {false, false, false, true, false, false, false, false, false, false}},
    Offered{Action::cancel, {true, true, true, true, false, false, false, false, false, false}},
    Offered{Action::pause, {true, true, true, true, true, true, true, false, false, false}},
    Offered{Action::reassign, {true, true, true, true, true, true, true, false, true, false}},
    Offered{Action::invite, {false, false, false, true, false, false, false, false, true, false}},
    Offered{Action::holiday, {false, false, false, false, false, false, false, false, true, false}},
    Offered{Action::note, {true, true, true, true, true, true, true, true, false, false}},
    Offered{Action::see, {true, true, true, true, true, true, true, true, true, true}},
    Offered{Action::see_documents, {true, true, true, true, true, true, true, true, false, true}},
};

TEST(Permission, offers_what_the_product_says) {
  for (const Offered& row : offers) {
    for (const Role role : process::all_roles) {
      const bool offered = may(role, row.action) != Scope::none;
      EXPECT_EQ(offered, row.to.at(static_cast<std::size_t>(role)))
          << process::id_of(role) << ", action " << static_cast<int>(row.action);
    }
  }
}

TEST(Permission, lets_the_auditor_change_nothing) {
  for (const Offered& row : offers) {
    const bool sees = row.action == Action::see || row.action == Action::see_documents;
    EXPECT_EQ(may(Role::auditor, row.action), sees ? Scope::any : Scope::none);
  }
}

TEST(Permission, keeps_an_agency_within_its_own) {
  EXPECT_EQ(may(Role::instansi_pengguna, Action::open_case), Scope::own_agency);
  EXPECT_EQ(may(Role::instansi_pengguna, Action::see), Scope::own_agency);
  EXPECT_EQ(may(Role::instansi_pengguna, Action::cancel), Scope::own_agency);
}

TEST(Permission, lets_pause_only_be_asked_for_below_kasi) {
  EXPECT_EQ(may(Role::staff_egov, Action::pause), Scope::asks);
  EXPECT_EQ(may(Role::kasi_pengembangan, Action::pause), Scope::any);
}

TEST(Permission, of_a_person_is_the_widest_of_the_roles) {
  Office office;
  const PersonId person = office.member(Role::system_analyst, 1);
  EXPECT_EQ(may(office.state, person, Action::see), Scope::own);
  office.invite({}, Role::admin, "", "a");
  ASSERT_TRUE(office.run(person, OpenInvite{"a", 1, "A"}).has_value());
  EXPECT_EQ(may(office.state, person, Action::see), Scope::any);
  EXPECT_EQ(may(office.state, person, Action::see_documents), Scope::own);
}

TEST(Permission, to_invite_is_all_for_admin_and_all_but_admin_for_kabid) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  const PersonId kasi = office.member(Role::kasi_pengembangan, 3);
  for (const Role role : process::all_roles) {
    EXPECT_TRUE(may_invite(office.state, {}, role));
    EXPECT_TRUE(may_invite(office.state, admin, role));
    EXPECT_EQ(may_invite(office.state, kabid, role), role != Role::admin);
    EXPECT_FALSE(may_invite(office.state, kasi, role));
  }
}

}  // namespace
}  // namespace alur::office::test
