#include "a_case.hpp"

namespace alur::workflow {
namespace {

std::map<time::Day, time::Holiday> local_holiday(unsigned month, unsigned day) {
  return {{calendar().day_of(at(month, day, 9)), time::Holiday{"Libur daerah", "SE 100", false}}};
}

TEST(Pause, moves_the_deadline_by_the_working_days_it_lasted) {
  ACase a(mandiri(), at(4, 1, 9));
  a.now = at(4, 6, 10);
  ASSERT_EQ(a.step().due->due, at(4, 7, 16));
  a.does(hendra, PauseCase{Party::instansi_pengguna, "Diklat."});
  EXPECT_FALSE(waiting(a, Waiting::For::work).front().due);
  a.now = at(4, 20, 9);
  const std::vector<Event> events = a.does(hendra, ResumeCase{});
  EXPECT_EQ(first<CaseResumed>(events)->working_days, 10);
  EXPECT_EQ(a.step().due->due, at(4, 21, 16));
  EXPECT_EQ(first<DeadlineMoved>(events)->was.due, at(4, 7, 16));
}

TEST(Pause, is_for_kasi_and_kabid_with_a_reason) {
  ACase a(mandiri());
  EXPECT_EQ(a.refused(dedi, PauseCase{Party::other, "x"}).reason, Reason::not_yours);
  EXPECT_EQ(a.refused(sari, PauseCase{Party::other, ""}).reason, Reason::reason_required);
  EXPECT_EQ(a.refused(sari, ResumeCase{}).reason, Reason::case_not_paused);
  a.does(sari, PauseCase{Party::other, "x"});
  EXPECT_EQ(a.refused(sari, PauseCase{Party::other, "x"}).reason, Reason::case_paused);
  EXPECT_EQ(a.refused(rina, Submit{}).reason, Reason::case_paused);
  a.does(hendra, ResumeCase{});
}

TEST(Pause, of_minutes_moves_by_office_minutes) {
  ACase a(mandiri());
  a.run_to(4);
  a.now = at(4, 6, 10);
  a.does(hendra, Claim{});
  a.now = at(4, 6, 10, 30);
  a.does(hendra, PauseCase{Party::kepala_dinas, "x"});
  a.now = at(4, 7, 8, 0);
  a.does(hendra, ResumeCase{});
  // 10.00-10.30 used; the rest of the hour runs from 08.00.
  EXPECT_EQ(a.step().due->due, at(4, 7, 8, 30));
}

TEST(Pause, moves_an_open_approval) {
  ACase a(mandiri(), at(4, 6, 9));
  a.hand_in();
  EXPECT_EQ(a.step().approval_due->due, at(4, 7, 16));
  a.does(sari, PauseCase{Party::other, "x"});
  a.now = at(4, 9, 9);
  a.does(sari, ResumeCase{});
  EXPECT_EQ(a.step().approval_due->due, at(4, 10, 16, 30));
}

TEST(Recount, moves_only_what_changed) {
  ACase a(mandiri(), at(6, 15, 9));
  ASSERT_EQ(a.step().due->due, at(6, 19, 16, 30));  // 16 June is a national holiday
  EXPECT_EQ(a.refused(PersonId{}, Recount{"x"}).reason, Reason::nothing_changed);
  const time::WorkCalendar changed = calendar().with(local_holiday(6, 19));
  a.use(changed);
  EXPECT_EQ(a.refused(admin, Recount{"x"}).reason, Reason::not_yours);
  const std::vector<Event> events = a.does(PersonId{}, Recount{"SE 100"});
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(first<DeadlineMoved>(events)->why, "SE 100");
  EXPECT_EQ(a.step().due->due, at(6, 22, 16));
}

TEST(Recount, after_a_pause_counts_the_pause_once) {
  ACase a(mandiri(), at(6, 1, 9));
  a.now = at(6, 3, 9);
  a.does(sari, PauseCase{Party::other, "x"});
  a.now = at(6, 10, 9);
  a.does(sari, ResumeCase{});
  const time::Instant due = a.step().due->due;
  EXPECT_EQ(a.refused(PersonId{}, Recount{"x"}).reason, Reason::nothing_changed);
  const time::WorkCalendar changed = calendar().with(local_holiday(6, 11));
  a.use(changed);
  a.does(PersonId{}, Recount{"x"});
  EXPECT_EQ(calendar().working_days_between(due, a.step().due->due), 1);
}

TEST(Recount, happens_when_a_hand_in_is_taken_back) {
  ACase a(mandiri(), at(4, 6, 9));
  a.hand_in();
  a.does(sari, PauseCase{Party::other, "x"});
  a.now = at(4, 8, 9);
  a.does(sari, ResumeCase{});
  EXPECT_EQ(a.step().due->due, at(4, 9, 16));
  a.does(rina, Recall{});
  EXPECT_EQ(a.step().due->due, at(4, 13, 16));
}

TEST(Performance, of_days_runs_to_the_accepted_hand_in_without_pauses) {
  ACase a(mandiri(), at(4, 6, 9));
  a.now = at(4, 7, 9);
  a.does(sari, PauseCase{Party::other, "x"});
  a.now = at(4, 9, 9);
  a.does(sari, ResumeCase{});
  a.now = at(4, 10, 9);
  a.hand_in();
  const auto result = performance(a.process(), calendar(), a.state, 1);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->used, 2);
  EXPECT_EQ(result->limit, 3);
  EXPECT_TRUE(result->on_time);
  EXPECT_FALSE(performance(a.process(), calendar(), a.state, 2));
}

}  // namespace
}  // namespace alur::workflow
