#include "people_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <unistd.h>

namespace alur::sandbox {
namespace {

std::string fault(const std::string& toml) {
  std::string path = (std::filesystem::temp_directory_path() / "alur-people-XXXXXX").string();
  ::close(mkstemp(path.data()));
  std::ofstream{path} << toml;
  std::string what;
  try {
    read_people(path);
  } catch (const std::runtime_error& error) {
    what = error.what();
    what.erase(0, path.size());
  }
  std::filesystem::remove(path);
  return what;
}

TEST(PeopleFile, the_demo_office_has_nine_people_and_a_line_for_each_role) {
  const DemoOffice office = read_people(ALUR_SOURCE_DIR "/config/demo.toml");
  EXPECT_EQ(office.people.size(), 9U);
  const std::string lines = invite_lines(office);
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 10);
  EXPECT_EQ(lines.substr(0, lines.find('\n')),
            "5000001|admin||Yuni Astuti, S.Kom.|Staf Bidang E-Government|199003152015032004");
}

TEST(PeopleFile, the_demo_office_rests_on_the_days_off_of_its_year) {
  using namespace std::chrono;
  const DemoOffice office = read_people(ALUR_SOURCE_DIR "/config/demo.toml");
  EXPECT_TRUE(office.holidays.contains(2026y / May / 1));
  EXPECT_FALSE(office.holidays.contains(2026y / March / 2));
}

TEST(PeopleFile, faults_name_the_line) {
  EXPECT_EQ(fault("[[person]]\nkey = \"a\"\n"), ":1: a person needs telegram = { id = ..., first_name = ... }");
  EXPECT_EQ(fault("\n[[person]]\nname = \"A\"\ntelegram = { id = 0, first_name = \"A\" }\n"),
            ":2: a person needs a name, roles, and a telegram id and first_name");
  EXPECT_EQ(fault("x = [").substr(0, 3), ":1:");
  EXPECT_NE(fault("").find("there is no [[person]]"), std::string::npos);
}

}  // namespace
}  // namespace alur::sandbox
