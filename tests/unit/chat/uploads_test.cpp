#include "fixture.hpp"

#include <gtest/gtest.h>

/// Documents by caption, by reply and bare; albums; what is refused; hand-ins that overtake their files (messages C,
/// F4).
namespace alur::chat::test {

namespace {

using Why = JobDone::Failed::Why;
using telegram::File;

class Uploads : public ::testing::Test {
 protected:
  Uploads() { office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean"); }

  Office office_;
  const std::string no_ = "M26-001";

  std::size_t versions() { return office_.state(no_).versions.size(); }
  /// As far as step 5, which owes three documents.
  void go_to_step_five() {
    office_.file(office_.rina, {});
    office_.text(office_.rina, "/selesai " + no_);
    office_.text(office_.hendra, "/setuju " + no_);
    office_.file(office_.dedi, {});
    office_.text(office_.dedi, "/selesai " + no_);
    office_.text(office_.hendra, "/setuju " + no_);
    office_.text(office_.sari, "/mulai " + no_);
    office_.text(office_.sari, "/isi " + no_ + " modifikasi nihil");
    office_.text(office_.sari, "/selesai " + no_);
    office_.text(office_.sari, "/setuju " + no_);
    office_.text(office_.rina, "/setuju " + no_);
    office_.text(office_.hendra, "/tunjuk " + no_ + " analis Fajar");
    office_.file(office_.hendra, {});
    office_.text(office_.hendra, "/selesai " + no_);
    office_.text(office_.sari, "/setuju " + no_);
    office_.file(office_.hendra, {.caption = "/unggah " + no_ + " spt-analis 800/45/2026 2-3-2026"});
    ASSERT_EQ(office_.state(no_).current, 5);
  }
};

}  // namespace

TEST_F(Uploads, matches_a_bare_document_to_the_only_thing_owed) {
  office_.file(office_.rina, {.name = "kebutuhan.pdf"});
  ASSERT_EQ(versions(), 1U);
  const workflow::Version version = office_.state(no_).versions.front();
  EXPECT_EQ(version.item, "identifikasi");
  EXPECT_EQ(version.what.contents.front().file_name, "kebutuhan.pdf");
  EXPECT_EQ(version.fingerprint, version.what.contents.front().sha256);
  const Shown answer = *office_.newest_with(office_.rina, "Tersimpan: ");
  EXPECT_NE(answer.button("Salah berkas"), nullptr);
  EXPECT_NE(answer.button("Kirim untuk persetujuan"), nullptr);
}

TEST_F(Uploads, shows_that_a_document_is_on_its_way_and_answers_once) {
  const std::size_t before = office_.messages(office_.rina);
  office_.file(office_.rina, {}, false);
  ASSERT_TRUE(office_.action);
  EXPECT_EQ(office_.action->action, "upload_document");
  EXPECT_EQ(office_.messages(office_.rina), before);
  office_.fetch();
  EXPECT_EQ(office_.messages(office_.rina), before + 1);
}

TEST_F(Uploads, files_by_caption_and_by_reply) {
  office_.file(office_.rina, {.name = "a.pdf", .caption = "/unggah m26-001 Identifikasi"});
  office_.file(office_.rina, {.name = "b.pdf", .caption = "/upload M26-001 lamp"});
  ASSERT_EQ(versions(), 2U);
  EXPECT_EQ(office_.state(no_).versions[1].item, "lampiran");
  office_.reply_to_file(office_.rina, "/unggah M26-001 identifikasi", "b.pdf");
  ASSERT_EQ(versions(), 3U);
  EXPECT_EQ(office_.state(no_).versions[2].number, 2);
}

TEST_F(Uploads, names_what_is_asked_for_when_the_caption_names_something_else) {
  office_.file(office_.rina, {.caption = "/unggah M26-001 spesifikasi"});
  EXPECT_EQ(versions(), 0U);
  EXPECT_TRUE(office_.last(office_.rina).html.find("Pilihan: identifikasi, lampiran") != std::string::npos)
      << office_.last(office_.rina).html;
}

TEST_F(Uploads, takes_a_document_as_the_answer_to_its_card) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Perpustakaan");
  const Shown* card = office_.newest_with(office_.rina, "Aplikasi Antrean");
  ASSERT_NE(card, nullptr);
  office_.file(office_.rina, {.reply_to = card->message_id});
  EXPECT_EQ(versions(), 1U) << office_.last(office_.rina).html;
  EXPECT_TRUE(office_.state("M26-002").versions.empty());
}

TEST_F(Uploads, asks_which_case_when_two_owe_something) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Perpustakaan");
  office_.file(office_.rina, {.name = "kebutuhan.pdf"});
  EXPECT_EQ(versions(), 0U);
  EXPECT_TRUE(office_.press(office_.rina, "M26-002 – Identifikasi kebutuhan"));
  EXPECT_EQ(office_.state("M26-002").versions.size(), 1U);
  EXPECT_TRUE(office_.sees(office_.rina, "disimpan sebagai Dokumen identifikasi kebutuhan"));
}

TEST_F(Uploads, asks_what_each_file_of_an_album_is) {
  go_to_step_five();
  for (const std::string name : {"rencana.pdf", "jadwal.pdf", "usulan.pdf"}) {
    office_.file(office_.fajar, {.name = name, .group = "g1"});
  }
  EXPECT_TRUE(office_.sees(office_.fajar, "rencana.pdf"));
  const Shown first = *office_.newest_with(office_.fajar, "rencana.pdf");
  office_.press_data(office_.fajar, first.button("Rencana implementasi")->data);
  const Shown second = *office_.newest_with(office_.fajar, "jadwal.pdf");
  office_.press_data(office_.fajar, second.button("Jadwal pelaksanaan")->data);
  const Shown third = *office_.newest_with(office_.fajar, "usulan.pdf");
  office_.press_data(office_.fajar, third.button("Lampiran")->data);
  const workflow::CaseState state = office_.state(no_);
  EXPECT_NE(state.present("rencana"), nullptr);
  EXPECT_NE(state.present("jadwal"), nullptr);
  EXPECT_EQ(state.present("usulan-programmer"), nullptr);
  EXPECT_NE(state.newest("lampiran"), nullptr);
}

TEST_F(Uploads, files_nothing_twice_when_a_choice_is_pressed_twice) {
  go_to_step_five();
  office_.file(office_.fajar, {.name = "rencana.pdf"});
  const ShownButton choice = *office_.newest_with(office_.fajar, "rencana.pdf")->button("Rencana implementasi");
  const std::size_t before = versions();
  office_.press_data(office_.fajar, choice.data);
  office_.press_data(office_.fajar, choice.data);
  EXPECT_EQ(versions(), before + 1);
  EXPECT_TRUE(office_.toast_alert);
}

TEST_F(Uploads, keeps_nothing_when_told_so_or_never_told) {
  go_to_step_five();
  const std::size_t before = versions();
  office_.file(office_.fajar, {.name = "satu.pdf"});
  EXPECT_TRUE(office_.press(office_.fajar, "Jangan simpan"));
  EXPECT_TRUE(office_.sees(office_.fajar, "Berkas satu.pdf tidak disimpan."));
  office_.file(office_.fajar, {.name = "dua.pdf"});
  office_.pass(std::chrono::days{3});
  EXPECT_TRUE(office_.sees(office_.fajar, "Berkas dua.pdf tidak disimpan: belum dipilih"));
  EXPECT_EQ(versions(), before);
}

TEST_F(Uploads, makes_one_document_of_an_album_of_photos) {
  for (int page = 0; page < 3; ++page) {
    office_.file(office_.rina, {.name = "foto" + std::to_string(page), .group = "g7", .kind = File::Kind::photo});
  }
  EXPECT_EQ(versions(), 0U);
  office_.pass(std::chrono::seconds{3});
  ASSERT_EQ(versions(), 1U);
  const workflow::Version version = office_.state(no_).versions.front();
  ASSERT_EQ(version.what.contents.size(), 3U);
  EXPECT_NE(version.fingerprint, version.what.contents.front().sha256);
  EXPECT_EQ(version.fingerprint.size(), 64U);
  EXPECT_TRUE(office_.sees(office_.rina, "3 foto disimpan sebagai satu dokumen 3 halaman"));
}

TEST_F(Uploads, waits_for_slow_pages_of_an_album_and_keeps_their_order) {
  for (int page = 0; page < 3; ++page) {
    office_.file(office_.rina, {.name = "foto" + std::to_string(page), .group = "g7", .kind = File::Kind::photo},
                 false);
  }
  office_.pass(std::chrono::seconds{10});
  EXPECT_EQ(versions(), 0U);
  office_.fetch();
  ASSERT_EQ(versions(), 1U);
  const workflow::CaseState state = office_.state(no_);
  const auto& pages = state.versions.front().what.contents;
  ASSERT_EQ(pages.size(), 3U);
  EXPECT_LT(pages[0].telegram_file_id, pages[1].telegram_file_id);
  EXPECT_LT(pages[1].telegram_file_id, pages[2].telegram_file_id);
}

TEST_F(Uploads, takes_the_caption_of_one_photo_for_the_whole_album) {
  go_to_step_five();
  office_.file(office_.fajar, {.name = "f1", .group = "g9", .kind = File::Kind::photo});
  office_.file(office_.fajar,
               {.name = "f2", .caption = "/unggah M26-001 jadwal", .group = "g9", .kind = File::Kind::photo});
  office_.pass(std::chrono::seconds{3});
  const workflow::CaseState state = office_.state(no_);
  ASSERT_NE(state.present("jadwal"), nullptr);
  EXPECT_EQ(state.present("jadwal")->what.contents.size(), 2U);
}

TEST_F(Uploads, files_an_album_without_a_page_that_could_not_be_fetched) {
  office_.file(office_.rina, {.name = "f1", .group = "g", .kind = File::Kind::photo});
  office_.file(office_.rina, {.name = "f2", .group = "g", .kind = File::Kind::photo}, false);
  office_.fetch(Why::unavailable);
  office_.pass(std::chrono::seconds{3});
  ASSERT_EQ(versions(), 1U);
  EXPECT_EQ(office_.state(no_).versions.front().what.contents.size(), 1U);
  EXPECT_TRUE(office_.sees(office_.rina, "tidak dapat diambil dari Telegram"));
}

TEST_F(Uploads, refuses_a_file_that_is_declared_too_big_at_once) {
  office_.file(office_.rina, {.name = "prototype.apk", .bytes = 48'234'496}, false);
  EXPECT_TRUE(office_.sees(office_.rina, "prototype.apk berukuran 46 MB, sedangkan batasnya 20 MB"))
      << office_.last(office_.rina).html;
  office_.read([](store::Tx& tx) { EXPECT_EQ(store::Jobs{tx}.open_count(), 0U); });
}

TEST_F(Uploads, says_why_a_file_was_not_kept) {
  const std::vector<std::pair<Why, std::string>> reasons{
      {Why::empty, "kosong (0 byte)"},
      {Why::too_big, "lebih besar dari batas"},
      {Why::program, "adalah program"},
      {Why::type_not_allowed, "tidak dapat diterima"},
      {Why::type_mismatch, "tidak sesuai"},
      {Why::macros, "memuat makro"},
      {Why::misleading_name, "akhiran ganda"},
      {Why::two_in_one, "dua jenis berkas"},
      {Why::damaged, "tidak utuh"},
      {Why::encrypted, "kata sandi"},
      {Why::inflates, "terlalu banyak"},
      {Why::unsafe_zip, "arsip di dalam arsip"},
      {Why::active, "dari luar saat dibuka"},
      {Why::too_many_pixels, "40 megapiksel"},
      {Why::infected, "menemukan virus"},
      {Why::not_scannable, "pemindai virus"},
      {Why::unavailable, "tidak dapat diambil"},
  };
  for (const auto& [why, words] : reasons) {
    office_.file(office_.rina, {.name = "laporan <1>.pdf"}, false);
    office_.fetch(why);
    EXPECT_TRUE(office_.last(office_.rina).html.find(words) != std::string::npos) << words;
    EXPECT_TRUE(office_.last(office_.rina).html.find("laporan &lt;1&gt;.pdf") != std::string::npos);
  }
  EXPECT_EQ(versions(), 0U);
}

TEST_F(Uploads, shows_a_file_without_a_name_as_such) {
  office_.file(office_.rina, {.name = ""});
  ASSERT_EQ(versions(), 1U);
  EXPECT_EQ(office_.state(no_).versions.front().what.contents.front().file_name, "berkas tanpa nama");
}

TEST_F(Uploads, tells_whoever_owes_nothing) {
  office_.file(office_.putri, {.name = "catatan.pdf"});
  EXPECT_TRUE(office_.last(office_.putri).html.find("Tidak ada dokumen yang sedang diminta") != std::string::npos);
}

TEST_F(Uploads, refuses_a_document_for_a_step_that_is_not_ones_own) {
  office_.file(office_.dedi, {.caption = "/unggah M26-001 identifikasi"});
  EXPECT_TRUE(office_.last(office_.dedi).html.find("menunggu Instansi Pengguna") != std::string::npos)
      << office_.last(office_.dedi).html;
  EXPECT_EQ(versions(), 0U);
}

TEST_F(Uploads, asks_what_changed_from_the_second_version_on_without_waiting) {
  office_.file(office_.rina, {.name = "satu.pdf"});
  office_.file(office_.rina, {.name = "dua.pdf"});
  EXPECT_TRUE(office_.last(office_.rina).html.find("apa yang berubah") != std::string::npos);
  EXPECT_TRUE(office_.press(office_.rina, "Hanya perbaikan penulisan"));
  EXPECT_EQ(office_.state(no_).versions[1].change_note, "Hanya perbaikan penulisan");
  office_.file(office_.rina, {.name = "tiga.pdf"});
  office_.text(office_.rina, "Tabel antrean prioritas ditambahkan");
  EXPECT_EQ(office_.state(no_).versions[2].change_note, "Tabel antrean prioritas ditambahkan");
  office_.file(office_.rina, {.name = "empat.pdf"});
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_EQ(office_.state(no_).active().phase, workflow::Phase::awaiting_approval);
  EXPECT_TRUE(office_.state(no_).versions[3].change_note.empty());
}

TEST_F(Uploads, withdraws_a_wrong_file_until_the_hand_in) {
  office_.file(office_.rina, {});
  EXPECT_TRUE(office_.press(office_.rina, "Salah berkas"));
  EXPECT_TRUE(office_.state(no_).versions.front().withdrawn);
  EXPECT_TRUE(office_.sees(office_.rina, "Ditarik: Dokumen identifikasi kebutuhan, versi 1"));
  office_.file(office_.rina, {.name = "benar.pdf"});
  const Shown* filed = office_.newest_with(office_.rina, "apa yang berubah");
  ASSERT_NE(filed, nullptr);
  const ShownButton wrong = *filed->button("Salah berkas");
  office_.text(office_.rina, "/selesai M26-001");
  office_.press_data(office_.rina, wrong.data);
  EXPECT_TRUE(office_.toast_alert);
  EXPECT_FALSE(office_.state(no_).versions.back().withdrawn);
}

TEST_F(Uploads, hands_in_when_the_last_file_is_there) {
  office_.file(office_.rina, {}, false);
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_TRUE(office_.sees(office_.rina, "Masih ada berkas yang sedang diterima"));
  EXPECT_EQ(office_.state(no_).active().phase, workflow::Phase::in_progress);
  office_.fetch();
  EXPECT_EQ(office_.state(no_).active().phase, workflow::Phase::awaiting_approval);
  EXPECT_TRUE(office_.sees(office_.hendra, "Mohon persetujuan"));
}

TEST_F(Uploads, hands_in_after_an_album_that_is_still_gathered) {
  office_.file(office_.rina, {.name = "f1", .group = "g", .kind = File::Kind::photo});
  office_.file(office_.rina, {.name = "f2", .group = "g", .kind = File::Kind::photo});
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_EQ(office_.state(no_).active().phase, workflow::Phase::in_progress);
  office_.pass(std::chrono::seconds{3});
  EXPECT_EQ(office_.state(no_).active().phase, workflow::Phase::awaiting_approval);
  EXPECT_EQ(office_.state(no_).versions.front().what.contents.size(), 2U);
}

TEST_F(Uploads, says_what_is_missing_when_the_awaited_file_is_refused) {
  office_.file(office_.rina, {}, false);
  office_.text(office_.rina, "/selesai M26-001");
  office_.fetch(Why::empty);
  EXPECT_TRUE(office_.sees(office_.rina, "Belum dapat dikirim: M26-001"));
}

TEST_F(Uploads, gives_up_waiting_for_a_file_that_never_comes) {
  office_.file(office_.rina, {}, false);
  office_.text(office_.rina, "/selesai M26-001");
  office_.pass(std::chrono::minutes{20});
  EXPECT_TRUE(office_.sees(office_.rina, "Belum dapat dikirim: M26-001"));
}

TEST_F(Uploads, asks_for_number_and_date_of_a_signed_letter) {
  office_.file(office_.rina, {});
  office_.text(office_.rina, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.text(office_.sari, "/mulai M26-001");
  office_.text(office_.sari, "/isi M26-001 modifikasi nihil");
  office_.text(office_.sari, "/selesai M26-001");
  office_.text(office_.sari, "/setuju M26-001");
  office_.text(office_.rina, "/setuju M26-001");
  EXPECT_TRUE(office_.sees(office_.hendra, "Mohon menunjuk System Analyst dan mengirimkan konsep suratnya"));
  office_.text(office_.hendra, "/tunjuk M26-001 analis Fajar");
  EXPECT_TRUE(office_.sees(office_.hendra, "Yang ditunjuk: Fajar"));
  office_.file(office_.hendra, {});
  office_.text(office_.hendra, "/selesai M26-001");
  office_.text(office_.sari, "/setuju M26-001");
  ASSERT_EQ(office_.state(no_).active().phase, workflow::Phase::awaiting_signature);
  office_.file(office_.hendra, {.name = "spt.pdf"});
  EXPECT_TRUE(office_.last(office_.hendra).html.find("Mohon dilengkapi nomor dan tanggal surat") != std::string::npos);
  office_.text(office_.hendra, "besok");
  EXPECT_TRUE(office_.last(office_.hendra).html.find("belum terbaca") != std::string::npos);
  EXPECT_TRUE(office_.press(office_.hendra, "Penanda tangan lain"));
  EXPECT_TRUE(office_.toast.find("penanda tangan") != std::string::npos);
  office_.text(office_.hendra, "800/45/2026; 2-3-2026; Sekretaris Daerah");
  EXPECT_EQ(office_.state(no_).current, 5);
  const workflow::Letter letter = office_.state(no_).newest("spt-analis")->what.letter.value();
  EXPECT_EQ(letter.number, "800/45/2026");
  EXPECT_EQ(letter.signatory, "Sekretaris Daerah");
  EXPECT_TRUE(office_.sees(office_.fajar, "Penunjukan sebagai System Analyst"));
  EXPECT_TRUE(office_.sees(office_.fajar, "Tugas pertama: Tahap 5 dari 14"));
  const std::string answer = office_.last(office_.hendra).html;
  EXPECT_NE(answer.find("Tersimpan: Surat Perintah Tugas bertanda tangan"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Berikutnya: Tahap 5, menunggu"), std::string::npos) << answer;
  EXPECT_TRUE(office_.sees(office_.sari, "Surat bertanda tangan tersimpan – Tahap 4 dari 14, M26-001"));
}

TEST_F(Uploads, fills_in_links_with_and_without_a_fingerprint_and_refuses_what_is_none) {
  office_.text(office_.rina, "/isi M26-001 identifikasi https://a.example/x");
  EXPECT_TRUE(office_.last(office_.rina).html.find("Belum tersimpan") != std::string::npos);
  office_.text(office_.rina, "/isi M26-001 lampiran https://a.example/x " + std::string(64, 'A'));
  ASSERT_EQ(versions(), 1U);
  EXPECT_EQ(office_.state(no_).versions[0].what.link_sha256, std::string(64, 'a'));
  for (const std::string bad : {"ftp://a.example/x", "https://", "https:///x", "a.example", "https://a.example 12ab",
                                "javascript:alert(1)", "https://a.example x y"}) {
    office_.text(office_.rina, "/isi M26-001 lampiran " + bad);
    EXPECT_TRUE(office_.last(office_.rina).html.find("tidak dapat digunakan") != std::string::npos) << bad;
  }
  EXPECT_EQ(versions(), 1U);
  office_.text(office_.rina, "/isi M26-001");
  EXPECT_TRUE(office_.last(office_.rina).html.find("Contoh: /isi") != std::string::npos);
}

TEST_F(Uploads, takes_a_photo_sent_alone_as_a_document) {
  office_.file(office_.rina, {.name = "foto", .kind = File::Kind::photo});
  EXPECT_EQ(versions(), 1U);
}

TEST_F(Uploads, files_nothing_for_somebody_who_left_meanwhile) {
  office_.file(office_.rina, {}, false);
  office_.withdraw(office_.rina, Role::instansi_pengguna, office_.disdukcapil);
  office_.fetch();
  EXPECT_EQ(versions(), 0U);
}

}  // namespace alur::chat::test
