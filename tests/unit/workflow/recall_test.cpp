#include "a_case.hpp"

namespace alur::workflow {
namespace {

TEST(Recall, takes_back_the_hand_in_while_nobody_acted) {
  ACase a(mandiri());
  const auto due = a.step().due;
  a.hand_in();
  EXPECT_EQ(a.refused(hendra, Recall{}).reason, Reason::not_yours);
  a.does(rina, Recall{});
  EXPECT_EQ(a.step().phase, Phase::in_progress);
  EXPECT_EQ(a.step().due, due);
  EXPECT_FALSE(a.step().submitted);
  a.does(rina, Submit{});
}

TEST(Recall, of_a_hand_in_is_not_for_who_lost_the_role) {
  ACase a(mandiri());
  a.hand_in();
  std::erase_if(a.roster.grants, [](const Grant& grant) { return grant.person == rina; });
  EXPECT_EQ(a.refused(rina, Recall{}).reason, Reason::not_yours);
  EXPECT_FALSE(a.offers(rina, Act::recall_submission));
}

TEST(Recall, of_a_yes_is_not_for_who_lost_the_role) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  a.does(hendra, Approve{});
  a.roster.grants.push_back({hendra, Role::auditor, {}, true});
  const auto lose = [&] {
    std::erase_if(a.roster.grants, [](const Grant& grant) { return grant.role == Role::kasi_pengembangan; });
  };
  const Roster before = a.roster;
  lose();
  EXPECT_EQ(a.refused(hendra, Recall{}).reason, Reason::not_yours);
  a.roster = before;
  a.does(sari, Approve{});
  a.run_to(7);
  a.hand_in();
  a.does(hendra, Approve{});
  EXPECT_TRUE(a.offers(hendra, Act::withdraw_approval));
  lose();
  EXPECT_EQ(a.refused(hendra, Recall{}).reason, Reason::not_yours) << "the yes that moved the case on";
}

TEST(Recall, of_a_hand_in_comes_too_late_after_a_yes) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  a.does(hendra, Approve{});
  const Refusal refused = a.refused(fajar, Recall{});
  EXPECT_EQ(refused.reason, Reason::acted_on);
  EXPECT_EQ(refused.person, hendra);
  EXPECT_EQ(refused.at, a.now);
}

TEST(Recall, takes_back_ones_own_yes) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  a.does(hendra, Approve{});
  a.does(hendra, Recall{"Salah menekan tombol."});
  EXPECT_TRUE(a.step().approvals.empty());
  EXPECT_EQ(a.refused(sari, Approve{}).reason, Reason::not_your_turn);
}

TEST(Recall, of_the_last_yes_undoes_the_next_step_while_nobody_acted_in_it) {
  ACase a(mandiri());
  a.run_to(7);
  a.hand_in();
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.current, 8);
  const std::vector<Event> events = a.does(hendra, Recall{});
  EXPECT_EQ(first<ApprovalWithdrawn>(events)->undone_step, 8);
  EXPECT_EQ(a.state.current, 7);
  EXPECT_EQ(a.step().phase, Phase::awaiting_approval);
  EXPECT_EQ(a.state.step(8).phase, Phase::inactive);
  EXPECT_EQ(a.state.step(8).round, 0);
  a.does(hendra, Approve{});
  EXPECT_EQ(a.state.step(8).round, 1);
}

TEST(Recall, of_the_last_yes_comes_too_late_once_the_next_step_is_taken_on) {
  ACase a(mandiri());
  a.run_to(2);
  a.does(yuni, Claim{});
  const Refusal refused = a.refused(hendra, Recall{});
  EXPECT_EQ(refused.reason, Reason::acted_on);
  EXPECT_EQ(refused.person, yuni);
}

TEST(Recall, does_not_reach_behind_a_return) {
  ACase a(mandiri());
  a.run_to(3);
  a.hand_in();
  // Step 1 was approved by KASI in an earlier life; a return to 2 is no reason to open it again.
  a.does(rina, Return{2, "Kebutuhan berubah.", {}});
  EXPECT_FALSE(a.offers(hendra, Act::withdraw_approval));
  EXPECT_EQ(a.refused(hendra, Recall{}).reason, Reason::not_yours);
}

TEST(Recall, of_a_paraf_works_until_the_signed_letter_is_filed) {
  ACase a(mandiri());
  a.run_to(4);
  a.hand_in();
  a.does(sari, Approve{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_signature);
  a.does(sari, Recall{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_approval);
  a.does(sari, Approve{});
  a.does(hendra, FileVersion{"spt-analis", a_signed_file("spt", calendar().day_of(a.now)), "s"});
  EXPECT_EQ(a.state.current, 5);
  EXPECT_FALSE(a.offers(sari, Act::withdraw_approval));
}

TEST(Recall, in_a_joint_decision_takes_back_the_own_yes_before_the_hand_in) {
  ACase a(mandiri());
  a.run_to(12);
  a.hand_in();
  a.does(sari, Approve{});
  a.does(sari, Recall{});
  EXPECT_EQ(a.step().phase, Phase::awaiting_approval);
  a.does(sari, Recall{});
  EXPECT_EQ(a.step().phase, Phase::in_progress);
}

}  // namespace
}  // namespace alur::workflow
