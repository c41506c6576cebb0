#include "office_fixture.hpp"

namespace alur::office::test {
namespace {

TEST(WithdrawRole, takes_the_account_with_the_last_role) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId staff = office.member(Role::staff_egov, 3);
  office.invite(admin, Role::programmer, "", "a");
  ASSERT_TRUE(office.run(staff, OpenInvite{"a", 3, "S"}).has_value());
  ASSERT_TRUE(office.run(admin, WithdrawRole{staff, Role::programmer}).has_value());
  EXPECT_EQ(office.state.find(staff)->telegram_id, 3);
  ASSERT_TRUE(office.run(admin, WithdrawRole{staff, Role::staff_egov}).has_value());
  EXPECT_EQ(office.state.by_telegram(3), nullptr);
  EXPECT_EQ(office.refused(admin, WithdrawRole{staff, Role::staff_egov}), Reason::not_held);
}

TEST(WithdrawRole, ends_the_links_still_open_for_it) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId staff = office.member(Role::staff_egov, 3);
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::staff_egov;
  wanted.person = staff;
  ASSERT_TRUE(office.run(admin, wanted).has_value());
  ASSERT_TRUE(office.run(admin, WithdrawRole{staff, Role::staff_egov}).has_value());
  EXPECT_EQ(office.refused({}, OpenInvite{"a", 3, "S"}), Reason::invite_not_usable);
}

TEST(WithdrawRole, never_takes_the_last_admin_in_the_chat) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  EXPECT_EQ(office.refused(admin, WithdrawRole{admin, Role::admin}), Reason::last_admin);
  EXPECT_EQ(office.refused(admin, RemovePerson{admin}), Reason::last_admin);
  const PersonId other = office.member(Role::admin, 2);
  EXPECT_TRUE(office.run(other, WithdrawRole{admin, Role::admin}).has_value());
}

TEST(WithdrawRole, is_for_who_may_invite_that_role) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  EXPECT_EQ(office.refused(kabid, WithdrawRole{admin, Role::admin}), Reason::not_allowed);
  EXPECT_EQ(office.refused(kabid, WithdrawRole{PersonId{99}, Role::programmer}), Reason::unknown_person);
}

TEST(RemovePerson, takes_roles_account_and_open_links) {
  Office office;
  office.member(Role::admin, 1);
  const PersonId staff = office.member(Role::staff_egov, 3);
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::programmer;
  wanted.person = staff;
  ASSERT_TRUE(office.run({}, wanted).has_value());
  ASSERT_TRUE(office.run({}, RemovePerson{staff}).has_value());
  EXPECT_TRUE(office.state.roles_of(staff).empty());
  EXPECT_EQ(office.state.by_telegram(3), nullptr);
  EXPECT_EQ(office.refused({}, OpenInvite{"a", 3, "S"}), Reason::invite_not_usable);
  EXPECT_EQ(office.refused({}, RemovePerson{staff}), Reason::not_held);
  EXPECT_EQ(office.refused({}, RemovePerson{PersonId{99}}), Reason::unknown_person);
}

TEST(RemovePerson, of_the_last_admin_is_the_command_lines_alone) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  EXPECT_TRUE(office.run({}, RemovePerson{admin}).has_value());
}

TEST(AddAgency, refuses_a_name_that_is_known) {
  Office office;
  const AgencyId known = office.agency("Dinas Perhubungan");
  const auto again = office.run({}, AddAgency{"din. perhubungan", false});
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().reason, Reason::agency_exists);
  EXPECT_EQ(again.error().agency, known);
  EXPECT_EQ(office.refused({}, AddAgency{" ", false}), Reason::name_required);
}

TEST(AddAgency, is_for_who_opens_cases_anywhere_or_invites) {
  Office office;
  const AgencyId agency = office.agency("Dinas Sosial");
  const PersonId instansi = office.member(Role::instansi_pengguna, 4, agency);
  const PersonId staff = office.member(Role::staff_egov, 3);
  EXPECT_EQ(office.refused(instansi, AddAgency{"Dinas Baru", false}), Reason::not_allowed);
  EXPECT_TRUE(office.run(staff, AddAgency{"Dinas Baru", false}).has_value());
}

TEST(SetLanguage, is_ones_own) {
  Office office;
  const PersonId staff = office.member(Role::staff_egov, 3);
  const PersonId kasi = office.member(Role::kasi_pengembangan, 2);
  EXPECT_EQ(office.refused(kasi, SetLanguage{staff, Language::english}), Reason::not_allowed);
  ASSERT_TRUE(office.run(staff, SetLanguage{staff, Language::english}).has_value());
  EXPECT_EQ(office.state.find(staff)->language, Language::english);
  EXPECT_TRUE(office.run(staff, SetLanguage{staff, Language::english})->empty());
}

TEST(AddHoliday, needs_a_working_day_a_letter_and_an_admin) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  const time::Day friday = day(2026, 6, 19);
  EXPECT_EQ(office.refused(kabid, AddHoliday{friday, "Hari jadi", "100/2026"}), Reason::not_allowed);
  EXPECT_EQ(office.refused(admin, AddHoliday{friday, "Hari jadi", " "}), Reason::letter_required);
  EXPECT_EQ(office.refused(admin, AddHoliday{friday, "", "100/2026"}), Reason::name_required);
  EXPECT_EQ(office.refused(admin, AddHoliday{day(2026, 6, 20), "Hari jadi", "100/2026"}), Reason::day_not_working);
  EXPECT_EQ(office.refused(admin, AddHoliday{day(2026, 5, 1), "Hari jadi", "100/2026"}), Reason::holiday_known);
  ASSERT_TRUE(office.run(admin, AddHoliday{friday, "Hari jadi", "100/2026"}).has_value());
  EXPECT_EQ(office.refused(admin, AddHoliday{friday, "Hari jadi", "100/2026"}), Reason::holiday_known);
  EXPECT_EQ(office.state.local_holidays().at(friday).source, "100/2026");
}

TEST(MarkReachable, is_recorded_once) {
  Office office;
  const PersonId staff = office.member(Role::staff_egov, 3);
  ASSERT_EQ(office.run({}, MarkReachable{staff, false})->size(), 1U);
  EXPECT_EQ(office.state.find(staff)->unreachable_since, office.now);
  EXPECT_TRUE(office.run({}, MarkReachable{staff, false})->empty());
  ASSERT_EQ(office.run({}, MarkReachable{staff, true})->size(), 1U);
  EXPECT_FALSE(office.state.find(staff)->unreachable_since.has_value());
  EXPECT_EQ(office.refused({}, MarkReachable{PersonId{99}, true}), Reason::unknown_person);
}

TEST(State, lists_a_person_without_an_account_as_not_in_the_chat) {
  Office office;
  const AgencyId agency = office.agency("Dinas Sosial");
  const PersonId person = office.member(Role::instansi_pengguna, 4, agency);
  EXPECT_EQ(office.state.agency_of(person), agency);
  const workflow::Grant in{person, Role::instansi_pengguna, agency, true};
  EXPECT_EQ(office.state.roster().grants, std::vector{in});
}

}  // namespace
}  // namespace alur::office::test
