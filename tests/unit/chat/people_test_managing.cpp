#include "people_town.hpp"

#include <nlohmann/json.hpp>

/// Who invites, who is in, who leaves, and what the office is told.
namespace alur::chat::test {
namespace {

using nlohmann::json;

constexpr std::int64_t admin = 1;
constexpr std::int64_t kabid = 2;
constexpr std::int64_t kasi = 3;
constexpr std::int64_t rina = 4;
constexpr std::int64_t budi = 5;

struct PeopleManaging : PeopleTest {
  void SetUp() override {
    town.member(admin, "admin");
    town.member(kabid, "kabid_egov");
    town.member(kasi, "kasi_pengembangan");
    town.member(rina, "instansi_pengguna", "Dinas Perhubungan");
  }
  PersonId person(std::int64_t account) { return town.office().by_telegram(account)->id; }
};

TEST_F(PeopleManaging, inviting_is_for_admin_and_kabid) {
  town.say(kasi, "/undang programmer Andi");
  EXPECT_TRUE(contains(town.last(kasi), "di luar kewenangan"));
  town.say(kabid, "/undang admin Andi");
  EXPECT_TRUE(contains(town.last(kabid), "di luar kewenangan"));
  town.say(kabid, "/undang programmer Andi");
  EXPECT_TRUE(contains(town.last(kabid), "Andi"));
}

TEST_F(PeopleManaging, a_known_agency_is_taken_off_the_front) {
  town.say(admin, "/undang instansi din. perhubungan Sari Dewi, S.E.");
  EXPECT_TRUE(contains(town.last(admin), "Yth. Bapak/Ibu Sari Dewi, S.E."));
  EXPECT_TRUE(contains(town.last(admin), "Instansi Pengguna, Dinas Perhubungan"));
  EXPECT_EQ(town.office().agencies.size(), 1U);
}

TEST_F(PeopleManaging, an_agency_that_is_not_near_any_is_added) {
  town.say(admin, "/undang instansi Badan Kepegawaian Daerah; Sari Dewi, S.E.");
  EXPECT_TRUE(contains(town.last(admin), "Badan Kepegawaian Daerah"));
  EXPECT_EQ(town.office().agencies.size(), 2U);
}

TEST_F(PeopleManaging, a_close_name_is_asked_about) {
  town.say(admin, "/undang instansi Dinas Perhubugan; Sari Dewi, S.E.");
  EXPECT_TRUE(contains(town.last(admin), "Nama serupa"));
  EXPECT_EQ(town.office().agencies.size(), 1U);
  town.tap(admin, "Dinas Perhubungan");
  EXPECT_TRUE(contains(town.last(admin), "Yth. Bapak/Ibu Sari Dewi, S.E."));
}

TEST_F(PeopleManaging, a_close_name_can_be_another_agency) {
  town.say(admin, "/undang instansi Dinas Perhubugan; Sari Dewi, S.E.");
  town.tap(admin, "Bukan, tambahkan yang baru");
  EXPECT_TRUE(contains(town.last(admin), "Dinas Perhubugan"));
  EXPECT_EQ(town.office().agencies.size(), 2U);
}

TEST_F(PeopleManaging, a_refused_invite_adds_no_agency) {
  town.say(admin, "/undang instansi Badan Baru; Sari; Kepala; 123");
  EXPECT_TRUE(contains(town.last(admin), "18 angka"));
  EXPECT_EQ(town.office().agencies.size(), 1U);
}

TEST_F(PeopleManaging, an_agency_that_cannot_be_told_from_the_name_gets_an_example) {
  town.say(admin, "/undang instansi Sari Dewi");
  EXPECT_TRUE(contains(town.last(admin), "/undang"));
  EXPECT_EQ(town.office().invites.size(), 4U);
}

TEST_F(PeopleManaging, an_invite_is_made_step_by_step_with_buttons) {
  town.say(admin, "/undang");
  town.tap(admin, "Instansi Pengguna");
  town.tap(admin, "Dinas Perhubungan");
  EXPECT_TRUE(contains(town.last(admin), "nama lengkap"));
  town.say(admin, "Sari Dewi, S.E.; Sekretaris");
  EXPECT_TRUE(contains(town.last(admin), "Yth. Bapak/Ibu Sari Dewi, S.E."));
}

TEST_F(PeopleManaging, a_name_already_in_is_asked_about_step_by_step) {
  town.say(admin, "/undang programmer");
  town.say(admin, "akun 3");
  EXPECT_TRUE(contains(town.last(admin), "sudah terdaftar"));
  town.tap(admin, "Orang lain dengan nama sama");
  EXPECT_TRUE(contains(town.last(admin), "akun 3"));
  EXPECT_EQ(town.office().people.size(), 5U);
}

TEST_F(PeopleManaging, a_cancelled_invite_lets_nobody_in) {
  town.say(admin, "/undang programmer Andi");
  const std::string start = town.start_of(admin);
  town.tap(admin, "Batalkan undangan");
  EXPECT_TRUE(contains(town.last(admin), "dibatalkan"));
  town.say(9, start);
  EXPECT_TRUE(contains(town.last(9), "tidak dapat digunakan"));
  town.tap(admin, "Batalkan undangan");
  EXPECT_TRUE(town.toast_alert);
}

TEST_F(PeopleManaging, users_are_listed_with_their_roles) {
  town.say(admin, "/pengguna");
  EXPECT_TRUE(contains(town.last(admin), "<b>Pengguna: 4</b>"));
  EXPECT_TRUE(contains(town.last(admin), "Instansi Pengguna, Dinas Perhubungan (aktif)"));
  town.say(kasi, "/pengguna");
  EXPECT_TRUE(contains(town.last(kasi), "di luar kewenangan"));
}

TEST_F(PeopleManaging, a_role_with_nothing_open_is_withdrawn_after_one_question) {
  town.say(admin, "/pengguna");
  town.tap(admin, "3");
  EXPECT_TRUE(contains(town.last(admin), "<b>Akun 3</b>"));
  town.tap(admin, "Cabut peran KASI");
  EXPECT_TRUE(contains(town.last(admin), "Tidak ada yang masih terbuka"));
  town.tap(admin, "Ya, cabut");
  EXPECT_TRUE(contains(town.last(admin), "Peran dicabut"));
  EXPECT_TRUE(contains(town.last(kasi), "Peran dicabut"));
  EXPECT_FALSE(town.is_in(kasi));
  EXPECT_TRUE(town.lost_menu(kasi));
}

TEST_F(PeopleManaging, the_last_admin_stays) {
  town.say(admin, "/pengguna");
  town.tap(admin, "1");
  town.tap(admin, "Cabut peran Admin");
  EXPECT_TRUE(contains(town.toast, "Admin terakhir"));
  EXPECT_TRUE(town.is_in(admin));
}

TEST_F(PeopleManaging, kabid_is_offered_no_way_to_an_admins_roles) {
  town.say(kabid, "/pengguna");
  town.tap(kabid, "1");
  EXPECT_FALSE(town.has_button(kabid, "Cabut peran Admin"));
  EXPECT_FALSE(town.has_button(kabid, "Undangan untuk akun baru"));
}

TEST_F(PeopleManaging, open_work_is_handed_over_with_the_role) {
  town.member(budi, "instansi_pengguna", "Dinas Perhubungan");
  town.say(rina, "/ajukan mandiri Aplikasi Antrean Terminal");
  town.tap(rina, "Saya kerjakan");
  const PersonId from = person(rina);
  const PersonId to = person(budi);
  town.say(kabid, "/pengguna");
  town.tap(kabid, "4");
  town.tap(kabid, "Cabut peran Instansi Pengguna");
  EXPECT_TRUE(contains(town.last(kabid), "M26-001 Tahap 1"));
  town.tap(kabid, "Akun 5");
  EXPECT_TRUE(contains(town.find(kabid, "Peran dicabut"), "diteruskan kepada Akun 5"));
  EXPECT_EQ(town.task_count(from), 0U);
  EXPECT_EQ(town.task_count(to), 1U);
}

TEST_F(PeopleManaging, a_new_holder_finds_what_waits) {
  town.say(rina, "/ajukan mandiri Aplikasi Antrean Terminal");
  town.member(budi, "instansi_pengguna", "Dinas Perhubungan");
  EXPECT_TRUE(contains(town.find(budi, "Pendaftaran selesai"), "Yang menunggu Bapak/Ibu saat ini: 1"));
}

TEST_F(PeopleManaging, a_holiday_moves_deadlines_and_is_told_once) {
  town.say(rina, "/ajukan mandiri Aplikasi Antrean Terminal");
  const auto was = town.state("M26-001").active().due->due;
  town.say(admin, "/libur 4-3-2026 100.3.4/211/2026 Hari jadi kabupaten");
  EXPECT_TRUE(contains(town.last(admin), "Hari libur tercatat"));
  town.pass(std::chrono::milliseconds{0});
  const auto now = town.state("M26-001").active().due->due;
  EXPECT_GT(now, was);
  const std::string told = town.find(rina, "Batas waktu disesuaikan");
  EXPECT_TRUE(contains(told, "100.3.4/211/2026"));
  EXPECT_TRUE(contains(told, "M26-001 Tahap 1: Jumat, 6 Maret 2026"));
  EXPECT_TRUE(contains(told, "semula Kamis, 5 Maret 2026"));
  EXPECT_EQ(town.find(kasi, "Batas waktu disesuaikan"), "") << "who is not waited for is not told";
}

TEST_F(PeopleManaging, a_holiday_by_question_is_read_again_first) {
  town.say(admin, "/libur");
  town.say(admin, "4-3-2026 100/2026 Hari jadi");
  EXPECT_TRUE(contains(town.last(admin), "Tetapkan hari libur?"));
  EXPECT_TRUE(town.office().holidays.empty());
  town.tap(admin, "Ya, tetapkan");
  EXPECT_EQ(town.office().holidays.size(), 1U);
}

TEST_F(PeopleManaging, a_wrong_holiday_changes_nothing) {
  town.say(admin, "/libur besok 100/2026 Hari jadi");
  EXPECT_TRUE(contains(town.last(admin), "/libur"));
  town.say(admin, "/libur 7-3-2026 100/2026 Hari jadi");
  EXPECT_TRUE(contains(town.last(admin), "bukan hari kerja"));
  town.say(kabid, "/libur 4-3-2026 100/2026 Hari jadi");
  EXPECT_TRUE(contains(town.last(kabid), "di luar kewenangan"));
  EXPECT_TRUE(town.office().holidays.empty());
}

TEST_F(PeopleManaging, who_blocks_the_bot_is_told_to_kasi_and_admin_once) {
  town.say(rina, "/ajukan mandiri Aplikasi Antrean Terminal");
  const std::map<std::int64_t, std::size_t> before{{kasi, town.count(kasi)}, {admin, town.count(admin)}};
  telegram::MembershipChange change;
  change.chat = {rina, telegram::Chat::Type::private_chat, {}};
  change.status = telegram::MembershipChange::Status::kicked;
  town.send(telegram::Update{900, change, {}});
  town.send(SendFailed{rina, true, "Forbidden: bot was blocked by the user"});
  for (const std::int64_t reader : {kasi, admin}) {
    EXPECT_EQ(town.count(reader), before.at(reader) + 1);
    EXPECT_TRUE(contains(town.last(reader), "Pesan tidak sampai"));
    EXPECT_TRUE(contains(town.last(reader), "Tahap 1, M26-001"));
  }
  EXPECT_TRUE(town.has_button(kasi, "Alihkan"));
  EXPECT_FALSE(town.has_button(kasi, "Buat undangan baru"));
  change.status = telegram::MembershipChange::Status::member;
  town.send(telegram::Update{901, change, {}});
  EXPECT_FALSE(town.office().by_telegram(rina)->unreachable_since.has_value());
}

TEST_F(PeopleManaging, a_condition_is_told_when_it_begins_and_when_it_is_over) {
  const std::size_t before = town.count(admin);
  const std::size_t others = town.count(kabid);
  town.send(ConditionChanged{"disk", false, ""});
  town.send(ConditionChanged{"disk", true, "7 %"});
  town.send(ConditionChanged{"disk", true, "6 %"});
  ASSERT_EQ(town.count(admin), before + 1);
  EXPECT_TRUE(contains(town.last(admin), "Perlu tindakan"));
  EXPECT_TRUE(contains(town.last(admin), "7 %"));
  town.send(ConditionChanged{"disk", false, ""});
  ASSERT_EQ(town.count(admin), before + 2);
  EXPECT_TRUE(contains(town.last(admin), "Pulih"));
  town.send(ConditionChanged{"sesuatu", true, "lain"});
  EXPECT_TRUE(contains(town.last(admin), "sesuatu: lain"));
  EXPECT_EQ(town.count(kabid), others);
}

TEST_F(PeopleManaging, the_command_line_lists_and_revokes) {
  const json users = json::parse(town.command("users", {}));
  ASSERT_EQ(users.size(), 4U);
  EXPECT_EQ(users.at(3).at("roles").at(0), "instansi_pengguna: Dinas Perhubungan");
  EXPECT_EQ(users.at(3).at("status"), "in");
  const json revoked = json::parse(town.command("revoke", {{"id", users.at(3).at("id").dump()}}));
  EXPECT_EQ(revoked.at("name"), "Akun 4");
  EXPECT_FALSE(town.is_in(rina));
  EXPECT_TRUE(contains(town.last(rina), "Akses telah berakhir"));
  EXPECT_TRUE(json::parse(town.command("revoke", {{"id", "99"}})).contains("error"));
  EXPECT_TRUE(json::parse(town.command("revoke", {{"id", "x"}})).contains("error"));
  EXPECT_TRUE(json::parse(town.command("revoke", {})).contains("error"));
}

TEST_F(PeopleManaging, the_command_line_invites_and_names_what_is_wrong) {
  const json made = json::parse(
      town.command("invite", {{"role", "pengembang"}, {"agency", "PT Karya Digital"}, {"name", "Bayu Pratama"}}));
  EXPECT_EQ(made.at("link"), "https://t.me/AlurMuaraEnimBot?start=" + made.at("code").get<std::string>());
  EXPECT_EQ(made.at("expires"), "2026-03-05T08:00:00Z");
  EXPECT_TRUE(json::parse(town.command("invite", {{"role", "raja"}})).contains("error"));
  EXPECT_TRUE(json::parse(town.command("invite", {{"role", "instansi_pengguna"}, {"name", "X"}})).contains("error"));
  EXPECT_TRUE(json::parse(town.command("tidak-ada", {})).contains("error"));
  const json users = json::parse(town.command("users", {}));
  EXPECT_EQ(users.at(4).at("status"), "invited until 2026-03-05T08:00:00Z");
}

TEST_F(PeopleManaging, the_command_line_sees_what_could_not_be_sent_or_handled) {
  EXPECT_TRUE(json::parse(town.command("outbox", {})).empty());
  EXPECT_TRUE(json::parse(town.command("updates", {})).empty());
  EXPECT_TRUE(json::parse(town.command("outbox-retry", {{"id", "7"}})).contains("error"));
  EXPECT_TRUE(json::parse(town.command("updates-retry", {{"id", "7"}})).contains("error"));
}

TEST_F(PeopleManaging, who_comes_in_for_a_case_is_appointed_to_it) {
  town.say(rina, "/ajukan mandiri Aplikasi Antrean Terminal");
  town.say(kabid, "/tunjuk M26-001 analis Andi Kurniawan");
  town.tap(kabid, "Buat undangan");
  town.say(9, town.start_of(kabid));
  town.tap(9, "Data benar");
  const std::vector<workflow::Appointment> appointments = town.state("M26-001").appointments;
  ASSERT_EQ(appointments.size(), 1U);
  EXPECT_EQ(appointments.front().people, std::vector{person(9)});
}

/// More open cases than one input may touch.
struct PeopleManyCases : PeopleManaging {
  static constexpr std::size_t cases = 55;
  void SetUp() override {
    PeopleManaging::SetUp();
    for (std::size_t i = 0; i < cases; ++i) {
      // Titles unlike each other: a similar one would be asked about.
      town.say(rina, "/ajukan mandiri " + std::string(6, static_cast<char>('a' + i / 8)) + " " +
                         std::string(6, static_cast<char>('k' + i % 8)));
    }
    ASSERT_EQ(town.task_count(person(rina)), cases);
  }
};

TEST_F(PeopleManyCases, a_holiday_is_told_in_one_message) {
  const std::size_t before = town.count(rina);
  town.say(admin, "/libur 4-3-2026 100/2026 Hari jadi");
  town.pass(std::chrono::milliseconds{0});
  EXPECT_EQ(town.count(rina), before + 1);
  EXPECT_TRUE(contains(town.last(rina), "dan 47 batas waktu lain"));
  const time::Instant friday = town.calendar().closing(time::Day{std::chrono::year{2026} / 3 / 6});
  for (const char* register_no : {"M26-001", "M26-055"}) {
    EXPECT_EQ(town.state(register_no).active().due->due, friday) << register_no;
  }
}

TEST_F(PeopleManyCases, a_new_holder_finds_all_of_them) {
  town.member(budi, "instansi_pengguna", "Dinas Perhubungan");
  EXPECT_EQ(town.task_count(person(budi)), 50U);
  town.pass(std::chrono::milliseconds{0});
  EXPECT_EQ(town.task_count(person(budi)), cases);
}

}  // namespace
}  // namespace alur::chat::test
