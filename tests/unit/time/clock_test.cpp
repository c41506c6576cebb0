#include "alur/time/clock.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

namespace alur::time {
namespace {

using namespace std::chrono_literals;

const Instant morning = Instant{std::chrono::sys_days{std::chrono::March / 2 / 2026}} + 1h;

Instant machine_now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

TEST(SystemClock, tells_this_machines_time) {
  const auto clock = system_clock();
  const Instant before = machine_now();
  const Instant told = clock->now();
  EXPECT_GE(told, before);
  EXPECT_LE(told, machine_now());
  const auto steady = clock->steady();
  EXPECT_LE(steady, std::chrono::steady_clock::now());
}

TEST(SystemClock, needs_no_time_for_what_is_due) {
  const auto clock = system_clock();
  EXPECT_EQ(clock->real_until(clock->now()), 0ms);
  EXPECT_EQ(clock->real_until(clock->now() - 1h), 0ms);
  EXPECT_LE(clock->real_until(clock->now() + 1h), 1h);
  EXPECT_GT(clock->real_until(clock->now() + 1h), 59min);
}

TEST(SpedUpClock, is_the_same_after_a_restart_with_the_same_anchors) {
  const Instant real_start = machine_now() - 100s;
  const auto first = sped_up_clock(real_start, morning, 3600.0);
  const auto again = sped_up_clock(real_start, morning, 3600.0);
  const Instant told = first->now();
  EXPECT_GE(told, morning + 100h);
  EXPECT_GE(again->now(), told);
  EXPECT_LT(again->now(), told + 100h);
}

TEST(SpedUpClock, divides_waiting_by_its_speed_and_rounds_up) {
  const auto clock = sped_up_clock(machine_now(), morning, 1000.0);
  EXPECT_LE(clock->real_until(clock->now() + 1h), 3600ms);
  EXPECT_GT(clock->real_until(clock->now() + 1h), 3000ms);
  EXPECT_EQ(clock->real_until(clock->now() + 1h * 24 * 366 * 2000), real_until_max);
}

TEST(SpedUpClock, refuses_to_stand_or_run_backwards) {
  EXPECT_THROW(sped_up_clock(morning, morning, 0.0), std::invalid_argument);
  EXPECT_THROW(sped_up_clock(morning, morning, -1.0), std::invalid_argument);
}

TEST(AnchoredClock, is_the_systems_before_the_first_anchor) {
  const AnchoredClock clock;
  const Instant before = machine_now();
  EXPECT_GE(clock.now(), before);
  EXPECT_LE(clock.now(), machine_now());
}

TEST(AnchoredClock, stands_where_it_is_anchored_at_speed_zero) {
  AnchoredClock clock;
  clock.anchor(morning, 0.0);
  EXPECT_EQ(clock.now(), morning);
  EXPECT_EQ(clock.real_until(morning), 0ms);
  EXPECT_EQ(clock.real_until(morning + 1ms), real_until_max);
}

TEST(AnchoredClock, follows_jumps_both_ways) {
  AnchoredClock clock;
  clock.anchor(morning, 0.0);
  clock.anchor(morning + 24h, 0.0);
  EXPECT_EQ(clock.now(), morning + 24h);
  clock.anchor(morning - 24h, 0.0);
  EXPECT_EQ(clock.now(), morning - 24h);
}

TEST(AnchoredClock, runs_at_its_speed) {
  AnchoredClock clock;
  clock.anchor(morning, 1e6);
  const auto started = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - started < 2ms) std::this_thread::yield();
  EXPECT_GE(clock.now(), morning + 1000s);
  EXPECT_THROW(clock.anchor(morning, -1.0), std::invalid_argument);
}

TEST(AnchoredClock, can_be_anchored_and_read_from_several_threads) {
  AnchoredClock clock;
  clock.anchor(morning, 0.0);
  std::thread setter{[&clock] {
    for (int i = 0; i < 1000; ++i) clock.anchor(morning + std::chrono::milliseconds{i}, 0.0);
  }};
  Instant last = morning;
  bool monotonic = true;
  for (int i = 0; i < 1000; ++i) {
    const Instant told = clock.now();
    monotonic = monotonic && told >= last;
    last = told;
  }
  setter.join();
  EXPECT_TRUE(monotonic);
  EXPECT_EQ(clock.now(), morning + 999ms);
}

TEST(VirtualClock, moves_only_when_told) {
  VirtualClock clock{morning};
  const auto steady = clock.steady();
  EXPECT_EQ(clock.now(), morning);
  clock.advance(90s);
  EXPECT_EQ(clock.now(), morning + 90s);
  EXPECT_EQ(clock.steady() - steady, 90s);
  clock.advance_to(morning + 2h);
  EXPECT_EQ(clock.now(), morning + 2h);
  EXPECT_EQ(clock.steady() - steady, 2h);
  EXPECT_EQ(clock.real_until(morning + 3h), 1h);
}

TEST(VirtualClock, never_advances_back) {
  VirtualClock clock{morning};
  clock.advance_to(morning - 1h);
  EXPECT_EQ(clock.now(), morning);
  EXPECT_THROW(clock.advance(-1ms), std::invalid_argument);
}

TEST(VirtualClock, jumps_without_moving_steady_time) {
  VirtualClock clock{morning};
  const auto steady = clock.steady();
  clock.jump(morning - 24h);
  EXPECT_EQ(clock.now(), morning - 24h);
  EXPECT_EQ(clock.steady(), steady);
}

}  // namespace
}  // namespace alur::time
