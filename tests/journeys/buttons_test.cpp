#include "steps.hpp"

#include <gtest/gtest.h>

/// Whole cases by somebody who knows no command: presses what is offered, answers what is asked, sends files.
namespace alur::journey {

namespace {

class Buttons : public testing::Test {
 protected:
  Office office;

  void hand_in(Person& by) { by.press("Kirim untuk persetujuan").press("Ya, kirim").see("Terkirim"); }
  void approve(Person& by) {
    by.see("Batas persetujuan");
    by.press("Setujui").press("Ya, setujui").see("ersetujuan tercatat");
  }
  void initial(Person& by) {
    by.see("Batas persetujuan");
    by.press("Setujui").press("Ya, setujui").see("Paraf tercatat");
  }
  void upload(Person& by, const std::string& sample) { by.send(sample).see("Tersimpan"); }
  /// Sends files one after the other and says of each what it is; the last can only be one thing.
  void upload_each(Person& by, const std::vector<std::pair<std::string, std::string>>& labelled) {
    for (std::size_t i = 0; i < labelled.size(); ++i) {
      by.send(labelled[i].first);
      if (i + 1 < labelled.size()) {
        by.see("Berkas diterima");
        by.press(labelled[i].second);
      }
      by.see("Tersimpan");
    }
  }
  void confirm_appointment() { office.hendra.press("Lanjut").press("Ya, tunjuk").see("Penunjukan tercatat"); }
  void appoint(const std::string& role, const std::string& name, const std::string& letter) {
    office.hendra.press(role).press(name).see("Dipilih: " + name);
    confirm_appointment();
    upload(office.hendra, "spt.doc");
    hand_in(office.hendra);
    initial(office.sari);
    office.hendra.press("Unggah surat bertanda tangan").see("Mohon mengirim");
    office.hendra.send("spt.pdf").see("omor");
    office.hendra.say(letter).see("Tersimpan");
  }
  void steps_one_to_three() {
    upload(office.rina, "identifikasi.pdf");
    hand_in(office.rina);
    approve(office.hendra);
    office.dedi.press("Saya kerjakan");
    office.dedi.press("Unggah dokumen").see("Mohon mengirim");
    upload(office.dedi, "spesifikasi.docx");
    hand_in(office.dedi);
    approve(office.hendra);
    office.sari.press("Jadwalkan sesi").see("Mohon");
    office.sari.say("3-3-2026 09.00 Ruang Rapat Kominfo").see("3 Maret 2026");
    office.rina.press("Bersedia");
    office.move_clock_to(2026, 3, 3, 9, 4);
    office.sari.press("Mulai sesi").see("Sesi dimulai");
    office.move_clock_to(2026, 3, 3, 10, 49);
    office.sari.press("Akhiri sesi").see("Sesi berakhir");
    office.sari.press("Nihil").see("Tersimpan");
    hand_in(office.sari);
    approve(office.sari);
    approve(office.rina);
  }
  void train(Person& by) {
    by.press("Isi Perlengkapan").press("Laptop").press("PC Unit").press("Kelengkapan").press("Simpan").see("Tersimpan");
    upload(by, "foto1.jpg");
    hand_in(by);
    approve(office.hendra);
    approve(office.rina);
  }
  void implement(Person& by) {
    upload_each(by, {{"prototype.zip", "System akhir"}, {"laporan.pdf", "Aplikasi"}});
    hand_in(by);
    approve(office.sari);
    approve(office.rina);
  }
  void review(Person& chair, int step, const std::string& report) {
    chair.see("Penugasan – Tahap " + std::to_string(step) + " dari");
    chair.press("Mulai sesi").see("Sesi dimulai");
    chair.press("Akhiri sesi").see("Sesi berakhir");
    upload(chair, report);
    hand_in(chair);
    approve(office.sari);
  }
  void expect_done(const std::string& register_no, int steps) {
    office.rina.see("Selesai – " + register_no);
    office.quiet();
    EXPECT_EQ(office.number("SELECT count(*) FROM event WHERE kind = 'step_completed'"), steps);
    EXPECT_EQ(office.word("SELECT status FROM case_state WHERE register_no = '" + register_no + "'"), "done");
    office.check_record();
  }
};

}  // namespace

TEST_F(Buttons, mandiri_runs_to_the_end_without_a_command) {
  office.rina.press("Ajukan permohonan").see("Mohon");
  office.rina.say("Aplikasi Antrean Layanan Kependudukan").see("Mohon diperiksa");
  office.rina.press("Ajukan").see("Permohonan terdaftar");
  steps_one_to_three();
  appoint("Tunjuk System Analyst", "Fajar", "800/45/DISKOMINFO-III/2026 2-3-2026");
  upload_each(office.fajar, {{"rencana.pdf", "Rencana implementasi"},
                             {"jadwal.xlsx", "Jadwal pelaksanaan"},
                             {"usulan.docx", "Usulan programmer"}});
  hand_in(office.fajar);
  approve(office.hendra);
  approve(office.sari);
  appoint("Tunjuk Programmer", "Putri", "800/46/DISKOMINFO-III/2026 3-3-2026");
  upload_each(office.fajar, {{"rencana.pdf", "DFD"}, {"laporan.pdf", "ERD"}});
  hand_in(office.fajar);
  approve(office.hendra);
  upload(office.fajar, "usulan.docx");
  hand_in(office.fajar);
  approve(office.hendra);
  approve(office.rina);
  office.putri.press("Unggah dokumen").press("Kirim tautan").see("Mohon");
  office.putri.say("https://uji.muaraenimkab.go.id/antrean").see("Tersimpan");
  hand_in(office.putri);
  approve(office.fajar);
  approve(office.hendra);
  upload(office.rina, "laporan.pdf");
  hand_in(office.rina);
  approve(office.hendra);
  review(office.hendra, 11, "jadwal.xlsx");
  review(office.sari, 12, "laporan.pdf");
  approve(office.rina);
  train(office.dedi);
  implement(office.yuni);
  expect_done("M26-001", 14);
}

TEST_F(Buttons, pengembang_runs_to_the_end_without_a_command) {
  office.dedi.press("Ajukan permohonan").press("PENGEMBANG").press("Kependudukan").see("urat");
  office.dedi.say("470/112/DISDUKCAPIL/2026 27-2-2026").see("Mohon");
  office.dedi.say("Aplikasi Retribusi Pasar").see("Mohon diperiksa");
  office.dedi.press("Ajukan").see("Permohonan terdaftar");
  steps_one_to_three();
  office.hendra.press("Penyedia sudah ditetapkan").see("penyedia telah ditetapkan");
  for (const auto& [role, name] :
       {std::pair{"Tunjuk System Analyst", "Rudi Hartono"}, std::pair{"Tunjuk Programmer", "Sinta Maharani"}}) {
    office.hendra.press(role).see("Mohon dipilih");
    office.hendra.say(name).see(std::string{"Dipilih: "} + name);
    confirm_appointment();
  }
  office.hendra.press("Tunjuk Penyedia").press("Bayu").see("Dipilih: Bayu");
  confirm_appointment();
  upload_each(office.hendra, {{"rencana.pdf", "Kontrak"}, {"spt.doc", "Perjanjian"}});
  hand_in(office.hendra);
  initial(office.sari);
  office.hendra.press("Unggah surat bertanda tangan").see("Mohon mengirim");
  office.hendra.send("spt.pdf").see("omor");
  office.hendra.say("027/18/SPK/2026; 3-3-2026").see("Tersimpan");
  upload_each(office.bayu, {{"rencana.pdf", "Rencana"}, {"jadwal.xlsx", "Jadwal"}, {"prototype.zip", "Prototipe"}});
  office.sari.see("Kelengkapan sudah lengkap");
  hand_in(office.sari);
  approve(office.sari);
  approve(office.rina);
  review(office.sari, 6, "laporan.pdf");
  approve(office.rina);
  train(office.bayu);
  implement(office.bayu);
  expect_done("P26-001", 8);
}

}  // namespace alur::journey
