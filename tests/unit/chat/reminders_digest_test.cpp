#include "case_test.hpp"
#include "reminders.hpp"

#include <algorithm>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class RemindersDigest : public CaseTest {
 protected:
  std::optional<store::Timer> timer_of(const Member& member) {
    std::optional<store::Timer> found;
    within(
        [&](Context& ctx) { found = store::Timers{ctx.tx}.find("digest", std::to_string(workflow::raw(member.id))); });
    return found;
  }
  void plan() {
    within([&](Context& ctx) { plan_digests(ctx); });
  }
  /// Runs the digest timer of `member` at its time.
  void morning(const Member& member) {
    const auto timer = timer_of(member);
    ASSERT_TRUE(timer);
    office_.now = std::max(office_.now, timer->due);
    within([&](Context& ctx) {
      store::Timers{ctx.tx}.clear(timer->kind, timer->key);
      reminder_due(ctx, *timer);
    });
  }
  time::Instant on(unsigned month, unsigned day, std::chrono::minutes minute) {
    return office_.calendar().at(time::Day{std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day}},
                                 minute);
  }
};

TEST_F(RemindersDigest, comes_a_quarter_of_an_hour_after_opening) {
  plan();
  ASSERT_TRUE(timer_of(office_.rina));
  EXPECT_EQ(timer_of(office_.rina)->due, on(3, 3, 8h + 15min));
  office_.now = on(3, 3, 8h);
  plan();
  EXPECT_EQ(timer_of(office_.rina)->due, on(3, 3, 8h + 15min));
}

TEST_F(RemindersDigest, lists_what_waits_with_a_button_each) {
  open();
  open(process::Track::pengembang, "Aplikasi Retribusi <Pasar>");
  plan();
  take_sent();
  morning(office_.rina);
  const auto sent = sent_to(office_.rina);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(sent.front().html.find("<b>Ringkasan Selasa, 3 Maret 2026</b>\nMenunggu Bapak/Ibu: 2"), std::string::npos)
      << sent.front().html;
  EXPECT_EQ(labels_of(sent.front().keyboard).front(), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(timer_of(office_.rina)->due, on(3, 4, 8h + 15min));
}

TEST_F(RemindersDigest, says_nothing_to_whoever_has_nothing) {
  open();
  plan();
  take_sent();
  morning(office_.putri);
  EXPECT_TRUE(take_sent().empty());
  EXPECT_TRUE(timer_of(office_.putri));
}

TEST_F(RemindersDigest, tells_kabid_on_the_first_day_of_the_week_how_the_cases_stand) {
  open();
  open(process::Track::pengembang, "Aplikasi Retribusi Pasar");
  act(office_.sari, workflow::PauseCase{workflow::Party::other, "Menunggu anggaran."});
  office_.now = on(3, 6, 15h);
  plan();
  take_sent();
  morning(office_.sari);
  const auto sent = sent_to(office_.sari);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(sent.front().html.find("<b>Ringkasan Senin, 9 Maret 2026 – Bidang E-Government</b>\n"
                                   "Berjalan 1 · terlambat 1 · ditunda 1 · selesai bulan ini 0"),
            std::string::npos)
      << sent.front().html;
  EXPECT_NE(sent.front().html.find("Paling mendesak: M26-001, Tahap 1, terlambat 2 hari kerja"), std::string::npos);
  morning(office_.sari);
  EXPECT_TRUE(sent_to(office_.sari).empty());
}

TEST_F(RemindersDigest, is_left_out_when_the_morning_is_over) {
  open();
  plan();
  take_sent();
  office_.now = on(3, 3, 19h);
  morning(office_.rina);
  EXPECT_TRUE(take_sent().empty());
  EXPECT_EQ(timer_of(office_.rina)->due, on(3, 4, 8h + 15min));
}

TEST_F(RemindersDigest, stops_for_somebody_who_left) {
  plan();
  office_.withdraw(office_.putri, Role::programmer);
  morning(office_.putri);
  EXPECT_FALSE(timer_of(office_.putri));
}

TEST_F(RemindersDigest, sums_an_outage_up_once_for_whoever_waits) {
  open();
  plan();
  take_sent();
  office_.now = on(3, 3, 13h + 20min);
  within([&](Context& ctx) { summarise_outage(ctx, on(3, 3, 8h), ctx.now); });
  const auto sent = take_sent();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent.front().chat_id, office_.rina.account);
  EXPECT_NE(sent.front().html.find("Selasa, 3 Maret 2026 pukul 08.00 WIB sampai 13.20 WIB."), std::string::npos)
      << sent.front().html;
  EXPECT_EQ(timer_of(office_.rina)->due, on(3, 4, 8h + 15min));
}

}  // namespace
}  // namespace alur::chat::test
