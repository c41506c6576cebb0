#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace alur::config {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string good =  //
    "year = 2027\n"       // 1
    "source = \"SKB\"\n"  // 2
    "[ramadan]\n"
    "first = 2027-02-08\n"  // 4
    "last = 2027-03-09\n"
    "[[day]]\n"
    "date = 2027-01-01\n"  // 7
    "name = \"Tahun Baru\"\n"
    "[[day]]\n"
    "date = 2027-03-08\n"  // 10
    "name = \"Cuti bersama\"\n"
    "shared_leave = true\n"
    "source = \"Keppres\"\n";

std::string with(const std::string& old, const std::string& replacement) {
  std::string changed = good;
  return changed.replace(changed.find(old), old.size(), replacement);
}

time::Day day(int year, unsigned month, unsigned day_of_month) {
  return time::Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month}};
}

TEST(Holidays, are_read_with_their_decree) {
  const testing::ScratchDir dir;
  dir.write("2027.toml", good);
  const auto loaded = load_holidays(dir.path());
  ASSERT_THAT(loaded.faults, IsEmpty());
  ASSERT_THAT(loaded.value, SizeIs(1));
  const time::HolidayYear& year = loaded.value.front();
  EXPECT_EQ(year.year, 2027);
  EXPECT_EQ(year.ramadan_first, day(2027, 2, 8));
  EXPECT_EQ(year.ramadan_last, day(2027, 3, 9));
  EXPECT_EQ(year.days.at(day(2027, 1, 1)), (time::Holiday{"Tahun Baru", "SKB", false}));
  EXPECT_EQ(year.days.at(day(2027, 3, 8)), (time::Holiday{"Cuti bersama", "Keppres", true}));
}

struct Wrong {
  const char* what;
  std::string content;
  int line;
  const char* says;
};

class HolidayFault : public ::testing::TestWithParam<Wrong> {};

TEST_P(HolidayFault, names_file_line_and_what_is_wrong) {
  const testing::ScratchDir dir;
  const std::string file = dir.write("2027.toml", GetParam().content);
  const auto loaded = load_holidays(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1)) << loaded.faults.back().str();
  EXPECT_EQ(loaded.faults.front().file, file);
  EXPECT_EQ(loaded.faults.front().line, GetParam().line);
  EXPECT_THAT(loaded.faults.front().message, HasSubstr(GetParam().says));
}

const std::vector<Wrong> wrong{
    {"no_day_of_the_calendar", with("2027-01-01", "2027-02-30"), 7, ""},
    {"another_year", with("2027-01-01", "2026-01-01"), 7, "day[0].date: is not in 2027"},
    {"day_twice", with("2027-03-08", "2027-01-01"), 10, "day[1].date: stands there twice"},
    {"day_as_text", with("2027-01-01", "\"2027-01-01\""), 7, "without quotation marks"},
    {"no_name", with("name = \"Tahun Baru\"\n", ""), 6, "day[0].name: is missing"},
    {"no_decree", with("source = \"SKB\"\n", ""), 0, "source: is missing"},
    {"no_year", with("year = 2027\n", ""), 0, "year: is missing"},
    {"strange_year", with("year = 2027", "year = 27"), 1, "from 2000 to 2200"},
    {"ramadan_backwards", with("first = 2027-02-08", "first = 2027-03-10"), 5, "lies before the first day"},
    {"half_a_ramadan", with("last = 2027-03-09\n", ""), 3, "ramadan.last: is missing"},
    {"unknown_key", with("shared_leave", "shared_leaf"), 12, "did you mean \"shared_leave\"?"},
};

INSTANTIATE_TEST_SUITE_P(every_kind, HolidayFault, ::testing::ValuesIn(wrong),
                         [](const auto& kind) { return std::string{kind.param.what}; });

TEST(Holidays, of_one_year_stand_in_one_file) {
  const testing::ScratchDir dir;
  dir.write("2027.toml", good);
  dir.write("2027b.toml", good);
  const auto loaded = load_holidays(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(loaded.faults.front().str(), HasSubstr("2027b.toml:1: year: another file has 2027 too"));
}

}  // namespace
}  // namespace alur::config
