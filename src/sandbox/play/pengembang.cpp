#include "play/scenes.hpp"

namespace alur::sandbox::script {
namespace {

Scene contract() {
  return {"Tahap 4: penyedia ditetapkan, kontrak dan perjanjian",
          in_order(NextDay{hours{9}}, Presses{"hendra", "Penyedia sudah ditetapkan"},
                   Sees{"hendra", "penyedia telah ditetapkan"}, Says{"hendra", "/tunjuk {reg} pengembang Bayu Pratama"},
                   Sees{"hendra", "Bayu Pratama"}, Says{"hendra", "/tunjuk {reg} analis Rudi Hartono"},
                   Sees{"hendra", "Rudi Hartono"}, Says{"hendra", "/tunjuk {reg} programmer Sinta Maharani"},
                   Sees{"hendra", "Sinta Maharani"}, files("hendra", "kontrak", "rencana.pdf"),
                   files("hendra", "perjanjian", "spt.pdf"), hands_in("hendra"), initials("sari"), NextDay{hours{10}},
                   Sends{"hendra", "spt.pdf", "/unggah {reg} perjanjian 027/18/SPK/2026 {today}"},
                   Sees{"hendra", "Tersimpan"}, Sees{"bayu", "Penyedia"})};
}

Scene work() {
  return {"Tahap 5: pengerjaan oleh penyedia; kemajuan ditanyakan pada seperempat waktu",
          in_order(files("bayu", "rencana", "rencana.pdf"), files("bayu", "jadwal", "jadwal.xlsx"),
                   Awaits{"bayu", "Kemajuan pekerjaan"},
                   fills("bayu", "prototype", "https://uji.muaraenimkab.go.id/reklame"), hands_in("sari"),
                   approves("sari"), approves("rina"))};
}

Scene failed_review() {
  return {"Tahap 6: review tidak sesuai, dikembalikan ke Tahap 5 dengan tombol",
          in_order(NextDay{hours{9}}, holds_session("sari", minutes{100}),
                   files("sari", "laporan-review", "laporan.pdf"), hands_in("sari"), Sees{"rina", "{reg}"},
                   Presses{"rina", "Kembalikan"}, Presses{"rina", "Tahap 5"}, Presses{"rina", "Belum sesuai kebutuhan"},
                   Presses{"rina", "10 hari kerja"}, Presses{"rina", "Ya, kembalikan"}, Sees{"bayu", "Tahap 5"})};
}

Scene second_review() {
  return {
      "Putaran ke-2: prototype diperbaiki, dokumen lain tetap berlaku, review berhasil",
      in_order(NextDay{hours{9}}, fills("bayu", "prototype", "https://uji.muaraenimkab.go.id/reklame-2"),
               Presses{"sari", "Tetap berlaku: Rencana"}, Presses{"sari", "Tetap berlaku: Jadwal"}, hands_in("sari"),
               approves("sari"), approves("rina"), NextDay{hours{9}}, holds_session("sari", minutes{90}),
               files("sari", "laporan-review", "rencana.pdf"), hands_in("sari"), approves("sari"), approves("rina"))};
}

}  // namespace

Play pengembang() {
  return {opening("pengembang", "Aplikasi Izin Reklame"),
          identification(),
          specification(),
          review_of_specification(),
          contract(),
          work(),
          failed_review(),
          second_review(),
          training("7", "bayu"),
          implementation("8", "bayu")};
}

}  // namespace alur::sandbox::script
