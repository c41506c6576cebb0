#include "a_case.hpp"

namespace alur::workflow {
namespace {

ChangeTrack to_pengembang(const std::string& reason = "Dikerjakan penyedia.") {
  return {process::Track::pengembang, pengembang().id, pengembang().version, pengembang().last_step(), reason};
}

TEST(Track, changes_until_step_3_closes) {
  ACase a(mandiri());
  a.run_to(3);
  EXPECT_EQ(a.refused(hendra, to_pengembang()).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(sari, to_pengembang(" ")).reason, Reason::reason_required);
  ChangeTrack same = to_pengembang();
  same.track = process::Track::mandiri;
  EXPECT_EQ(a.refused(sari, same).reason, Reason::same_track);
  a.does(sari, to_pengembang());
  a.use(pengembang());
  EXPECT_EQ(a.state.register_no, "M26-001");
  EXPECT_EQ(a.state.steps.size(), 8u);
  a.run_to(8);
  a.finish_step();
  EXPECT_EQ(a.state.status, CaseStatus::done);
}

TEST(Track, is_fixed_afterwards) {
  ACase a(mandiri());
  a.run_to(4);
  EXPECT_EQ(a.refused(sari, to_pengembang()).reason, Reason::track_fixed);
}

TEST(Cancel, is_the_openers_before_step_1_is_approved) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, CancelCase{""}).reason, Reason::reason_required);
  EXPECT_EQ(a.refused(stranger, CancelCase{"x"}).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(dedi, CancelCase{"x"}).reason, Reason::not_yours);
  a.hand_in();
  EXPECT_TRUE(a.offers(rina, Act::cancel));
  a.does(hendra, Approve{});
  EXPECT_EQ(a.refused(rina, CancelCase{"x"}).reason, Reason::not_cancellable);
  a.does(sari, CancelCase{"Tidak jadi."});
  EXPECT_EQ(a.state.status, CaseStatus::cancelled);
  EXPECT_EQ(a.state.end_reason, "Tidak jadi.");
}

TEST(Cancel, is_still_the_openers_when_step_1_came_back_unapproved) {
  ACase a(mandiri());
  a.hand_in();
  a.does(hendra, Return{1, "Belum lengkap.", {}});
  EXPECT_TRUE(a.offers(rina, Act::cancel));
  a.run_to(2);
  a.hand_in();
  a.does(hendra, Return{1, "Kebutuhan berubah.", {}});
  EXPECT_EQ(a.refused(rina, CancelCase{"x"}).reason, Reason::not_cancellable) << "approved once";
}

TEST(Cancel, is_also_staffs_who_opened_the_case) {
  ACase a(mandiri());
  a.state.opened_by = dedi;
  EXPECT_TRUE(a.offers(dedi, Act::cancel));
  EXPECT_FALSE(a.offers(yuni, Act::cancel));
}

TEST(Note, is_for_the_office_and_for_who_has_a_part) {
  ACase a(mandiri());
  for (const PersonId person : {rina, dedi, hendra, sari, anwar}) EXPECT_TRUE(a.offers(person, Act::note));
  for (const PersonId person : {stranger, fajar, bayu, admin, auditor}) EXPECT_FALSE(a.offers(person, Act::note));
  EXPECT_EQ(a.refused(dedi, AddNote{"\n"}).reason, Reason::text_required);
  a.does(sari, PauseCase{Party::other, "x"});
  a.does(dedi, AddNote{"Menunggu surat."});
}

TEST(Involved, follows_role_agency_and_appointment) {
  ACase a(mandiri());
  const auto sees = [&](PersonId person) { return involved(a.process(), a.roster, a.state, person); };
  for (const PersonId person : {rina, dedi, hendra, sari, anwar, admin, auditor}) EXPECT_TRUE(sees(person));
  for (const PersonId person : {stranger, fajar, putri, bayu}) EXPECT_FALSE(sees(person));
  a.run_to(5);
  EXPECT_TRUE(sees(fajar));
  EXPECT_FALSE(sees(putri));
}

TEST(Involved, keeps_a_replaced_analyst_but_not_who_left_the_agency) {
  ACase a(mandiri());
  a.run_to(6);
  a.grant(yuni, Role::system_analyst);
  a.does(sari, Appoint{Role::system_analyst, {yuni}, {}, "Mutasi."});
  EXPECT_TRUE(involved(a.process(), a.roster, a.state, fajar));
  a.take_role(Role::instansi_pengguna);
  EXPECT_FALSE(involved(a.process(), a.roster, a.state, rina));
}

TEST(Waiting, of_several_performing_roles_lists_each) {
  ACase a(pengembang());
  a.run_to(7);
  const std::vector<Waiting> rows = waiting(a, Waiting::For::work);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].people, std::vector<PersonId>{bayu});
  a.does(bayu, Claim{});
  EXPECT_EQ(waiting(a, Waiting::For::work)[1].holder, bayu);
}

TEST(Waiting, asks_the_contractor_for_a_contribution) {
  ACase a(pengembang());
  a.run_to(5);
  const std::vector<Waiting> rows = waiting(a, Waiting::For::contribution);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].people, std::vector<PersonId>{bayu});
  EXPECT_EQ(rows[0].due, a.step().due);
}

TEST(Evolve, survives_events_for_steps_the_case_does_not_have) {
  CaseState state;
  evolve(state, {at(2, 2, 9), rina, {}, StepCompleted{7}});
  evolve(state, {at(2, 2, 9), rina, {}, Returned{9, -4, ""}});
  evolve(state, {at(2, 2, 9), rina, {}, ApprovalWithdrawn{0, "", 99, {}}});
  EXPECT_EQ(state.revision, 3);
}

}  // namespace
}  // namespace alur::workflow
