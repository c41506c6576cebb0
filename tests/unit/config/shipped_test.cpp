#include "alur/config/config.hpp"

#include "scratch_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <toml++/toml.h>

#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

/// The files that ship with the program load without a fault and say what the SOP says (sop/steps).
namespace alur::config {
namespace {

using process::Process;
using process::Role;
using process::Step;
using process::TimeUnit;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string config_dir = std::string{ALUR_SOURCE_DIR} + "/config";

std::string all_of(const std::vector<Fault>& faults) {
  std::string lines;
  for (const Fault& fault : faults) lines += fault.str() + '\n';
  return lines;
}

std::string joined(const std::vector<Role>& roles) {
  std::string list;
  for (const Role role : roles) list += (list.empty() ? "" : " ") + std::string{process::id_of(role)};
  return list;
}

std::string approval_of(const Step& step) {
  static const std::map<process::ApprovalMode, std::string> modes{{process::ApprovalMode::sequence, "sequence "},
                                                                  {process::ApprovalMode::all, ""},
                                                                  {process::ApprovalMode::joint, "joint "}};
  return modes.at(step.approval.mode) + joined(step.approval.parties);
}

std::string owed_of(const Step& step) {
  static const std::map<process::OwedKind, std::string> kinds{{process::OwedKind::file, ""},
                                                              {process::OwedKind::link_or_file, "(link)"},
                                                              {process::OwedKind::file_or_nihil, "(nihil)"},
                                                              {process::OwedKind::checklist, "(checklist)"},
                                                              {process::OwedKind::letter, "(letter)"}};
  std::string list;
  for (const process::Owed& item : step.owed) list += (list.empty() ? "" : " ") + item.id + kinds.at(item.kind);
  return list;
}

std::string time_of(const Step& step) {
  static const std::map<TimeUnit, std::string> units{{TimeUnit::working_days, " hari"},
                                                     {TimeUnit::calendar_days, " hari kalender"},
                                                     {TimeUnit::working_minutes, " menit"},
                                                     {TimeUnit::none, ""}};
  if (step.time.unit == TimeUnit::none) return "none";
  return std::to_string(step.time.amount) + units.at(step.time.unit) + (step.session ? ", session" : "");
}

std::string ways_back_of(const Step& step) {
  std::string list;
  for (const process::BackTarget& target : step.back_to)
    list += (list.empty() ? "" : ", ") + std::to_string(target.step);
  return list;
}

std::string bases_of(const Step& step) {
  static const std::map<process::Basis, std::string> letters{{process::Basis::stated, "S"},
                                                             {process::Basis::box, "B"},
                                                             {process::Basis::analogy, "A"},
                                                             {process::Basis::inference, "I"}};
  return letters.at(step.performers_basis) + " / " + letters.at(step.approval.basis);
}

/// One row of the tables in sop/steps.
struct Row {
  const char* activity;
  const char* performers;
  const char* approval;
  const char* owed;
  const char* time;
  const char* back_to;
  const char* bases;
  const char* appoints = "";
};

const std::vector<Row> mandiri{
    {"Identifikasi kebutuhan aplikasi baru/pengembangan aplikasi", "instansi_pengguna", "kasi_pengembangan",
     "identifikasi", "3 hari", "1", "A / I"},
    {"Pembuatan spesifikasi kebutuhan", "staff_egov", "kasi_pengembangan", "spesifikasi", "3 hari", "2, 1", "A / I"},
    {"Review spesifikasi kebutuhan antara bidang e-goverment dan instansi pengguna", "kabid_egov",
     "joint kabid_egov instansi_pengguna", "modifikasi(nihil)", "120 menit, session", "3, 2, 1", "A / S"},
    {"Penunjukan system analyst", "kasi_pengembangan", "kabid_egov", "spt-analis(letter)", "60 menit", "4", "A / I",
     "system_analyst"},
    {"Pembuatan rencana implementasi dan jadwal pelaksanaan dan kebutuhan usulan programmer", "system_analyst",
     "sequence kasi_pengembangan kabid_egov", "rencana jadwal usulan-programmer", "4 hari", "5, 2", "I / I"},
    {"Penunjukan programmer", "kasi_pengembangan", "kabid_egov", "spt-programmer(letter)", "60 menit", "6, 5", "A / I",
     "programmer"},
    {"Pembuatan data flow diagram (DFD) dan entity relation diagram (ERD)", "system_analyst", "kasi_pengembangan",
     "dfd erd", "4 hari", "7, 2", "I / I"},
    {"Pembuatan dokumen awal user acceptance test", "system_analyst", "kasi_pengembangan instansi_pengguna", "uat-awal",
     "4 hari", "8, 7", "I / I"},
    {"Pembuatan prototype system", "programmer", "sequence system_analyst kasi_pengembangan", "prototype(link)",
     "90 hari", "9, 7", "I / I"},
    {"Pelaksanaan user acceptance test", "instansi_pengguna", "kasi_pengembangan", "laporan-uat", "3 hari",
     "10, 9, 8, 2", "I / I"},
    {"Review internal prototype system", "kasi_pengembangan", "kabid_egov", "jadwal-review", "90 menit, session",
     "11, 10, 9", "I / I"},
    {"Review internal prototype system antara bidang e-government dan pemilik aplikasi", "kabid_egov",
     "joint kabid_egov instansi_pengguna", "laporan-review", "120 menit, session", "12, 9, 2", "A / S"},
    {"Pelatihan user", "staff_egov", "instansi_pengguna kasi_pengembangan", "perlengkapan(checklist) laporan-pelatihan",
     "1 hari", "13, 9", "I / I"},
    {"Implementasi", "staff_egov", "kabid_egov instansi_pengguna", "sistem-akhir(link) aplikasi(link)", "none", "14, 9",
     "I / I"},
};

const std::vector<Row> pengembang{
    {mandiri[0].activity, "instansi_pengguna", "kasi_pengembangan", "identifikasi", "3 hari", "1", "B / I"},
    {mandiri[1].activity, "staff_egov", "kasi_pengembangan", "spesifikasi", "3 hari", "2, 1", "B / I"},
    {mandiri[2].activity, "kabid_egov", "joint kabid_egov instansi_pengguna", "modifikasi(nihil)", "120 menit, session",
     "3, 2, 1", "B / S"},
    {"Penunjukan system analyst dan programmer", "kasi_pengembangan", "kabid_egov", "kontrak perjanjian(letter)",
     "3 hari", "4, 3", "B / I", "pengembang system_analyst programmer"},
    {"Monitoring dan evaluasi pengerjaan sistem aplikasi", "kabid_egov", "joint kabid_egov instansi_pengguna",
     "rencana jadwal prototype(link)", "90 hari", "5, 4", "B / I"},
    {"Review internal prototype system antara bidang e-goverment dan pengguna sistem", "kabid_egov",
     "joint kabid_egov instansi_pengguna", "laporan-review", "120 menit, session", "6, 5, 2", "B / S"},
    {"Pelatihan user", "pengembang staff_egov", "instansi_pengguna kasi_pengembangan",
     "perlengkapan(checklist) laporan-pelatihan", "1 hari", "7, 5", "I / I"},
    {"Implementasi", "pengembang staff_egov", "kabid_egov instansi_pengguna", "sistem-akhir(link) aplikasi(link)",
     "none", "8, 5", "I / I"},
};

class Shipped : public ::testing::Test {
 protected:
  void SetUp() override {
    auto loaded = load_processes(config_dir + "/process");
    ASSERT_THAT(loaded.faults, IsEmpty()) << all_of(loaded.faults);
    ASSERT_THAT(loaded.value, SizeIs(2));
    mandiri_ = loaded.value[0];
    pengembang_ = loaded.value[1];
  }

  static void expect_rows(const Process& process, const std::vector<Row>& rows) {
    ASSERT_THAT(process.steps, SizeIs(rows.size()));
    for (const Step& step : process.steps) {
      SCOPED_TRACE(process.id + " step " + std::to_string(step.no));
      const Row& row = rows[static_cast<std::size_t>(step.no - 1)];
      EXPECT_EQ(step.activity, row.activity);
      EXPECT_EQ(joined(step.performers), row.performers);
      EXPECT_EQ(approval_of(step), row.approval);
      EXPECT_EQ(owed_of(step), row.owed);
      EXPECT_EQ(time_of(step), row.time);
      EXPECT_EQ(ways_back_of(step), row.back_to);
      EXPECT_EQ(bases_of(step), row.bases);
      EXPECT_EQ(joined(step.appoints), row.appoints);
    }
  }

  Process mandiri_;
  Process pengembang_;
};

TEST_F(Shipped, variants_are_the_two_of_the_sop) {
  EXPECT_EQ(mandiri_.track, process::Track::mandiri);
  EXPECT_EQ(pengembang_.track, process::Track::pengembang);
  for (const Process& process : {mandiri_, pengembang_}) {
    EXPECT_EQ(process.number, "800/38.a/DISKOMINFO-III/2021");
    EXPECT_EQ(process.limits, (process::OfficeLimits{1, 3, 1}));
  }
}

TEST_F(Shipped, mandiri_is_the_table_of_fourteen_steps) { expect_rows(mandiri_, mandiri); }

TEST_F(Shipped, pengembang_is_the_table_of_eight_steps) { expect_rows(pengembang_, pengembang); }

TEST_F(Shipped, first_three_steps_are_the_same_in_both_but_for_their_marks) {
  for (int no = 1; no <= 3; ++no) {
    Step step = pengembang_.step(no);
    step.performers_basis = mandiri_.step(no).performers_basis;
    EXPECT_EQ(step, mandiri_.step(no));
  }
}

TEST_F(Shipped, review_of_the_specification_can_ask_for_a_modification) {
  for (const Process& process : {mandiri_, pengembang_})
    for (const Step& step : process.steps)
      EXPECT_EQ(step.modification_to, step.no == 3 ? std::optional{2} : std::nullopt) << step.no;
}

TEST_F(Shipped, steps_of_ninety_days_ask_for_progress) {
  for (const Process& process : {mandiri_, pengembang_})
    for (const Step& step : process.steps) EXPECT_EQ(step.progress_asked, time_of(step) == "90 hari") << step.no;
}

TEST_F(Shipped, contractor_is_waited_for_and_contributes) {
  EXPECT_TRUE(pengembang_.step(4).time.from_provider_chosen);
  EXPECT_EQ(joined(pengembang_.step(5).contributors), "pengembang");
  // It sees steps 5 to 8 and what they build on, so no card of its own may show anything else.
  const std::set<std::string> visible{"spesifikasi", "modifikasi", "perjanjian"};
  for (int no = 5; no <= 8; ++no)
    for (const std::string& id : pengembang_.step(no).materials)
      EXPECT_TRUE(visible.contains(id) || pengembang_.step_owing(id)->no >= 5) << no << ' ' << id;
}

TEST_F(Shipped, wording_of_every_document_is_the_sops) {
  const std::map<std::string, std::string> titles{
      {"identifikasi", "Dokumen identifikasi kebutuhan"},
      {"spesifikasi", "Dokumen spesifikasi kebutuhan"},
      {"modifikasi", "Dokumen permintaan modifikasi kebutuhan"},
      {"spt-analis", "Surat Perintah Tugas"},
      {"spt-programmer", "Surat Perintah Tugas"},
      {"uat-awal", "Dokumen awal user acceptance test"},
      {"laporan-uat", "Laporan pelaksanaan user acceptance test"},
      {"jadwal-review", "Rencana jadwal review"},
      {"laporan-review", "Laporan hasil review"},
      {"perlengkapan", "Laptop, PC Unit, dan kelengkapan pendukung lainnya"},
      {"laporan-pelatihan", "Laporan pelaksanaan pelatihan"},
      {"sistem-akhir", "System akhir"},
      {"aplikasi", "Aplikasi jadi"},
  };
  for (const auto& [id, title] : titles) {
    const Step* step = mandiri_.step_owing(id);
    ASSERT_NE(step, nullptr) << id;
    EXPECT_EQ(step->find_owed(id)->title, title);
  }
  EXPECT_EQ(pengembang_.step(4).find_owed("kontrak")->title, "Kontrak kerja");
  EXPECT_EQ(pengembang_.step(4).find_owed("perjanjian")->title, "Surat perjanjian kerjasama");
}

TEST(ShippedHolidays, are_those_of_the_joint_decree) {
  const auto loaded = load_holidays(config_dir + "/holidays");
  ASSERT_THAT(loaded.faults, IsEmpty()) << all_of(loaded.faults);
  ASSERT_THAT(loaded.value, SizeIs(1));
  const time::HolidayYear& year = loaded.value.front();
  EXPECT_EQ(year.year, 2026);
  std::string weekdays;
  int shared_leave = 0;
  for (const auto& [day, holiday] : year.days) {
    EXPECT_THAT(holiday.source, ::testing::HasSubstr("1497 Tahun 2025"));
    shared_leave += holiday.shared_leave ? 1 : 0;
    if (const std::chrono::weekday weekday{day}; weekday == std::chrono::Saturday || weekday == std::chrono::Sunday)
      continue;
    const std::chrono::year_month_day date{day};
    weekdays += std::to_string(static_cast<unsigned>(date.day())) + '-' +
                std::to_string(static_cast<unsigned>(date.month())) + ' ';
  }
  EXPECT_EQ(weekdays,
            "1-1 16-1 16-2 17-2 18-3 19-3 20-3 23-3 24-3 3-4 1-5 14-5 15-5 27-5 28-5 1-6 16-6 17-8 25-8 24-12 25-12 ");
  EXPECT_EQ(shared_leave, 8);
  EXPECT_THAT(year.days, SizeIs(17 + 8));
}

TEST(ShippedHolidays, give_the_two_deadlines_of_the_documents) {
  const auto settings = load_settings(config_dir + "/alurbot.toml", {config_dir});
  const time::WorkCalendar calendar{settings.value.office.timezone, settings.value.office.work_hours,
                                    load_holidays(settings.value.office.holidays).value};
  const auto day = [](unsigned month, unsigned day_of_month) {
    return time::Day{std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day_of_month}};
  };
  using namespace std::chrono_literals;
  EXPECT_EQ(calendar.after_working_days(calendar.at(day(3, 13), 9h), 3).due, calendar.at(day(3, 25), 16h));
  EXPECT_EQ(calendar.after_working_days(calendar.at(day(2, 2), 9h), 90).due, calendar.at(day(6, 29), 16h));
}

TEST(ShippedTexts, load_parse_and_agree_in_both_languages) {
  const auto faults = check_texts(config_dir + "/text");
  EXPECT_THAT(faults, IsEmpty()) << all_of(faults);
  const auto loaded = load_texts(config_dir + "/text");
  EXPECT_FALSE(loaded.value.at("id").empty());
  EXPECT_FALSE(loaded.value.at("en").empty());
}

TEST(ShippedSettings, load_as_they_are) {
  const auto loaded = load_settings(config_dir + "/alurbot.toml", {config_dir});
  EXPECT_THAT(loaded.faults, IsEmpty()) << all_of(loaded.faults);
  EXPECT_EQ(loaded.value.process.dir, config_dir + "/process");
}

TEST(ShippedSettings, show_every_key_with_its_true_default) {
  std::ifstream in{config_dir + "/alurbot.toml"};
  const std::string shipped{std::istreambuf_iterator<char>{in}, {}};
  const std::string spelled_out = std::regex_replace(shipped, std::regex{"\n#([a-z_]+ = )"}, "\n$1");
  const testing::ScratchDir dir;
  const auto typed = load_settings(dir.write("alurbot.toml", spelled_out), {dir.path()});
  ASSERT_THAT(typed.faults, IsEmpty()) << all_of(typed.faults);
  const auto standard = load_settings(dir.write("empty.toml", ""), {dir.path()});
  EXPECT_EQ(typed.value.telegram.api_root, standard.value.telegram.api_root);
  EXPECT_EQ(typed.value.telegram.mode, standard.value.telegram.mode);
  EXPECT_EQ(typed.value.storage.data_dir, standard.value.storage.data_dir);
  EXPECT_EQ(typed.value.office.name, standard.value.office.name);
  EXPECT_EQ(typed.value.office.letterhead, standard.value.office.letterhead);
  EXPECT_EQ(typed.value.office.timezone, standard.value.office.timezone);
  EXPECT_EQ(typed.value.office.language, standard.value.office.language);
  EXPECT_EQ(typed.value.office.holidays, standard.value.office.holidays);
  EXPECT_EQ(typed.value.office.work_hours, standard.value.office.work_hours);
  EXPECT_EQ(typed.value.process.dir, standard.value.process.dir);
  EXPECT_EQ(typed.value.text.dir, standard.value.text.dir);
  EXPECT_EQ(typed.value.http.address, standard.value.http.address);
  EXPECT_EQ(typed.value.http.port, standard.value.http.port);
  EXPECT_EQ(typed.value.documents.types, standard.value.documents.types);
  EXPECT_EQ(typed.value.documents.max_bytes, standard.value.documents.max_bytes);
  EXPECT_EQ(typed.value.clock.source, standard.value.clock.source);
  EXPECT_EQ(typed.value.clock.speed, standard.value.clock.speed);
  EXPECT_EQ(typed.value.limits.actions_per_minute, standard.value.limits.actions_per_minute);
  EXPECT_EQ(typed.value.limits.notices_per_second, standard.value.limits.notices_per_second);
  EXPECT_EQ(typed.value.limits.notices_per_chat_per_second, standard.value.limits.notices_per_chat_per_second);
  EXPECT_EQ(typed.value.log.level, standard.value.log.level);
  EXPECT_EQ(typed.value.log.format, standard.value.log.format);
  EXPECT_NE(typed.value.documents.clamd_socket, "");
  EXPECT_NE(typed.value.telegram.token_file, "");
  EXPECT_NE(typed.value.telegram.webhook.url, "");
  EXPECT_NE(typed.value.telegram.webhook.listen, "");
  EXPECT_NE(typed.value.telegram.webhook.secret_file, "");
}

TEST(ShippedDemo, has_nine_people_with_roles_and_valid_nip) {
  const toml::table demo = toml::parse_file(config_dir + "/demo.toml");
  std::set<std::string> agencies;
  for (const toml::node& agency : *demo["agency"].as_array())
    agencies.insert((*agency.as_table())["name"].value_or(std::string{}));
  std::set<std::string> roles;
  std::set<std::int64_t> accounts;
  for (const toml::node& node : *demo["person"].as_array()) {
    const toml::table& person = *node.as_table();
    const std::string name = person["name"].value_or(std::string{});
    for (const toml::node& role : *person["roles"].as_array()) {
      const std::string id = role.value_or(std::string{});
      ASSERT_TRUE(process::role_from(id)) << name;
      roles.insert(id);
      const bool bound = id == "instansi_pengguna" || id == "pengembang";
      EXPECT_EQ(agencies.contains(person["agency"].value_or(std::string{})), bound) << name;
    }
    accounts.insert(person["telegram"]["id"].value_or(std::int64_t{0}));
    EXPECT_NE(person["title"].value_or(std::string{}), "") << name;
    // Birth date, month of appointment, sex, serial number; the contractor has none.
    const std::string nip = person["nip"].value_or(std::string{});
    const std::regex form{"(19|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])(19|20)\\d\\d(0[1-9]|1[0-2])[12]\\d{3}"};
    EXPECT_EQ(std::regex_match(nip, form), name != "Bayu Pratama") << name;
  }
  EXPECT_THAT(accounts, SizeIs(9));
  EXPECT_THAT(roles, SizeIs(process::all_roles.size() - 1));  // everybody but the auditor
  EXPECT_TRUE(demo["morning"].is_date_time());
  EXPECT_EQ(demo["bot"]["username"].value_or(std::string{}), "AlurMuaraEnimBot");
}

}  // namespace
}  // namespace alur::config
