#include "steps.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace alur::journey {

std::string open_case(Office& office, const std::string& track, const std::string& title) {
  office.rina.say("/ajukan " + track + " " + title);
  const MessageView opened = office.rina.see("Permohonan terdaftar");
  const auto at = opened.content.text.find("26-");
  if (at == std::string::npos || at == 0) throw std::runtime_error("no register in: " + opened.content.text);
  return opened.content.text.substr(at - 1, 7);
}

void hand_in(Person& by, const std::string& register_no) {
  by.say("/selesai " + register_no);
  by.see("Terkirim");
}

void approve(const std::string& register_no, std::initializer_list<Person*> approvers) {
  for (Person* approver : approvers) {
    approver->say("/setuju " + register_no);
    approver->see("ersetujuan tercatat");
  }
}

namespace {

void file(Person& by, const std::string& register_no, const std::string& item, const std::string& sample) {
  by.send(sample, "/unggah " + register_no + " " + item);
  // By its name: an answer to the file before may be said twice where the program was killed. Photos have none.
  by.see(sample.ends_with(".jpg") ? "Tersimpan" : sample);
}

void fill(Person& by, const std::string& register_no, const std::string& item, const std::string& value) {
  by.say("/isi " + register_no + " " + item + " " + value);
  by.see("Tersimpan");
}

/// The approval of a letter's draft: a paraf, not yet the end of the step.
void initial(const std::string& register_no, Person& approver) {
  approver.say("/setuju " + register_no);
  approver.see("Paraf tercatat");
}

void hold_session(Person& chair, const std::string& register_no) {
  chair.say("/mulai " + register_no);
  chair.see("Sesi dimulai");
  chair.say("/akhiri " + register_no);
  chair.see("Sesi berakhir");
}

void identify(Office& o, const std::string& no) {
  o.rina.send("identifikasi.pdf");
  o.rina.see("Tersimpan");
  hand_in(o.rina, no);
  o.hendra.see("Mohon persetujuan");
  approve(no, {&o.hendra});
}

void specify(Office& o, const std::string& no) {
  o.dedi.send("spesifikasi.docx", "/unggah " + no + " spesifikasi");
  o.dedi.see("Tersimpan");
  hand_in(o.dedi, no);
  approve(no, {&o.hendra});
}

void review(Office& o, const std::string& no) {
  hold_session(o.sari, no);
  fill(o.sari, no, "modifikasi", "nihil");
  hand_in(o.sari, no);
  approve(no, {&o.sari, &o.rina});
}

void appoint(Office& o, const std::string& no, const std::string& what, const std::string& whom,
             const std::string& letter) {
  o.hendra.say("/tunjuk " + no + " " + what + " " + whom);
  o.hendra.see(whom);
  file(o.hendra, no, letter, "spt.pdf");
  hand_in(o.hendra, no);
  initial(no, o.sari);
  o.hendra.send("spt.pdf", "/unggah " + no + " " + letter + " 800/45/DISKOMINFO-III/2026 2-3-2026");
  o.hendra.see("Tersimpan");
}

void train(Office& o, const std::string& no, Person& by) {
  fill(by, no, "perlengkapan", "lengkap");
  file(by, no, "laporan-pelatihan", "laporan.pdf");
  hand_in(by, no);
  approve(no, {&o.rina, &o.hendra});
}

void implement(Office& o, const std::string& no, Person& by) {
  fill(by, no, "sistem-akhir", "https://antrean.muaraenimkab.go.id/rilis/1.0");
  fill(by, no, "aplikasi", "https://antrean.muaraenimkab.go.id");
  hand_in(by, no);
  approve(no, {&o.sari, &o.rina});
}

}  // namespace

void mandiri_step(Office& o, const std::string& no, int step) {
  SCOPED_TRACE("MANDIRI step " + std::to_string(step));
  switch (step) {
    case 1:
      return identify(o, no);
    case 2:
      return specify(o, no);
    case 3:
      return review(o, no);
    case 4:
      return appoint(o, no, "analis", "Fajar Nugroho", "spt-analis");
    case 5:
      file(o.fajar, no, "rencana", "rencana.pdf");
      file(o.fajar, no, "jadwal", "jadwal.xlsx");
      file(o.fajar, no, "usulan-programmer", "usulan.docx");
      hand_in(o.fajar, no);
      return approve(no, {&o.hendra, &o.sari});
    case 6:
      return appoint(o, no, "programmer", "Putri Ayu", "spt-programmer");
    case 7:
      file(o.fajar, no, "dfd", "rencana.pdf");
      file(o.fajar, no, "erd", "laporan.pdf");
      hand_in(o.fajar, no);
      return approve(no, {&o.hendra});
    case 8:
      file(o.fajar, no, "uat-awal", "usulan.docx");
      hand_in(o.fajar, no);
      return approve(no, {&o.rina, &o.hendra});
    case 9:
      fill(o.putri, no, "prototype", "https://uji.muaraenimkab.go.id/antrean");
      hand_in(o.putri, no);
      return approve(no, {&o.fajar, &o.hendra});
    case 10:
      file(o.rina, no, "laporan-uat", "laporan.pdf");
      hand_in(o.rina, no);
      return approve(no, {&o.hendra});
    case 11:
      hold_session(o.hendra, no);
      file(o.hendra, no, "jadwal-review", "jadwal.xlsx");
      hand_in(o.hendra, no);
      return approve(no, {&o.sari});
    case 12:
      hold_session(o.sari, no);
      file(o.sari, no, "laporan-review", "laporan.pdf");
      hand_in(o.sari, no);
      return approve(no, {&o.sari, &o.rina});
    case 13:
      return train(o, no, o.dedi);
    case 14:
      return implement(o, no, o.dedi);
    default:
      throw std::out_of_range("MANDIRI has 14 steps");
  }
}

void pengembang_step(Office& o, const std::string& no, int step) {
  SCOPED_TRACE("PENGEMBANG step " + std::to_string(step));
  switch (step) {
    case 1:
      return identify(o, no);
    case 2:
      return specify(o, no);
    case 3:
      return review(o, no);
    case 4:
      o.hendra.press("Penyedia sudah ditetapkan");
      o.hendra.say("/tunjuk " + no + " pengembang Bayu Pratama");
      o.hendra.see("Bayu Pratama");
      o.hendra.say("/tunjuk " + no + " analis Rudi Hartono");
      o.hendra.see("Rudi Hartono");
      o.hendra.say("/tunjuk " + no + " programmer Sinta Maharani");
      o.hendra.see("Sinta Maharani");
      file(o.hendra, no, "kontrak", "rencana.pdf");
      file(o.hendra, no, "perjanjian", "spt.pdf");
      hand_in(o.hendra, no);
      initial(no, o.sari);
      o.hendra.send("spt.pdf", "/unggah " + no + " perjanjian 027/18/SPK/2026 2-3-2026");
      o.hendra.see("Tersimpan");
      return;
    case 5:
      file(o.bayu, no, "rencana", "rencana.pdf");
      file(o.bayu, no, "jadwal", "jadwal.xlsx");
      fill(o.bayu, no, "prototype", "https://uji.muaraenimkab.go.id/antrean");
      hand_in(o.sari, no);
      return approve(no, {&o.sari, &o.rina});
    case 6:
      hold_session(o.sari, no);
      file(o.sari, no, "laporan-review", "laporan.pdf");
      hand_in(o.sari, no);
      return approve(no, {&o.sari, &o.rina});
    case 7:
      return train(o, no, o.bayu);
    case 8:
      return implement(o, no, o.bayu);
    default:
      throw std::out_of_range("PENGEMBANG has 8 steps");
  }
}

}  // namespace alur::journey
