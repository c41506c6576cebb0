#include "fixture.hpp"

#include <gtest/gtest.h>

/// Whole cases, by commands alone and by buttons alone.
namespace alur::chat::test {

namespace {

using workflow::CaseStatus;

class WholeCase : public ::testing::Test {
 protected:
  Office office_;

  void expect_step(const std::string& register_no, int step) {
    ASSERT_EQ(office_.state(register_no).current, step)
        << "rina: " << office_.last(office_.rina).html << "\nhendra: " << office_.last(office_.hendra).html
        << "\nsari: " << office_.last(office_.sari).html << "\nfajar: " << office_.last(office_.fajar).html
        << "\ndedi: " << office_.last(office_.dedi).html;
  }
  /// Files an item by caption.
  void file(const Member& by, const std::string& register_no, const std::string& item_and_more) {
    office_.file(by, {.name = item_and_more.substr(0, item_and_more.find(' ')) + ".pdf",
                      .caption = "/unggah " + register_no + " " + item_and_more});
  }
  void steps_one_to_three(const std::string& register_no);
};

void WholeCase::steps_one_to_three(const std::string& no) {
  file(office_.rina, no, "identifikasi");
  office_.text(office_.rina, "/selesai " + no);
  office_.text(office_.hendra, "/setuju " + no + " Lengkap.");
  expect_step(no, 2);
  file(office_.dedi, no, "spesifikasi");
  office_.text(office_.dedi, "/selesai " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 3);
  office_.text(office_.sari, "/jadwal " + no + " 3-3-2026 09.00 Ruang Rapat");
  office_.text(office_.rina, "/jadwal " + no + " bersedia");
  office_.at(2026, 3, 3, 9, 5);
  office_.text(office_.sari, "/mulai " + no);
  office_.at(2026, 3, 3, 10, 30);
  office_.text(office_.sari, "/akhiri " + no);
  office_.text(office_.sari, "/isi " + no + " modifikasi nihil");
  office_.text(office_.sari, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  office_.text(office_.rina, "/setuju " + no);
  expect_step(no, 4);
}

}  // namespace

TEST_F(WholeCase, runs_mandiri_to_the_end_by_typed_commands) {
  office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean Layanan Kependudukan");
  const std::string no = "M26-001";
  steps_one_to_three(no);

  office_.text(office_.hendra, "/tunjuk " + no + " analis Fajar");
  file(office_.hendra, no, "spt-analis");
  office_.text(office_.hendra, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  file(office_.hendra, no, "spt-analis 800/45/DISKOMINFO-III/2026 2-3-2026");
  expect_step(no, 5);

  file(office_.fajar, no, "rencana");
  file(office_.fajar, no, "jadwal");
  file(office_.fajar, no, "usulan-programmer");
  office_.text(office_.fajar, "/selesai " + no);
  office_.text(office_.hendra, "/setuju " + no);
  office_.text(office_.sari, "/setuju " + no);
  expect_step(no, 6);

  office_.text(office_.hendra, "/tunjuk " + no + " programmer Putri");
  file(office_.hendra, no, "spt-programmer");
  office_.text(office_.hendra, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  file(office_.hendra, no, "spt-programmer 800/46/DISKOMINFO-III/2026 3-3-2026");
  expect_step(no, 7);

  file(office_.fajar, no, "dfd");
  file(office_.fajar, no, "erd");
  office_.text(office_.fajar, "/selesai " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 8);

  file(office_.fajar, no, "uat-awal");
  office_.text(office_.fajar, "/selesai " + no);
  office_.text(office_.rina, "/setuju " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 9);

  office_.text(office_.putri, "/isi " + no + " prototype https://uji.muaraenimkab.go.id/antrean");
  office_.text(office_.putri, "/selesai " + no);
  office_.text(office_.fajar, "/setuju " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 10);

  file(office_.rina, no, "laporan-uat");
  office_.text(office_.rina, "/selesai " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 11);

  office_.text(office_.hendra, "/mulai " + no);
  office_.pass(std::chrono::minutes{60});
  office_.text(office_.hendra, "/akhiri " + no);
  file(office_.hendra, no, "jadwal-review");
  office_.text(office_.hendra, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  expect_step(no, 12);

  office_.text(office_.sari, "/mulai " + no);
  office_.pass(std::chrono::minutes{30});
  file(office_.sari, no, "laporan-review");
  office_.text(office_.sari, "/selesai " + no);
  office_.text(office_.rina, "/setuju " + no);
  office_.text(office_.sari, "/setuju " + no);
  expect_step(no, 13);

  office_.text(office_.dedi, "/isi " + no + " perlengkapan lengkap");
  file(office_.dedi, no, "laporan-pelatihan");
  office_.text(office_.dedi, "/selesai " + no);
  office_.text(office_.rina, "/setuju " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 14);

  office_.text(office_.dedi, "/isi " + no + " sistem-akhir https://git.muaraenimkab.go.id/antrean");
  office_.text(office_.dedi, "/isi " + no + " aplikasi https://antrean.muaraenimkab.go.id");
  office_.text(office_.dedi, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  office_.text(office_.rina, "/setuju " + no);
  EXPECT_EQ(office_.state(no).status, CaseStatus::done);
  EXPECT_TRUE(office_.sees(office_.rina, "Selesai"));
}

TEST_F(WholeCase, runs_pengembang_to_the_end_by_typed_commands) {
  office_.text(office_.rina, "/ajukan pengembang Aplikasi Retribusi Pasar");
  const std::string no = "P26-001";
  steps_one_to_three(no);

  office_.text(office_.hendra, "/mulai " + no);
  office_.text(office_.hendra, "/tunjuk " + no + " pengembang Bayu");
  office_.text(office_.hendra, "/tunjuk " + no + " analis Rudi Hartono");
  office_.text(office_.hendra, "/tunjuk " + no + " programmer Sinta Maharani");
  file(office_.hendra, no, "kontrak");
  file(office_.hendra, no, "perjanjian");
  office_.text(office_.hendra, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  file(office_.hendra, no, "perjanjian 027/18/SPK/2026 3-3-2026");
  expect_step(no, 5);

  file(office_.bayu, no, "rencana");
  file(office_.bayu, no, "jadwal");
  office_.text(office_.bayu, "/isi " + no + " prototype https://uji.muaraenimkab.go.id/pasar");
  office_.text(office_.sari, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  office_.text(office_.rina, "/setuju " + no);
  expect_step(no, 6);

  office_.text(office_.sari, "/mulai " + no);
  office_.pass(std::chrono::minutes{30});
  file(office_.sari, no, "laporan-review");
  office_.text(office_.sari, "/selesai " + no);
  office_.text(office_.rina, "/setuju " + no);
  office_.text(office_.sari, "/setuju " + no);
  expect_step(no, 7);

  office_.text(office_.bayu, "/isi " + no + " perlengkapan lengkap");
  file(office_.bayu, no, "laporan-pelatihan");
  office_.text(office_.bayu, "/selesai " + no);
  office_.text(office_.rina, "/setuju " + no);
  office_.text(office_.hendra, "/setuju " + no);
  expect_step(no, 8);

  office_.text(office_.dedi, "/isi " + no + " sistem-akhir https://git.muaraenimkab.go.id/pasar");
  office_.text(office_.dedi, "/isi " + no + " aplikasi https://pasar.muaraenimkab.go.id");
  office_.text(office_.dedi, "/selesai " + no);
  office_.text(office_.sari, "/setuju " + no);
  office_.text(office_.rina, "/setuju " + no);
  EXPECT_EQ(office_.state(no).status, CaseStatus::done);
}

}  // namespace alur::chat::test
