#include "steps.hpp"

#include <gtest/gtest.h>

/// Ways a case does not go straight: returns, recalls, races, people who are away.
namespace alur::journey {

namespace {

std::int64_t count(Office& office, const std::string& kind) {
  office.quiet();
  return office.number("SELECT count(*) FROM event WHERE stream = 'case' AND kind = '" + kind + "'");
}

void finish_mandiri(Office& office, const std::string& no, int from) {
  for (int step = from; step <= 14; ++step) mandiri_step(office, no, step);
  office.rina.see("Selesai – " + no);
  office.check_record();
}

/// The same papers again, where the step's earlier ones no longer count.
void again(Person& by, const std::string& no, const std::string& item, const std::string& sample) {
  by.send(sample, "/unggah " + no + " " + item);
  by.see("Tersimpan");
}

}  // namespace

TEST(Turns, a_request_for_modification_goes_back_to_the_specification) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  mandiri_step(office, no, 1);
  mandiri_step(office, no, 2);
  office.sari.say("/mulai " + no).see("Sesi dimulai");
  office.sari.say("/akhiri " + no).see("Sesi berakhir");
  office.sari.send("laporan.pdf", "/unggah " + no + " modifikasi").see("Tersimpan");
  hand_in(office.sari, no);
  approve(no, {&office.sari});
  office.rina.say("/setuju " + no).see("Permintaan modifikasi disetujui");
  office.dedi.see("putaran ke-2");
  again(office.dedi, no, "spesifikasi", "usulan.docx");
  hand_in(office.dedi, no);
  approve(no, {&office.hendra});
  finish_mandiri(office, no, 3);
  EXPECT_EQ(count(office, "returned"), 1);
}

TEST(Turns, a_failed_test_goes_back_to_the_prototype_and_a_review_too) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (int step = 1; step <= 9; ++step) mandiri_step(office, no, step);
  again(office.rina, no, "laporan-uat", "laporan.pdf");
  hand_in(office.rina, no);
  office.hendra.say("/kembalikan " + no + " tahap 9 Cetak nomor antrean gagal pada KB-04");
  office.putri.see("Dikembalikan – Tahap 9");
  office.putri.say("/isi " + no + " prototype https://uji.muaraenimkab.go.id/antrean-2").see("Tersimpan");
  hand_in(office.putri, no);
  approve(no, {&office.fajar, &office.hendra});
  again(office.rina, no, "laporan-uat", "rencana.pdf");
  hand_in(office.rina, no);
  approve(no, {&office.hendra});
  mandiri_step(office, no, 11);
  office.sari.say("/mulai " + no).see("Sesi dimulai");
  office.sari.say("/akhiri " + no).see("Sesi berakhir");
  office.sari.send("laporan.pdf", "/unggah " + no + " laporan-review").see("Tersimpan");
  hand_in(office.sari, no);
  office.rina.say("/kembalikan " + no + " tahap 9 Laporan harian belum ada");
  office.putri.see("putaran ke-3");
  office.putri.say("/isi " + no + " prototype https://uji.muaraenimkab.go.id/antrean-3").see("Tersimpan");
  hand_in(office.putri, no);
  approve(no, {&office.fajar, &office.hendra});
  again(office.rina, no, "laporan-uat", "identifikasi.pdf");
  hand_in(office.rina, no);
  approve(no, {&office.hendra});
  office.hendra.say("/mulai " + no).see("Sesi dimulai");
  again(office.hendra, no, "jadwal-review", "jadwal.xlsx");
  hand_in(office.hendra, no);
  approve(no, {&office.sari});
  office.sari.say("/mulai " + no).see("Sesi dimulai");
  again(office.sari, no, "laporan-review", "rencana.pdf");
  hand_in(office.sari, no);
  approve(no, {&office.sari, &office.rina});
  finish_mandiri(office, no, 13);
  EXPECT_EQ(count(office, "returned"), 2);
}

TEST(Turns, the_review_of_a_contractors_prototype_goes_back_to_the_work) {
  Office office;
  const std::string no = open_case(office, "pengembang", "Aplikasi Izin Reklame");
  for (int step = 1; step <= 5; ++step) pengembang_step(office, no, step);
  office.sari.say("/mulai " + no).see("Sesi dimulai");
  again(office.sari, no, "laporan-review", "laporan.pdf");
  hand_in(office.sari, no);
  office.rina.say("/kembalikan " + no + " tahap 5 Izin belum dapat diperpanjang");
  office.bayu.see("Tahap 5");
  office.bayu.say("/isi " + no + " prototype https://uji.muaraenimkab.go.id/reklame-2").see("Tersimpan");
  again(office.bayu, no, "rencana", "laporan.pdf");
  again(office.bayu, no, "jadwal", "jadwal.xlsx");
  hand_in(office.sari, no);
  approve(no, {&office.sari, &office.rina});
  office.sari.say("/mulai " + no).see("Sesi dimulai");
  again(office.sari, no, "laporan-review", "rencana.pdf");
  hand_in(office.sari, no);
  approve(no, {&office.sari, &office.rina});
  for (int step = 7; step <= 8; ++step) pengembang_step(office, no, step);
  office.bayu.see("Selesai – " + no);
  office.check_record();
}

TEST(Turns, a_hand_in_and_an_approval_are_taken_back_while_nobody_acted) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  office.rina.send("identifikasi.pdf").see("Tersimpan");
  hand_in(office.rina, no);
  office.rina.say("/tarik " + no).see("ditarik kembali");
  hand_in(office.rina, no);
  approve(no, {&office.hendra});
  office.hendra.say("/tarik " + no).see("ditarik");
  approve(no, {&office.hendra});
  finish_mandiri(office, no, 2);
}

TEST(Turns, of_two_holders_who_decide_at_once_the_first_counts_and_the_second_is_told) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  mandiri_step(office, no, 1);
  office.dedi.send("spesifikasi.docx", "/unggah " + no + " spesifikasi").see("Tersimpan");
  // Two hands on the same step: Yuni takes it over while Dedi hands it in.
  office.dedi.say("/selesai " + no);
  office.yuni.say("/selesai " + no);
  office.dedi.see("Tahap 2");
  office.quiet();
  EXPECT_EQ(count(office, "submitted"), 2) << "step 1 and step 2, once each";
  approve(no, {&office.hendra});
  office.hendra.say("/setuju " + no).see("Tahap 2");
  EXPECT_EQ(count(office, "approved"), 2);
  finish_mandiri(office, no, 3);
}

TEST(Turns, a_head_of_division_who_is_away_is_replaced) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (int step = 1; step <= 4; ++step) mandiri_step(office, no, step);
  again(office.fajar, no, "rencana", "rencana.pdf");
  again(office.fajar, no, "jadwal", "jadwal.xlsx");
  again(office.fajar, no, "usulan-programmer", "usulan.docx");
  hand_in(office.fajar, no);
  approve(no, {&office.hendra});
  office.sari.say("/alihkan " + no + " Hendra Wijaya").see("Hendra");
  office.hendra.see("Tahap 5");
  approve(no, {&office.hendra});
  finish_mandiri(office, no, 6);
}

TEST(Turns, a_kasi_who_is_also_the_analyst_does_not_approve_himself) {
  Office office;
  const Output invited =
      office.alurbot("invite", {"--json", "--role", "system_analyst", "--name", office.hendra.name()});
  ASSERT_EQ(invited.status, 0) << invited.out;
  const auto link = invited.out.substr(invited.out.find("https://"));
  office.telegram().open_link(office.hendra.id(), link.substr(0, link.find('"')));
  office.hendra.see("System Analyst");
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (int step = 1; step <= 3; ++step) mandiri_step(office, no, step);
  office.hendra.say("/tunjuk " + no + " analis Hendra Wijaya").see("Hendra Wijaya");
  again(office.hendra, no, "spt-analis", "spt.pdf");
  hand_in(office.hendra, no);
  office.sari.say("/setuju " + no).see("Paraf tercatat");
  office.hendra.send("spt.pdf", "/unggah " + no + " spt-analis 800/45/DISKOMINFO-III/2026 2-3-2026").see("Tersimpan");
  again(office.hendra, no, "rencana", "rencana.pdf");
  again(office.hendra, no, "jadwal", "jadwal.xlsx");
  again(office.hendra, no, "usulan-programmer", "usulan.docx");
  hand_in(office.hendra, no);
  office.hendra.say("/setuju " + no);
  office.hendra.do_not_see("ersetujuan tercatat");
  office.sari.see("menggantikan KASI");
  approve(no, {&office.sari});
  office.hendra.see("Tahap 6");
  office.check_record();
}

}  // namespace alur::journey
