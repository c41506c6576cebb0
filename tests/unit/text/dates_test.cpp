#include "alur/text/dates.hpp"

#include <gtest/gtest.h>

namespace alur::text {
namespace {

using namespace std::chrono_literals;
using std::chrono::April;
using std::chrono::December;
using std::chrono::March;
using std::chrono::September;

constexpr time::Stretch hours(std::chrono::minutes from, std::chrono::minutes to) { return {from, to}; }

time::WorkCalendar office() {
  const time::Stretch noon = hours(12h, 13h);
  const time::Stretch friday_noon = hours(11h + 30min, 13h);
  time::HolidayYear year;
  year.year = 2026;
  year.ramadan_first = time::Day{2026y / March / 1};
  year.ramadan_last = time::Day{2026y / March / 31};
  return {"Asia/Jakarta",
          {{hours(7h + 30min, 16h), noon},
           {hours(7h + 30min, 16h + 30min), friday_noon},
           {hours(8h, 15h), hours(12h, 12h + 30min)},
           {hours(8h, 15h + 30min), hours(11h + 30min, 12h + 30min)}},
          {year}};
}

time::Instant on(std::chrono::year_month_day day, std::chrono::minutes minute) {
  return office().at(time::Day{day}, minute);
}

std::string span(time::Instant now, time::Instant due, std::string_view language = "id") {
  return time_left(now, due, office(), language);
}

TEST(Dates, writes_moments_as_an_office_does) {
  const auto at = on(2026y / March / 5, 15h);
  EXPECT_EQ(moment_long(at, office(), "id"), "Kamis, 5 Maret 2026 pukul 15.00 WIB");
  EXPECT_EQ(moment_long(at, office(), "en"), "Thursday, 5 March 2026, 15.00 WIB");
  EXPECT_EQ(moment_short(at, office(), "id"), "Kam 5 Mar 15.00 WIB");
  EXPECT_EQ(moment_short(at, office(), "en"), "Thu 5 Mar 15.00 WIB");
  EXPECT_EQ(moment_brief(at, office(), "id"), "5 Mar 15.00");
  EXPECT_EQ(clock_time(on(2026y / March / 5, 9h + 4min), office(), "id"), "09.04 WIB");
}

TEST(Dates, writes_days_with_and_without_their_weekday) {
  const time::Day day{2026y / December / 25};
  EXPECT_EQ(date_long(day, "id"), "Jumat, 25 Desember 2026");
  EXPECT_EQ(date_long(day, "en"), "Friday, 25 December 2026");
  EXPECT_EQ(date_plain(day, "id"), "25 Desember 2026");
}

TEST(Dates, names_every_month_and_weekday_in_its_order) {
  EXPECT_EQ(date_long(time::Day{2026y / 1 / 4}, "id"), "Minggu, 4 Januari 2026");
  EXPECT_EQ(date_long(time::Day{2026y / 8 / 1}, "id"), "Sabtu, 1 Agustus 2026");
  EXPECT_EQ(date_long(time::Day{2026y / 5 / 12}, "en"), "Tuesday, 12 May 2026");
}

TEST(Dates, entity_keeps_the_wording_and_carries_the_moment) {
  EXPECT_EQ(moment_entity(on(2026y / March / 5, 15h), office(), "id").value,
            "<tg-time unix=\"1772697600\">Kamis, 5 Maret 2026 pukul 15.00 WIB</tg-time>");
}

TEST(TimeLeft, counts_whole_days_when_there_are_several) {
  EXPECT_EQ(span(on(2026y / March / 4, 10h + 20min), on(2026y / March / 9, 15h)), "sisa 3 hari kerja");
  EXPECT_EQ(span(on(2026y / September / 4, 10h + 15min), on(2026y / September / 18, 16h + 30min)),
            "sisa 10 hari kerja");
}

TEST(TimeLeft, adds_hours_to_the_last_day) {
  EXPECT_EQ(span(on(2026y / March / 16, 8h + 30min), on(2026y / March / 17, 15h)), "sisa 1 hari kerja 6 jam kerja");
  EXPECT_EQ(span(on(2026y / March / 16, 15h + 30min), on(2026y / March / 17, 15h)), "sisa 1 hari kerja");
  EXPECT_EQ(span(on(2026y / March / 16, 8h + 30min), on(2026y / March / 17, 15h), "en"),
            "1 working day 6 working hours left");
}

TEST(TimeLeft, counts_hours_and_minutes_on_the_day) {
  EXPECT_EQ(span(on(2026y / March / 17, 9h), on(2026y / March / 17, 15h)), "sisa 5 jam kerja");
  EXPECT_EQ(span(on(2026y / March / 17, 14h + 35min), on(2026y / March / 17, 15h)), "sisa 25 menit kerja");
  EXPECT_EQ(span(on(2026y / March / 17, 15h), on(2026y / March / 17, 15h)), "jatuh tempo sekarang");
}

TEST(TimeLeft, counts_a_deadline_in_the_middle_of_a_day_by_hours_when_no_whole_day_is_left) {
  EXPECT_EQ(span(on(2026y / April / 8, 15h), on(2026y / April / 9, 9h)), "sisa 2 jam kerja");
}

TEST(TimeLeft, says_how_late) {
  const auto due = on(2026y / April / 6, 16h);
  EXPECT_EQ(span(on(2026y / April / 7, 7h + 30min), due), "terlambat 1 hari kerja");
  EXPECT_EQ(span(on(2026y / April / 8, 9h), due), "terlambat 2 hari kerja");
  EXPECT_EQ(span(on(2026y / April / 6, 14h), on(2026y / April / 6, 10h)), "terlambat 3 jam kerja");
  EXPECT_EQ(span(on(2026y / April / 6, 20h), due), "terlambat kurang dari 1 jam kerja");
  EXPECT_EQ(span(on(2026y / April / 8, 9h), due, "en"), "2 working days late");
}

TEST(FileSize, uses_the_decimal_comma_below_ten) {
  EXPECT_EQ(file_size(0, "id"), "0 byte");
  EXPECT_EQ(file_size(412 * 1024, "id"), "412 kB");
  EXPECT_EQ(file_size(1'468'006, "id"), "1,4 MB");
  EXPECT_EQ(file_size(1'468'006, "en"), "1.4 MB");
  EXPECT_EQ(file_size(20 * 1024 * 1024, "id"), "20 MB");
  EXPECT_EQ(file_size(48'234'496, "id"), "46 MB");
  EXPECT_EQ(file_size(2'147'483'648, "id"), "2 GB");
}

TEST(FileSize, never_says_a_thousand_of_a_unit) {
  EXPECT_EQ(file_size(1'023'487, "id"), "999 kB");
  EXPECT_EQ(file_size(1'023'488, "id"), "1 MB");
}

TEST(Nip, is_grouped_8_6_1_3) {
  EXPECT_EQ(nip("198504122010011007"), "19850412 201001 1 007");
  EXPECT_EQ(nip("1985"), "1985");
  EXPECT_EQ(nip("19850412201001100x"), "19850412201001100x");
}

TEST(Fingerprint, shows_eight_digits) {
  EXPECT_EQ(short_fingerprint("9f2c71a0deadbeef"), "9F2C 71A0");
  EXPECT_EQ(short_fingerprint(""), "");
}

TEST(ParseDate, takes_the_three_marks) {
  const time::Day day{2026y / March / 5};
  EXPECT_EQ(parse_date("5-3-2026"), day);
  EXPECT_EQ(parse_date(" 05/03/2026 "), day);
  EXPECT_EQ(parse_date("5.3.2026"), day);
}

TEST(ParseDate, refuses_days_that_do_not_exist_and_other_shapes) {
  for (const char* typed : {"31-2-2026", "0-3-2026", "5-13-2026", "5-3-26", "5-3.2026", "5-3", "", "a-b-c",
                            "5-3-2026-1", "-5-3-2026", "005-3-2026"}) {
    EXPECT_FALSE(parse_date(typed)) << typed;
  }
}

TEST(ParseTime, takes_both_marks) {
  EXPECT_EQ(parse_time("09.00"), 9h);
  EXPECT_EQ(parse_time("9:05"), 9h + 5min);
  EXPECT_EQ(parse_time("23.59"), 23h + 59min);
}

TEST(ParseTime, refuses_what_is_no_time_of_day) {
  for (const char* typed : {"24.00", "9.60", "9", "9.5", "9.000", "", ".30", "1x.30", "123.00"}) {
    EXPECT_FALSE(parse_time(typed)) << typed;
  }
}

}  // namespace
}  // namespace alur::text
