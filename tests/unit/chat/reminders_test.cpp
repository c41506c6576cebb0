#include "reminders.hpp"

#include "case_test.hpp"

#include <algorithm>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class Reminders : public CaseTest {
 protected:
  /// Moves to the next timer of these kinds and runs it, as the scheduler does; false when none is planned.
  std::optional<store::Timer> planned(const std::string& kind, const std::string& key) {
    std::optional<store::Timer> found;
    within([&](Context& ctx) { found = store::Timers{ctx.tx}.find(kind, key); });
    return found;
  }
  std::optional<store::Timer> of_case() { return planned("case", std::to_string(workflow::raw(case_id_))); }
  void run(const store::Timer& timer) {
    within([&](Context& ctx) {
      store::Timers{ctx.tx}.clear(timer.kind, timer.key);
      reminder_due(ctx, timer);
    });
  }
  void run_case_timer() {
    const auto timer = of_case();
    ASSERT_TRUE(timer);
    office_.now = std::max(office_.now, timer->due);
    run(*timer);
  }
  time::Instant on(int month, int day, std::chrono::minutes minute) {
    return office_.calendar().at(
        time::Day{std::chrono::year{2026} / std::chrono::month(static_cast<unsigned>(month)) / day}, minute);
  }
  std::string only_to(const Member& member) {
    const auto theirs = sent_to(member);
    EXPECT_EQ(theirs.size(), 1U);
    return theirs.empty() ? std::string{} : theirs.front().html;
  }
  void open_quietly() {
    open();
    take_sent();
  }
};

TEST_F(Reminders, plans_the_day_before_the_deadline) {
  open_quietly();
  ASSERT_TRUE(of_case());
  EXPECT_EQ(office_.calendar().day_of(of_case()->due), (time::Day{std::chrono::year{2026} / 3 / 4}));
  run_case_timer();
  const auto sent = take_sent();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent.front().chat_id, office_.rina.account);
  EXPECT_EQ(faults_of(sent.front().html, sent.front().keyboard), "");
  EXPECT_NE(sent.front().html.find("<b>Pengingat – batas waktu besok</b>"), std::string::npos) << sent.front().html;
  EXPECT_NE(sent.front().html.find("☐ Dokumen identifikasi kebutuhan – belum ada"), std::string::npos);
  EXPECT_NE(sent.front().keyboard.find("Ingatkan besok"), std::string::npos);
}

TEST_F(Reminders, climbs_from_the_performer_to_the_head_and_then_stops) {
  open_quietly();
  run_case_timer();
  take_sent();
  run_case_timer();
  EXPECT_NE(only_to(office_.rina).find("<b>Batas waktu hari ini pukul 15.00 WIB</b>"), std::string::npos);
  run_case_timer();
  const auto late = take_sent();
  ASSERT_EQ(late.size(), 2U);
  for (const Sent& one : late) {
    EXPECT_EQ(faults_of(one.html, one.keyboard), "");
    const bool performer = one.chat_id == office_.rina.account;
    EXPECT_NE(
        one.html.find(performer ? "<b>Terlambat 1 hari kerja</b>" : "<b>Mohon perhatian – terlambat 1 hari kerja</b>"),
        std::string::npos)
        << one.html;
  }
  act(office_.rina, workflow::ReportProgress{false, "Menunggu data."});
  take_sent();
  run_case_timer();
  const std::string to_kabid = only_to(office_.sari);
  EXPECT_NE(to_kabid.find("terlambat 3 hari kerja"), std::string::npos) << to_kabid;
  EXPECT_NE(to_kabid.find("KASI diberi tahu Jumat, 6 Maret 2026."), std::string::npos) << to_kabid;
  EXPECT_NE(to_kabid.find("Hambatan menurut pelaksana: \"Menunggu data.\""), std::string::npos);
  run_case_timer();
  EXPECT_NE(only_to(office_.anwar).find("KASI dan KABID telah diberi tahu."), std::string::npos);
  EXPECT_FALSE(of_case());
}

TEST_F(Reminders, is_never_sent_twice_on_one_day) {
  open_quietly();
  const auto timer = of_case();
  run_case_timer();
  EXPECT_EQ(take_sent().size(), 1U);
  // The same moment once more, as after a crash between sending and planning.
  auto again = *of_case();
  again.payload.replace(again.payload.find("\"after\":"), std::string{"\"after\":"}.size(),
                        "\"x\":0,\"after\":1,\"y\":");
  run(again);
  EXPECT_TRUE(take_sent().empty());
}

TEST_F(Reminders, waits_for_office_hours) {
  open_quietly();
  const store::Timer timer = *of_case();
  office_.now = on(3, 4, 21h);
  run(timer);
  EXPECT_TRUE(take_sent().empty());
  EXPECT_EQ(of_case()->due, on(3, 5, 8h));
  EXPECT_EQ(of_case()->payload, timer.payload);
}

TEST_F(Reminders, follows_the_case_on_its_way) {
  open_quietly();
  advance();
  ASSERT_TRUE(of_case());
  take_sent();
  run_case_timer();
  const auto sent = take_sent();
  ASSERT_FALSE(sent.empty());
  EXPECT_EQ(sent.front().chat_id, office_.hendra.account);
  EXPECT_NE(sent.front().html.find("Menunggu keputusan Bapak/Ibu."), std::string::npos) << sent.front().html;
  act(office_.sari, workflow::CancelCase{"Diajukan dua kali."});
  EXPECT_FALSE(of_case());
}

TEST_F(Reminders, asks_for_progress_on_long_steps) {
  open(process::Track::pengembang);
  advance_to(5);
  take_sent();
  run_case_timer();
  const auto sent = sent_to(office_.sari);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(sent.front().html.find("<b>Kemajuan pekerjaan</b>\nTahap 5 dari 8"), std::string::npos)
      << sent.front().html;
  EXPECT_NE(sent.front().html.find("dari 90."), std::string::npos) << sent.front().html;
  EXPECT_NE(sent.front().keyboard.find("Sesuai jadwal"), std::string::npos);
}

TEST_F(Reminders, can_be_put_off_to_the_next_working_day) {
  open_quietly();
  run_case_timer();
  take_sent();
  const store::CaseRecord at = record();
  within([&](Context& ctx) { snooze(ctx, {office_.rina.id, office_.rina.account, "id"}, at); });
  EXPECT_NE(
      only_to(office_.rina).find("ditunda sampai Kamis, 5 Maret 2026 pukul 08.30 WIB. Batas waktu tidak berubah."),
      std::string::npos);
  const auto again = planned("again", "1/" + std::to_string(workflow::raw(office_.rina.id)));
  ASSERT_TRUE(again);
  run_case_timer();
  EXPECT_TRUE(sent_to(office_.rina).empty()) << "the reminder of the day comes half an hour later";
  office_.now = again->due;
  run(*again);
  EXPECT_NE(only_to(office_.rina).find("<b>Batas waktu hari ini"), std::string::npos);
}

TEST_F(Reminders, put_off_says_nothing_when_the_work_is_done) {
  open_quietly();
  const store::CaseRecord at = record();
  within([&](Context& ctx) { snooze(ctx, {office_.rina.id, office_.rina.account, "id"}, at); });
  const auto again = planned("again", "1/" + std::to_string(workflow::raw(office_.rina.id)));
  advance();
  take_sent();
  office_.now = again->due;
  run(*again);
  EXPECT_TRUE(take_sent().empty());
}

TEST_F(Reminders, reminds_of_a_session_the_day_and_the_hour_before) {
  open();
  advance_to(3);
  act(office_.sari, workflow::ProposeSession{on(3, 4, 10h), "Ruang Rapat"});
  act(office_.rina, workflow::AcceptSession{});
  take_sent();
  bool hour_before = false;
  for (int i = 0; i < 4 && of_case() && of_case()->due < on(3, 4, 10h); ++i) {
    run_case_timer();
    for (const Sent& one : take_sent()) {
      EXPECT_EQ(faults_of(one.html, one.keyboard), "");
      hour_before = hour_before || one.html.find("<b>Sesi satu jam lagi – Tahap 3 dari 14") != std::string::npos;
    }
  }
  EXPECT_TRUE(hour_before);
}

}  // namespace
}  // namespace alur::chat::test
