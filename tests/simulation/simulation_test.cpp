#include "simulation.hpp"

#include "alur/log/log.hpp"

#include "scratch.hpp"
#include "seeds.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <ctime>
#include <iostream>

namespace alur::simulation {

namespace {

constexpr int slices = 20;

std::chrono::minutes length() { return std::chrono::minutes{day_or_night(5, 30)}; }

struct Sum {
  std::uint64_t seeds = 0, failures = 0, equal_traces = 0;
  std::uint64_t updates = 0, transitions = 0, crashes = 0, in_commit = 0, sends = 0, doubles = 0;
  double processor_s = 0;
};

/// The seeds, in slices: a run's parts can go side by side (GTEST_TOTAL_SHARDS).
class Simulation : public ::testing::TestWithParam<int> {
 protected:
  static void SetUpTestSuite() { alur::log::start(alur::log::Level::off, alur::log::Format::text); }

  static void TearDownTestSuite() {
    const double simulated = std::chrono::duration<double>(length()).count() * 2 * static_cast<double>(sum.seeds);
    std::cout << "[ FIGURE ] R16: " << sum.seeds << " seeds, " << length().count() << " virtual minutes each, "
              << sum.failures << " invariant failures, " << sum.equal_traces << "/" << sum.seeds
              << " equal trace hashes, " << static_cast<std::int64_t>(simulated / sum.processor_s)
              << " virtual s per s of a core; " << sum.updates << " updates, " << sum.transitions << " transitions, "
              << sum.crashes << " crashes (" << sum.in_commit << " within a commit), " << sum.sends << " sends, "
              << sum.doubles << " doubled\n";
  }

  void run_twice(std::uint64_t seed) {
    const Scratch scratch;
    const service::DataDir data_dir(scratch.path());
    const std::clock_t start = std::clock();
    const Result first = run({seed, length()}, data_dir);
    const Result second = run({seed, length()}, data_dir);
    sum.processor_s += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    EXPECT_EQ(first.failure, "") << replay_of(seed);
    EXPECT_EQ(first.trace, second.trace) << "two runs of one seed differ: " << replay_of(seed);
    ++sum.seeds;
    sum.failures += first.failure.empty() ? 0 : 1;
    sum.equal_traces += first.trace == second.trace ? 1 : 0;
    sum.updates += first.updates;
    sum.transitions += first.transitions;
    sum.crashes += first.crashes;
    sum.in_commit += first.crashes_in_commit;
    sum.sends += first.sends;
    sum.doubles += first.doubles;
  }

  static inline Sum sum;
};

/// How many seeds it takes to see the fault; nothing when none of 100 does.
std::optional<std::uint64_t> seeds_to_see(Sabotage sabotage) {
  const Scratch scratch;
  const service::DataDir data_dir(scratch.path());
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    if (!run({seed, length(), sabotage}, data_dir).failure.empty()) return seed;
  }
  return std::nullopt;
}

class SimulationControl : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { alur::log::start(alur::log::Level::off, alur::log::Format::text); }
  void expect_seen(Sabotage sabotage, const char* name) {
    const auto seeds = seeds_to_see(sabotage);
    ASSERT_TRUE(seeds) << "the simulation is blind";
    std::cout << "[ FIGURE ] R16 control: " << name << ", seen by seed " << *seeds << "\n";
  }
};

}  // namespace

TEST_P(Simulation, holds_its_promises_whatever_the_seed) {
  const std::uint64_t seeds = day_or_night(ALUR_SIMULATED_SEEDS, 10'000);
  for (std::uint64_t seed = 1 + static_cast<std::uint64_t>(GetParam()); seed <= seeds; seed += slices) {
    if (wanted(seed)) run_twice(seed);
  }
}

INSTANTIATE_TEST_SUITE_P(Slices, Simulation, ::testing::Range(0, slices));

TEST_F(SimulationControl, sees_a_disk_that_does_not_sync) { expect_seen(Sabotage::disk_lies, "a disk that lies"); }
TEST_F(SimulationControl, sees_an_update_acted_on_twice) {
  expect_seen(Sabotage::forgets_updates, "updates forgotten at a start");
}
TEST_F(SimulationControl, sees_an_update_that_was_confirmed_and_dropped) {
  expect_seen(Sabotage::drops_updates, "one update in a hundred dropped");
}
TEST_F(SimulationControl, sees_a_message_that_was_never_sent) {
  expect_seen(Sabotage::drops_sends, "one send in a hundred dropped");
}

}  // namespace alur::simulation
