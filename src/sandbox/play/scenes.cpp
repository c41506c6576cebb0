#include "play/scenes.hpp"

#include <algorithm>
#include <type_traits>

namespace alur::sandbox::script {

std::vector<Beat> hands_in(const std::string& who) {
  return {Presses{who, "Kirim untuk persetujuan"}, Presses{who, "Ya, kirim"}, Sees{who, "Terkirim pada"}};
}

namespace {

std::vector<Beat> says_yes(const std::string& who, const std::string& answer) {
  return {Sees{who, "{reg}"}, Presses{who, "Setujui"}, Presses{who, "Ya, setujui"}, Sees{who, answer}};
}

}  // namespace

std::vector<Beat> approves(const std::string& who) { return says_yes(who, "ersetujuan tercatat"); }
std::vector<Beat> initials(const std::string& who) { return says_yes(who, "Paraf tercatat"); }

std::vector<Beat> files(const std::string& who, const std::string& item, const std::string& sample) {
  return {Sends{who, sample, "/unggah {reg} " + item}, Sees{who, "Tersimpan"}};
}

std::vector<Beat> fills(const std::string& who, const std::string& item, const std::string& value) {
  return {Says{who, "/isi {reg} " + item + " " + value}, Sees{who, "Tersimpan"}};
}

std::vector<Beat> holds_session(const std::string& chair, minutes length) {
  return {Says{chair, "/mulai {reg}"}, Sees{chair, "Sesi dimulai"}, Pass{length}, Says{chair, "/akhiri {reg}"},
          Sees{chair, "Sesi berakhir"}};
}

Scene opening(const std::string& track, const std::string& title) {
  return {"Permohonan diajukan",
          {Says{"rina", "/ajukan " + track + " " + title}, Sees{"rina", "Permohonan terdaftar"},
           Sees{"sari", "Permohonan baru"}}};
}

Scene identification() {
  return {"Tahap 1: identifikasi kebutuhan, dengan tombol",
          in_order(Sends{"rina", "identifikasi.pdf", ""}, Sees{"rina", "Tersimpan"}, hands_in("rina"),
                   Sees{"hendra", "Mohon persetujuan"}, approves("hendra"))};
}

Scene specification() {
  return {"Tahap 2: spesifikasi kebutuhan; dua pemegang peran, satu mengerjakan",
          in_order(NextDay{hours{8} + minutes{30}}, Presses{"dedi", "Saya kerjakan"}, Sees{"yuni", "Dikerjakan oleh"},
                   files("dedi", "spesifikasi", "spesifikasi.docx"), hands_in("dedi"),
                   Says{"hendra", "/setuju {reg} Lengkap."}, Sees{"hendra", "ersetujuan tercatat"},
                   Sees{"dedi", "Lengkap."})};
}

Scene review_of_specification() {
  return {
      "Tahap 3: sesi review spesifikasi, modifikasi nihil",
      in_order(Sees{"sari", "Penugasan – Tahap 3"}, Says{"sari", "/jadwal {reg} {tomorrow} 09.00 Ruang Rapat Kominfo"},
               Sees{"rina", "Undangan sesi"}, Presses{"rina", "Bersedia"}, Sees{"sari", "disepakati"},
               NextDay{hours{9}}, holds_session("sari", minutes{105}), Presses{"sari", "Nihil"}, Sees{"sari", "nihil"},
               hands_in("sari"), approves("sari"), approves("rina"))};
}

Scene training(const std::string& number, const std::string& by) {
  return {"Tahap " + number + ": pelatihan user",
          in_order(fills(by, "perlengkapan", "lengkap"), files(by, "laporan-pelatihan", "laporan.pdf"), hands_in(by),
                   approves("rina"), approves("hendra"))};
}

Scene implementation(const std::string& number, const std::string& by) {
  return {"Tahap " + number + ": implementasi",
          in_order(NextDay{hours{9}}, fills(by, "sistem-akhir", "https://antrean.muaraenimkab.go.id/rilis/1.0"),
                   fills(by, "aplikasi", "https://antrean.muaraenimkab.go.id"), hands_in(by), approves("sari"),
                   approves("rina"))};
}

std::vector<std::string> cast_of(const Play& play) {
  std::vector<std::string> cast;
  const auto acts = [&cast](const auto& beat) {
    using Kind = std::decay_t<decltype(beat)>;
    if constexpr (std::is_same_v<Kind, Says> || std::is_same_v<Kind, Sends> || std::is_same_v<Kind, Presses>) {
      if (std::find(cast.begin(), cast.end(), beat.who) == cast.end()) cast.push_back(beat.who);
    }
  };
  for (const Scene& scene : play) {
    for (const Beat& beat : scene.beats) std::visit(acts, beat);
  }
  return cast;
}

Play play_of(const std::string& variant) {
  Play scenes = variant == "mandiri" ? mandiri() : pengembang();
  Scene end{"Selesai", {}};
  for (const std::string& who : cast_of(scenes)) end.beats.emplace_back(Sees{who, "Selesai – {reg}"});
  scenes.push_back(std::move(end));
  return scenes;
}

}  // namespace alur::sandbox::script
