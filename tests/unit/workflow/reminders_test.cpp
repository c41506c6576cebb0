#include "a_case.hpp"

#include <gmock/gmock.h>

#include <map>

namespace alur::workflow {
namespace {

using Kind = Reminder::Kind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct Sent {
  time::Instant at{};
  Reminder reminder;
};

/// Lets time pass until `until` with nobody doing anything, and collects what goes out.
std::vector<Sent> let_pass(ACase& a, time::Instant until) {
  std::vector<Sent> sent;
  time::Instant after = a.now;
  while (const auto next = next_reminder(a.setting(), a.state, after)) {
    if (*next > until) break;
    a.now = *next;
    for (const Reminder& reminder : reminders(a.setting(), a.state, after)) sent.push_back({a.now, reminder});
    after = a.now;
  }
  a.now = until;
  return sent;
}

std::vector<std::pair<Kind, time::Instant>> plan(const std::vector<Sent>& sent, PersonId person) {
  std::vector<std::pair<Kind, time::Instant>> kinds;
  for (const Sent& one : sent) {
    if (std::ranges::count(one.reminder.to, person) > 0) kinds.emplace_back(one.reminder.kind, one.at);
  }
  return kinds;
}

TEST(Reminders, climb_from_the_holder_to_the_head) {
  ACase a(mandiri(), at(6, 2, 9));  // due Fri 5 June
  const std::vector<Sent> sent = let_pass(a, at(12, 31, 12));
  EXPECT_THAT(plan(sent, rina),
              ElementsAre(std::pair(Kind::day_before, at(6, 4, 8)), std::pair(Kind::on_the_day, at(6, 5, 8)),
                          std::pair(Kind::late_holder, at(6, 8, 8))));
  EXPECT_THAT(plan(sent, hendra), ElementsAre(std::pair(Kind::late_holder, at(6, 8, 8))));
  EXPECT_THAT(plan(sent, sari), ElementsAre(std::pair(Kind::late_kabid, at(6, 10, 8))));
  EXPECT_THAT(plan(sent, anwar), ElementsAre(std::pair(Kind::late_head, at(6, 12, 8))));
  EXPECT_THAT(plan(sent, dedi), IsEmpty());
}

TEST(Reminders, of_90_days_ask_at_each_quarter) {
  ACase a(mandiri(), at(2, 2, 9));
  a.run_to(9);
  a.state.step(9).holder.reset();
  const time::Instant due = a.step().due->due;
  EXPECT_EQ(due, at(6, 29, 16));
  const std::vector<Sent> sent = let_pass(a, due);
  std::vector<int> days;
  for (const Sent& one : sent) {
    if (one.reminder.kind != Kind::quarter) continue;
    days.push_back(calendar().working_days_between(*a.step().started, one.at));
    EXPECT_EQ(one.reminder.part, static_cast<int>(days.size()));
  }
  EXPECT_THAT(days, ElementsAre(23, 45, 68));
  EXPECT_EQ(plan(sent, putri).size(), 5u);  // three quarters, the day before, the day
}

TEST(Reminders, of_5_days_come_at_half_time) {
  ACase a(mandiri(), at(6, 2, 9));
  a.hand_in();
  a.does(hendra, Return{1, "x", process::TimeLimit{process::TimeUnit::working_days, 5, false}});
  const std::vector<Sent> sent = let_pass(a, at(6, 9, 16));
  EXPECT_THAT(plan(sent, rina),
              ElementsAre(std::pair(Kind::half_time, at(6, 5, 8)), std::pair(Kind::day_before, at(6, 8, 8)),
                          std::pair(Kind::on_the_day, at(6, 9, 8))));
}

TEST(Reminders, do_not_repeat_a_quarter_when_a_later_pause_moves_the_end) {
  ACase a(mandiri(), at(2, 2, 9));
  a.run_to(9);
  const std::vector<Sent> before = let_pass(a, at(4, 1, 10));
  EXPECT_EQ(plan(before, putri).size(), 1u);
  a.does(sari, PauseCase{Party::other, "x"});
  EXPECT_FALSE(next_reminder(a.setting(), a.state, a.now));
  a.now = at(4, 15, 9);
  a.does(sari, ResumeCase{});
  const std::vector<Sent> sent = let_pass(a, a.step().due->due);
  ASSERT_EQ(plan(sent, putri).size(), 4u);
  EXPECT_EQ(sent[0].reminder.part, 2);
}

TEST(Reminders, in_ramadan_come_at_opening_and_skip_the_march_holidays) {
  ACase a(mandiri(), at(3, 13, 9));  // due Wed 25 March
  const std::vector<Sent> sent = let_pass(a, at(3, 25, 16));
  EXPECT_THAT(plan(sent, rina),
              ElementsAre(std::pair(Kind::day_before, at(3, 17, 8)), std::pair(Kind::on_the_day, at(3, 25, 8))));
}

TEST(Reminders, of_a_late_kabid_go_to_the_next_post) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(4);
  a.hand_in();  // KABID approves by Wed 3 June
  const std::vector<Sent> sent = let_pass(a, at(7, 31, 16));
  EXPECT_THAT(plan(sent, sari),
              ElementsAre(std::pair(Kind::on_the_day, at(6, 3, 8)), std::pair(Kind::late_holder, at(6, 4, 8))));
  EXPECT_THAT(plan(sent, anwar),
              ElementsAre(std::pair(Kind::late_kabid, at(6, 8, 8)), std::pair(Kind::late_head, at(6, 10, 8))));
}

TEST(Reminders, of_a_late_kasi_tell_kabid_at_once) {
  ACase a(mandiri(), at(6, 2, 9));
  a.hand_in();
  const std::vector<Sent> sent = let_pass(a, at(6, 4, 16));
  EXPECT_THAT(plan(sent, sari), ElementsAre(std::pair(Kind::late_holder, at(6, 4, 8))));
}

TEST(Reminders, of_an_empty_post_go_to_the_next_one_up) {
  ACase a(mandiri(), at(6, 2, 9));
  a.take_role(Role::kabid_egov);
  const std::vector<Sent> sent = let_pass(a, at(6, 30, 16));
  EXPECT_EQ(plan(sent, anwar).size(), 2u);
}

TEST(Reminders, leave_out_colleagues_of_who_took_the_work) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(2);
  a.does(dedi, Claim{});
  const std::vector<Sent> sent = let_pass(a, at(6, 5, 16));
  EXPECT_THAT(plan(sent, yuni), IsEmpty());
  EXPECT_EQ(plan(sent, dedi).size(), 2u);
}

TEST(Reminders, of_a_session_come_the_day_before_and_an_hour_before) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(3);
  a.does(sari, ProposeSession{at(6, 10, 14), ""});
  a.does(rina, AcceptSession{});
  const std::vector<Sent> sent = let_pass(a, at(6, 10, 14));
  for (const PersonId person : {sari, rina}) {
    EXPECT_THAT(plan(sent, person), ElementsAre(std::pair(Kind::session_day_before, at(6, 9, 8)),
                                                std::pair(Kind::session_hour_before, at(6, 10, 13))));
  }
}

TEST(Reminders, of_a_session_at_opening_stay_in_office_hours) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(3);
  a.does(sari, ProposeSession{at(6, 10, 8), ""});
  a.does(rina, AcceptSession{});
  const std::vector<Sent> sent = let_pass(a, at(6, 10, 8));
  EXPECT_EQ(sent.back().at, at(6, 10, 7, 30));
}

TEST(Reminders, of_a_session_proposed_after_the_days_reminder_wait_for_none) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(3);  // to be held by Fri 5 June
  let_pass(a, at(6, 5, 9));
  a.does(sari, ProposeSession{at(6, 5, 14), ""});
  EXPECT_THAT(plan(let_pass(a, at(6, 5, 15)), sari), IsEmpty());
}

TEST(Reminders, of_session_papers_climb_the_ladder) {
  ACase a(mandiri(), at(6, 2, 9));
  a.run_to(3);
  a.does(sari, BeginSession{});
  const std::vector<Sent> sent = let_pass(a, at(6, 5, 16));
  EXPECT_THAT(plan(sent, sari),
              ElementsAre(std::pair(Kind::on_the_day, at(6, 3, 8)), std::pair(Kind::late_holder, at(6, 4, 8))));
}

TEST(Reminders, after_an_outage_bring_the_latest_only) {
  ACase a(mandiri(), at(6, 2, 9));
  const time::Instant after = a.now;
  a.now = at(6, 8, 10);
  const std::vector<Reminder> due = reminders(a.setting(), a.state, after);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].kind, Kind::late_holder);
  EXPECT_THAT(due[0].to, UnorderedElementsAre(rina, hendra));
}

TEST(Reminders, missed_at_night_come_at_the_next_opening) {
  ACase a(mandiri(), at(6, 2, 9));
  const time::Instant after = a.now;
  a.now = at(6, 4, 21);
  EXPECT_THAT(reminders(a.setting(), a.state, after), IsEmpty());
  EXPECT_EQ(next_reminder(a.setting(), a.state, after), at(6, 5, 7, 30));
  // The day brings its own reminder at 08.00: one a day.
  a.now = at(6, 5, 7, 30);
  EXPECT_THAT(reminders(a.setting(), a.state, after), IsEmpty());
}

TEST(Reminders, are_none_for_a_step_without_time) {
  ACase a(mandiri(), at(2, 2, 9));
  a.run_to(14);
  EXPECT_FALSE(next_reminder(a.setting(), a.state, a.now));
}

}  // namespace
}  // namespace alur::workflow
