#include "fixture.hpp"

#include <gtest/gtest.h>

/// Pausing, handing over, changing the jalur, ending, noting, appointing, acting for somebody off the chat (messages F,
/// H).
namespace alur::chat::test {

namespace {

using workflow::CaseStatus;
using workflow::Party;
using workflow::Phase;

class CaseChanges : public ::testing::Test {
 protected:
  CaseChanges() { office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean"); }

  Office office_;
  const std::string no_ = "M26-001";

  void go_to_step_two() {
    office_.file(office_.rina, {});
    office_.text(office_.rina, "/selesai M26-001");
    office_.text(office_.hendra, "/setuju M26-001");
    ASSERT_EQ(office_.state(no_).current, 2);
  }
  void go_to_step_four() {
    go_to_step_two();
    office_.file(office_.dedi, {});
    office_.text(office_.dedi, "/selesai M26-001");
    office_.text(office_.hendra, "/setuju M26-001");
    office_.text(office_.sari, "/mulai M26-001");
    office_.text(office_.sari, "/isi M26-001 modifikasi nihil");
    office_.text(office_.sari, "/selesai M26-001");
    office_.text(office_.sari, "/setuju M26-001");
    office_.text(office_.rina, "/setuju M26-001");
    ASSERT_EQ(office_.state(no_).current, 4);
  }
  bool says(const Member& member, std::string_view words) {
    return office_.last(member).html.find(words) != std::string::npos;
  }
};

}  // namespace

// --- pausing
// -------------------------------------------------------------------------------------------------------------

TEST_F(CaseChanges, pauses_and_resumes_by_command) {
  office_.text(office_.hendra, "/tunda M26-001 Penguji mengikuti diklat");
  ASSERT_EQ(office_.state(no_).status, CaseStatus::paused);
  EXPECT_EQ(office_.state(no_).pause->waiting_for, Party::instansi_pengguna);
  EXPECT_EQ(office_.state(no_).pause->reason, "Penguji mengikuti diklat");
  office_.at(2026, 3, 5, 10, 0);
  office_.text(office_.hendra, "/lanjutkan M26-001");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::running);
  EXPECT_TRUE(office_.sees(office_.rina, "Dilanjutkan"));
}

TEST_F(CaseChanges, books_a_pause_to_the_party_named) {
  office_.text(office_.sari, "/tunda M26-001 kepala-dinas: Menunggu disposisi");
  EXPECT_EQ(office_.state(no_).pause->waiting_for, Party::kepala_dinas);
  EXPECT_EQ(office_.state(no_).pause->reason, "Menunggu disposisi");
}

TEST_F(CaseChanges, pauses_by_buttons) {
  office_.text(office_.hendra, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.hendra, "Tunda"));
  ASSERT_TRUE(office_.press(office_.hendra, "Penyedia"));
  office_.text(office_.hendra, "Perangkat belum tiba");
  ASSERT_EQ(office_.state(no_).status, CaseStatus::paused);
  EXPECT_EQ(office_.state(no_).pause->waiting_for, Party::penyedia);
  ASSERT_TRUE(office_.press(office_.hendra, "Lanjutkan"));
  EXPECT_EQ(office_.state(no_).status, CaseStatus::running);
}

TEST_F(CaseChanges, passes_the_wish_for_a_pause_on_from_whoever_may_only_ask) {
  office_.text(office_.rina, "/tunda M26-001 Penguji mengikuti diklat");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::running);
  EXPECT_TRUE(says(office_.rina, "diteruskan kepada KASI dan KABID"));
  EXPECT_TRUE(office_.sees(office_.hendra, "Permintaan penundaan"));
  EXPECT_TRUE(office_.sees(office_.sari, "Penguji mengikuti diklat"));
  ASSERT_TRUE(office_.press(office_.hendra, "Tunda"));
  EXPECT_TRUE(office_.sees(office_.hendra, "siapa yang ditunggu"));
}

TEST_F(CaseChanges, shows_an_example_for_a_pause_without_a_reason) {
  for (const std::string command : {"/tunda", "/tunda M26-001"}) {
    office_.text(office_.hendra, command);
    EXPECT_TRUE(says(office_.hendra, "Contoh: /tunda M26-001")) << command;
  }
  office_.text(office_.hendra, "/lanjutkan M26-001");
  EXPECT_TRUE(says(office_.hendra, "tidak sedang ditunda"));
}

// --- handing over
// ----------------------------------------------------------------------------------------------------------

TEST_F(CaseChanges, hands_a_step_over_by_command) {
  go_to_step_two();
  office_.text(office_.dedi, "/mulai M26-001");
  office_.text(office_.hendra, "/alihkan M26-001 Yuni; Tugas luar");
  const workflow::CaseState state = office_.state(no_);
  ASSERT_EQ(state.reassignments.size(), 1U);
  EXPECT_EQ(state.reassignments.front().to, office_.yuni.id);
  EXPECT_TRUE(office_.sees(office_.yuni, "Tugas luar"));
}

TEST_F(CaseChanges, hands_a_step_over_by_buttons) {
  go_to_step_two();
  office_.text(office_.hendra, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.hendra, "Alihkan"));
  ASSERT_TRUE(office_.press(office_.hendra, "Yuni Astuti"));
  ASSERT_EQ(office_.state(no_).reassignments.size(), 1U);
}

TEST_F(CaseChanges, offers_everybody_when_the_name_fits_nobody) {
  go_to_step_two();
  office_.text(office_.hendra, "/alihkan M26-001 Zulkarnain");
  EXPECT_TRUE(office_.state(no_).reassignments.empty());
  EXPECT_NE(office_.last(office_.hendra).button("Yuni Astuti"), nullptr);
}

TEST_F(CaseChanges, lets_nobody_hand_over_what_is_not_theirs) {
  go_to_step_two();
  office_.text(office_.rina, "/alihkan M26-001 Yuni");
  EXPECT_TRUE(office_.state(no_).reassignments.empty());
  EXPECT_TRUE(says(office_.rina, "Tidak ada yang berubah"));
}

// --- jalur, end, note
// ------------------------------------------------------------------------------------------------------

TEST_F(CaseChanges, changes_the_track_until_step_three_closes) {
  office_.text(office_.sari, "/jalur M26-001 pengembang Dikerjakan penyedia");
  EXPECT_EQ(office_.state(no_).track, process::Track::pengembang);
  EXPECT_EQ(office_.state(no_).register_no, "M26-001");
  office_.text(office_.sari, "/jalur M26-001 pengembang Sekali lagi");
  EXPECT_TRUE(says(office_.sari, "sudah berada pada jalur tersebut"));
  office_.text(office_.hendra, "/jalur M26-001 mandiri Keliru");
  EXPECT_TRUE(says(office_.hendra, "Tidak ada yang berubah"));
  for (const std::string command : {"/jalur", "/jalur M26-001", "/jalur M26-001 cepat Alasan"}) {
    office_.text(office_.sari, command);
    EXPECT_TRUE(says(office_.sari, "Contoh: /jalur M26-001")) << command;
  }
  office_.text(office_.sari, "/jalur M26-001 mandiri");
  EXPECT_TRUE(says(office_.sari, "Alasan wajib diisi"));
}

TEST_F(CaseChanges, changes_the_track_by_buttons_and_asks_once_more) {
  office_.text(office_.sari, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.sari, "Ubah jalur"));
  office_.text(office_.sari, "Anggaran tersedia");
  EXPECT_EQ(office_.state(no_).track, process::Track::mandiri);
  ASSERT_TRUE(office_.press(office_.sari, "Ya, ubah jalur"));
  EXPECT_EQ(office_.state(no_).track, process::Track::pengembang);
}

TEST_F(CaseChanges, ends_a_case_by_command_with_a_reason) {
  office_.text(office_.rina, "/batalkan M26-001");
  EXPECT_TRUE(says(office_.rina, "Alasan wajib diisi"));
  office_.text(office_.rina, "/batalkan M26-001 Diajukan dua kali");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::cancelled);
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_TRUE(says(office_.rina, "sudah berakhir"));
}

TEST_F(CaseChanges, ends_a_case_by_buttons_and_asks_once_more) {
  office_.text(office_.rina, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.rina, "Batalkan permohonan"));
  office_.text(office_.rina, "Diajukan \"dua\" kali");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::running);
  ASSERT_TRUE(office_.press(office_.rina, "Ya, batalkan"));
  EXPECT_EQ(office_.state(no_).status, CaseStatus::cancelled);
  EXPECT_EQ(office_.state(no_).end_reason, "Diajukan \"dua\" kali");
}

TEST_F(CaseChanges, lets_the_agency_end_nothing_that_was_approved) {
  go_to_step_two();
  office_.text(office_.rina, "/batalkan M26-001 Tidak jadi");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::running);
  office_.text(office_.sari, "/batalkan M26-001 Digabung dengan permohonan lain");
  EXPECT_EQ(office_.state(no_).status, CaseStatus::cancelled);
}

TEST_F(CaseChanges, keeps_notes_with_the_case) {
  office_.text(office_.hendra, "/catatan M26-001 Rapat dipindahkan ke ruang B");
  office_.text(office_.hendra, "/riwayat M26-001");
  EXPECT_TRUE(says(office_.hendra, "Rapat dipindahkan ke ruang B"));
  office_.text(office_.hendra, "/catatan M26-001");
  EXPECT_TRUE(says(office_.hendra, "Mohon menuliskan isinya"));
  office_.text(office_.putri, "/catatan M26-001 Bukan urusan saya");
  EXPECT_TRUE(says(office_.putri, "Tidak ditemukan permohonan"));
}

TEST_F(CaseChanges, takes_a_note_by_buttons) {
  office_.text(office_.hendra, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.hendra, "Tambah catatan"));
  office_.text(office_.hendra, "Menunggu kabar");
  office_.text(office_.hendra, "/riwayat M26-001");
  EXPECT_TRUE(says(office_.hendra, "Menunggu kabar"));
}

// --- appointing
// --------------------------------------------------------------------------------------------------------------

TEST_F(CaseChanges, appoints_by_a_part_of_the_name) {
  go_to_step_four();
  office_.text(office_.hendra, "/tunjuk M26-001 analis fajar nug");
  ASSERT_EQ(office_.state(no_).appointments.size(), 1U);
  EXPECT_EQ(office_.state(no_).appointments.front().people, std::vector{office_.fajar.id});
}

TEST_F(CaseChanges, appoints_several_and_shows_how_busy_they_are) {
  const Member lestari = office_.enrol("Lestari Handayani, S.T.", Role::system_analyst);
  go_to_step_four();
  ASSERT_TRUE(office_.press(office_.hendra, "Tunjuk System Analyst"));
  ASSERT_TRUE(office_.press(office_.hendra, "☐ Fajar Nugroho, S.Kom. – 0 permohonan berjalan"));
  ASSERT_TRUE(office_.press(office_.hendra, "☐ Lestari"));
  ASSERT_TRUE(office_.press(office_.hendra, "☑ Fajar"));
  ASSERT_TRUE(office_.press(office_.hendra, "☐ Fajar"));
  ASSERT_TRUE(office_.press(office_.hendra, "Lanjut"));
  EXPECT_TRUE(office_.state(no_).appointments.empty());
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, tunjuk"));
  EXPECT_EQ(office_.state(no_).appointments.front().people, (std::vector{lestari.id, office_.fajar.id}));
}

TEST_F(CaseChanges, appoints_nobody_when_nobody_is_ticked) {
  go_to_step_four();
  ASSERT_TRUE(office_.press(office_.hendra, "Tunjuk System Analyst"));
  ASSERT_TRUE(office_.press(office_.hendra, "Lanjut"));
  EXPECT_TRUE(office_.toast.find("setidaknya satu orang") != std::string::npos);
  EXPECT_TRUE(office_.state(no_).appointments.empty());
}

TEST_F(CaseChanges, offers_an_invite_for_somebody_not_here_yet) {
  go_to_step_four();
  office_.text(office_.hendra, "/tunjuk M26-001 analis Andi Kurniawan");
  EXPECT_TRUE(says(office_.hendra, "Andi Kurniawan belum terdaftar sebagai System Analyst"));
  ASSERT_TRUE(office_.press(office_.hendra, "Buat undangan"));
  EXPECT_TRUE(office_.sees(office_.sari, "Permintaan undangan"));
  EXPECT_TRUE(says(office_.hendra, "diteruskan kepada KABID dan Admin"));
}

TEST_F(CaseChanges, invites_by_name_for_the_case_when_allowed_to) {
  go_to_step_four();
  office_.text(office_.sari, "/tunjuk M26-001 analis Andi Kurniawan alasan Pegawai baru");
  ASSERT_TRUE(office_.press(office_.sari, "Buat undangan"));
  EXPECT_TRUE(office_.sees(office_.sari, "https://t.me/AlurMuaraEnimBot?start="));
  EXPECT_TRUE(office_.sees(office_.sari, "Andi Kurniawan"));
}

TEST_F(CaseChanges, appoints_by_name_somebody_without_telegram) {
  go_to_step_four();
  office_.text(office_.hendra, "/tunjuk M26-001 analis Andi Kurniawan");
  ASSERT_TRUE(office_.press(office_.hendra, "Tanpa Telegram"));
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, tunjuk"));
  EXPECT_EQ(office_.state(no_).appointments.front().names, std::vector<std::string>{"Andi Kurniawan"});
}

TEST_F(CaseChanges, asks_kabid_for_the_reason_of_an_appointment_outside_its_step) {
  office_.text(office_.sari, "/tunjuk M26-001 analis Fajar");
  EXPECT_TRUE(says(office_.sari, "Mohon alasan penunjukan"));
  office_.text(office_.sari, "Diminta Kepala Dinas");
  ASSERT_EQ(office_.state(no_).appointments.size(), 1U);
  office_.text(office_.sari, "/tunjuk M26-001 programmer Putri alasan Mutasi");
  EXPECT_EQ(office_.state(no_).appointments.size(), 2U);
}

TEST_F(CaseChanges, shows_an_example_for_an_appointment_it_cannot_read) {
  go_to_step_four();
  for (const std::string command : {"/tunjuk", "/tunjuk M26-001", "/tunjuk M26-001 kasi Hendra"}) {
    office_.text(office_.hendra, command);
    EXPECT_TRUE(says(office_.hendra, "/tunjuk M26-001 analis Fajar")) << command;
  }
  office_.text(office_.dedi, "/tunjuk M26-001 analis Fajar");
  EXPECT_TRUE(office_.state(no_).appointments.empty());
}

// --- for somebody off the chat
// -----------------------------------------------------------------------------------------------

TEST(OffTheChat, staff_fills_in_for_an_agency_that_nobody_speaks_for) {
  Office office;
  office.text(office.dedi, "/ajukan mandiri Aplikasi Parkir");
  office.press(office.dedi, "Dinas Perhubungan");
  office.text(office.dedi, "550/9/DISHUB/2026 27-2-2026");
  ASSERT_TRUE(office.press(office.dedi, "Isi atas nama"));
  EXPECT_TRUE(office.sees(office.dedi, "Atas nama Instansi Pengguna"));
  ASSERT_TRUE(office.press(office.dedi, "Dokumen identifikasi kebutuhan"));
  office.file(office.dedi, {});
  ASSERT_EQ(office.state("M26-001").versions.size(), 1U);
  office.text(office.dedi, "/selesai M26-001");
  EXPECT_EQ(office.state("M26-001").active().phase, Phase::awaiting_approval);
  office.text(office.hendra, "/setuju M26-001");
  EXPECT_EQ(office.state("M26-001").current, 2);
}

TEST(OffTheChat, staff_does_nothing_for_an_agency_that_speaks_for_itself) {
  Office office;
  office.text(office.rina, "/ajukan mandiri Aplikasi Antrean");
  office.text(office.dedi, "/selesai M26-001");
  EXPECT_TRUE(office.last(office.dedi).html.find("menunggu Instansi Pengguna") != std::string::npos)
      << office.last(office.dedi).html;
}

TEST(OffTheChat, a_written_approval_is_recorded_from_the_signed_sheet) {
  Office office;
  office.withdraw(office.sari, Role::kabid_egov);
  office.enrol("Ir. Sari Dewanti, M.T.", Role::kabid_egov, {}, false);
  office.text(office.rina, "/ajukan mandiri Aplikasi Antrean");
  office.file(office.rina, {});
  office.text(office.rina, "/selesai M26-001");
  office.text(office.hendra, "/setuju M26-001");
  office.file(office.dedi, {});
  office.text(office.dedi, "/selesai M26-001");
  office.text(office.hendra, "/setuju M26-001");
  ASSERT_EQ(office.state("M26-001").current, 3);
  office.text(office.yuni, "/mulai M26-001");
  office.text(office.yuni, "/isi M26-001 modifikasi nihil");
  office.text(office.yuni, "/selesai M26-001");
  ASSERT_EQ(office.state("M26-001").active().phase, Phase::awaiting_approval) << office.last(office.yuni).html;
  office.text(office.dedi, "/proyek M26-001");
  ASSERT_TRUE(office.press(office.dedi, "Catat persetujuan tertulis"));
  office.text(office.dedi, "sudah ditandatangani");
  EXPECT_TRUE(office.sees(office.dedi, "Belum tercatat"));
  office.file(office.dedi, {.name = "lembar.pdf", .caption = "tanpa tanggal"});
  EXPECT_TRUE(office.state("M26-001").active().approvals.empty());
  office.file(office.dedi, {.name = "lembar.pdf", .caption = "Ir. Sari Dewanti, M.T.; 2-3-2026"});
  ASSERT_EQ(office.state("M26-001").active().approvals.size(), 1U);
  const workflow::ApprovalGiven given = office.state("M26-001").active().approvals.front();
  EXPECT_TRUE(given.written);
  EXPECT_EQ(given.written_by, "Ir. Sari Dewanti, M.T.");
}

}  // namespace alur::chat::test
