#include "alur/time/work_calendar.hpp"

#include "muara_enim.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::time {
namespace {

using testing::day;
using testing::muara_enim;
using testing::office_hours;
using testing::skb_2026;
using namespace std::chrono_literals;

const WorkCalendar calendar = muara_enim();

Instant at(unsigned month, unsigned day_of_month, std::chrono::minutes minute) {
  return calendar.at(day(2026, month, day_of_month), minute);
}

Deadline due(unsigned month, unsigned day_of_month, std::chrono::minutes minute) {
  return {at(month, day_of_month, minute), false};
}

struct Fact {
  const char* from_where;
  Instant received;
  int days;
  Day due;
};

TEST(WorkCalendar, counts_the_facts_of_the_documents) {
  const std::vector<Fact> facts{
      {"steps: working time", at(3, 13, 9h), 3, day(2026, 3, 25)},
      {"steps: working time", at(2, 2, 9h), 90, day(2026, 6, 29)},
      {"messages B4: opened", at(3, 2, 9h + 14min), 3, day(2026, 3, 5)},
      {"messages C1: step 2", at(3, 4, 10h + 20min), 3, day(2026, 3, 9)},
      {"messages D1: approval", at(3, 9, 13h + 41min), 1, day(2026, 3, 10)},
      {"messages G1: step 2, second round", at(3, 12, 10h + 55min), 3, day(2026, 3, 17)},
      {"messages F5: step 5", at(3, 30, 11h + 20min), 4, day(2026, 4, 6)},
      {"messages D9: step 9, second round", at(9, 4, 10h + 15min), 10, day(2026, 9, 18)},
  };
  for (const Fact& fact : facts) {
    const Deadline deadline = calendar.after_working_days(fact.received, fact.days);
    EXPECT_EQ(calendar.day_of(deadline.due), fact.due) << fact.from_where;
    EXPECT_EQ(deadline.due, calendar.closing(fact.due)) << fact.from_where;
    EXPECT_FALSE(deadline.provisional) << fact.from_where;
  }
}

TEST(WorkCalendar, does_not_count_the_day_of_receipt_at_whatever_hour) {
  const Deadline thursday = due(3, 5, 15h);
  EXPECT_EQ(calendar.after_working_days(at(3, 2, 0min), 3), thursday);
  EXPECT_EQ(calendar.after_working_days(at(3, 2, 8h), 3), thursday);
  EXPECT_EQ(calendar.after_working_days(at(3, 2, 23h + 59min), 3), thursday);
}

TEST(WorkCalendar, counts_from_a_weekend_or_holiday_as_from_any_day_of_receipt) {
  EXPECT_EQ(calendar.after_working_days(at(2, 28, 10h), 1), due(3, 2, 15h));   // a Saturday
  EXPECT_EQ(calendar.after_working_days(at(3, 19, 10h), 1), due(3, 25, 16h));  // Nyepi
}

TEST(WorkCalendar, takes_zero_days_as_the_end_of_this_or_the_next_working_day) {
  EXPECT_EQ(calendar.after_working_days(at(3, 2, 9h), 0), due(3, 2, 15h));
  EXPECT_EQ(calendar.after_working_days(at(3, 21, 9h), 0), due(3, 25, 16h));
}

TEST(WorkCalendar, refuses_negative_limits) {
  EXPECT_THROW(calendar.after_working_days(at(3, 2, 9h), -1), std::invalid_argument);
  EXPECT_THROW(calendar.after_calendar_days(at(3, 2, 9h), -1), std::invalid_argument);
  EXPECT_THROW(calendar.after_working_minutes(at(3, 2, 9h), -1min), std::invalid_argument);
}

TEST(WorkCalendar, moves_a_calendar_day_deadline_off_a_day_that_does_not_work) {
  EXPECT_EQ(calendar.after_calendar_days(at(3, 2, 9h), 3), due(3, 5, 15h));
  EXPECT_EQ(calendar.after_calendar_days(at(3, 13, 9h), 5), due(3, 25, 16h));  // 18 Mar, cuti bersama
  EXPECT_EQ(calendar.after_calendar_days(at(4, 30, 9h), 1), due(5, 4, 16h));   // 1 May, then a weekend
}

TEST(WorkCalendar, closes_by_the_kind_of_day) {
  EXPECT_EQ(calendar.closing(day(2026, 2, 18)), at(2, 18, 16h));          // the day before Ramadan
  EXPECT_EQ(calendar.closing(day(2026, 2, 19)), at(2, 19, 15h));          // its first
  EXPECT_EQ(calendar.closing(day(2026, 3, 13)), at(3, 13, 15h + 30min));  // a Friday in it
  EXPECT_EQ(calendar.closing(day(2026, 3, 25)), at(3, 25, 16h));          // after it
  EXPECT_EQ(calendar.closing(day(2026, 3, 27)), at(3, 27, 16h + 30min));  // a Friday
  EXPECT_EQ(calendar.opening(day(2026, 3, 13)), at(3, 13, 8h));
  EXPECT_EQ(calendar.opening(day(2026, 3, 27)), at(3, 27, 7h + 30min));
}

TEST(WorkCalendar, knows_ramadan_by_its_first_and_last_day) {
  EXPECT_FALSE(calendar.in_ramadan(day(2026, 2, 18)));
  EXPECT_TRUE(calendar.in_ramadan(day(2026, 2, 19)));
  EXPECT_TRUE(calendar.in_ramadan(day(2026, 3, 20)));
  EXPECT_FALSE(calendar.in_ramadan(day(2026, 3, 21)));
}

TEST(WorkCalendar, counts_minutes_without_the_breaks) {
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 9h), 60min), due(3, 30, 10h));
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 11h + 30min), 60min), due(3, 30, 13h + 30min));
  EXPECT_EQ(calendar.after_working_minutes(at(4, 10, 11h), 60min), due(4, 10, 13h + 30min));  // Friday: 90 minutes
  EXPECT_EQ(calendar.after_working_minutes(at(3, 2, 11h + 30min), 60min), due(3, 2, 13h));    // Ramadan: 30
  EXPECT_EQ(calendar.after_working_minutes(at(3, 6, 11h), 60min), due(3, 6, 13h));            // its Friday: 60
}

TEST(WorkCalendar, ends_minutes_at_closing_and_carries_the_rest_to_the_next_working_day) {
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 15h), 60min), due(3, 30, 16h));
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 15h), 61min), due(3, 31, 7h + 31min));
  EXPECT_EQ(calendar.after_working_minutes(at(3, 17, 14h + 30min), 60min), due(3, 25, 8h));
}

TEST(WorkCalendar, starts_minutes_outside_office_hours_at_the_next_opening) {
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 20h), 60min), due(3, 31, 8h + 30min));
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 5h), 60min), due(3, 30, 8h + 30min));
  EXPECT_EQ(calendar.after_working_minutes(at(4, 4, 10h), 60min), due(4, 6, 8h + 30min));
  EXPECT_EQ(calendar.after_working_minutes(at(3, 30, 12h + 15min), 10min), due(3, 30, 13h + 10min));
}

TEST(WorkCalendar, keeps_seconds_when_counting_minutes) {
  const Instant start = at(3, 30, 9h) + 4321ms;
  EXPECT_EQ(calendar.after_working_minutes(start, 60min).due, start + 60min);
  EXPECT_EQ(calendar.after_working_minutes(start, 0min).due, start);
}

TEST(WorkCalendar, marks_deadlines_beyond_the_last_holiday_file_provisional) {
  EXPECT_FALSE(calendar.after_working_days(at(12, 29, 9h), 2).provisional);
  const Deadline beyond = calendar.after_working_days(at(12, 29, 9h), 3);
  EXPECT_EQ(calendar.day_of(beyond.due), day(2027, 1, 1));  // no file says that it is a holiday
  EXPECT_TRUE(beyond.provisional);
  EXPECT_TRUE(calendar.after_calendar_days(at(12, 29, 9h), 3).provisional);
  EXPECT_TRUE(calendar.after_working_minutes(at(12, 31, 15h), 120min).provisional);
  EXPECT_TRUE(calendar.after_working_days(calendar.at(day(2025, 12, 29), 9h), 3).provisional);
  EXPECT_FALSE(calendar.after_working_days(calendar.at(day(2025, 12, 31), 9h), 1).provisional);
}

TEST(WorkCalendar, is_settled_by_the_file_of_the_next_year) {
  HolidayYear next;
  next.year = 2027;
  next.days.emplace(day(2027, 1, 1), Holiday{"Tahun Baru", "SKB", false});
  const WorkCalendar both{"Asia/Jakarta", office_hours(), {skb_2026(), next}};
  const Deadline settled = both.after_working_days(at(12, 29, 9h), 3);
  EXPECT_EQ(both.day_of(settled.due), day(2027, 1, 4));
  EXPECT_FALSE(settled.provisional);
}

TEST(WorkCalendar, adds_local_holidays_without_touching_the_original) {
  const WorkCalendar local = calendar.with({{day(2026, 6, 19), {"Libur daerah", "SE 100.3.4/211/2026", false}}});
  // messages H9: a step due on 7 September moves to the 8th.
  const Instant received = at(4, 21, 9h);
  EXPECT_EQ(calendar.day_of(calendar.after_working_days(received, 90).due), day(2026, 9, 7));
  EXPECT_EQ(local.day_of(local.after_working_days(received, 90).due), day(2026, 9, 8));
  EXPECT_TRUE(calendar.is_working(day(2026, 6, 19)));
  EXPECT_FALSE(local.is_working(day(2026, 6, 19)));
  EXPECT_EQ(local.holiday(day(2026, 6, 19))->source, "SE 100.3.4/211/2026");
}

TEST(WorkCalendar, keeps_the_national_name_of_a_day_that_is_both) {
  const WorkCalendar local = calendar.with({{day(2026, 5, 1), {"Libur daerah", "SE", false}}});
  EXPECT_EQ(local.holiday(day(2026, 5, 1))->source, "SKB");
}

TEST(WorkCalendar, walks_working_days_both_ways) {
  EXPECT_EQ(calendar.next_working_day(day(2026, 3, 17)), day(2026, 3, 25));
  EXPECT_EQ(calendar.previous_working_day(day(2026, 3, 25)), day(2026, 3, 17));
  EXPECT_EQ(calendar.add_working_days(day(2026, 3, 25), -3), day(2026, 3, 13));
  EXPECT_EQ(calendar.add_working_days(day(2026, 3, 21), 0), day(2026, 3, 21));
}

TEST(WorkCalendar, is_in_office_hours_from_opening_to_closing_with_the_break) {
  EXPECT_FALSE(calendar.in_office_hours(at(3, 30, 7h + 29min)));
  EXPECT_TRUE(calendar.in_office_hours(at(3, 30, 7h + 30min)));
  EXPECT_TRUE(calendar.in_office_hours(at(3, 30, 12h + 30min)));
  EXPECT_FALSE(calendar.in_office_hours(at(3, 30, 16h)));
  EXPECT_FALSE(calendar.in_office_hours(at(4, 4, 10h)));
}

TEST(WorkCalendar, finds_the_next_office_moment) {
  EXPECT_EQ(calendar.next_office_moment(at(3, 30, 10h)), at(3, 30, 10h));
  EXPECT_EQ(calendar.next_office_moment(at(3, 30, 5h)), at(3, 30, 7h + 30min));
  EXPECT_EQ(calendar.next_office_moment(at(3, 30, 16h)), at(3, 31, 7h + 30min));
  EXPECT_EQ(calendar.next_office_moment(at(3, 17, 15h)), at(3, 25, 7h + 30min));
}

TEST(WorkCalendar, measures_between_two_moments) {
  EXPECT_EQ(calendar.working_days_between(at(3, 13, 15h), at(3, 25, 8h)), 3);
  EXPECT_EQ(calendar.working_days_between(at(3, 25, 8h), at(3, 13, 15h)), -3);
  EXPECT_EQ(calendar.working_days_between(at(3, 13, 8h), at(3, 13, 15h)), 0);
  EXPECT_EQ(calendar.working_minutes_between(at(3, 16, 8h + 30min), at(3, 17, 15h)), 6h + 6h + 30min);
  EXPECT_EQ(calendar.working_minutes_between(at(3, 17, 15h), at(3, 25, 7h + 30min)), 0min);
  EXPECT_EQ(calendar.working_minutes_between(at(3, 25, 8h), at(3, 13, 15h)), 0min);
  EXPECT_EQ(calendar.minutes_per_day(), 7h + 30min);
}

TEST(WorkCalendar, works_the_weekly_hours_of_the_presidential_regulation) {
  EXPECT_EQ(calendar.working_minutes_between(at(4, 6, 0min), at(4, 13, 0min)), 37h + 30min);
  EXPECT_EQ(calendar.working_minutes_between(at(3, 2, 0min), at(3, 9, 0min)), 32h + 30min);  // Ramadan
}

TEST(WorkCalendar, explains_a_count_day_by_day) {
  using Why = CountedDay::Why;
  const std::vector<CountedDay> expected{
      {day(2026, 3, 13), 0, Why::received, ""},          {day(2026, 3, 14), 0, Why::weekend, ""},
      {day(2026, 3, 15), 0, Why::weekend, ""},           {day(2026, 3, 16), 1, Why::counted, ""},
      {day(2026, 3, 17), 2, Why::counted, ""},           {day(2026, 3, 18), 0, Why::holiday, "libur 18-3"},
      {day(2026, 3, 19), 0, Why::holiday, "libur 19-3"}, {day(2026, 3, 20), 0, Why::holiday, "libur 20-3"},
      {day(2026, 3, 21), 0, Why::weekend, ""},           {day(2026, 3, 22), 0, Why::weekend, ""},
      {day(2026, 3, 23), 0, Why::holiday, "libur 23-3"}, {day(2026, 3, 24), 0, Why::holiday, "libur 24-3"},
      {day(2026, 3, 25), 3, Why::counted, ""},
  };
  EXPECT_EQ(calendar.explain(at(3, 13, 9h), 3), expected);
}

TEST(WorkCalendar, explains_every_count_as_it_counts) {
  for (int count = 1; count <= 100; count += 7) {
    const Instant received = at(1, 2, 9h) + std::chrono::days{count};
    const auto lines = calendar.explain(received, count);
    EXPECT_EQ(calendar.closing(lines.back().day), calendar.after_working_days(received, count).due);
    EXPECT_EQ(lines.back().number, count);
  }
}

TEST(WorkCalendar, names_the_three_zones_of_the_country) {
  for (const auto& [zone, name, utc_hour] :
       {std::tuple{"Asia/Jakarta", "WIB", 1h}, {"Asia/Makassar", "WITA", 0h}, {"Asia/Jayapura", "WIT", -1h}}) {
    const WorkCalendar there{zone, office_hours(), {skb_2026()}};
    const Instant eight = there.at(day(2026, 3, 2), 8h);
    EXPECT_EQ(there.zone_abbreviation(eight), name);
    EXPECT_EQ(eight, Instant{std::chrono::sys_days{std::chrono::March / 2 / 2026}} + utc_hour);
    EXPECT_EQ(there.day_of(eight), day(2026, 3, 2));
    EXPECT_EQ(there.minute_of(eight), 8h);
  }
}

TEST(WorkCalendar, has_a_day_of_its_own_zone) {
  const Instant evening_utc = Instant{std::chrono::sys_days{std::chrono::March / 2 / 2026}} + 17h;
  EXPECT_EQ(calendar.day_of(evening_utc), day(2026, 3, 3));
  EXPECT_EQ(calendar.minute_of(evening_utc), 0min);
}

TEST(WorkCalendar, survives_an_hour_that_its_zone_skips_or_has_twice) {
  const WorkCalendar berlin{"Europe/Berlin", office_hours(), {}};
  const Instant skipped = berlin.at(day(2026, 3, 29), 2h + 30min);
  EXPECT_EQ(berlin.minute_of(skipped), 3h);
  const Instant twice = berlin.at(day(2026, 10, 25), 2h + 30min);
  EXPECT_EQ(berlin.zone_abbreviation(twice), "CEST");
}

TEST(WorkCalendar, refuses_an_unknown_zone_and_hours_out_of_order) {
  EXPECT_TRUE(is_known_zone("Asia/Jakarta"));
  EXPECT_FALSE(is_known_zone("Asia/Palembang"));
  EXPECT_FALSE(is_known_zone(""));
  EXPECT_THROW((WorkCalendar{"Asia/Palembang", office_hours(), {}}), std::runtime_error);
  OfficeHours wrong = office_hours();
  wrong.friday.rest.to = wrong.friday.office.to;
  EXPECT_THROW((WorkCalendar{"Asia/Jakarta", wrong, {}}), std::runtime_error);
}

TEST(WorkCalendar, accepts_a_day_without_a_break_but_not_one_that_ends_before_it) {
  EXPECT_TRUE(in_order({{8h, 16h}, {12h, 12h}}));
  EXPECT_FALSE(in_order({{8h, 16h}, {13h, 12h}}));
  EXPECT_FALSE(in_order({{12h, 16h}, {12h, 13h}}));
  EXPECT_FALSE(in_order({{8h, 25h}, {12h, 13h}}));
  EXPECT_FALSE(in_order({{-1h, 16h}, {12h, 13h}}));
}

}  // namespace
}  // namespace alur::time
