#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::config {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A process of one step; the numbers are the lines that the tests look for.
const std::string good =                                                                      //
    "id = \"kecil\"\n"                                                                        // 1
    "track = \"mandiri\"\n"                                                                   // 2
    "version = 1\n"                                                                           // 3
    "title = \"SOP kecil\"\n"                                                                 // 4
    "number = \"1/2026\"\n"                                                                   // 5
    "[limits]\n"                                                                              // 6
    "approval_working_days = 2\n"                                                             // 7
    "[[step]]\n"                                                                              // 8
    "no = 1\n"                                                                                // 9
    "activity = \"Identifikasi kebutuhan\"\n"                                                 // 10
    "short_activity = \"Identifikasi\"\n"                                                     // 11
    "performers = [\"instansi_pengguna\"]\n"                                                  // 12
    "performers_basis = \"box\"\n"                                                            // 13
    "approval = { mode = \"all\", parties = [\"kasi_pengembangan\"], basis = \"stated\" }\n"  // 14
    "owed = [\n"                                                                              // 15
    "  { id = \"a\", title = \"Dokumen A\", short_title = \"A\", kind = \"file\" },\n"        // 16
    "  { id = \"b\", title = \"Dokumen B\", short_title = \"B\", kind = \"letter\" },\n"      // 17
    "]\n"                                                                                     // 18
    "time = { unit = \"working_days\", amount = 3, unit_basis = \"analogy\" }\n"              // 19
    "back_to = [{ step = 1, label = \"perbaiki\" }]\n"                                        // 20
    "back_to_basis = \"inference\"\n";                                                        // 21

std::string with(const std::string& old, const std::string& replacement) {
  std::string changed = good;
  const auto at = changed.find(old);
  if (at == std::string::npos) throw std::logic_error{"the good process has no " + old};
  return changed.replace(at, old.size(), replacement);
}

std::string other_track() {
  std::string changed = with("\"mandiri\"", "\"pengembang\"");
  return changed.replace(changed.find("kecil"), 5, "lain");
}

TEST(Processes, are_read_with_every_mark) {
  const testing::ScratchDir dir;
  dir.write("a.toml", good);
  dir.write("b.toml", other_track());
  dir.write("README", "not a definition");
  const auto loaded = load_processes(dir.path());
  ASSERT_THAT(loaded.faults, IsEmpty()) << loaded.faults.front().str();
  ASSERT_THAT(loaded.value, SizeIs(2));
  const process::Process& process = loaded.value.front();
  EXPECT_EQ(process.id, "kecil");
  EXPECT_EQ(process.limits, (process::OfficeLimits{2, 3, 1}));
  const process::Step& step = process.step(1);
  EXPECT_EQ(step.performers_basis, process::Basis::box);
  EXPECT_EQ(step.approval.basis, process::Basis::stated);
  EXPECT_EQ(step.time_unit_basis, process::Basis::analogy);
  EXPECT_EQ(step.back_to_basis, process::Basis::inference);
  EXPECT_EQ(step.time, (process::TimeLimit{process::TimeUnit::working_days, 3, false}));
  EXPECT_TRUE(step.has_letter());
  EXPECT_FALSE(step.session);
  EXPECT_FALSE(step.modification_to);
}

struct Wrong {
  const char* what;
  std::string content;
  int line;
  const char* says;
};

class ProcessFault : public ::testing::TestWithParam<Wrong> {};

TEST_P(ProcessFault, names_file_line_and_what_is_wrong) {
  const testing::ScratchDir dir;
  const std::string file = dir.write("a.toml", GetParam().content);
  dir.write("b.toml", other_track());
  const auto loaded = load_processes(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1)) << loaded.faults.back().str();
  EXPECT_EQ(loaded.faults.front().file, file);
  EXPECT_EQ(loaded.faults.front().line, GetParam().line);
  EXPECT_THAT(loaded.faults.front().message, HasSubstr(GetParam().says));
}

const std::string last_line = "back_to_basis = \"inference\"\n";

const std::vector<Wrong> wrong{
    {"no_toml", with("version = 1", "version ="), 3, ""},
    {"unknown_key", good + "sesion = true\n", 22, "step[0].sesion: is an unknown key; did you mean \"session\"?"},
    {"unknown_key_at_the_top", with("version", "author = 1\nversion"), 3, "author: is an unknown key; known: \"id\""},
    {"unknown_limit", with("approval_working_days", "aproval_workingdays"), 7,
     "did you mean \"approval_working_days\"?"},
    {"unknown_key_of_a_document", with("short_title = \"B\"", "short_title = \"B\", item = []"), 17,
     "step[0].owed[1].item: is an unknown key; did you mean \"items\"?"},
    {"missing_key", with("activity = \"Identifikasi kebutuhan\"\n", ""), 8, "step[0].activity: is missing"},
    {"missing_basis", with(", unit_basis = \"analogy\"", ""), 19, "step[0].time.unit_basis: is missing"},
    {"unknown_role", with("\"kasi_pengembangan\"", "\"kasi_pengembang\""), 14, "did you mean \"kasi_pengembangan\"?"},
    {"unknown_kind", with("\"letter\"", "\"leter\""), 17, "did you mean \"letter\"?"},
    {"unknown_basis", with("\"box\"", "\"guess\""), 13, "\"guess\" is not known; known: \"stated\", \"box\""},
    {"wrong_type", with("no = 1", "no = \"1\""), 9, "step[0].no: must be a whole number, not a text"},
    {"number_that_does_not_fit", with("amount = 3", "amount = 9_999_999_999"), 19, "must be from"},
    {"array_of_other_things", with("[{ step = 1, label = \"perbaiki\" }]", "[\n1]"), 21, "must be a table"},
    {"array_that_is_none", with("[{ step = 1, label = \"perbaiki\" }]", "1"), 20, "must be an array of tables"},
    {"role_nobody_can_hold", with("[\"instansi_pengguna\"]", "[\n\"programmer\"]"), 13,
     "step[0].performers[0]: nobody can hold \"programmer\""},
    {"way_back_to_a_later_step", with("\"perbaiki\" }", "\"perbaiki\" },\n{ step = 2, label = \"maju\" }"), 21,
     "step[0].back_to[1].step: step 2 is a later one"},
    {"sole_approver_performs", with("[\"instansi_pengguna\"]", "[\"kasi_pengembangan\"]"), 14,
     "step[0].approval.parties: \"kasi_pengembangan\" performs the step"},
    {"lint_of_the_head", with("version = 1", "version = 0"), 3, "version: counts from 1"},
    {"lint_of_a_limit", with("approval_working_days = 2", "approval_working_days = 0"), 7, "at least 1"},
    {"lint_of_a_document", with("id = \"b\"", "id = \"a\""), 17, "step[0].owed[1].id: \"a\" is owed twice"},
};

INSTANTIATE_TEST_SUITE_P(every_kind, ProcessFault, ::testing::ValuesIn(wrong),
                         [](const auto& kind) { return std::string{kind.param.what}; });

TEST(Processes, report_the_faults_of_all_files_at_once) {
  const testing::ScratchDir dir;
  dir.write("a.toml", with("\"letter\"", "\"leter\"") + "sesion = true\n");
  dir.write("b.toml", "id = ");
  const auto loaded = load_processes(dir.path());
  EXPECT_THAT(loaded.faults, SizeIs(3));
}

TEST(Processes, may_not_share_id_or_track_in_one_version) {
  const testing::ScratchDir dir;
  dir.write("a.toml", good);
  dir.write("b.toml", good);
  dir.write("c.toml", with("\"kecil\"", "\"lain\""));
  const auto loaded = load_processes(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(3));
  EXPECT_THAT(loaded.faults[0].str(), HasSubstr("b.toml:1: id: another file defines version 1"));
  EXPECT_THAT(loaded.faults[1].str(), HasSubstr("c.toml:2: track: \"kecil\" has the same track and version"));
}

TEST(Processes, may_stand_in_several_versions) {
  const testing::ScratchDir dir;
  dir.write("a.toml", good);
  dir.write("a2.toml", with("version = 1", "version = 2"));
  dir.write("b.toml", other_track());
  EXPECT_THAT(load_processes(dir.path()).faults, IsEmpty());
}

TEST(Processes, are_needed_for_every_track) {
  const testing::ScratchDir dir;
  dir.write("a.toml", good);
  const auto loaded = load_processes(dir.path());
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_EQ(loaded.faults.front().str(), dir.path() + ": has no process of track \"pengembang\"");
}

TEST(Processes, need_a_directory_with_files) {
  const testing::ScratchDir dir;
  ASSERT_THAT(load_processes(dir.path()).faults, SizeIs(1));
  EXPECT_THAT(load_processes(dir.path()).faults.front().str(), HasSubstr("has no .toml file"));
  EXPECT_THAT(load_processes(dir.path("none")).faults.front().str(), HasSubstr("cannot be read"));
}

}  // namespace
}  // namespace alur::config
