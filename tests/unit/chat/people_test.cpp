#include "people_town.hpp"

#include <nlohmann/json.hpp>

/// Who comes in: links, the data check, strangers and groups (messages A).
namespace alur::chat::test {
namespace {

TEST_F(PeopleTest, strangers_get_one_sentence_a_day) {
  town.say(7, "halo");
  town.say(7, "halo?");
  EXPECT_EQ(town.count(7), 1U);
  EXPECT_TRUE(contains(town.last(7), "Dinas Komunikasi dan Informatika Kabupaten Muara Enim"));
  town.pass(std::chrono::days{1});
  town.say(7, "halo");
  EXPECT_EQ(town.count(7), 2U);
}

TEST_F(PeopleTest, strangers_do_not_get_in_with_commands) {
  town.say(7, "/ajukan mandiri Aplikasi");
  town.say(7, "/start");
  EXPECT_EQ(town.count(7), 1U);
  EXPECT_TRUE(town.office().people.empty());
}

TEST_F(PeopleTest, an_unnamed_link_binds_at_once_and_shows_the_menu) {
  const std::string code = town.invite("admin");
  EXPECT_EQ(code.size(), 22U);
  town.say(1, "/start " + code);
  EXPECT_TRUE(contains(town.last(1), "Pendaftaran selesai"));
  EXPECT_TRUE(contains(town.last(1), "/undang"));
  for (const char* offered : {"undang", "libur", "tugas"}) EXPECT_TRUE(town.has_menu(1, offered)) << offered;
  for (const char* not_theirs : {"setuju", "ajukan"}) EXPECT_FALSE(town.has_menu(1, not_theirs)) << not_theirs;
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
  const std::string start = town.start_of(1);
  const std::string code = start.substr(start.find(' ') + 1);
  EXPECT_TRUE(contains(invitation, "https://t.me/AlurMuaraEnimBot?start=" + code));
  EXPECT_EQ(town.Office::last(Member{{}, 1}).keyboard.at(0).at(1).link,
            "https://t.me/share/url?url=https%3A%2F%2Ft.me%2FAlurMuaraEnimBot%3Fstart%3D" + code);
  town.say(7, start);
  EXPECT_TRUE(contains(town.last(7), "NIP: 19850412 201001 1 007"));
  EXPECT_FALSE(town.is_in(7));
  town.tap(7, "Data benar");
  EXPECT_TRUE(contains(town.last(7), "Pendaftaran selesai"));
  EXPECT_TRUE(contains(town.last(1), "Hendra Wijaya, S.T. bergabung"));
  EXPECT_TRUE(town.office().holds(town.office().by_telegram(7)->id, Role::kasi_pengembangan));
}

TEST_F(PeopleTest, data_are_corrected_before_the_role_takes_effect) {
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  town.tap(7, "Perbaiki data");
  town.say(7, "Hendra Wijaya, S.T.; ; 1985");
  EXPECT_TRUE(contains(town.last(7), "18 angka"));
  town.say(7, "Hendra Wijaya, S.T.; Kepala Seksi; 19850412 201001 1 007");
  EXPECT_TRUE(contains(town.last(7), "Nama: Hendra Wijaya, S.T."));
  EXPECT_TRUE(contains(town.last(7), "Jabatan: Kepala Seksi"));
  town.tap(7, "Data benar");
  EXPECT_EQ(town.office().by_telegram(7)->name, "Hendra Wijaya, S.T.");
}

TEST_F(PeopleTest, who_is_not_meant_closes_the_link) {
  town.member(1, "admin");
  town.say(1, "/undang kasi Hendra");
  const std::string start = town.start_of(1);
  town.say(7, start);
  town.tap(7, "Bukan saya");
  EXPECT_TRUE(contains(town.last(1), "Undangan ditolak"));
  town.say(8, start);
  EXPECT_TRUE(contains(town.last(8), "tidak dapat digunakan"));
}

TEST_F(PeopleTest, the_maker_can_undo_a_wrong_person) {
  town.member(1, "admin");
  town.say(1, "/undang kasi Hendra");
  const std::string start = town.start_of(1);
  town.say(7, start);
  town.tap(7, "Data benar");
  town.tap(1, "Bukan orangnya");
  EXPECT_TRUE(contains(town.last(1), "Akses dicabut"));
  EXPECT_TRUE(contains(town.last(7), "Akses telah berakhir"));
  EXPECT_FALSE(town.is_in(7));
  town.tap(1, "Bukan orangnya");
  EXPECT_TRUE(town.toast_alert) << "nothing is left to undo";
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
  town.pass(std::chrono::hours{1});
  town.say(7, "/start " + good);
  EXPECT_TRUE(town.is_in(7));
}

TEST_F(PeopleTest, a_second_invite_moves_the_account) {
  town.member(1, "admin");
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  town.tap(7, "Data benar");
  town.say(1, "/undang kasi hendra");
  EXPECT_TRUE(contains(town.last(1), "sudah terdaftar"));
  const std::string start = town.start_of(1);
  town.say(8, start);
  town.tap(8, "Data benar");
  const office::State state = town.office();
  EXPECT_FALSE(town.is_in(7));
  ASSERT_NE(state.by_telegram(8), nullptr);
  EXPECT_EQ(state.by_telegram(8)->name, "Hendra");
  EXPECT_TRUE(contains(town.last(7), "Akun dipindahkan"));
  EXPECT_TRUE(town.lost_menu(7));
}

TEST_F(PeopleTest, a_link_for_somebody_else_is_refused_to_a_known_account) {
  town.member(1, "admin");
  town.member(2, "staff_egov");
  town.say(2, "/start " + town.invite("programmer", "Andi"));
  EXPECT_TRUE(contains(town.last(2), "untuk orang lain"));
}

TEST_F(PeopleTest, a_press_sealed_for_another_account_does_nothing) {
  town.say(7, "/start " + town.invite("kasi_pengembangan", "Hendra"));
  const Shown check = town.Office::last(Member{{}, 7});
  town.press_data(Member{{}, 8}, check.keyboard.at(0).at(0).data, check.message_id);
  EXPECT_TRUE(town.toast_alert);
  EXPECT_FALSE(town.is_in(8));
  EXPECT_FALSE(town.is_in(7));
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
  town.send(telegram::Update{1, change, {}});
  town.send(telegram::Update{2, message, {}});
  ASSERT_EQ(town.count(-100), 1U);
  EXPECT_TRUE(contains(town.last(-100), "percakapan pribadi"));
  EXPECT_FALSE(town.left_chat.has_value()) << "the sentence is still on its way";
  town.pass(std::chrono::seconds{5});
  EXPECT_EQ(town.left_chat, -100);
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
  town.say(1, "/bahasa en");
  EXPECT_TRUE(contains(town.last(1), "Alur now uses English"));
  EXPECT_TRUE(town.has_menu(1, "tasks"));
  town.say(1, "/language");
  town.tap(1, "Bahasa Indonesia");
  EXPECT_TRUE(contains(town.last(1), "Bahasa Indonesia"));
  town.say(1, "/bahasa jawa");
  EXPECT_TRUE(contains(town.last(1), "/bahasa"));
}

}  // namespace
}  // namespace alur::chat::test
