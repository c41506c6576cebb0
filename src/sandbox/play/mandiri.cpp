#include "play/scenes.hpp"

namespace alur::sandbox::script {
namespace {

Scene analyst_appointed() {
  return {"Tahap 4: penunjukan system analyst; paraf, lalu surat bertanda tangan",
          in_order(Says{"hendra", "/tunjuk {reg} analis Fajar Nugroho"}, Sees{"hendra", "Fajar Nugroho"},
                   files("hendra", "spt-analis", "spt.pdf"), hands_in("hendra"), initials("sari"),
                   Sees{"hendra", "tanda tangan"}, NextDay{hours{10}},
                   Sends{"hendra", "spt.pdf", "/unggah {reg} spt-analis 800/45/DISKOMINFO-III/2026 {today}"},
                   Sees{"hendra", "Tersimpan"}, Sees{"fajar", "System Analyst"})};
}

Scene plan() {
  return {"Tahap 5: rencana dan jadwal; sehari sebelum batas waktu ada pengingat",
          in_order(Awaits{"fajar", "Pengingat – batas waktu besok"}, files("fajar", "rencana", "rencana.pdf"),
                   files("fajar", "jadwal", "jadwal.xlsx"), files("fajar", "usulan-programmer", "usulan.docx"),
                   hands_in("fajar"), approves("hendra"), approves("sari"))};
}

Scene programmer_appointed() {
  return {"Tahap 6: penunjukan programmer",
          in_order(NextDay{hours{9}}, Says{"hendra", "/tunjuk {reg} programmer Putri Ayu"}, Sees{"hendra", "Putri Ayu"},
                   files("hendra", "spt-programmer", "spt.pdf"), hands_in("hendra"), initials("sari"),
                   Sends{"hendra", "spt.pdf", "/unggah {reg} spt-programmer 800/46/DISKOMINFO-III/2026 {today}"},
                   Sees{"hendra", "Tersimpan"})};
}

Scene design() {
  return {"Tahap 7 dan 8: DFD, ERD, dan skenario UAT",
          in_order(NextDay{hours{9}}, files("fajar", "dfd", "rencana.pdf"), files("fajar", "erd", "laporan.pdf"),
                   hands_in("fajar"), approves("hendra"), NextDay{hours{9}}, files("fajar", "uat-awal", "usulan.docx"),
                   hands_in("fajar"), approves("rina"), approves("hendra"))};
}

Scene prototype() {
  return {"Tahap 9: prototype; kemajuan ditanyakan pada seperempat waktu",
          in_order(Awaits{"putri", "Kemajuan pekerjaan"}, Presses{"putri", "Sesuai jadwal"},
                   Says{"putri", "/riwayat {reg}"}, Sees{"putri", "sesuai jadwal"},
                   fills("putri", "prototype", "https://uji.muaraenimkab.go.id/antrean"), hands_in("putri"),
                   approves("fajar"), approves("hendra"))};
}

Scene failed_test() {
  return {"Tahap 10: user acceptance test gagal, dikembalikan ke Tahap 9",
          in_order(NextDay{hours{9}}, files("rina", "laporan-uat", "laporan.pdf"), hands_in("rina"),
                   Sees{"hendra", "Mohon persetujuan"},
                   Says{"hendra", "/kembalikan {reg} tahap 9 Cetak nomor antrean gagal pada KB-04 dan KB-07"},
                   Sees{"putri", "Dikembalikan – Tahap 9"})};
}

Scene second_round() {
  return {"Putaran ke-2: prototype diperbaiki, UAT berhasil",
          in_order(NextDay{hours{9}}, fills("putri", "prototype", "https://uji.muaraenimkab.go.id/antrean-2"),
                   hands_in("putri"), approves("fajar"), approves("hendra"), NextDay{hours{9}},
                   files("rina", "laporan-uat", "rencana.pdf"), hands_in("rina"), approves("hendra"))};
}

Scene reviews() {
  return {
      "Tahap 11 dan 12: review internal, lalu bersama pemilik aplikasi",
      in_order(NextDay{hours{9}}, holds_session("hendra", minutes{80}), files("hendra", "jadwal-review", "jadwal.xlsx"),
               hands_in("hendra"), approves("sari"), NextDay{hours{9}}, holds_session("sari", minutes{110}),
               files("sari", "laporan-review", "laporan.pdf"), hands_in("sari"), approves("sari"), approves("rina"))};
}

}  // namespace

Play mandiri() {
  return {opening("mandiri", "Aplikasi Antrean Layanan Kependudukan"),
          identification(),
          specification(),
          review_of_specification(),
          analyst_appointed(),
          plan(),
          programmer_appointed(),
          design(),
          prototype(),
          failed_test(),
          second_round(),
          reviews(),
          training("13", "dedi"),
          implementation("14", "dedi")};
}

}  // namespace alur::sandbox::script
