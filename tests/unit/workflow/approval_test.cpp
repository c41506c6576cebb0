#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

RecordApproval sheet(Role role, time::Instant signed_on) {
  return {role, "Rina Marlina, S.Kom.", calendar().day_of(signed_on), {"sheet", 10, "application/pdf", "s.pdf", ""}};
}

TEST(Approval, of_a_sequence_goes_in_order) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  const Refusal refused = a.refused(sari, Approve{});
  EXPECT_EQ(refused.reason, Reason::not_your_turn);
  EXPECT_EQ(refused.role, Role::kasi_pengembangan);
  a.now = at(2, 4, 10);
  a.does(hendra, Approve{});
  // Each approver has the whole limit.
  EXPECT_EQ(a.step().approval_due->due, at(2, 5, 16));
  EXPECT_EQ(a.refused(hendra, Approve{}).reason, Reason::already_approved);
  a.does(sari, Approve{});
  EXPECT_EQ(a.state.current, 6);
}

TEST(Approval, of_all_takes_any_order) {
  ACase a(mandiri());
  a.run_to(8);
  a.hand_in();
  a.does(rina, Approve{});
  const Refusal refused = a.refused(rina, Approve{});
  EXPECT_EQ(refused.reason, Reason::already_approved);
  EXPECT_EQ(refused.person, rina);
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.current, 9);
}

TEST(Approval, joint_asks_the_submitters_own_party_too) {
  ACase a(mandiri());
  a.run_to(12);
  a.hand_in();
  EXPECT_EQ(a.step().submitted_by, sari);
  a.does(rina, Approve{});
  EXPECT_EQ(a.state.current, 12);
  a.does(sari, Approve{});
  EXPECT_EQ(a.state.current, 13);
}

TEST(Approval, belongs_to_the_first_holder_who_decides) {
  ACase a(mandiri());
  a.grant(yuni, Role::kasi_pengembangan);
  a.hand_in();
  EXPECT_THAT(waiting(a, Waiting::For::approval).front().people, UnorderedElementsAre(hendra, yuni));
  a.does(yuni, Approve{});
  EXPECT_EQ(a.refused(hendra, Approve{}).reason, Reason::wrong_phase);
}

TEST(Approval, goes_one_post_up_when_only_the_submitter_holds_it) {
  ACase a(mandiri());
  a.run_to(5);
  a.grant(hendra, Role::system_analyst);
  a.does(sari, Appoint{Role::system_analyst, {hendra}, {}, "Merangkap."});
  a.prepare();
  a.does(hendra, Submit{"alasan"});
  EXPECT_EQ(a.refused(hendra, Approve{}).reason, Reason::own_submission);
  const std::vector<Waiting> rows = waiting(a, Waiting::For::approval);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].role, Role::kabid_egov);
  EXPECT_EQ(rows[0].instead_of, Role::kasi_pengembangan);
  // KABID is the second party as well: one yes for both.
  a.does(sari, Approve{});
  EXPECT_THAT(a.state.step(5).approvals.front().for_roles, ElementsAre(Role::kasi_pengembangan, Role::kabid_egov));
  EXPECT_EQ(a.state.current, 6);
}

TEST(Approval, goes_up_past_an_empty_post) {
  ACase a(mandiri());
  a.grant(rina, Role::kasi_pengembangan);
  std::erase_if(a.roster.grants, [](const Grant& g) { return g.person == hendra || g.role == Role::kabid_egov; });
  a.hand_in();
  EXPECT_THAT(waiting(a, Waiting::For::approval).front().people, ElementsAre(anwar));
  a.does(anwar, Approve{});
  EXPECT_EQ(a.state.current, 2);
}

TEST(Approval, of_a_role_nobody_holds_is_a_vacancy_and_does_not_go_up) {
  ACase a(mandiri());
  a.take_role(Role::kasi_pengembangan);
  a.hand_in();
  const std::vector<Waiting> rows = waiting(a, Waiting::For::approval);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].role, Role::kasi_pengembangan);
  EXPECT_TRUE(rows[0].people.empty());
  EXPECT_FALSE(a.offers(sari, Act::approve));
}

TEST(Approval, one_person_with_two_roles_says_yes_once) {
  ACase a(mandiri());
  a.run_to(14);
  a.grant(sari, Role::instansi_pengguna, dukcapil);
  std::erase_if(a.roster.grants, [](const Grant& g) { return g.person == rina; });
  a.hand_in();
  EXPECT_EQ(waiting(a, Waiting::For::approval).size(), 1u);
  a.does(sari, Approve{});
  EXPECT_EQ(a.state.status, CaseStatus::done);
}

TEST(Approval, on_paper_is_recorded_for_somebody_off_the_chat_only) {
  ACase a(mandiri());
  a.run_to(8);
  a.hand_in();
  EXPECT_FALSE(a.offers(dedi, Act::record_approval));
  a.leave_chat(Role::instansi_pengguna);
  EXPECT_FALSE(a.offers(sari, Act::record_approval));
  EXPECT_EQ(a.refused(dedi, sheet(Role::kasi_pengembangan, a.now)).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(dedi, sheet(Role::instansi_pengguna, a.now + std::chrono::days{2})).reason,
            Reason::letter_details_required);
  a.does(dedi, sheet(Role::instansi_pengguna, a.now));
  EXPECT_TRUE(a.step().approvals.front().written);
  EXPECT_EQ(a.state.newest(written_approval_item)->what.letter->signatory, "Rina Marlina, S.Kom.");
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.current, 9);
}

TEST(Approval, on_paper_is_not_recorded_by_the_submitter) {
  ACase a(mandiri());
  a.run_to(13);
  a.leave_chat(Role::instansi_pengguna);
  a.hand_in();
  EXPECT_EQ(a.refused(dedi, sheet(Role::instansi_pengguna, a.now)).reason, Reason::own_submission);
  a.does(yuni, sheet(Role::instansi_pengguna, a.now));
}

TEST(Approval, before_the_hand_in_is_a_wrong_phase) {
  ACase a(mandiri());
  const Refusal refused = a.refused(hendra, Approve{});
  EXPECT_EQ(refused.reason, Reason::wrong_phase);
  EXPECT_EQ(refused.phase, Phase::in_progress);
}

TEST(Modification, of_step_3_goes_back_to_2_when_all_agree) {
  ACase a(mandiri());
  a.run_to(3);
  a.does(sari, FileVersion{"modifikasi", a_file("modifikasi.pdf"), "m"});
  a.hand_in();
  a.does(sari, Approve{});
  const std::vector<Event> events = a.does(rina, Approve{});
  EXPECT_EQ(first<StepCompleted>(events), nullptr);
  ASSERT_NE(first<Returned>(events), nullptr);
  EXPECT_EQ(a.state.current, 2);
  EXPECT_EQ(a.step().round, 2);
  EXPECT_EQ(a.step().returned_from, 3);
  EXPECT_EQ(a.state.returns, 1);
  a.run_to(4);
  EXPECT_EQ(a.state.step(3).round, 2);
}

TEST(Modification, nihil_goes_on) {
  ACase a(mandiri());
  a.run_to(3);
  a.finish_step();
  EXPECT_EQ(a.state.current, 4);
  EXPECT_EQ(a.state.returns, 0);
}

}  // namespace
}  // namespace alur::workflow
