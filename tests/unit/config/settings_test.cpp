#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace alur::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

const Defaults defaults{"/usr/share/alur"};

Loaded<Settings> load(const std::string& content) {
  const testing::ScratchDir dir;
  return load_settings(dir.write("alurbot.toml", content), defaults);
}

TEST(Settings, have_a_default_for_everything) {
  const testing::ScratchDir dir;
  const auto loaded = load_settings(dir.write("alurbot.toml", ""), defaults);
  ASSERT_THAT(loaded.faults, IsEmpty());
  const Settings& settings = loaded.value;
  EXPECT_EQ(settings.telegram.api_root, "https://api.telegram.org");
  EXPECT_EQ(settings.telegram.mode, "polling");
  EXPECT_EQ(settings.telegram.token_file, "");
  EXPECT_EQ(settings.storage.data_dir, dir.path("data"));
  EXPECT_EQ(settings.office.timezone, "Asia/Jakarta");
  EXPECT_EQ(settings.office.language, "id");
  EXPECT_NE(settings.office.name, "");
  EXPECT_THAT(settings.office.letterhead, SizeIs(2));
  EXPECT_EQ(settings.office.work_hours.normal, (time::DayHours{{7h + 30min, 16h}, {12h, 13h}}));
  EXPECT_EQ(settings.office.holidays, "/usr/share/alur/holidays");
  EXPECT_EQ(settings.process.dir, "/usr/share/alur/process");
  EXPECT_EQ(settings.text.dir, "/usr/share/alur/text");
  EXPECT_EQ(settings.http.address, "127.0.0.1");
  EXPECT_EQ(settings.http.port, 8088);
  EXPECT_EQ(settings.documents.max_bytes, 20U * 1024U * 1024U);
  EXPECT_EQ(settings.documents.clamd_socket, "");
  EXPECT_THAT(settings.documents.types, ::testing::Contains("pdf"));
  EXPECT_EQ(settings.clock.source, "system");
  EXPECT_EQ(settings.clock.speed, 1.0);
  EXPECT_EQ(settings.limits.actions_per_minute, 240);
}

TEST(Settings, are_read_from_every_key) {
  const testing::ScratchDir dir;
  const auto loaded = load_settings(dir.write("etc/alurbot.toml", R"(
[telegram]
api_root = "http://127.0.0.1:8081/"
mode = "polling"
token_file = "token"
[telegram.webhook]
url = "https://alur.example/kait"
listen = "127.0.0.1:8090"
secret_file = "/run/secret"
[storage]
data_dir = "../data"
[office]
name = "Dinas Kominfo"
letterhead = ["PEMERINTAH", "DINAS"]
timezone = "Asia/Makassar"
language = "en"
holidays = "libur"
[office.work_hours.friday]
open = "08.00"
close = "17:00"
break = "11.30-13.30"
[process]
dir = "proses"
[text]
dir = "teks"
[http]
listen = "[::1]:0"
[documents]
types = ["pdf", "zip"]
max_bytes = 2_000_000_000
clamd_socket = "/run/clamav/clamd.ctl"
[clock]
source = "system"
speed = 60
[limits]
actions_per_minute = 10
notices_per_second = 5
notices_per_chat_per_second = 0.5
[log]
level = "debug"
format = "json"
)"),
                                    defaults);
  ASSERT_THAT(loaded.faults, IsEmpty());
  const Settings& settings = loaded.value;
  EXPECT_EQ(settings.telegram.api_root, "http://127.0.0.1:8081");
  EXPECT_EQ(settings.telegram.token_file, dir.path("etc/token"));
  EXPECT_EQ(settings.telegram.webhook.url, "https://alur.example/kait");
  EXPECT_EQ(settings.telegram.webhook.listen, "127.0.0.1:8090");
  EXPECT_EQ(settings.telegram.webhook.secret_file, "/run/secret");
  EXPECT_EQ(settings.storage.data_dir, dir.path("data"));
  EXPECT_EQ(settings.office.name, "Dinas Kominfo");
  EXPECT_THAT(settings.office.letterhead, ElementsAre("PEMERINTAH", "DINAS"));
  EXPECT_EQ(settings.office.timezone, "Asia/Makassar");
  EXPECT_EQ(settings.office.language, "en");
  EXPECT_EQ(settings.office.holidays, dir.path("etc/libur"));
  EXPECT_EQ(settings.office.work_hours.friday, (time::DayHours{{8h, 17h}, {11h + 30min, 13h + 30min}}));
  EXPECT_EQ(settings.office.work_hours.ramadan, (time::DayHours{{8h, 15h}, {12h, 12h + 30min}}));
  EXPECT_EQ(settings.process.dir, dir.path("etc/proses"));
  EXPECT_EQ(settings.text.dir, dir.path("etc/teks"));
  EXPECT_EQ(settings.http.address, "::1");
  EXPECT_EQ(settings.http.port, 0);
  EXPECT_THAT(settings.documents.types, ElementsAre("pdf", "zip"));
  EXPECT_EQ(settings.documents.max_bytes, 2'000'000'000U);
  EXPECT_EQ(settings.documents.clamd_socket, "/run/clamav/clamd.ctl");
  EXPECT_EQ(settings.clock.speed, 60.0);
  EXPECT_EQ(settings.limits.actions_per_minute, 10);
  EXPECT_EQ(settings.limits.notices_per_second, 5.0);
  EXPECT_EQ(settings.limits.notices_per_chat_per_second, 0.5);
  EXPECT_EQ(settings.log.level, "debug");
  EXPECT_EQ(settings.log.format, "json");
}

struct Wrong {
  const char* what;
  const char* content;
  int line;
  const char* says;
};

class SettingsFault : public ::testing::TestWithParam<Wrong> {};

TEST_P(SettingsFault, names_file_line_and_what_to_do) {
  const testing::ScratchDir dir;
  const std::string file = dir.write("alurbot.toml", GetParam().content);
  const auto loaded = load_settings(file, defaults);
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_EQ(loaded.faults.front().file, file);
  EXPECT_EQ(loaded.faults.front().line, GetParam().line);
  EXPECT_THAT(loaded.faults.front().message, HasSubstr(GetParam().says));
}

const std::vector<Wrong> wrong{
    {"no_toml", "[telegram]\nmode = polling\n", 2, ""},
    {"unknown_section", "\n[telegrm]\n", 2, "did you mean \"telegram\"?"},
    {"unknown_key", "[telegram]\n\napi_rot = \"https://x\"\n", 3, "did you mean \"api_root\"?"},
    {"unknown_key_like_none", "[http]\nkeyboards = 1\n", 2, "known: \"listen\""},
    {"wrong_type", "[http]\nlisten = 8088\n", 2, "http.listen: must be a text, not a whole number"},
    {"section_as_value", "http = 8088\n", 1, "must be a table, not a whole number"},
    {"token_in_the_file", "[telegram]\ntoken = \"12345:abc\"\n", 2, "use ALURBOT_TOKEN or telegram.token_file"},
    {"mode", "[telegram]\nmode = \"poling\"\n", 2, "did you mean \"polling\"?"},
    {"webhook", "[telegram]\nmode = \"webhook\"\n", 2, "not available yet"},
    {"webhook_url", "[telegram.webhook]\nurl = \"http://x\"\n", 2, "https://"},
    {"webhook_listen", "[telegram.webhook]\nlisten = \"8090\"\n", 2, "ADDRESS:PORT"},
    {"api_root", "[telegram]\napi_root = \"api.telegram.org\"\n", 2, "must be https://HOST"},
    {"plain_http_abroad", "[telegram]\napi_root = \"http://10.0.0.1\"\n", 2, "this machine only"},
    {"empty_path", "[storage]\ndata_dir = \"\"\n", 2, "must not be empty"},
    {"empty_name", "[office]\nname = \"\"\n", 2, "must not be empty"},
    {"letterhead_of_numbers", "[office]\nletterhead = [\n\"a\",\n1]\n", 4, "array of texts"},
    {"letterhead_too_long", "[office]\nletterhead = [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\"]\n", 2, "at most 6"},
    {"zone", "[office]\ntimezone = \"Asia/Palembang\"\n", 2, "WITA Asia/Makassar"},
    {"language", "[office]\nlanguage = \"jv\"\n", 2, "known: \"id\", \"en\""},
    {"hour", "[office.work_hours.normal]\nopen = \"7\"\n", 2, "\"07.30\""},
    {"hour_of_no_day", "[office.work_hours.normal]\nclose = \"24.30\"\n", 2, "\"07.30\""},
    {"break_without_dash", "[office.work_hours.friday]\nbreak = \"12.00\"\n", 2, "\"12.00-13.00\""},
    {"break_of_words", "[office.work_hours.friday]\nbreak = \"siang-sore\"\n", 2, "\"12.00-13.00\""},
    {"hours_out_of_order", "[office.work_hours.ramadan]\nclose = \"12.15\"\n", 1, "open < break < close"},
    {"kind_of_day", "[office.work_hours.fridy]\n", 1, "did you mean \"friday\"?"},
    {"listen", "[http]\nlisten = \"localhost\"\n", 2, "ADDRESS:PORT"},
    {"type", "[documents]\ntypes = [\n\"pdf\",\n\"exe\"]\n", 4, "\"exe\" is not known"},
    {"bytes_of_none", "[documents]\nmax_bytes = 0\n", 2, "from 1 to"},
    {"empty_socket", "[documents]\nclamd_socket = \"\"\n", 2, "must not be empty"},
    {"socket_in_a_deep_place",
     "[documents]\nclamd_socket = "
     "\"/run/a/place/that/is/so/very/deep/indeed/that/no/socket/of/any/system/that/alur/runs/on/could/be/"
     "bound/to/it/clamd.ctl\"\n",
     2, "longer than the path of a socket"},
    {"bytes_as_text", "[documents]\nmax_bytes = \"20 MB\"\n", 2, "whole number"},
    {"bytes_above_the_public_server", "[documents]\nmax_bytes = 30_000_000\n", 2, "Bot API server of one's own"},
    {"clock_source", "[clock]\nsource = \"sundial\"\n", 2, "not known"},
    {"sandbox_abroad", "[clock]\nsource = \"sandbox\"\n", 2, "needs a telegram.api_root on this machine"},
    {"speed_abroad", "[clock]\nspeed = 2\n", 2, "needs a telegram.api_root on this machine"},
    {"speed_zero", "[clock]\nspeed = 0\n", 2, "above 0"},
    {"speed_not_a_number", "[clock]\nspeed = nan\n", 2, "above 0"},
    {"speed_of_the_sandbox", "[telegram]\napi_root = \"http://[::1]:1\"\n[clock]\nsource = \"sandbox\"\nspeed = 2.5\n",
     5, "sandbox sets the speed"},
    {"actions", "[limits]\nactions_per_minute = 0\n", 2, "from 1 to 100000"},
    {"notices", "[limits]\nnotices_per_second = -1.0\n", 2, "above 0"},
    {"log_level", "[log]\nlevel = \"warn\"\n", 2, "not known"},
    {"log_format", "[log]\nformat = true\n", 2, "must be a text, not true or false"},
};

INSTANTIATE_TEST_SUITE_P(every_kind, SettingsFault, ::testing::ValuesIn(wrong),
                         [](const auto& kind) { return std::string{kind.param.what}; });

TEST(Settings, report_all_faults_at_once) {
  const auto loaded = load("[telegram]\nmod = 1\n[http]\nlisten = 1\n[office]\ntimezone = \"x\"\n[clock]\nspeed = 3\n");
  std::vector<int> lines;
  for (const Fault& fault : loaded.faults) lines.push_back(fault.line);
  EXPECT_THAT(lines, ::testing::UnorderedElementsAre(2, 4, 6, 8));
}

TEST(Settings, never_repeat_a_token_that_stands_in_the_file) {
  const auto loaded = load("[telegram]\ntoken = \"12345:secret\"\n");
  ASSERT_THAT(loaded.faults, SizeIs(1));
  EXPECT_THAT(loaded.faults.front().str(), ::testing::Not(HasSubstr("secret")));
}

TEST(Settings, need_a_file_that_can_be_read) {
  const testing::ScratchDir dir;
  for (const std::string& file : {dir.path("none.toml"), dir.path()}) {
    const auto loaded = load_settings(file, defaults);
    ASSERT_THAT(loaded.faults, SizeIs(1));
    EXPECT_THAT(loaded.faults.front().str(), HasSubstr(file + ": cannot be read"));
  }
}

}  // namespace
}  // namespace alur::config
