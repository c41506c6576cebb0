#include "fixture.hpp"

#include <gtest/gtest.h>

/// What the desk does with inputs of every kind, good and bad.
namespace alur::chat::test {

namespace {

class DeskInputs : public ::testing::Test {
 protected:
  Office office_;

  telegram::Message message_of(const Member& from, const std::string& text) {
    telegram::Message message;
    message.message_id = 900'000;
    message.from = telegram::User{};
    message.from->id = from.account;
    message.chat = {.id = from.account, .type = telegram::Chat::Type::private_chat, .title = {}};
    message.text = text;
    return message;
  }
  void send_update(const decltype(telegram::Update::body)& body) {
    telegram::Update update;
    update.update_id = 900'000;
    update.body = body;
    office_.send(update);
  }
};

}  // namespace

TEST_F(DeskInputs, suggests_the_nearest_command_for_an_unknown_one) {
  office_.text(office_.hendra, "/setujui M26-001");
  EXPECT_EQ(office_.last(office_.hendra).html,
            "Perintah /setujui tidak dikenal. Mungkin yang dimaksud /setuju, contoh: /setuju M26-001");
}

TEST_F(DeskInputs, points_to_help_for_a_command_like_none) {
  office_.text(office_.hendra, "/<b>&\"xyzzy");
  EXPECT_TRUE(office_.sees(office_.hendra, "tidak dikenal. Daftar perintah: /bantuan"));
  EXPECT_TRUE(office_.sees(office_.hendra, "&lt;b&gt;&amp;"));
}

TEST_F(DeskInputs, takes_english_names_capitals_and_the_bots_name) {
  office_.speak_english(office_.hendra);
  office_.text(office_.hendra, "/Tasks@AlurMuaraEnimBot");
  EXPECT_TRUE(office_.sees(office_.hendra, "No task is waiting for you."));
}

TEST_F(DeskInputs, answers_plain_text_when_no_question_is_open) {
  office_.text(office_.hendra, "selamat pagi");
  const Shown answer = office_.last(office_.hendra);
  EXPECT_EQ(answer.html, "Pesan diterima, tetapi tidak ada pertanyaan yang sedang menunggu jawaban.");
  EXPECT_NE(answer.button("Tugas saya"), nullptr);
  EXPECT_NE(answer.button("Bantuan"), nullptr);
}

TEST_F(DeskInputs, answers_a_text_as_long_as_telegram_allows) {
  office_.text(office_.hendra, std::string(4096, 'a'));
  EXPECT_EQ(office_.messages(office_.hendra), 1U);
  office_.text(office_.rina, "/ajukan mandiri " + std::string(4000, 'a'));
  EXPECT_TRUE(office_.sees(office_.rina, "Judul tidak dapat digunakan"));
}

TEST_F(DeskInputs, does_nothing_for_an_edited_message) {
  telegram::Message message = message_of(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  message.edited = true;
  send_update(message);
  EXPECT_EQ(office_.messages(office_.rina), 0U);
}

TEST_F(DeskInputs, does_nothing_for_a_kind_of_update_it_does_not_know) {
  send_update(telegram::UnknownKind{"poll"});
  EXPECT_EQ(office_.messages(office_.rina), 0U);
}

TEST_F(DeskInputs, answers_a_message_without_text_or_file) {
  send_update(message_of(office_.rina, ""));
  EXPECT_TRUE(office_.sees(office_.rina, "tidak ada pertanyaan yang sedang menunggu jawaban"));
}

TEST_F(DeskInputs, lets_a_stranger_do_nothing) {
  const Member stranger{PersonId{99}, 7'777'777};
  office_.text(stranger, "/ajukan mandiri Aplikasi Antrean");
  EXPECT_TRUE(office_.sees(stranger, "hanya untuk pejabat dan pegawai"));
  std::size_t cases = 0;
  office_.read([&](store::Tx& tx) { cases = store::Cases{tx}.count({}); });
  EXPECT_EQ(cases, 0U);
}

TEST_F(DeskInputs, slows_a_person_only_above_the_limit_and_says_so_once) {
  for (int i = 0; i < office_.options().actions_per_minute; ++i) {
    office_.text(office_.hendra, "/tugas");
  }
  EXPECT_FALSE(office_.sees(office_.hendra, "Mohon menunggu sebentar"));
  const std::size_t before = office_.messages(office_.hendra);
  for (int i = 0; i < 10; ++i) {
    office_.text(office_.hendra, "/tugas");
  }
  EXPECT_EQ(office_.messages(office_.hendra), before + 1);
  EXPECT_TRUE(office_.sees(office_.hendra, "Mohon menunggu sebentar"));
  office_.text(office_.sari, "/tugas");
  EXPECT_TRUE(office_.sees(office_.sari, "Tidak ada tugas"));
  office_.pass(std::chrono::seconds{61});
  office_.text(office_.hendra, "/tugas");
  EXPECT_EQ(office_.messages(office_.hendra), before + 2);
}

TEST_F(DeskInputs, never_counts_forged_presses_against_the_person) {
  for (int i = 0; i < office_.options().actions_per_minute + 5; ++i) {
    office_.press_data(office_.hendra, "AAAAAAAAAAAAAAAAAAAAAAAA");
    ASSERT_EQ(office_.toast, "Kartu ini sudah tidak berlaku. Kartu terbaru ada di /tugas.");
  }
  office_.text(office_.hendra, "/tugas");
  EXPECT_TRUE(office_.sees(office_.hendra, "Tidak ada tugas"));
}

TEST_F(DeskInputs, answers_a_press_made_for_somebody_else_without_doing_it) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  office_.file(office_.rina, {});
  office_.text(office_.rina, "/selesai");
  const ShownButton approve = *office_.newest_with(office_.hendra, "Mohon persetujuan")->button("Setujui");
  const std::size_t before = office_.messages(office_.sari);
  office_.press_data(office_.sari, approve.data);
  EXPECT_EQ(office_.toast, "Kartu ini sudah tidak berlaku. Kartu terbaru ada di /tugas.");
  EXPECT_EQ(office_.messages(office_.sari), before);
  EXPECT_TRUE(office_.state("M26-001").active().approvals.empty());
}

TEST_F(DeskInputs, never_writes_an_event_before_the_newest_one) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  const time::Instant opened = office_.state("M26-001").opened;
  office_.now -= std::chrono::hours{2};
  office_.text(office_.rina, "/mulai M26-001");
  EXPECT_EQ(office_.state("M26-001").active().holder, office_.rina.id);
  EXPECT_GE(office_.state("M26-001").active().first_act->at, opened);
}

TEST_F(DeskInputs, apologises_with_a_code_in_the_persons_language) {
  office_.read([&](store::Tx& tx) { office_.desk().apologise(tx, office_.hendra.account, "A7F3-K2", office_.now); });
  office_.text(office_.sari, "/tugas");
  EXPECT_TRUE(office_.sees(office_.hendra, "A7F3-K2"));
}

TEST_F(DeskInputs, refuses_a_timer_of_a_kind_that_nobody_handles) {
  EXPECT_THROW(office_.send(TimerDue{{.kind = "unheard_of", .key = "", .due = office_.now, .payload = ""}}),
               std::logic_error);
}

// --- questions
// -----------------------------------------------------------------------------------------------------------

TEST_F(DeskInputs, leaves_a_question_for_a_command_with_arguments) {
  office_.text(office_.rina, "/ajukan");
  ASSERT_NE(office_.last(office_.rina).button("Batal"), nullptr);
  office_.text(office_.rina, "/proyek M26-999");
  EXPECT_FALSE(office_.press(office_.rina, "Batal"));
  office_.text(office_.rina, "Aplikasi Antrean");
  EXPECT_TRUE(office_.sees(office_.rina, "tidak ada pertanyaan yang sedang menunggu jawaban"));
}

TEST_F(DeskInputs, keeps_a_question_open_while_one_only_looks) {
  office_.text(office_.rina, "/ajukan");
  office_.text(office_.rina, "/tugas");
  office_.text(office_.rina, "Aplikasi Antrean");
  EXPECT_TRUE(office_.sees(office_.rina, "Mohon diperiksa sebelum diajukan"));
}

TEST_F(DeskInputs, ends_a_question_with_the_day) {
  office_.text(office_.rina, "/ajukan");
  office_.at(2026, 3, 3, 0, 0);
  EXPECT_TRUE(office_.sees(office_.rina,
                           "Pengajuan permohonan tidak jadi: belum ada jawaban sampai akhir hari. Tidak ada yang "
                           "berubah."));
  office_.text(office_.rina, "Aplikasi Antrean");
  EXPECT_TRUE(office_.sees(office_.rina, "tidak ada pertanyaan yang sedang menunggu jawaban"));
}

TEST_F(DeskInputs, says_that_a_button_of_an_earlier_question_is_over) {
  office_.text(office_.rina, "/ajukan");
  const ShownButton cancel = *office_.last(office_.rina).button("Batal");
  office_.text(office_.rina, "/ajukan");
  office_.press_data(office_.rina, cancel.data);
  EXPECT_TRUE(office_.toast.starts_with("Tidak ada yang berubah: pertanyaan ini sudah tidak berlaku"));
  EXPECT_NE(office_.last(office_.rina).button("Batal"), nullptr);
}

TEST_F(DeskInputs, leaves_the_question_being_asked) {
  office_.text(office_.rina, "/ajukan");
  office_.text(office_.rina, "/batal");
  EXPECT_EQ(office_.last(office_.rina).html, "Pertanyaan ditinggalkan. Tidak ada yang berubah.");
  office_.text(office_.rina, "/batal");
  EXPECT_EQ(office_.last(office_.rina).html, "Tidak ada pertanyaan yang sedang diajukan.");
}

// --- which case
// ----------------------------------------------------------------------------------------------------------

TEST_F(DeskInputs, knows_no_case_that_a_person_may_not_see) {
  const Member outsider = office_.enrol("Tono", Role::instansi_pengguna, office_.dishub);
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  for (const std::string command : {"/proyek", "/riwayat", "/dokumen", "/setuju", "/selesai", "/tarik"}) {
    office_.text(outsider, command + " M26-001");
    EXPECT_TRUE(office_.last(outsider).html.starts_with("Tidak ditemukan permohonan M26-001")) << command;
  }
}

TEST_F(DeskInputs, takes_a_register_in_any_case_and_a_reply_in_its_place) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Perpustakaan");
  office_.text(office_.rina, "/mulai m26-002");
  EXPECT_EQ(office_.state("M26-002").active().holder, office_.rina.id);
  const Shown* card = office_.newest_with(office_.rina, "Aplikasi Antrean");
  ASSERT_NE(card, nullptr);
  office_.text(office_.rina, "/mulai", card->message_id);
  EXPECT_EQ(office_.state("M26-001").active().holder, office_.rina.id);
}

TEST_F(DeskInputs, asks_for_the_register_where_several_cases_fit) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Perpustakaan");
  office_.text(office_.rina, "/mulai");
  const Shown answer = office_.last(office_.rina);
  EXPECT_TRUE(answer.html.starts_with("Ada lebih dari satu permohonan"));
  EXPECT_NE(answer.button("M26-001"), nullptr);
  EXPECT_NE(answer.button("M26-002"), nullptr);
}

TEST_F(DeskInputs, shows_an_example_where_no_case_fits) {
  office_.text(office_.hendra, "/setuju");
  EXPECT_EQ(office_.last(office_.hendra).html, "Perintah belum lengkap atau belum sesuai. Contoh: /setuju M26-001");
}

}  // namespace alur::chat::test
