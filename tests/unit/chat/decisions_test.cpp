#include "fixture.hpp"

#include <gtest/gtest.h>

/// Handing in, approving, returning, recalling: by command and by button, late, twice and without right.
namespace alur::chat::test {

namespace {

using workflow::Phase;

class Decisions : public ::testing::Test {
 protected:
  Decisions() { office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean"); }

  Office office_;
  const std::string no_ = "M26-001";

  void hand_in() {
    office_.file(office_.rina, {});
    office_.text(office_.rina, "/selesai M26-001");
  }
  void go_to_step_two() {
    hand_in();
    office_.text(office_.hendra, "/setuju M26-001");
  }
  bool says(const Member& member, std::string_view words) {
    return office_.last(member).html.find(words) != std::string::npos;
  }
};

}  // namespace

TEST_F(Decisions, names_what_is_missing_at_a_hand_in) {
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_TRUE(says(office_.rina, "Belum dapat dikirim: M26-001, Tahap 1 dari 14"));
  EXPECT_TRUE(says(office_.rina, "☐ Dokumen identifikasi kebutuhan – belum ada"));
  EXPECT_NE(office_.last(office_.rina).button("Unggah dokumen"), nullptr);
}

TEST_F(Decisions, asks_for_the_reason_before_a_late_hand_in_counts) {
  office_.file(office_.rina, {});
  office_.at(2026, 3, 9, 10, 0);
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_TRUE(office_.sees(office_.rina, "Mohon alasan keterlambatan"));
  EXPECT_EQ(office_.state(no_).active().phase, Phase::in_progress);
  EXPECT_TRUE(office_.press(office_.rina, "Menunggu data instansi"));
  EXPECT_EQ(office_.state(no_).active().phase, Phase::awaiting_approval);
  EXPECT_EQ(office_.state(no_).active().late_reason, "Menunggu data instansi");
}

TEST_F(Decisions, takes_a_written_reason_for_a_late_hand_in) {
  office_.file(office_.rina, {});
  office_.at(2026, 3, 9, 10, 0);
  office_.text(office_.rina, "/selesai M26-001");
  office_.text(office_.rina, "Server dinas padam");
  EXPECT_EQ(office_.state(no_).active().late_reason, "Server dinas padam");
}

TEST_F(Decisions, keeps_the_note_of_a_typed_approval) {
  hand_in();
  office_.text(office_.hendra, "/setuju M26-001 Lengkap.");
  EXPECT_EQ(office_.state(no_).step(1).approvals.front().note, "Lengkap.");
  EXPECT_EQ(office_.state(no_).current, 2);
  EXPECT_TRUE(office_.sees(office_.rina, "catatan: \"Lengkap.\"") || office_.sees(office_.rina, "Lengkap."));
}

TEST_F(Decisions, approves_without_a_register_where_one_case_fits) {
  hand_in();
  office_.text(office_.hendra, "/setuju");
  EXPECT_EQ(office_.state(no_).current, 2);
}

TEST_F(Decisions, refuses_an_approval_without_right_and_says_whose_it_is) {
  hand_in();
  office_.text(office_.dedi, "/setuju M26-001");
  EXPECT_TRUE(says(office_.dedi, "menunggu persetujuan KASI"));
  EXPECT_TRUE(says(office_.dedi, "Staff E-Gov"));
  EXPECT_TRUE(says(office_.dedi, "Tidak ada yang berubah"));
  EXPECT_EQ(office_.state(no_).current, 1);
}

TEST_F(Decisions, refuses_to_approve_what_was_not_handed_in) {
  office_.text(office_.hendra, "/setuju M26-001");
  EXPECT_TRUE(says(office_.hendra, "masih dikerjakan"));
}

TEST_F(Decisions, answers_a_second_approval_by_who_was_first) {
  const Member second = office_.enrol("Kasi Kedua", Role::kasi_pengembangan);
  hand_in();
  const ShownButton late = *office_.newest_with(second, "Mohon persetujuan")->button("Setujui");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.press_data(second, late.data);
  EXPECT_TRUE(office_.toast.starts_with("Tidak ada yang berubah: sudah disetujui oleh Hendra Wijaya, S.T. pada"))
      << office_.toast;
  EXPECT_TRUE(office_.toast_alert);
  EXPECT_EQ(office_.state(no_).current, 2);
}

TEST_F(Decisions, leaves_the_question_of_whoever_was_slower_and_names_who_decided) {
  const Member second = office_.enrol("Kasi Kedua", Role::kasi_pengembangan);
  hand_in();
  ASSERT_TRUE(office_.press(second, "Setujui"));
  const Shown asked = office_.last(second);
  const ShownButton* yes = asked.button("Ya, setujui");
  ASSERT_NE(yes, nullptr);
  office_.text(office_.hendra, "/setuju M26-001");
  EXPECT_FALSE(office_.press(second, "Ya, setujui")) << "the step moved on: the button is gone";
  office_.press_data(second, yes->data);
  EXPECT_NE(office_.toast.find("sudah disetujui oleh Hendra"), std::string::npos) << office_.toast;
  EXPECT_EQ(office_.state(no_).step(1).approvals.size(), 1U);
}

TEST_F(Decisions, approves_once_however_often_the_yes_is_pressed) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.hendra, "Setujui"));
  const Shown question = office_.last(office_.hendra);
  EXPECT_TRUE(question.html.find("Dokumen identifikasi kebutuhan, versi 1") != std::string::npos);
  EXPECT_TRUE(question.html.find("Setelah disetujui: Tahap 2 dimulai, menunggu Staff E-Gov.") != std::string::npos)
      << question.html;
  // The yes stands in another row than the button before it.
  ASSERT_GE(question.keyboard.size(), 2U);
  EXPECT_EQ(question.keyboard.front().front().text, "Belum");
  const ShownButton yes = *question.button("Ya, setujui");
  office_.press_data(office_.hendra, yes.data);
  office_.press_data(office_.hendra, yes.data);
  EXPECT_EQ(office_.state(no_).current, 2);
  EXPECT_EQ(office_.state(no_).step(1).approvals.size(), 1U);
  EXPECT_TRUE(office_.toast_alert);
}

TEST_F(Decisions, does_nothing_on_not_yet) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.hendra, "Setujui"));
  ASSERT_TRUE(office_.press(office_.hendra, "Belum"));
  EXPECT_EQ(office_.state(no_).current, 1);
  EXPECT_EQ(office_.last(office_.hendra).keyboard.size(), 0U);
}

TEST_F(Decisions, covers_no_document_that_the_approver_did_not_see) {
  hand_in();
  const ShownButton approve = *office_.newest_with(office_.hendra, "Mohon persetujuan")->button("Setujui");
  ASSERT_TRUE(office_.press(office_.hendra, "Setujui"));
  const ShownButton yes = *office_.last(office_.hendra).button("Ya, setujui");
  office_.file(office_.rina, {.name = "baru.pdf", .caption = "/unggah M26-001 identifikasi"});
  office_.press_data(office_.hendra, yes.data);
  EXPECT_EQ(office_.state(no_).current, 1);
  EXPECT_TRUE(office_.toast.find("berubah") != std::string::npos) << office_.toast;
  office_.press_data(office_.hendra, approve.data);
  EXPECT_EQ(office_.state(no_).current, 1);
  EXPECT_TRUE(office_.toast.find("berubah") != std::string::npos) << office_.toast;
  ASSERT_TRUE(office_.press(office_.hendra, "Setujui"));
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, setujui"));
  EXPECT_EQ(office_.state(no_).current, 2);
}

TEST_F(Decisions, lets_a_typed_command_win_over_a_pending_question) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.hendra, "Setujui"));
  office_.text(office_.hendra, "/kembalikan M26-001 Tabel kurang");
  EXPECT_EQ(office_.state(no_).active().round, 2);
  EXPECT_FALSE(office_.press(office_.hendra, "Ya, setujui"));
}

TEST_F(Decisions, returns_to_the_step_itself_with_the_reason_typed) {
  hand_in();
  office_.text(office_.hendra, "/kembalikan M26-001 Kebutuhan pelaporan belum tercantum");
  EXPECT_EQ(office_.state(no_).current, 1);
  EXPECT_EQ(office_.state(no_).active().round, 2);
  EXPECT_TRUE(office_.sees(office_.rina, "Kebutuhan pelaporan belum tercantum"));
}

TEST_F(Decisions, returns_to_the_step_named) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/kembalikan M26-001 tahap 1 Identifikasi belum lengkap");
  EXPECT_EQ(office_.state(no_).current, 1);
}

TEST_F(Decisions, refuses_a_return_without_a_reason_or_to_a_step_not_listed) {
  hand_in();
  office_.text(office_.hendra, "/kembalikan M26-001");
  EXPECT_TRUE(says(office_.hendra, "Alasan wajib diisi"));
  office_.text(office_.hendra, "/kembalikan M26-001 tahap 1");
  EXPECT_TRUE(says(office_.hendra, "Alasan wajib diisi"));
  office_.text(office_.hendra, "/kembalikan M26-001 tahap 9 Keliru");
  EXPECT_TRUE(says(office_.hendra, "tidak dapat dikembalikan ke tahap tersebut"));
  office_.text(office_.hendra, "/kembalikan M26-001 \xC2\xA0");
  EXPECT_EQ(office_.state(no_).active().round, 1);
}

TEST_F(Decisions, returns_by_buttons_with_target_reason_and_time) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  ASSERT_TRUE(office_.press(office_.hendra, "Kembalikan"));
  ASSERT_TRUE(office_.press(office_.hendra, "Tahap 1"));
  ASSERT_TRUE(office_.press(office_.hendra, "Dokumen belum lengkap"));
  ASSERT_TRUE(office_.press(office_.hendra, "5 hari kerja"));
  EXPECT_TRUE(says(office_.hendra, "Kembalikan M26-001 ke Tahap 1 (putaran ke-2)?"));
  EXPECT_TRUE(says(office_.hendra, "Waktu: 5 hari kerja, sampai Senin, 9 Maret 2026"))
      << office_.last(office_.hendra).html;
  EXPECT_EQ(office_.state(no_).current, 2);
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, kembalikan"));
  const workflow::CaseState state = office_.state(no_);
  EXPECT_EQ(state.current, 1);
  ASSERT_TRUE(state.active().round_limit);
  EXPECT_EQ(state.active().round_limit->amount, 5);
}

TEST_F(Decisions, takes_a_written_reason_and_another_number_of_days) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.hendra, "Kembalikan"));
  office_.text(office_.hendra, "Tabel & \"angka\" belum cocok");
  ASSERT_TRUE(office_.press(office_.hendra, "Jumlah lain"));
  for (const std::string bad : {"nol", "0", "366", "-3", "5x"}) {
    office_.text(office_.hendra, bad);
    EXPECT_TRUE(says(office_.hendra, "belum terbaca")) << bad;
  }
  office_.text(office_.hendra, "15 hari kerja");
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, kembalikan"));
  ASSERT_TRUE(office_.state(no_).active().round_limit);
  EXPECT_EQ(office_.state(no_).active().round_limit->amount, 15);
}

TEST_F(Decisions, gives_no_time_to_another_step_than_it_was_asked_for) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/kembalikan M26-001 tahap 1 Kurang lengkap");
  EXPECT_TRUE(says(office_.hendra, "Waktu putaran ini menurut SOP: 3 hari kerja."))
      << office_.last(office_.hendra).html;
  ASSERT_TRUE(office_.press(office_.hendra, "Ubah waktu"));
  ASSERT_TRUE(office_.press(office_.hendra, "Jumlah lain"));
  hand_in();
  const Member second = office_.enrol("Kasi Kedua", Role::kasi_pengembangan);
  office_.text(second, "/kembalikan M26-001 Masih kurang");
  office_.text(office_.hendra, "15");
  EXPECT_TRUE(says(office_.hendra, "sudah selesai atau sudah berada pada putaran lain"))
      << office_.last(office_.hendra).html;
  EXPECT_FALSE(office_.state(no_).active().round_limit);
}

TEST_F(Decisions, tells_whoever_decides_again_why_there_is_another_round) {
  hand_in();
  office_.text(office_.hendra, "/kembalikan M26-001 Loket belum disebut");
  office_.file(office_.rina, {});
  office_.text(office_.rina, "Loket ditambahkan");
  office_.text(office_.rina, "/selesai M26-001");
  const std::string card = office_.newest_with(office_.hendra, "Mohon persetujuan")->html;
  EXPECT_NE(card.find("Dikembalikan sebelumnya oleh Hendra Wijaya, S.T.: \"Loket belum disebut\""), std::string::npos)
      << card;
  EXPECT_NE(card.find("perubahan: \"Loket ditambahkan\""), std::string::npos) << card;
}

TEST_F(Decisions, uses_the_sops_time_by_default) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.hendra, "Kembalikan"));
  ASSERT_TRUE(office_.press(office_.hendra, "Dokumen belum lengkap"));
  ASSERT_TRUE(office_.press(office_.hendra, "(SOP)"));
  ASSERT_TRUE(office_.press(office_.hendra, "Ya, kembalikan"));
  EXPECT_FALSE(office_.state(no_).active().round_limit);
}

TEST_F(Decisions, keeps_a_document_of_an_earlier_round_with_one_tap) {
  hand_in();
  office_.text(office_.hendra, "/kembalikan M26-001 Mohon diperiksa");
  ASSERT_TRUE(office_.press(office_.rina, "Tetap berlaku"));
  office_.text(office_.rina, "/selesai M26-001");
  EXPECT_EQ(office_.state(no_).active().phase, Phase::awaiting_approval);
}

TEST_F(Decisions, recalls_a_hand_in_nobody_acted_on) {
  hand_in();
  office_.text(office_.rina, "/tarik M26-001");
  EXPECT_EQ(office_.state(no_).active().phase, Phase::in_progress);
  EXPECT_FALSE(office_.sees(office_.hendra, "[Setujui]"));
  EXPECT_FALSE(office_.press(office_.hendra, "Setujui"));
}

TEST_F(Decisions, recalls_by_the_button_of_the_answer) {
  hand_in();
  ASSERT_TRUE(office_.press(office_.rina, "Tarik kembali"));
  EXPECT_EQ(office_.state(no_).active().phase, Phase::in_progress);
}

TEST_F(Decisions, takes_back_ones_own_approval_until_the_next_step_is_worked_on) {
  go_to_step_two();
  ASSERT_TRUE(office_.press(office_.hendra, "Tarik persetujuan"));
  EXPECT_EQ(office_.state(no_).current, 1);
  office_.text(office_.hendra, "/setuju M26-001");
  office_.text(office_.dedi, "/mulai M26-001");
  office_.text(office_.hendra, "/tarik M26-001 Salah menekan tombol");
  EXPECT_EQ(office_.state(no_).current, 2);
  EXPECT_TRUE(says(office_.hendra, "Belum dapat ditarik")) << office_.last(office_.hendra).html;
}

TEST_F(Decisions, passes_a_performers_wish_for_a_return_to_the_approver) {
  go_to_step_two();
  office_.text(office_.dedi, "/kembalikan M26-001 tahap 1 Data instansi belum lengkap");
  EXPECT_EQ(office_.state(no_).current, 2);
  ASSERT_TRUE(office_.state(no_).active().return_request);
  ASSERT_TRUE(office_.press(office_.hendra, "Setuju dikembalikan")) << office_.last(office_.hendra).html;
  EXPECT_EQ(office_.state(no_).current, 1);
}

TEST_F(Decisions, declines_a_wish_for_a_return) {
  go_to_step_two();
  office_.text(office_.dedi, "/kembalikan M26-001 tahap 1 Data instansi belum lengkap");
  ASSERT_TRUE(office_.press(office_.hendra, "Tetap di Tahap 2"));
  EXPECT_FALSE(office_.state(no_).active().return_request);
  EXPECT_EQ(office_.state(no_).current, 2);
}

TEST_F(Decisions, sends_back_a_request_for_modification_when_both_agree) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.text(office_.sari, "/mulai M26-001");
  office_.text(office_.sari, "/akhiri M26-001");
  office_.file(office_.sari, {.name = "modifikasi.pdf"});
  office_.text(office_.sari, "/selesai M26-001");
  office_.text(office_.rina, "/setuju M26-001");
  office_.text(office_.sari, "/setuju M26-001");
  EXPECT_EQ(office_.state(no_).current, 2);
  EXPECT_EQ(office_.state(no_).active().round, 2);
}

TEST_F(Decisions, records_a_session_that_was_held) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.at(2026, 3, 3, 14, 0);
  office_.text(office_.sari, "/akhiri M26-001 3-3-2026 09.00");
  EXPECT_TRUE(says(office_.sari, "/akhiri M26-001 12-3-2026 09.00 10.45"));
  office_.text(office_.sari, "/akhiri M26-001 3-3-2026 15.00 16.00");
  EXPECT_TRUE(says(office_.sari, "Waktu sesi tidak dapat dicatat"));
  ASSERT_TRUE(office_.press(office_.sari, "Sesi sudah berlangsung"));
  office_.text(office_.sari, "kemarin");
  EXPECT_TRUE(says(office_.sari, "belum terbaca"));
  office_.text(office_.sari, "3-3-2026 09.00 10.45");
  ASSERT_TRUE(office_.state(no_).active().session);
  EXPECT_TRUE(office_.state(no_).active().session->recorded_later);
}

TEST_F(Decisions, proposes_another_time_for_a_session) {
  go_to_step_two();
  office_.file(office_.dedi, {});
  office_.text(office_.dedi, "/selesai M26-001");
  office_.text(office_.hendra, "/setuju M26-001");
  office_.text(office_.sari, "/jadwal M26-001 12-3-2026");
  EXPECT_TRUE(says(office_.sari, "Contoh: /jadwal"));
  office_.text(office_.sari, "/jadwal M26-001 1-1-2026 09.00");
  EXPECT_TRUE(says(office_.sari, "Waktu sesi tidak dapat dicatat"));
  office_.text(office_.sari, "/jadwal M26-001 5-3-2026 09.00 Ruang Rapat");
  ASSERT_TRUE(office_.press(office_.rina, "Usulkan waktu lain"));
  office_.text(office_.rina, "6-3-2026 09.30 Aula Disdukcapil");
  EXPECT_EQ(office_.state(no_).active().session->place, "Aula Disdukcapil");
  ASSERT_TRUE(office_.press(office_.sari, "Bersedia"));
  EXPECT_EQ(office_.state(no_).active().session->accepted_by.size(), 2U);
}

}  // namespace alur::chat::test
