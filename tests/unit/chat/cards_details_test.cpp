#include "cards.hpp"
#include "case_test.hpp"

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class CardsDetails : public CaseTest {
 protected:
  std::string details_for(const Member& reader) {
    std::string html;
    const store::CaseRecord at = record();
    within([&](Context& ctx) { html = details(ctx, at, reader.id); });
    return html;
  }
  CardText overview_for(const Member& reader) {
    CardText made;
    const store::CaseRecord at = record();
    within([&](Context& ctx) { made = case_overview(ctx, at, reader.id); });
    return made;
  }
};

TEST_F(CardsDetails, explains_a_deadline_day_by_day) {
  // Friday, 13 March 2026 + 3 working days = Wednesday, 25 March: Nyepi and Idulfitri lie between.
  office_.now = office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 13}, 9h);
  open();
  const std::string html = details_for(office_.rina);
  EXPECT_NE(html.find("Perhitungan 3 hari kerja"), std::string::npos) << html;
  EXPECT_NE(html.find("Jum 13 Mar – hari penerimaan, tidak dihitung"), std::string::npos) << html;
  EXPECT_NE(html.find("Sab 14 Mar – akhir pekan, tidak dihitung"), std::string::npos);
  EXPECT_NE(html.find("Sen 16 Mar – hari ke-1"), std::string::npos);
  EXPECT_NE(html.find("Rab 25 Mar – hari ke-3"), std::string::npos);
  EXPECT_EQ(html.find("Kam 19 Mar – hari ke"), std::string::npos);
}

TEST_F(CardsDetails, names_only_the_days_left_out_of_a_long_count) {
  open(process::Track::pengembang);
  advance_to(5);
  const std::string html = details_for(office_.sari);
  EXPECT_NE(html.find("Perhitungan 90 hari kerja"), std::string::npos) << html;
  EXPECT_NE(html.find("Sabtu dan Minggu tidak dihitung."), std::string::npos);
  EXPECT_EQ(html.find("– hari ke-"), std::string::npos);
  EXPECT_LT(text::length(html), 4096U);
}

TEST_F(CardsDetails, counts_the_days_of_a_pause_in) {
  open();
  act(office_.hendra, workflow::PauseCase{workflow::Party::other, "Listrik padam."});
  office_.now = office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 4}, 10h);
  act(office_.hendra, workflow::ResumeCase{});
  const std::string html = details_for(office_.rina);
  EXPECT_NE(html.find("hari kerja selama permohonan ditunda"), std::string::npos) << html;
}

TEST_F(CardsDetails, says_whom_an_approval_waits_for_and_that_its_limit_is_no_rule_of_the_sop) {
  open();
  advance();
  const std::string html = details_for(office_.rina);
  EXPECT_NE(html.find("Menunggu persetujuan: KASI Pengembangan Aplikasi – Hendra Wijaya, S.T."), std::string::npos)
      << html;
  EXPECT_NE(html.find("(bukan ketentuan SOP)"), std::string::npos);
}

TEST_F(CardsDetails, keeps_notes_with_the_case) {
  open();
  act(office_.hendra, workflow::AddNote{"Mohon <lengkapi> & periksa."});
  EXPECT_NE(details_for(office_.rina).find("Catatan (Hendra Wijaya, S.T.): \"Mohon &lt;lengkapi&gt; &amp; periksa.\""),
            std::string::npos);
}

TEST_F(CardsDetails, overview_shows_position_and_the_acts_that_no_card_offers) {
  open();
  advance_to(3);
  const CardText made = overview_for(office_.sari);
  EXPECT_EQ(faults_of(made.html, telegram::encode_keyboard(made.keyboard)), "");
  EXPECT_NE(made.html.find("Jalur MANDIRI · Tahap 3 dari 14 · putaran ke-1"), std::string::npos) << made.html;
  EXPECT_NE(made.html.find("Selesai: 1, 2 · Berikutnya: 4"), std::string::npos) << made.html;
  std::string all;
  for (const auto& row : made.keyboard) {
    for (const auto& one : row) all += one.text + ";";
  }
  for (const char* act : {"Dokumen", "Riwayat", "Jadwalkan sesi", "Tunda", "Alihkan", "Ubah jalur",
                          "Batalkan permohonan", "Tambah catatan"}) {
    EXPECT_NE(all.find(act), std::string::npos) << act << " in " << all;
  }
}

TEST_F(CardsDetails, overview_of_an_ended_case_only_looks_back) {
  open();
  act(office_.sari, workflow::CancelCase{"Diajukan dua kali."});
  const CardText made = overview_for(office_.rina);
  EXPECT_NE(made.html.find("dibatalkan pada"), std::string::npos) << made.html;
  ASSERT_EQ(made.keyboard.size(), 1U);
  EXPECT_NE(details_for(office_.rina).find("Alasan: \"Diajukan dua kali.\""), std::string::npos);
}

TEST_F(CardsDetails, a_line_of_a_list_says_what_is_asked_and_how_late) {
  open();
  std::string due;
  std::string late;
  within([&](Context& ctx) {
    const auto tasks = store::Cases{ctx.tx}.tasks(office_.rina.id, 5);
    ASSERT_EQ(tasks.size(), 1U);
    due = task_line(ctx, tasks.front(), "id");
  });
  EXPECT_EQ(due, "<b>M26-001</b> Tahap 1 – pelaksanaan, batas Kam 5 Mar 15.00 WIB (sisa 3 hari kerja)");
  office_.now = office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 9}, 9h);
  within([&](Context& ctx) { late = task_line(ctx, store::Cases{ctx.tx}.tasks(office_.rina.id, 5).front(), "id"); });
  EXPECT_NE(late.find("terlambat 2 hari kerja"), std::string::npos) << late;
}

TEST_F(CardsDetails, a_line_of_a_list_names_the_day_of_a_meeting) {
  open();
  advance_to(3);
  act(office_.sari,
      workflow::ProposeSession{
          office_.calendar().at(time::Day{std::chrono::year{2026} / 3 / 4}, std::chrono::hours{10}), "Ruang Rapat"});
  std::string line;
  within([&](Context& ctx) { line = task_line(ctx, store::Cases{ctx.tx}.tasks(office_.sari.id, 5).front(), "id"); });
  EXPECT_EQ(line, "<b>M26-001</b> Tahap 3 – sesi Rab 4 Mar 10.00 WIB");
}

}  // namespace
}  // namespace alur::chat::test
