#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using process::TimeLimit;
using process::TimeUnit;
using testing::ElementsAre;

TEST(Returning, needs_a_reason_and_a_listed_step) {
  ACase a(mandiri());
  a.run_to(10);
  a.hand_in();
  EXPECT_EQ(a.refused(hendra, Return{9, " ", {}}).reason, Reason::reason_required);
  const Refusal refused = a.refused(hendra, Return{7, "Cetak gagal.", {}});
  EXPECT_EQ(refused.reason, Reason::back_target_not_allowed);
  EXPECT_THAT(refused.steps, ElementsAre(10, 9, 8, 2));
  EXPECT_EQ(a.refused(rina, Return{9, "Cetak gagal.", {}}).reason, Reason::not_yours);
}

TEST(Returning, opens_round_2_and_the_steps_between_run_again) {
  ACase a(mandiri());
  a.run_to(12);
  a.hand_in();
  a.does(sari, Approve{});
  a.does(rina, Return{9, "Antrean tidak tercetak.", {}});
  EXPECT_EQ(a.state.current, 9);
  EXPECT_EQ(a.step().round, 2);
  for (const int no : {10, 11, 12}) {
    EXPECT_EQ(a.state.step(no).phase, Phase::inactive);
    EXPECT_TRUE(a.state.step(no).approvals.empty());
  }
  EXPECT_EQ(a.state.step(8).phase, Phase::done);
  a.does(putri, KeepVersion{"prototype"});
  a.run_to(12);
  EXPECT_EQ(a.state.step(10).round, 2);
  EXPECT_EQ(a.state.step(11).round, 2);
  EXPECT_EQ(a.step().round, 2);
}

TEST(Returning, gives_the_time_of_the_new_round) {
  ACase a(mandiri());
  a.run_to(10);
  a.hand_in();
  a.now = at(9, 4, 10);
  EXPECT_EQ(a.refused(hendra, Return{9, "x", TimeLimit{TimeUnit::working_days, 0, false}}).reason,
            Reason::limit_invalid);
  EXPECT_EQ(a.refused(hendra, Return{9, "x", TimeLimit{TimeUnit::none, 5, false}}).reason, Reason::limit_invalid);
  a.does(hendra, Return{9, "Cetak gagal.", TimeLimit{TimeUnit::working_days, 10, false}});
  EXPECT_EQ(a.step().due->due, at(9, 18, 16, 30));
  a.finish_step();
  EXPECT_FALSE(a.step().round_limit);
}

TEST(Returning, its_time_may_be_changed_by_who_returned_it_while_it_is_worked_on) {
  ACase a(mandiri());
  a.run_to(10);
  a.hand_in();
  a.now = at(9, 4, 10);
  a.does(hendra, Return{9, "Cetak gagal.", {}});
  const auto sop = a.step().due;
  EXPECT_EQ(a.refused(sari, SetRoundTime{TimeLimit{TimeUnit::working_days, 10, false}}).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(hendra, SetRoundTime{TimeLimit{TimeUnit::working_days, 0, false}}).reason, Reason::limit_invalid);
  a.now = at(9, 7, 10);
  a.does(hendra, SetRoundTime{TimeLimit{TimeUnit::working_days, 10, false}});
  EXPECT_EQ(a.step().due->due, at(9, 18, 16, 30)) << "counted from the return, not from the change";
  a.does(hendra, SetRoundTime{});
  EXPECT_EQ(a.step().due, sop);
  a.take_role(Role::kasi_pengembangan);
  EXPECT_EQ(a.refused(hendra, SetRoundTime{}).reason, Reason::not_yours) << "the post is not theirs any more";
  a.grant(hendra, Role::kasi_pengembangan);
  a.finish_step();
  EXPECT_EQ(a.refused(hendra, SetRoundTime{}).reason, Reason::not_yours) << "no round of a return";
}

TEST(Returning, is_not_asked_for_by_whoever_may_do_it) {
  ACase a(pengembang());
  a.run_to(5);
  a.hand_in();
  const std::vector<Option> offered = options(a.setting(), a.state, {sari, {}});
  EXPECT_NE(find(offered, Option::Act::return_to), nullptr);
  EXPECT_EQ(find(offered, Option::Act::request_return), nullptr);
  EXPECT_EQ(a.refused(sari, RequestReturn{4, "x"}).reason, Reason::wrong_phase);
}

TEST(Returning, by_the_second_of_a_sequence_waits_for_the_first) {
  ACase a(mandiri());
  a.run_to(5);
  a.hand_in();
  EXPECT_EQ(a.refused(sari, Return{5, "x", {}}).reason, Reason::not_your_turn);
  a.does(hendra, Return{5, "x", {}});
  EXPECT_EQ(a.step().round, 2);
}

TEST(Returning, is_not_for_the_submitter_alone) {
  ACase a(mandiri());
  a.grant(rina, Role::kasi_pengembangan);
  a.hand_in();
  EXPECT_EQ(a.refused(rina, Return{1, "x", {}}).reason, Reason::own_submission);
}

TEST(Returning, before_the_hand_in_is_a_wrong_phase) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(hendra, Return{1, "x", {}}).reason, Reason::wrong_phase);
}

TEST(ReturnRequest, is_granted_by_an_approver) {
  ACase a(mandiri());
  a.run_to(10);
  EXPECT_EQ(a.refused(hendra, GrantReturn{}).reason, Reason::no_request);
  EXPECT_EQ(a.refused(rina, RequestReturn{10, "x"}).reason, Reason::back_target_not_allowed);
  a.does(rina, RequestReturn{9, "Cetak gagal."});
  EXPECT_EQ(waiting(a, Waiting::For::return_decision).front().role, Role::kasi_pengembangan);
  EXPECT_EQ(a.refused(rina, GrantReturn{}).reason, Reason::not_yours);
  a.does(hendra, GrantReturn{});
  EXPECT_EQ(a.state.current, 9);
  EXPECT_EQ(a.step().round, 2);
}

TEST(ReturnRequest, may_be_declined) {
  ACase a(mandiri());
  a.run_to(10);
  a.does(rina, RequestReturn{9, "Cetak gagal."});
  a.does(hendra, DeclineReturn{});
  EXPECT_EQ(a.state.current, 10);
  EXPECT_FALSE(a.step().return_request);
}

TEST(ReturnRequest, of_the_contractor_is_kabids_to_grant) {
  ACase a(pengembang());
  a.run_to(7);
  a.does(bayu, RequestReturn{5, "Prototype perlu diubah."});
  EXPECT_EQ(a.refused(hendra, GrantReturn{}).reason, Reason::not_yours);
  a.does(sari, GrantReturn{});
  EXPECT_EQ(a.state.current, 5);
}

TEST(ReturnRequest, in_the_signature_phase_is_the_way_out_of_an_unsigned_letter) {
  ACase a(mandiri());
  a.run_to(6);
  a.hand_in();
  a.approve_all();
  ASSERT_EQ(a.step().phase, Phase::awaiting_signature);
  a.does(hendra, RequestReturn{6, "Kepala Dinas meminta perbaikan."});
  a.does(sari, GrantReturn{});
  EXPECT_EQ(a.state.current, 6);
  EXPECT_EQ(a.step().phase, Phase::in_progress);
}

}  // namespace
}  // namespace alur::workflow
