#include "a_case.hpp"

#include <map>
#include <set>
#include <tuple>

/// A year of virtual time: a case that goes on slowly, reminded from event to event.
namespace alur::workflow {
namespace {

struct Year {
  ACase a;
  time::Instant reminded;
  std::set<std::tuple<int, PersonId, time::Day>> days;  ///< step, person, day: at most one
  std::map<Reminder::Kind, int> seen;
  std::vector<std::pair<int, time::Instant>> quarters;

  explicit Year(time::Instant opened) : a(mandiri(), opened), reminded(opened) {}

  void check(const Reminder& reminder) {
    const time::Day today = calendar().day_of(a.now);
    ++seen[reminder.kind];
    EXPECT_TRUE(calendar().in_office_hours(a.now));
    EXPECT_EQ(reminder.at, a.now) << "early or late";
    EXPECT_GT(a.now, *a.step().started);
    EXPECT_FALSE(reminder.to.empty());
    for (const PersonId person : reminder.to) {
      EXPECT_TRUE(days.emplace(reminder.step, person, today).second) << "twice on one day";
    }
    const time::Day due = calendar().day_of(reminder.due.due);
    switch (reminder.kind) {
      case Reminder::Kind::half_time:
      case Reminder::Kind::quarter:
        EXPECT_LT(today, due);
        quarters.emplace_back(reminder.part, a.now);
        break;
      case Reminder::Kind::day_before:
      case Reminder::Kind::session_day_before:
        EXPECT_EQ(calendar().next_working_day(today), due);
        break;
      case Reminder::Kind::on_the_day:
      case Reminder::Kind::session_hour_before:
        EXPECT_EQ(today, due);
        break;
      case Reminder::Kind::late_holder:
      case Reminder::Kind::late_kabid:
      case Reminder::Kind::late_head:
        EXPECT_EQ(calendar().add_working_days(due, reminder.working_days_late), today);
        break;
    }
  }

  void pass(time::Instant until) {
    while (const auto next = next_reminder(a.setting(), a.state, reminded)) {
      if (*next > until) break;
      a.now = *next;
      for (const Reminder& reminder : reminders(a.setting(), a.state, reminded)) check(reminder);
      reminded = a.now;
    }
    a.now = until;
    reminded = until;
  }
  void pass_working_days(int count) {
    pass(calendar().at(calendar().add_working_days(calendar().day_of(a.now), count), std::chrono::hours{10}));
  }
};

TEST(YearOfReminders, is_on_time_in_office_hours_and_never_doubled) {
  Year year(at(2, 23, 9));  // in Ramadan, before the March holidays
  ACase& a = year.a;
  year.pass_working_days(12);  // step 1 late all the way up
  a.hand_in();
  year.pass_working_days(7);  // so is its approval
  a.approve_all();
  year.pass_working_days(2);
  a.finish_step();
  year.pass_working_days(1);
  const time::Instant session =
      calendar().at(calendar().add_working_days(calendar().day_of(a.now), 2), std::chrono::hours{14});
  a.does(sari, ProposeSession{session, "Ruang Rapat"});
  a.does(rina, AcceptSession{});
  year.pass(session);
  a.finish_step();
  a.run_to(9);
  const time::Instant prototype = a.now;
  year.pass_working_days(97);  // 90 days, and late to the top
  ASSERT_EQ(a.state.current, 9);
  a.run_to(14);
  year.pass(at(12, 31, 16));  // no time, no reminder

  for (const Reminder::Kind kind : {Reminder::Kind::quarter, Reminder::Kind::day_before, Reminder::Kind::on_the_day,
                                    Reminder::Kind::late_holder, Reminder::Kind::late_kabid, Reminder::Kind::late_head,
                                    Reminder::Kind::session_day_before, Reminder::Kind::session_hour_before}) {
    EXPECT_GT(year.seen[kind], 0) << static_cast<int>(kind);
  }
  ASSERT_EQ(year.quarters.size(), 3u);
  for (const auto& [part, moment] : year.quarters) {
    const int passed = calendar().working_days_between(prototype, moment);
    EXPECT_GE(passed * 4, 90 * part);
    EXPECT_LT((passed - 1) * 4, 90 * part);
  }
  EXPECT_EQ(a.state.current, 14);
}

}  // namespace
}  // namespace alur::workflow
