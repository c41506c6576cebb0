#include "town.hpp"

namespace alur::report {

namespace {

using namespace workflow;
using namespace std::chrono_literals;
using test::chart_of;

Mark mark_of(const FlowChart& chart, int step) { return chart.steps.at(static_cast<std::size_t>(step - 1)).mark; }

std::vector<Mark> marks(const std::vector<FlowSymbol>& symbols) {
  std::vector<Mark> out;
  for (const FlowSymbol& symbol : symbols) out.push_back(symbol.mark);
  return out;
}

TEST(FlowReading, puts_every_step_in_the_lanes_of_its_actors) {
  const FlowChart chart = chart_of(ACase{mandiri()});
  EXPECT_EQ(chart.lanes, (std::vector<std::string>{"Instansi Pengguna", "Staff E-Gov", "KASI", "KABID",
                                                   "System Analyst", "Programmer"}));
  ASSERT_EQ(chart.steps.size(), 14U);
  EXPECT_EQ(chart.steps[8].work, (std::vector<FlowSymbol>{{5, Mark::pending}}));
  EXPECT_EQ(chart.steps[8].decisions, (std::vector<FlowSymbol>{{4, Mark::pending}, {2, Mark::pending}}));
  EXPECT_EQ(chart.steps[0].work, (std::vector<FlowSymbol>{{0, Mark::current}}));
}

TEST(FlowReading, marks_a_step_late_the_moment_its_deadline_has_passed) {
  ACase of{mandiri()};
  of.now = of.step().due->due;
  EXPECT_EQ(mark_of(chart_of(of), 1), Mark::current);
  of.now += 1min;
  EXPECT_EQ(mark_of(chart_of(of), 1), Mark::late);
}

TEST(FlowReading, marks_the_approver_and_not_the_performer_while_an_approval_is_open) {
  ACase of{mandiri()};
  of.run_to(9);
  of.hand_in();
  const FlowStep step = chart_of(of).steps[8];
  EXPECT_EQ(step.mark, Mark::current);
  EXPECT_EQ(marks(step.work), (std::vector{Mark::done}));
  EXPECT_EQ(marks(step.decisions), (std::vector{Mark::current, Mark::pending}))
      << "in sequence: only the first is asked";
  EXPECT_EQ(step.who, "Fajar Nugraha, S.Kom.");
}

TEST(FlowReading, draws_the_way_back_and_what_must_run_again) {
  ACase of{mandiri()};
  of.run_to(3);
  of.hand_in();
  of.does(sari, Return{2, "kebutuhan belum lengkap", {}});
  const FlowChart once = chart_of(of);
  EXPECT_EQ(once.returns, (std::vector<FlowReturn>{{3, 2, 1}}));
  EXPECT_EQ(mark_of(once, 1), Mark::done);
  EXPECT_EQ(mark_of(once, 2), Mark::returned);
  EXPECT_EQ(mark_of(once, 3), Mark::pending);
  EXPECT_EQ(once.steps[2].when, "diulang · waktu 120 menit");
  EXPECT_EQ(once.position, "Tahap 2 dari 14 · putaran ke-2");
  of.run_to(3);
  of.hand_in();
  of.does(sari, Return{2, "masih belum lengkap", {}});
  EXPECT_EQ(chart_of(of).returns, (std::vector<FlowReturn>{{3, 2, 2}}));
}

TEST(FlowReading, never_calls_a_paused_case_late) {
  ACase of{mandiri()};
  of.does(sari, PauseCase{Party::instansi_pengguna, "menunggu data"});
  of.now += 24h * 60;
  const FlowChart chart = chart_of(of);
  EXPECT_EQ(mark_of(chart, 1), Mark::paused);
  EXPECT_EQ(chart.position.find("Tahap 1 dari 14 · dijeda sejak Sen 2 Feb"), 0U) << chart.position;
}

TEST(FlowReading, says_of_a_finished_step_what_it_took_of_its_time) {
  ACase of{mandiri()};
  of.now = at(2, 10, 10);
  of.finish_step();
  const FlowStep step = chart_of(of).steps[0];
  EXPECT_EQ(step.mark, Mark::done);
  EXPECT_EQ(step.when, "2 Feb – 10 Feb · terlambat 6/3 hari kerja");
  EXPECT_EQ(step.who, "Rina Marlina, S.Kom., Hendra Wijaya, S.T.");
}

TEST(FlowReading, speaks_the_language_of_its_reader) {
  const FlowChart chart = chart_of(ACase{pengembang()}, "en");
  EXPECT_EQ(chart.position, "Step 1 of 8 · round 1");
  EXPECT_EQ(chart.page_label(1, 2), "Page 1 of 2");
}

}  // namespace

}  // namespace alur::report
