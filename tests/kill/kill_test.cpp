#include "siege.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

/// R1: a dead process loses nothing. ALUR_LONG=1 runs the full length; ALUR_SEED=N repeats a run's moments.
namespace alur::kill {

namespace {

/// What the courier sends at once (service/limits.hpp): no more can be repeated after a kill.
constexpr std::size_t sends_in_flight_max = 8;

bool full_length() { return std::getenv("ALUR_LONG") != nullptr; }

std::uint32_t seed() {
  const char* given = std::getenv("ALUR_SEED");
  return given == nullptr ? 20260302U : static_cast<std::uint32_t>(std::strtoul(given, nullptr, 10));
}

Plan small() {
  Plan plan;
  plan.seed = seed();
  plan.kills = 2;
  plan.updates = 50;
  return plan;
}

}  // namespace

TEST(Killed, loses_nothing_doubles_nothing_and_repeats_only_what_was_under_way) {
  Plan plan;
  plan.seed = seed();
  plan.kills = full_length() ? 1'000 : 25;
  plan.updates = full_length() ? 100'000 : 2'000;
  SCOPED_TRACE("ALUR_SEED=" + std::to_string(plan.seed));
  const Report report = besiege(plan);
  const Findings& found = report.findings;
  std::printf(
      "[ FIGURE ] R1: %d kills, %zu updates, %zu lost, %zu doubled, %zu missing; %zu repeats of %zu under way (%zu at "
      "most at one kill), %zu unmarked; seed %u\n",
      report.kills, found.updates, found.lost, found.doubled, found.missing, found.repeats, report.under_way_all,
      report.under_way_most, found.unmarked, plan.seed);
  EXPECT_GE(found.updates, plan.updates);
  EXPECT_EQ(found.lost, 0U);
  EXPECT_EQ(found.doubled, 0U);
  EXPECT_EQ(found.missing, 0U);
  EXPECT_EQ(found.unmarked, 0U);
  EXPECT_LE(report.under_way_most, sends_in_flight_max);
  EXPECT_LE(found.repeats, report.under_way_all);
}

TEST(KilledControl, an_update_that_the_stand_in_loses_is_found) {
  Plan plan = small();
  plan.post = [](std::size_t number, const std::function<void()>& send) {
    if (number != 17) send();
  };
  const Findings found = besiege(plan).findings;
  EXPECT_EQ(found.lost, 1U);
  EXPECT_GE(found.missing, 1U) << "nor was it answered";
  EXPECT_FALSE(found.clean());
}

TEST(KilledControl, an_act_that_comes_twice_under_new_ids_is_found) {
  Plan plan = small();
  plan.post = [](std::size_t number, const std::function<void()>& send) {
    send();
    if (number == 17) send();
  };
  const Findings found = besiege(plan).findings;
  EXPECT_EQ(found.doubled, 1U);
  EXPECT_GE(found.unmarked, 1U) << "and its answer was repeated although nothing was under way";
}

}  // namespace alur::kill
