#include "office_fixture.hpp"

namespace alur::office::test {
namespace {

TEST(MakeInvite, holds_to_closing_of_the_third_working_day) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra Wijaya, S.T.", "a");
  EXPECT_EQ(office.state.invites.at(id).expires, office.work.closing(day(2026, 3, 5)));
}

TEST(MakeInvite, counts_a_holiday_and_a_weekend_out) {
  Office office;
  office.now = office.work.at(day(2026, 4, 29), std::chrono::minutes{600});  // Wednesday before Friday, 1 May
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  EXPECT_EQ(office.state.invites.at(id).expires, office.work.closing(day(2026, 5, 5)));
}

TEST(MakeInvite, adds_the_person_it_names) {
  Office office;
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::kasi_pengembangan;
  wanted.name = "  Hendra   Wijaya, S.T. ";
  wanted.title = "Kepala Seksi";
  wanted.nip = "19850412 201001 1 007";
  ASSERT_TRUE(office.run({}, wanted).has_value());
  const Person& person = *office.state.find(office.state.invite_by_hash("a")->person);
  EXPECT_EQ(person.name, "Hendra Wijaya, S.T.");
  EXPECT_EQ(person.title, "Kepala Seksi");
  EXPECT_EQ(person.nip, "198504122010011007");
  EXPECT_FALSE(person.telegram_id.has_value());
}

TEST(MakeInvite, for_somebody_known_brings_post_and_nip_up_to_date) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 1);
  MakeInvite wanted;
  wanted.role = Role::programmer;
  wanted.person = kasi;
  wanted.name = "lain";
  wanted.title = "Kepala Seksi";
  wanted.nip = "12";
  EXPECT_EQ(office.refused({}, wanted), Reason::nip_invalid);
  wanted.nip = "19850412 201001 1 007";
  ASSERT_TRUE(office.run({}, wanted).has_value());
  const Person& person = *office.state.find(kasi);
  EXPECT_EQ(person.name, "Akun 1");
  EXPECT_EQ(person.title, "Kepala Seksi");
  EXPECT_EQ(person.nip, "198504122010011007");
}

TEST(MakeInvite, refuses_a_nip_that_is_none) {
  Office office;
  MakeInvite wanted;
  wanted.role = Role::kasi_pengembangan;
  wanted.name = "Hendra";
  for (const char* nip : {"1985", "19850412201001100x", "1985041220100110077"}) {
    wanted.nip = nip;
    EXPECT_EQ(office.refused({}, wanted), Reason::nip_invalid) << nip;
  }
  EXPECT_TRUE(office.state.people.empty());
}

TEST(MakeInvite, refuses_a_name_of_spaces) {
  Office office;
  MakeInvite wanted;
  wanted.role = Role::kasi_pengembangan;
  wanted.name = "  ";
  EXPECT_EQ(office.refused({}, wanted), Reason::name_required);
}

TEST(MakeInvite, needs_an_agency_of_the_right_kind) {
  Office office;
  const AgencyId agency = office.agency("Dinas Sosial");
  const AgencyId company = office.agency("PT Karya Digital", true);
  MakeInvite wanted;
  wanted.role = Role::instansi_pengguna;
  EXPECT_EQ(office.refused({}, wanted), Reason::agency_required);
  wanted.agency = company;
  EXPECT_EQ(office.refused({}, wanted), Reason::agency_required);
  wanted.agency = AgencyId{99};
  EXPECT_EQ(office.refused({}, wanted), Reason::agency_required);
  wanted.role = Role::pengembang;
  wanted.agency = agency;
  EXPECT_EQ(office.refused({}, wanted), Reason::agency_required);
  wanted.agency = company;
  EXPECT_TRUE(office.run({}, wanted).has_value());
}

TEST(MakeInvite, keeps_no_agency_for_a_role_without_one) {
  Office office;
  const AgencyId agency = office.agency("Dinas Sosial");
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a", agency);
  EXPECT_EQ(office.state.invites.at(id).agency, AgencyId{});
}

TEST(MakeInvite, is_for_admin_and_kabid_only) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  MakeInvite wanted;
  wanted.role = Role::programmer;
  EXPECT_EQ(office.refused(kasi, wanted), Reason::not_allowed);
  EXPECT_TRUE(office.run(kabid, wanted).has_value());
  wanted.role = Role::admin;
  EXPECT_EQ(office.refused(kabid, wanted), Reason::not_allowed);
}

TEST(MakeInvite, of_kabid_cannot_take_over_an_admin) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  MakeInvite wanted;
  wanted.role = Role::kasi_pengembangan;
  wanted.person = admin;
  EXPECT_EQ(office.refused(kabid, wanted), Reason::not_allowed);
}

TEST(OpenInvite, without_a_name_binds_at_once_under_the_accounts_name) {
  Office office;
  office.invite({}, Role::admin, "", "a");
  const auto events = office.run({}, OpenInvite{"a", 7, "Yuni  Astuti"});
  ASSERT_TRUE(events.has_value());
  EXPECT_TRUE(has<AccountBound>(*events) && has<RoleGranted>(*events) && has<InviteUsed>(*events));
  const Person& person = *office.state.by_telegram(7);
  EXPECT_EQ(person.name, "Yuni Astuti");
  EXPECT_TRUE(office.state.holds(person.id, Role::admin));
}

TEST(OpenInvite, gives_an_account_without_a_name_its_number) {
  Office office;
  office.invite({}, Role::admin, "", "a");
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, ""}).has_value());
  EXPECT_EQ(office.state.by_telegram(7)->name, "7");
}

TEST(OpenInvite, by_name_waits_for_the_same_account_to_confirm) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "H."}).has_value());
  EXPECT_EQ(office.state.by_telegram(7), nullptr);
  EXPECT_EQ(office.refused({}, OpenInvite{"a", 8, "X"}), Reason::invite_not_usable);
  EXPECT_EQ(office.refused({}, ConfirmInvite{id, 8}), Reason::invite_not_usable);
  ASSERT_TRUE(office.run({}, ConfirmInvite{id, 7}).has_value());
  const Person& person = *office.state.by_telegram(7);
  EXPECT_EQ(person.name, "Hendra");
  EXPECT_EQ(person.telegram_name, "H.");
  EXPECT_TRUE(office.state.holds(person.id, Role::kasi_pengembangan));
}

TEST(OpenInvite, twice_by_the_same_account_changes_nothing) {
  Office office;
  office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "H."}).has_value());
  const auto again = office.run({}, OpenInvite{"a", 7, "H."});
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->empty());
}

TEST(OpenInvite, refuses_unknown_used_expired_and_cancelled_alike) {
  Office office;
  EXPECT_EQ(office.refused({}, OpenInvite{"none", 7, "H."}), Reason::invite_not_usable);
  office.invite({}, Role::programmer, "", "used");
  ASSERT_TRUE(office.run({}, OpenInvite{"used", 7, "H."}).has_value());
  EXPECT_EQ(office.refused({}, OpenInvite{"used", 8, "H."}), Reason::invite_not_usable);
  const InviteId cancelled = office.invite({}, Role::programmer, "", "cancelled");
  ASSERT_TRUE(office.run({}, RejectInvite{cancelled, 0}).has_value());
  EXPECT_EQ(office.refused({}, OpenInvite{"cancelled", 8, "H."}), Reason::invite_not_usable);
  const InviteId late = office.invite({}, Role::programmer, "", "late");
  office.now = office.state.invites.at(late).expires;
  EXPECT_TRUE(decide(office.state, office.work, {}, OpenInvite{"late", 8, "H."}, office.now).has_value());
  office.now += std::chrono::milliseconds{1};
  EXPECT_EQ(office.refused({}, OpenInvite{"late", 8, "H."}), Reason::invite_not_usable);
}

TEST(OpenInvite, of_a_maker_who_lost_the_right_is_not_usable) {
  Office office;
  office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  office.invite(kabid, Role::programmer, "", "a");
  ASSERT_TRUE(office.run({}, WithdrawRole{kabid, Role::kabid_egov}).has_value());
  EXPECT_EQ(office.refused({}, OpenInvite{"a", 7, "H."}), Reason::invite_not_usable);
}

TEST(OpenInvite, for_somebody_else_is_refused_to_a_known_account) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 1);
  office.invite({}, Role::programmer, "Andi", "a");
  EXPECT_EQ(office.refused(kasi, OpenInvite{"a", 1, "K"}), Reason::account_taken);
}

TEST(OpenInvite, by_the_persons_own_account_adds_the_role_at_once) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 1);
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::system_analyst;
  wanted.person = kasi;
  ASSERT_TRUE(office.run({}, wanted).has_value());
  const auto events = office.run(kasi, OpenInvite{"a", 1, "K"});
  ASSERT_TRUE(events.has_value());
  EXPECT_FALSE(has<AccountBound>(*events));
  EXPECT_TRUE(office.state.holds(kasi, Role::system_analyst));
  EXPECT_TRUE(office.state.holds(kasi, Role::kasi_pengembangan));
}

TEST(OpenInvite, without_a_name_is_not_wasted_on_who_holds_the_role) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  office.invite(admin, Role::admin, "", "a");
  EXPECT_EQ(office.refused(admin, OpenInvite{"a", 1, "A"}), Reason::role_already_held);
  EXPECT_TRUE(office.run({}, OpenInvite{"a", 2, "B"}).has_value());
}

TEST(ConfirmInvite, for_a_known_person_moves_the_account_and_keeps_the_roles) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 1);
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::kasi_pengembangan;
  wanted.person = kasi;
  ASSERT_TRUE(office.run({}, wanted).has_value());
  const InviteId id = office.state.invite_by_hash("a")->id;
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 2, "baru"}).has_value());
  const auto events = office.run({}, ConfirmInvite{id, 2});
  ASSERT_TRUE(events.has_value());
  EXPECT_TRUE(has<AccountUnbound>(*events));
  EXPECT_FALSE(has<RoleGranted>(*events));
  EXPECT_EQ(office.state.find(kasi)->telegram_id, 2);
  EXPECT_EQ(office.state.by_telegram(1), nullptr);
}

TEST(ConfirmInvite, ends_the_persons_other_links_for_that_role) {
  Office office;
  const InviteId first = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  MakeInvite second;
  second.code_sha256 = "b";
  second.role = Role::kasi_pengembangan;
  second.person = office.state.invites.at(first).person;
  ASSERT_TRUE(office.run({}, second).has_value());
  ASSERT_TRUE(office.run({}, OpenInvite{"b", 7, "H."}).has_value());
  ASSERT_TRUE(office.run({}, ConfirmInvite{office.state.invite_by_hash("b")->id, 7}).has_value());
  EXPECT_EQ(office.state.invites.at(first).status, Invite::Status::cancelled);
}

TEST(ConfirmInvite, comes_too_late_after_the_link_ended) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "H."}).has_value());
  office.now += std::chrono::days{10};
  EXPECT_EQ(office.refused({}, ConfirmInvite{id, 7}), Reason::invite_not_usable);
}

TEST(ConfirmInvite, of_kabid_cannot_reach_powers_given_since) {
  Office office;
  office.member(Role::admin, 1);
  const PersonId kabid = office.member(Role::kabid_egov, 2);
  const PersonId staff = office.member(Role::staff_egov, 3);
  MakeInvite wanted;
  wanted.code_sha256 = "a";
  wanted.role = Role::staff_egov;
  wanted.person = staff;
  ASSERT_TRUE(office.run(kabid, wanted).has_value());
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 9, "X"}).has_value());
  office.invite({}, Role::admin, "", "up");
  ASSERT_TRUE(office.run(staff, OpenInvite{"up", 3, "S"}).has_value());
  EXPECT_EQ(office.refused({}, ConfirmInvite{office.state.invite_by_hash("a")->id, 9}), Reason::invite_not_usable);
}

TEST(CorrectData, changes_what_is_given_before_the_role_takes_effect) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  EXPECT_EQ(office.refused({}, CorrectData{id, 7, "Budi", {}, {}}), Reason::invite_not_usable);
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "H."}).has_value());
  EXPECT_EQ(office.refused({}, CorrectData{id, 7, {}, {}, "123"}), Reason::nip_invalid);
  EXPECT_EQ(office.refused({}, CorrectData{id, 7, " ", {}, {}}), Reason::name_required);
  ASSERT_TRUE(office.run({}, CorrectData{id, 7, "Hendra Wijaya, S.T.", {}, "19850412 201001 1 007"}).has_value());
  const Person& person = *office.state.find(office.state.invites.at(id).person);
  EXPECT_EQ(person.name, "Hendra Wijaya, S.T.");
  EXPECT_EQ(person.nip, "198504122010011007");
}

TEST(RejectInvite, by_who_opened_it_ends_the_link) {
  Office office;
  const InviteId id = office.invite({}, Role::kasi_pengembangan, "Hendra", "a");
  EXPECT_EQ(office.refused({}, RejectInvite{id, 7}), Reason::not_allowed);
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "X"}).has_value());
  ASSERT_TRUE(office.run({}, RejectInvite{id, 7}).has_value());
  EXPECT_EQ(office.state.invites.at(id).status, Invite::Status::rejected);
  EXPECT_EQ(office.refused({}, ConfirmInvite{id, 7}), Reason::invite_not_usable);
}

TEST(RejectInvite, of_a_used_one_takes_role_and_account_back) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const InviteId id = office.invite(admin, Role::kasi_pengembangan, "Hendra", "a");
  ASSERT_TRUE(office.run({}, OpenInvite{"a", 7, "X"}).has_value());
  ASSERT_TRUE(office.run({}, ConfirmInvite{id, 7}).has_value());
  ASSERT_TRUE(office.run(admin, RejectInvite{id, 0}).has_value());
  EXPECT_EQ(office.state.by_telegram(7), nullptr);
  EXPECT_TRUE(office.state.holders(Role::kasi_pengembangan).empty());
  EXPECT_EQ(office.refused(admin, RejectInvite{id, 0}), Reason::invite_not_usable);
}

TEST(RejectInvite, of_an_added_role_leaves_the_others_of_a_known_account) {
  Office office;
  const PersonId admin = office.member(Role::admin, 1);
  const PersonId staff = office.member(Role::staff_egov, 3);
  const InviteId id = office.invite(admin, Role::programmer, "", "a");
  ASSERT_TRUE(office.run(staff, OpenInvite{"a", 3, "S"}).has_value());
  ASSERT_TRUE(office.run(admin, RejectInvite{id, 0}).has_value());
  EXPECT_EQ(office.state.find(staff)->telegram_id, 3);
  EXPECT_EQ(office.state.roles_of(staff), std::vector{Role::staff_egov});
}

TEST(RejectInvite, is_not_for_others) {
  Office office;
  const PersonId kasi = office.member(Role::kasi_pengembangan, 2);
  const InviteId id = office.invite({}, Role::programmer, "Andi", "a");
  EXPECT_EQ(office.refused(kasi, RejectInvite{id, 2}), Reason::not_allowed);
}

}  // namespace
}  // namespace alur::office::test
