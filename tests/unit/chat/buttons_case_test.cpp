#include "fixture.hpp"

#include <gtest/gtest.h>

/// Whole cases by buttons: a reader who knows no command presses what is offered, answers what is asked and sends
/// files.
namespace alur::chat::test {

namespace {

using workflow::CaseStatus;

class ByButtons : public ::testing::Test {
 protected:
  Office office_;

  void press(const Member& by, std::string_view label) {
    ASSERT_TRUE(office_.press(by, label)) << "no button \"" << label << "\"; the newest message is\n"
                                          << office_.last(by).html;
    ASSERT_FALSE(office_.toast_alert) << label << ": " << office_.toast;
  }
  void hand_in(const Member& by) {
    press(by, "Kirim untuk persetujuan");
    press(by, "Ya, kirim");
  }
  void approve(const Member& by) {
    press(by, "Setujui");
    press(by, "Ya, setujui");
  }
  void upload(const Member& by) { office_.file(by, {}); }
  /// Sends several files at once and says of each what it is.
  void upload_each(const Member& by, std::initializer_list<std::string_view> labels) {
    std::size_t left = labels.size();
    for (const std::string_view label : labels) {
      office_.file(by, {.name = std::string{label} + ".pdf"});
      if (left-- > 1) {
        press(by, label);
      }
    }
  }
  void expect_step(int step) {
    ASSERT_EQ(office_.state(no_).current, step)
        << "rina: " << office_.last(office_.rina).html << "\nhendra: " << office_.last(office_.hendra).html
        << "\nsari: " << office_.last(office_.sari).html;
  }
  void steps_one_to_three();
  void appoint(std::string_view role, std::string_view name, const std::string& letter);

  std::string no_ = "M26-001";
};

void ByButtons::steps_one_to_three() {
  upload(office_.rina);
  hand_in(office_.rina);
  approve(office_.hendra);
  expect_step(2);
  press(office_.dedi, "Saya kerjakan");
  press(office_.dedi, "Unggah dokumen");
  upload(office_.dedi);
  hand_in(office_.dedi);
  approve(office_.hendra);
  expect_step(3);
  press(office_.sari, "Jadwalkan sesi");
  office_.text(office_.sari, "3-3-2026 09.00 Ruang Rapat Kominfo");
  press(office_.rina, "Bersedia");
  office_.at(2026, 3, 3, 9, 4);
  press(office_.sari, "Mulai sesi");
  office_.pass(std::chrono::minutes{105});
  press(office_.sari, "Akhiri sesi");
  press(office_.sari, "Nihil");
  hand_in(office_.sari);
  approve(office_.sari);
  approve(office_.rina);
  expect_step(4);
}

void ByButtons::appoint(std::string_view role, std::string_view name, const std::string& letter) {
  press(office_.hendra, role);
  press(office_.hendra, name);
  press(office_.hendra, "Lanjut");
  press(office_.hendra, "Ya, tunjuk");
  upload(office_.hendra);
  hand_in(office_.hendra);
  approve(office_.sari);
  press(office_.hendra, "Unggah surat bertanda tangan");
  upload(office_.hendra);
  office_.text(office_.hendra, letter);
}

}  // namespace

TEST_F(ByButtons, runs_mandiri_to_the_end) {
  office_.text(office_.rina, "/start");
  press(office_.rina, "Ajukan permohonan");
  office_.text(office_.rina, "Aplikasi Antrean Layanan Kependudukan");
  press(office_.rina, "Ajukan");
  expect_step(1);
  steps_one_to_three();
  appoint("Tunjuk System Analyst", "Fajar", "800/45/DISKOMINFO-III/2026 2-3-2026");
  expect_step(5);
  upload_each(office_.fajar, {"Rencana implementasi", "Jadwal pelaksanaan", "Usulan programmer"});
  hand_in(office_.fajar);
  approve(office_.hendra);
  approve(office_.sari);
  expect_step(6);
  appoint("Tunjuk Programmer", "Putri", "800/46/DISKOMINFO-III/2026 3-3-2026");
  expect_step(7);
  upload_each(office_.fajar, {"DFD", "ERD"});
  hand_in(office_.fajar);
  approve(office_.hendra);
  expect_step(8);
  upload(office_.fajar);
  hand_in(office_.fajar);
  approve(office_.hendra);
  approve(office_.rina);
  expect_step(9);
  press(office_.putri, "Unggah dokumen");
  press(office_.putri, "Kirim tautan");
  office_.text(office_.putri, "https://uji.muaraenimkab.go.id/antrean");
  hand_in(office_.putri);
  approve(office_.fajar);
  approve(office_.hendra);
  expect_step(10);
  upload(office_.rina);
  hand_in(office_.rina);
  approve(office_.hendra);
  expect_step(11);
  press(office_.hendra, "Mulai sesi");
  press(office_.hendra, "Akhiri sesi");
  upload(office_.hendra);
  hand_in(office_.hendra);
  approve(office_.sari);
  expect_step(12);
  press(office_.sari, "Mulai sesi");
  upload(office_.sari);
  hand_in(office_.sari);
  approve(office_.sari);
  approve(office_.rina);
  expect_step(13);
  press(office_.dedi, "Isi Perlengkapan");
  press(office_.dedi, "Laptop");
  press(office_.dedi, "PC Unit");
  press(office_.dedi, "Kelengkapan");
  press(office_.dedi, "Simpan");
  upload(office_.dedi);
  hand_in(office_.dedi);
  approve(office_.hendra);
  approve(office_.rina);
  expect_step(14);
  upload_each(office_.yuni, {"System akhir", "Aplikasi"});
  hand_in(office_.yuni);
  approve(office_.sari);
  approve(office_.rina);
  EXPECT_EQ(office_.state(no_).status, CaseStatus::done);
}

TEST_F(ByButtons, takes_ticks_that_come_faster_than_the_question_changes) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
  steps_one_to_three();
  press(office_.hendra, "Tunjuk System Analyst");
  const ShownButton fajar = *office_.last(office_.hendra).button("Fajar");
  const ShownButton go_on = *office_.last(office_.hendra).button("Lanjut");
  for (int taps = 1; taps <= 3; ++taps) {
    office_.press_data(office_.hendra, fajar.data);
    EXPECT_FALSE(office_.toast_alert) << office_.toast;
    EXPECT_EQ(office_.last(office_.hendra).html.find("Dipilih: Fajar") != std::string::npos, taps % 2 == 1) << taps;
  }
  office_.press_data(office_.hendra, go_on.data);
  EXPECT_TRUE(office_.toast_alert) << "what was not on the message that was pressed is not gone on with";
  press(office_.hendra, "Batal");
  office_.press_data(office_.hendra, fajar.data);
  EXPECT_TRUE(office_.toast_alert) << "a tick on a question that is over";
}

TEST_F(ByButtons, runs_pengembang_to_the_end) {
  office_.text(office_.dedi, "/start");
  press(office_.dedi, "Ajukan permohonan");
  press(office_.dedi, "PENGEMBANG");
  press(office_.dedi, "Kependudukan");
  office_.text(office_.dedi, "470/112/DISDUKCAPIL/2026 27-2-2026");
  office_.text(office_.dedi, "Aplikasi Retribusi Pasar");
  press(office_.dedi, "Ajukan");
  no_ = "P26-001";
  expect_step(1);
  steps_one_to_three();
  press(office_.hendra, "Penyedia sudah ditetapkan");
  press(office_.hendra, "Tunjuk System Analyst");
  office_.text(office_.hendra, "Rudi Hartono");
  press(office_.hendra, "Lanjut");
  press(office_.hendra, "Ya, tunjuk");
  press(office_.hendra, "Tunjuk Programmer");
  office_.text(office_.hendra, "Sinta Maharani");
  press(office_.hendra, "Lanjut");
  press(office_.hendra, "Ya, tunjuk");
  press(office_.hendra, "Tunjuk Penyedia");
  press(office_.hendra, "Bayu");
  press(office_.hendra, "Lanjut");
  press(office_.hendra, "Ya, tunjuk");
  office_.file(office_.hendra, {.name = "kontrak.pdf"});
  press(office_.hendra, "Kontrak");
  upload(office_.hendra);
  hand_in(office_.hendra);
  approve(office_.sari);
  press(office_.hendra, "Unggah surat bertanda tangan");
  upload(office_.hendra);
  office_.text(office_.hendra, "027/18/SPK/2026; 3-3-2026");
  expect_step(5);
  upload_each(office_.bayu, {"Rencana", "Jadwal", "Prototipe"});
  hand_in(office_.sari);
  approve(office_.sari);
  approve(office_.rina);
  expect_step(6);
  press(office_.sari, "Mulai sesi");
  press(office_.sari, "Akhiri sesi");
  upload(office_.sari);
  hand_in(office_.sari);
  approve(office_.sari);
  approve(office_.rina);
  expect_step(7);
  press(office_.bayu, "Isi Perlengkapan");
  press(office_.bayu, "Laptop");
  press(office_.bayu, "Simpan");
  EXPECT_TRUE(office_.sees(office_.bayu, "baru 1 dari 3"));
  press(office_.bayu, "Isi Perlengkapan");
  press(office_.bayu, "PC Unit");
  press(office_.bayu, "Kelengkapan");
  press(office_.bayu, "Simpan");
  upload(office_.bayu);
  hand_in(office_.bayu);
  approve(office_.hendra);
  approve(office_.rina);
  expect_step(8);
  upload_each(office_.bayu, {"System akhir", "Aplikasi"});
  hand_in(office_.bayu);
  approve(office_.sari);
  approve(office_.rina);
  EXPECT_EQ(office_.state(no_).status, CaseStatus::done);
}

}  // namespace alur::chat::test
