#include "case_test.hpp"

#include <algorithm>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class NoticesAnswer : public CaseTest {
 protected:
  void expect_answer(const std::string& part) {
    const std::string said = answered();
    EXPECT_NE(said.find(part), std::string::npos) << said;
  }
  static bool any_contains(const std::vector<Sent>& all, const std::string& part) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Sent& one) { return one.html.find(part) != std::string::npos; });
  }
};

TEST_F(NoticesAnswer, registers_a_case_and_tells_the_officials_without_sound) {
  open();
  const auto sent = take_sent();
  EXPECT_TRUE(any_contains(sent, "<b>Permohonan terdaftar: M26-001</b>"));
  int told = 0;
  for (const Sent& one : sent) {
    if (one.html.find("<b>Permohonan baru: M26-001</b>") == std::string::npos) continue;
    ++told;
    EXPECT_TRUE(one.silent);
    EXPECT_TRUE(one.chat_id == office_.hendra.account || one.chat_id == office_.sari.account);
  }
  EXPECT_EQ(told, 2);
}

TEST_F(NoticesAnswer, says_when_the_agency_has_nobody_here) {
  within([&](Context& ctx) {
    workflow::OpenCase command;
    command.title = "Uji KIR";
    command.agency = office_.dishub;
    const Asked asked{.speaker = {office_.dedi.id, office_.dedi.account, "id"}};
    case_id_ = open_case(ctx, asked, command, process::Track::mandiri).id;
  });
  const auto answer = sent_to(office_.dedi);
  ASSERT_EQ(answer.size(), 1U);
  EXPECT_NE(answer.front().html.find("tetapi belum ada pengguna dari Dinas Perhubungan"), std::string::npos);
}

TEST_F(NoticesAnswer, answers_a_press_on_claim_with_a_pop_up_and_a_typed_one_with_a_message) {
  open();
  advance_to(2);
  ask(office_.dedi, workflow::Claim{}, true);
  EXPECT_NE(toast_.find("dikerjakan oleh Bapak/Ibu"), std::string::npos) << toast_;
  const auto sent = take_sent();
  EXPECT_TRUE(sent.empty());
  ask(office_.yuni, workflow::Claim{});
  const auto answers = take_sent();
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_TRUE(any_contains(answers, "<b>Tahap 2, M26-001 diambil alih</b>\nSekarang dikerjakan oleh Yuni Astuti"));
}

TEST_F(NoticesAnswer, says_whether_a_hand_in_was_on_time) {
  open();
  file(office_.rina.id, "identifikasi");
  ask(office_.rina, workflow::Submit{});
  expect_answer("– tepat waktu</b>\nM26-001, Tahap 1 menunggu persetujuan Hendra Wijaya, S.T. (KASI).");
}

TEST_F(NoticesAnswer, says_that_a_hand_in_was_late) {
  open();
  file(office_.rina.id, "identifikasi");
  office_.now = office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 9}, 9h);
  ask(office_.rina, workflow::Submit{"Menunggu data."});
  expect_answer("– terlambat</b>");
}

TEST_F(NoticesAnswer, tells_the_approver_that_a_hand_in_was_taken_back) {
  open();
  file(office_.rina.id, "identifikasi");
  act(office_.rina, workflow::Submit{});
  ask(office_.rina, workflow::Recall{});
  const auto sent = take_sent();
  EXPECT_TRUE(any_contains(sent, "batas waktu tetap"));
  EXPECT_TRUE(any_contains(sent, "<b>Penyerahan ditarik kembali – M26-001, Tahap 1</b>"));
}

TEST_F(NoticesAnswer, tells_the_performer_how_long_it_took_and_what_is_next) {
  open();
  advance();
  ask(office_.hendra, workflow::Approve{"Lengkap.", {}});
  const auto sent = take_sent();
  EXPECT_TRUE(any_contains(sent, "<b>Persetujuan tercatat – Tahap 1, M26-001</b>\nHendra Wijaya, S.T. (KASI)"));
  const auto found =
      std::find_if(sent.begin(), sent.end(), [&](const Sent& one) { return one.chat_id == office_.rina.account; });
  ASSERT_NE(found, sent.end());
  EXPECT_NE(found->html.find("<b>Disetujui – Tahap 1 dari 14, M26-001</b>"), std::string::npos);
  EXPECT_NE(found->html.find("Catatan: \"Lengkap.\"\nWaktu: 0 dari 3 hari kerja.\nBerikutnya: Tahap 2, menunggu"),
            std::string::npos)
      << found->html;
}

TEST_F(NoticesAnswer, shows_who_is_left_of_a_sequence) {
  open();
  advance_to(5);
  advance();
  ask(office_.hendra, workflow::Approve{});
  const auto sent = take_sent();
  EXPECT_TRUE(any_contains(sent, "☑ KASI Pengembangan Aplikasi – setuju, Hendra Wijaya, S.T."));
  EXPECT_TRUE(any_contains(sent, "<b>Tahap 5, M26-001: menunggu Ir. Sari Dewanti, M.T. (KABID)</b>"));
}

TEST_F(NoticesAnswer, tells_the_performer_that_an_approval_was_withdrawn) {
  open();
  advance();
  act(office_.hendra, workflow::Approve{});
  ask(office_.hendra, workflow::Recall{"Salah menekan tombol."});
  const auto sent = take_sent();
  for (const Member* member : {&office_.hendra, &office_.rina}) {
    EXPECT_TRUE(std::any_of(sent.begin(), sent.end(), [&](const Sent& one) {
      return one.chat_id == member->account &&
             one.html.find("<b>Persetujuan Tahap 1, M26-001 ditarik oleh Hendra Wijaya, S.T.") != std::string::npos &&
             one.html.find("Tahap 2 belum dimulai.") != std::string::npos;
    }));
  }
}

TEST_F(NoticesAnswer, confirms_a_return_and_leaves_the_rest_to_the_new_card) {
  open();
  advance();
  ask(office_.hendra, workflow::Return{1, "Belum lengkap.", std::nullopt});
  const auto sent = take_sent();
  EXPECT_TRUE(any_contains(sent, "<b>Dikembalikan – M26-001 ke Tahap 1 (putaran ke-2)</b>"));
  EXPECT_EQ(
      std::count_if(sent.begin(), sent.end(), [&](const Sent& one) { return one.chat_id == office_.rina.account; }), 0);
}

TEST_F(NoticesAnswer, tells_everybody_of_a_session_that_is_agreed) {
  open();
  advance_to(3);
  ask(office_.sari, workflow::ProposeSession{office_.now + 48h, "Ruang Rapat"});
  expect_answer("Menunggu jawaban: Instansi Pengguna.");
  ask(office_.rina, workflow::AcceptSession{});
  const auto sent = take_sent();
  EXPECT_EQ(std::count_if(sent.begin(), sent.end(),
                          [](const Sent& one) { return one.html.find("<b>Jadwal disepakati") != std::string::npos; }),
            2);
}

TEST_F(NoticesAnswer, measures_a_session_and_asks_for_its_result) {
  open();
  advance_to(3);
  ask(office_.sari, workflow::BeginSession{});
  expect_answer("Mohon menekan Akhiri sesi ketika rapat selesai");
  office_.now += 105min;
  ask(office_.sari, workflow::EndSession{});
  expect_answer("– 105 dari 120 menit</b>");
}

TEST_F(NoticesAnswer, answers_a_hand_in_that_ends_the_session_once_and_as_a_hand_in) {
  open();
  advance_to(3);
  act(office_.sari, workflow::BeginSession{});
  office_.now += 30min;
  file(office_.sari.id, "modifikasi");
  ask(office_.sari, workflow::Submit{});
  const auto answers = sent_to(office_.sari);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_NE(answers.front().html.find("<b>Terkirim pada"), std::string::npos) << answers.front().html;
}

TEST_F(NoticesAnswer, tells_the_appointed_by_what_letter) {
  open();
  advance_to(4);
  advance();
  advance();
  take_sent();
  advance();
  const auto told = sent_to(office_.fajar);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told.front().html.find("<b>Penunjukan sebagai System Analyst – M26-001</b>"), std::string::npos);
  EXPECT_NE(told.front().html.find("Nomor 800/45/DISKOMINFO-III/2026 tanggal"), std::string::npos) << told.front().html;
}

TEST_F(NoticesAnswer, tells_all_concerned_of_a_pause_and_its_end) {
  open();
  ask(office_.hendra, workflow::PauseCase{workflow::Party::instansi_pengguna, "Diklat."});
  EXPECT_TRUE(any_contains(sent_to(office_.rina), "Oleh: Hendra Wijaya, S.T. (KASI) · Menunggu: Instansi Pengguna"));
  office_.now = office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 4}, 10h);
  ask(office_.hendra, workflow::ResumeCase{});
  EXPECT_TRUE(any_contains(sent_to(office_.rina), "Batas waktu baru: <tg-time"));
}

TEST_F(NoticesAnswer, hands_a_step_over) {
  open();
  advance_to(2);
  act(office_.dedi, workflow::Claim{});
  ask(office_.hendra, workflow::Reassign{Role::staff_egov, office_.yuni.id, "Tugas luar."});
  const auto sent = take_sent();
  EXPECT_TRUE(
      any_contains(sent, "Semula: Dedi Saputra, A.Md.\nDialihkan oleh Hendra Wijaya, S.T. (KASI): \"Tugas luar.\""));
  EXPECT_TRUE(any_contains(sent, "<b>Tahap 2, M26-001 dialihkan</b>"));
}

TEST_F(NoticesAnswer, tells_of_a_change_of_track_and_of_the_end) {
  open();
  const process::Process& other = office_.process(process::Track::pengembang);
  ask(office_.sari, workflow::ChangeTrack{process::Track::pengembang, other.id, other.version, other.last_step(),
                                          "Anggaran tersedia."});
  EXPECT_TRUE(any_contains(sent_to(office_.rina), "<b>Jalur berubah – M26-001: PENGEMBANG, semula MANDIRI</b>"));
  ask(office_.sari, workflow::CancelCase{"Diajukan dua kali."});
  EXPECT_TRUE(any_contains(sent_to(office_.rina), "<b>Dibatalkan – M26-001</b>"));
}

TEST_F(NoticesAnswer, thanks_everybody_who_took_part_at_the_end) {
  open();
  advance_to(14);
  advance();
  advance();
  take_sent();
  advance();
  ASSERT_EQ(record().state.status, workflow::CaseStatus::done);
  const auto sent = take_sent();
  for (const Member* member :
       {&office_.rina, &office_.dedi, &office_.hendra, &office_.sari, &office_.fajar, &office_.putri}) {
    EXPECT_TRUE(std::any_of(sent.begin(), sent.end(), [&](const Sent& one) {
      return one.chat_id == member->account && one.html.find("<b>Selesai – M26-001") != std::string::npos &&
             one.html.find("Tepat waktu 13 dari 13 tahap") != std::string::npos;
    })) << member->account;
  }
}

TEST_F(NoticesAnswer, passes_a_note_on_and_an_obstacle_to_kasi) {
  open();
  ask(office_.rina, workflow::AddNote{"Penguji cuti."}, true);
  EXPECT_NE(toast_.find("Catatan tersimpan"), std::string::npos);
  EXPECT_TRUE(any_contains(sent_to(office_.hendra), "Rina Marlina, S.Kom.: \"Penguji cuti.\""));
  act(office_.rina, workflow::ReportProgress{false, "Menunggu data."});
  EXPECT_TRUE(any_contains(sent_to(office_.hendra), "<b>Ada hambatan – M26-001, Tahap 1"));
}

TEST_F(NoticesAnswer, says_nothing_when_the_calendar_moved_a_deadline) {
  open();
  take_sent();
  const store::CaseRecord at = record();
  workflow::DeadlineMoved moved;
  moved.step = 1;
  moved.was = *at.state.active().due;
  moved.now = {at.state.active().due->due + 24h, false};
  within([&](Context& ctx) {
    const std::vector<workflow::Event> events{{ctx.now, PersonId{}, std::nullopt, moved}};
    follow_up(ctx, at, at, events, nullptr);
  });
  EXPECT_TRUE(take_sent().empty());
}

}  // namespace
}  // namespace alur::chat::test
