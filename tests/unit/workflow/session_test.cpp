#include "a_case.hpp"

#include <gmock/gmock.h>

namespace alur::workflow {
namespace {

using testing::ElementsAre;

/// Step 3 starts on Mon 9 Mar 2026 at 14.05.
ACase at_review() {
  ACase a(mandiri(), at(3, 2, 9));
  a.run_to(2);
  a.now = at(3, 9, 13, 41);
  a.hand_in();
  a.now = at(3, 9, 14, 5);
  a.does(hendra, Approve{});
  return a;
}

TEST(Session, waits_3_working_days_by_default) {
  const ACase a = at_review();
  EXPECT_FALSE(a.step().due);
  EXPECT_EQ(a.step().session_due->due, at(3, 12, 15));
}

TEST(Session, is_agreed_once_every_party_accepts) {
  ACase a = at_review();
  EXPECT_EQ(a.refused(rina, AcceptSession{}).reason, Reason::session_not_proposed);
  EXPECT_EQ(a.refused(rina, ProposeSession{at(3, 16, 9), ""}).reason, Reason::not_yours);
  a.does(sari, ProposeSession{at(3, 16, 9), "Ruang Rapat"});
  EXPECT_EQ(a.step().session_due->due, at(3, 12, 15));
  EXPECT_EQ(waiting(a, Waiting::For::session_answer).front().role, Role::instansi_pengguna);
  EXPECT_EQ(a.refused(sari, AcceptSession{}).reason, Reason::session_already_accepted);
  a.does(rina, AcceptSession{});
  EXPECT_TRUE(a.step().session->agreed);
  EXPECT_EQ(a.step().session_due->due, at(3, 16, 15));
  EXPECT_TRUE(waiting(a, Waiting::For::session_answer).empty());
}

TEST(Session, may_be_answered_with_another_time) {
  ACase a = at_review();
  a.does(sari, ProposeSession{at(3, 11, 9), ""});
  a.does(rina, ProposeSession{at(3, 12, 9), ""});
  EXPECT_EQ(a.step().session->planned, at(3, 12, 9));
  EXPECT_THAT(a.step().session->accepted_by, ElementsAre(Role::instansi_pengguna));
  EXPECT_EQ(waiting(a, Waiting::For::session_answer).front().role, Role::kabid_egov);
}

TEST(Session, time_must_lie_ahead) {
  ACase a = at_review();
  EXPECT_EQ(a.refused(sari, ProposeSession{a.now, ""}).reason, Reason::session_time_invalid);
  EXPECT_EQ(a.refused(sari, ProposeSession{a.now + std::chrono::days{3000}, ""}).reason, Reason::session_time_invalid);
}

TEST(Session, is_agreed_at_once_when_the_others_are_off_the_chat) {
  ACase a = at_review();
  a.leave_chat(Role::instansi_pengguna);
  a.does(sari, ProposeSession{at(3, 16, 9), ""});
  EXPECT_TRUE(a.step().session->agreed);
}

TEST(Session, is_measured_from_begin_to_end) {
  ACase a = at_review();
  a.now = at(3, 12, 9, 4);
  a.does(sari, BeginSession{});
  EXPECT_EQ(a.step().due->due, at(3, 12, 11, 4));
  EXPECT_EQ(a.refused(sari, BeginSession{}).reason, Reason::session_already_begun);
  a.now = at(3, 12, 10, 49);
  a.does(sari, EndSession{});
  EXPECT_EQ(a.step().session_due->due, at(3, 13, 15, 30));
  a.does(sari, FileVersion{"modifikasi", nihil(), "n"});
  // Papers may follow: what counts is the session.
  a.now = at(3, 16, 9);
  a.does(sari, Submit{});
  const auto result = performance(a.process(), calendar(), a.state, 3);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->used, 105);
  EXPECT_EQ(result->limit, 120);
  EXPECT_TRUE(result->on_time);
}

TEST(Session, that_took_too_long_asks_for_the_reason) {
  ACase a = at_review();
  a.now = at(3, 12, 9);
  a.does(sari, BeginSession{});
  a.does(sari, FileVersion{"modifikasi", nihil(), "n"});
  a.now = at(3, 12, 11, 30);
  EXPECT_EQ(a.refused(sari, Submit{}).reason, Reason::late_reason_required);
  a.does(sari, Submit{"Banyak kebutuhan."});
  EXPECT_EQ(a.step().session->ended, a.now);
  EXPECT_FALSE(performance(a.process(), calendar(), a.state, 3)->on_time);
}

TEST(Session, must_have_been_held_before_the_hand_in) {
  ACase a = at_review();
  a.does(sari, FileVersion{"modifikasi", nihil(), "n"});
  EXPECT_EQ(a.refused(sari, Submit{}).reason, Reason::session_not_begun);
  EXPECT_EQ(a.refused(sari, EndSession{}).reason, Reason::session_not_begun);
}

TEST(Session, may_be_entered_afterwards) {
  ACase a = at_review();
  a.now = at(3, 12, 13);
  EXPECT_EQ(a.refused(sari, RecordSession{at(3, 12, 9), at(3, 12, 14)}).reason, Reason::session_time_invalid);
  EXPECT_EQ(a.refused(sari, RecordSession{at(3, 12, 11), at(3, 12, 9)}).reason, Reason::session_time_invalid);
  EXPECT_EQ(a.refused(sari, RecordSession{at(3, 2, 9), at(3, 2, 10)}).reason, Reason::session_time_invalid);
  a.does(sari, RecordSession{at(3, 12, 9), at(3, 12, 10, 45)});
  EXPECT_TRUE(a.step().session->recorded_later);
  a.does(sari, FileVersion{"modifikasi", nihil(), "n"});
  a.does(sari, Submit{});
  EXPECT_EQ(performance(a.process(), calendar(), a.state, 3)->used, 105);
}

TEST(Session, verbs_are_refused_on_other_steps) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(rina, BeginSession{}).reason, Reason::not_a_session);
  EXPECT_EQ(a.refused(rina, ProposeSession{a.now + std::chrono::hours{24}, ""}).reason, Reason::not_a_session);
}

TEST(Minutes, of_a_step_that_is_no_session_run_from_the_first_act) {
  ACase a(mandiri());
  a.run_to(4);
  EXPECT_FALSE(a.step().due);
  a.now = at(3, 26, 10);
  a.does(hendra, Claim{});
  EXPECT_EQ(a.step().due->due, at(3, 26, 11));
  a.now = at(3, 26, 10, 20);
  a.does(hendra, FileVersion{"spt-analis", a_file("spt"), "f"});
  EXPECT_EQ(a.step().due->due, at(3, 26, 11));
  a.does(hendra, Appoint{Role::system_analyst, {fajar}, {}, ""});
  a.now = at(3, 26, 10, 50);
  a.does(hendra, Submit{});
  EXPECT_EQ(performance(a.process(), calendar(), a.state, 4)->used, 50);
}

TEST(Minutes, run_from_the_first_upload_too) {
  ACase a(mandiri());
  a.run_to(4);
  a.now = at(3, 26, 10);
  a.does(hendra, FileVersion{"spt-analis", a_file("spt"), "f"});
  EXPECT_EQ(a.step().measured_from, a.now);
  EXPECT_EQ(a.step().holder, hendra);
}

}  // namespace
}  // namespace alur::workflow
