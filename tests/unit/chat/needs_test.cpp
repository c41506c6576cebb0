#include "case_test.hpp"

#include <gtest/gtest.h>

/// The trace of needs: listed, marked by buttons and by command, and what a need that does not fit asks of a yes.
namespace alur::chat::test {

namespace {

using workflow::NeedMark;

class Needs : public ::testing::Test {
 protected:
  Office office_;
  const std::string no_ = "M26-001";

  bool says(const Member& member, std::string_view words) {
    return office_.last(member).html.find(words) != std::string::npos;
  }
  std::string last(const Member& member) { return office_.last(member).html; }

  void to_step_two() {
    office_.text(office_.rina, "/ajukan mandiri Aplikasi Antrean");
    office_.file(office_.rina, {});
    office_.text(office_.rina, "/selesai M26-001");
    office_.text(office_.hendra, "/setuju M26-001");
  }
};

}  // namespace

TEST_F(Needs, are_listed_by_pasting_lines_with_or_without_numbers) {
  to_step_two();
  ASSERT_TRUE(office_.press(office_.dedi, "Isi daftar kebutuhan"));
  office_.text(office_.dedi,
               "KB-01 Cetak nomor antrean\n2. Laporan <harian>\n• Panggilan suara\n\n- 5 loket sekaligus");
  const auto& needs = office_.state(no_).needs;
  ASSERT_EQ(needs.size(), 4U);
  EXPECT_EQ(needs[0].text, "Cetak nomor antrean");
  EXPECT_EQ(needs[1].text, "Laporan <harian>");
  EXPECT_EQ(needs[2].text, "Panggilan suara");
  EXPECT_TRUE(says(office_.dedi, "daftar 4 kebutuhan")) << last(office_.dedi);
  EXPECT_TRUE(says(office_.dedi, "KB-02 Laporan &lt;harian&gt;")) << last(office_.dedi);
}

TEST_F(Needs, are_listed_by_command_and_listed_again) {
  to_step_two();
  office_.text(office_.dedi, "/isi M26-001 kebutuhan Antrean; Laporan");
  EXPECT_EQ(office_.state(no_).needs.size(), 2U);
  EXPECT_TRUE(office_.newest_with(office_.dedi, "Penugasan")->button("Ubah daftar kebutuhan") != nullptr);
  office_.text(office_.dedi, "/isi M26-001 kebutuhan Antrean");
  EXPECT_EQ(office_.state(no_).needs.size(), 1U);
  office_.text(office_.rina, "/isi M26-001 kebutuhan Lain");
  EXPECT_EQ(office_.state(no_).needs.size(), 1U) << "not hers";
  office_.text(office_.dedi, "/isi M26-001 kebutuhan ; ;");
  EXPECT_TRUE(says(office_.dedi, "belum terbaca")) << last(office_.dedi);
}

TEST_F(Needs, are_shown_with_what_was_found_of_each) {
  to_step_two();
  office_.text(office_.dedi, "/isi M26-001 kebutuhan Antrean; Laporan");
  office_.text(office_.rina, "/proyek M26-001");
  ASSERT_TRUE(office_.press(office_.rina, "Kebutuhan"));
  EXPECT_TRUE(says(office_.rina, "KB-01 Antrean\nKB-02 Laporan")) << last(office_.rina);
}

/// Far enough along that needs are marked: the case is moved below the desk, the rest is pressed and typed.
class NeedsLater : public CaseTest {
 protected:
  void traced_to(int step) {
    open();
    advance_to(2);
    act(office_.dedi, workflow::ListNeeds{{"Cetak nomor antrean", "Laporan harian"}});
    if (step > 8) mark_at(8, office_.fajar, NeedMark::covered);
    if (step > 10) mark_at(10, office_.rina, NeedMark::passed);
    advance_to(step);
  }
  void mark_at(int step, const Member& by, NeedMark mark) {
    advance_to(step);
    act(by, workflow::MarkNeeds{{{1, mark}, {2, mark}}});
  }
  std::string last(const Member& member) { return office_.last(member).html; }
  bool says(const Member& member, std::string_view words) { return last(member).find(words) != std::string::npos; }
};

TEST_F(NeedsLater, hold_a_hand_in_until_each_has_its_mark) {
  traced_to(8);
  office_.file(office_.fajar, {});
  office_.text(office_.fajar, "/selesai M26-001");
  EXPECT_TRUE(
      says(office_.fajar, "belum ditandai pada Tahap 8, M26-001: KB-01 Cetak nomor antrean dan KB-02 Laporan harian"))
      << last(office_.fajar);
  ASSERT_TRUE(office_.press(office_.fajar, "Tandai kebutuhan"));
  ASSERT_TRUE(office_.press(office_.fajar, "KB-01: belum ditandai"));
  EXPECT_TRUE(says(office_.fajar, "KB-01 Cetak nomor antrean – skenario ada")) << last(office_.fajar);
  ASSERT_TRUE(office_.press(office_.fajar, "Selebihnya: skenario ada"));
  ASSERT_TRUE(office_.press(office_.fajar, "Simpan"));
  EXPECT_TRUE(says(office_.fajar, "skenario ada 2")) << last(office_.fajar);
  office_.text(office_.fajar, "/selesai M26-001");
  EXPECT_EQ(record().state.active().phase, workflow::Phase::awaiting_approval);
}

TEST_F(NeedsLater, are_marked_by_command) {
  traced_to(10);
  office_.text(office_.rina, "/isi M26-001 kb KB-02 tidak lulus; semua lulus");
  EXPECT_TRUE(says(office_.rina, "lulus 1; tidak lulus 1 (KB-02)")) << last(office_.rina);
  for (const char* wrong : {"KB-03 lulus", "KB-01 sesuai", "KB-01", "semua", "lulus"}) {
    office_.text(office_.rina, std::string{"/isi M26-001 kb "} + wrong);
    EXPECT_TRUE(says(office_.rina, "belum terbaca")) << wrong << ": " << last(office_.rina);
  }
}

TEST_F(NeedsLater, that_do_not_fit_are_taken_by_both_parties_with_a_reason) {
  traced_to(12);
  act(office_.sari, workflow::MarkNeeds{{{1, NeedMark::does_not_fit}, {2, NeedMark::fits}}});
  while (record().state.active().phase == workflow::Phase::in_progress) advance();
  office_.text(office_.sari, "/setuju M26-001");
  EXPECT_TRUE(says(office_.sari, "Dinilai tidak sesuai: KB-01 Cetak nomor antrean.")) << last(office_.sari);
  ASSERT_TRUE(office_.press(office_.sari, "Setujui"));
  EXPECT_TRUE(says(office_.sari, "1 dari 2 kebutuhan dinilai tidak sesuai: KB-01 Cetak nomor antrean"))
      << last(office_.sari);
  ASSERT_TRUE(office_.press(office_.sari, "Diperbaiki pada tahap implementasi"));
  ASSERT_TRUE(office_.press(office_.rina, "Setujui"));
  office_.text(office_.rina, "Akan dicetak dari loket dahulu");
  const workflow::CaseState after = record().state;
  EXPECT_EQ(after.current, 13);
  const auto& approvals = after.step(12).approvals;
  ASSERT_EQ(approvals.size(), 2U);
  EXPECT_EQ(approvals[0].note, "Diperbaiki pada tahap implementasi");
  EXPECT_EQ(approvals[1].note, "Akan dicetak dari loket dahulu");
}

}  // namespace alur::chat::test
