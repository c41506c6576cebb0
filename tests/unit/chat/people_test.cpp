#include "people_town.hpp"

#include <nlohmann/json.hpp>

/// Who comes in: links, the data check, strangers and groups (messages A).
namespace alur::chat::test {
namespace {

using testing::Test;

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(PeopleTest, strangers_get_one_sentence_a_day) {
  town.say(7, "halo");
  town.say(7, "halo?");
  EXPECT_EQ(town.chat(7).size(), 1U);
  EXPECT_TRUE(contains(town.last(7), "Dinas Komunikasi dan Informatika Kabupaten Muara Enim"));
  town.now += std::chrono::days{1};
  town.run_timers();
  town.say(7, "halo");
  EXPECT_EQ(town.chat(7).size(), 2U);
}

TEST_F(PeopleTest, strangers_do_not_get_in_with_commands) {
  town.say(7, "/ajukan mandiri Aplikasi");
  town.say(7, "/start");
  EXPECT_EQ(town.chat(7).size(), 1U);
  EXPECT_TRUE(town.office().people.empty());
}

TEST_F(PeopleTest, an_unnamed_link_binds_at_once_and_shows_the_menu) {
  const std::string code = town.invite("admin");
  EXPECT_EQ(code.size(), 22U);
  const Immediate immediate = town.say(1, "/start " + code);
  EXPECT_TRUE(contains(town.last(1), "Pendaftaran selesai"));
  EXPECT_TRUE(contains(town.last(1), "/undang"));
  ASSERT_FALSE(immediate.menus.empty());
  const auto& commands = immediate.menus.back().commands;
  const auto named = [&](const std::string& name) {
    return std::any_of(commands.begin(), commands.end(), [&](const auto& row) { return row.command == name; });
  };
  EXPECT_TRUE(named("undang") && named("libur") && named("tugas"));
  EXPECT_FALSE(named("setuju") || named("ajukan"));
  EXPECT_EQ(town.office().by_telegram(1)->name, "Akun 1");
}

TEST_F(PeopleTest, keeps_only_the_hash_of_a_code) {
  const std::string code = town.invite("admin");
  const office::State state = town.office();
  ASSERT_EQ(state.invites.size(), 1U);
  EXPECT_EQ(state.invites.begin()->second.code_sha256.size(), 64U);
  EXPECT_FALSE(contains(state.invites.begin()->second.code_sha256, code));
}

TEST_F(PeopleTest, a_named_link_asks_for_the_data_first) {
  town.member(1, "admin");
  town.say(1, "/undang kasi Hendra Wijaya, S.T.; Kepala Seksi; 19850412 201001 1 007");
  const std::string invitation = town.last(1);
  EXPECT_TRUE(contains(invitation, "Yth. Bapak/Ibu Hendra Wijaya, S.T."));
  EXPECT_TRUE(contains(invitation, "Kamis, 5 Maret 2026"));
  const std::string link = town.chat(1).back().buttons.at(0).link;
  EXPECT_TRUE(contains(invitation, link));
  EXPECT_TRUE(contains(town.chat(1).back().buttons.at(1).link, "https://t.me/share/url?url=https%3A%2F%2Ft.me%2F"));
  town.say(7, "/start " + link.substr(link.find('=') + 1));
  EXPECT_TRUE(contains(town.last(7), "NIP: 19850412 201001 1 007"));
  EXPECT_EQ(town.office().by_telegram(7), nullptr);
  town.press(7, "Data benar");
  EXPECT_TRUE(contains(town.last(7), "Pendaftaran selesai"));
  EXPECT_TRUE(contains(town.last(1), "Hendra Wijaya, S.T. bergabung"));
  EXPECT_TRUE(town.office().holds(town.office().by_telegram(7)->id, Role::kasi_pengembangan));
}

TEST_F(PeopleTest, data_are_corrected_before_the_role_takes_effect) {
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  town.press(7, "Perbaiki data");
  town.say(7, "Hendra Wijaya, S.T.; ; 1985");
  EXPECT_TRUE(contains(town.last(7), "18 angka"));
  town.say(7, "Hendra Wijaya, S.T.; Kepala Seksi; 19850412 201001 1 007");
  EXPECT_TRUE(contains(town.last(7), "Nama: Hendra Wijaya, S.T."));
  EXPECT_TRUE(contains(town.last(7), "Jabatan: Kepala Seksi"));
  town.press(7, "Data benar");
  EXPECT_EQ(town.office().by_telegram(7)->name, "Hendra Wijaya, S.T.");
}

TEST_F(PeopleTest, who_is_not_meant_closes_the_link) {
  town.member(1, "admin");
  town.say(1, "/undang kasi Hendra");
  const std::string link = town.chat(1).back().buttons.at(0).link;
  const std::string start = "/start " + link.substr(link.find('=') + 1);
  town.say(7, start);
  town.press(7, "Bukan saya");
  EXPECT_TRUE(contains(town.last(1), "Undangan ditolak"));
  town.say(8, start);
  EXPECT_TRUE(contains(town.last(8), "tidak dapat digunakan"));
}

TEST_F(PeopleTest, the_maker_can_undo_a_wrong_person) {
  town.member(1, "admin");
  town.say(1, "/undang kasi Hendra");
  const std::string link = town.chat(1).back().buttons.at(0).link;
  town.say(7, "/start " + link.substr(link.find('=') + 1));
  town.press(7, "Data benar");
  town.press(1, "Bukan orangnya");
  EXPECT_TRUE(contains(town.last(1), "Akses dicabut"));
  EXPECT_TRUE(contains(town.last(7), "Akses telah berakhir"));
  EXPECT_EQ(town.office().by_telegram(7), nullptr);
  const Immediate again = town.press(1, "Bukan orangnya");
  ASSERT_TRUE(again.answer.has_value());
  EXPECT_TRUE(again.answer->alert);
}

TEST_F(PeopleTest, an_admin_hears_of_who_came_by_the_command_line) {
  town.member(1, "admin");
  town.member(2, "kabid_egov");
  EXPECT_TRUE(contains(town.last(1), "Akun 2 bergabung"));
}

TEST_F(PeopleTest, wrong_codes_lock_the_account_for_the_hour) {
  const std::string good = town.invite("admin");
  for (int i = 0; i < 5; ++i) town.say(7, "/start salah" + std::to_string(i));
  const std::string refusal = town.last(7);
  town.say(7, "/start " + good);
  EXPECT_EQ(town.last(7), refusal);
  EXPECT_TRUE(town.office().people.empty());
  town.say(8, "/start salah");
  EXPECT_EQ(town.last(8), refusal) << "the same words for everybody";
  town.now += std::chrono::hours{1};
  town.run_timers();
  town.say(7, "/start " + good);
  EXPECT_NE(town.office().by_telegram(7), nullptr);
}

TEST_F(PeopleTest, a_second_invite_moves_the_account) {
  town.member(1, "admin");
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  town.press(7, "Data benar");
  town.say(1, "/undang kasi hendra");
  EXPECT_TRUE(contains(town.last(1), "sudah terdaftar"));
  const std::string link = town.chat(1).back().buttons.at(0).link;
  town.say(8, "/start " + link.substr(link.find('=') + 1));
  const Immediate immediate = town.press(8, "Data benar");
  const office::State state = town.office();
  EXPECT_EQ(state.by_telegram(7), nullptr);
  ASSERT_NE(state.by_telegram(8), nullptr);
  EXPECT_EQ(state.by_telegram(8)->name, "Hendra");
  EXPECT_TRUE(contains(town.last(7), "Akun dipindahkan"));
  EXPECT_TRUE(std::any_of(immediate.menus.begin(), immediate.menus.end(),
                          [](const auto& menu) { return menu.chat_id == 7 && menu.commands.empty(); }));
}

TEST_F(PeopleTest, a_link_for_somebody_else_is_refused_to_a_known_account) {
  town.member(1, "admin");
  town.member(2, "staff_egov");
  town.say(2, "/start " + town.invite("programmer", "Andi"));
  EXPECT_TRUE(contains(town.last(2), "untuk orang lain"));
}

TEST_F(PeopleTest, a_press_sealed_for_another_account_does_nothing) {
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  const TownMessage check = town.chat(7).back();
  const Immediate immediate = town.press_data(8, check.buttons.at(0).data, check.message_id);
  ASSERT_TRUE(immediate.answer.has_value());
  EXPECT_TRUE(immediate.answer->alert);
  EXPECT_EQ(town.office().by_telegram(8), nullptr);
}

TEST_F(PeopleTest, names_are_escaped_where_they_are_shown) {
  town.member(1, "admin");
  town.say(1, "/undang kasi <b>Hendra</b> & \"Co\"");
  EXPECT_TRUE(contains(town.last(1), "&lt;b&gt;Hendra&lt;/b&gt; &amp; &quot;Co&quot;"));
}

TEST_F(PeopleTest, groups_get_one_sentence_and_are_left) {
  telegram::Message message;
  message.message_id = 1;
  message.chat = {-100, telegram::Chat::Type::supergroup, "Grup"};
  message.joined_group = true;
  telegram::MembershipChange change;
  change.chat = message.chat;
  change.status = telegram::MembershipChange::Status::member;
  town.handle(telegram::Update{1, change, {}});
  town.handle(telegram::Update{2, message, {}});
  ASSERT_EQ(town.chat(-100).size(), 1U);
  EXPECT_TRUE(contains(town.last(-100), "percakapan pribadi"));
  town.now += std::chrono::seconds{5};
  const std::vector<Immediate> results = town.run_timers();
  EXPECT_TRUE(std::any_of(results.begin(), results.end(),
                          [](const Immediate& immediate) { return immediate.leave_chat == -100; }));
}

TEST_F(PeopleTest, start_says_who_one_is_and_what_waits) {
  town.member(1, "admin");
  town.say(1, "/start");
  EXPECT_TRUE(contains(town.last(1), "<b>Akun 1</b>"));
  EXPECT_TRUE(contains(town.last(1), "Tidak ada tugas"));
  EXPECT_TRUE(town.has_button(1, "Pengguna"));
  EXPECT_FALSE(town.has_button(1, "Ajukan permohonan"));
}

TEST_F(PeopleTest, help_lists_only_what_the_person_can_use) {
  town.member(1, "admin");
  town.member(2, "auditor");
  town.say(1, "/bantuan");
  town.say(2, "/bantuan");
  EXPECT_TRUE(contains(town.last(1), "/undang"));
  EXPECT_FALSE(contains(town.last(1), "/setuju"));
  EXPECT_FALSE(contains(town.last(2), "/undang"));
  EXPECT_TRUE(contains(town.last(2), "/riwayat"));
}

TEST_F(PeopleTest, a_language_is_chosen_typed_and_by_button) {
  town.member(1, "admin");
  const Immediate typed = town.say(1, "/bahasa en");
  EXPECT_TRUE(contains(town.last(1), "Alur now uses English"));
  ASSERT_FALSE(typed.menus.empty());
  EXPECT_EQ(typed.menus.back().commands.at(1).command, "tasks");
  town.say(1, "/language");
  town.press(1, "Bahasa Indonesia");
  EXPECT_TRUE(contains(town.last(1), "Bahasa Indonesia"));
  town.say(1, "/bahasa jawa");
  EXPECT_TRUE(contains(town.last(1), "/bahasa"));
}

}  // namespace
}  // namespace alur::chat::test
