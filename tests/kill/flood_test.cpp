#include "office.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

/// S12: somebody who writes without end is stopped at the quota, and everybody else is served.
namespace alur::kill {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int quota = 60;  // a minute
constexpr double others_within_ms = 1'000;

journey::Office::Options with_quota() {
  journey::Office::Options options;
  options.settings = "[limits]\nactions_per_minute = " + std::to_string(quota) + "\n";
  return options;
}

class Flood : public testing::Test {
 protected:
  /// From a question to its answer, for each of a few people in turn; the 99th percentile in ms.
  double slowness_of_others() {
    std::vector<double> took;
    for (int round = 0; round < 10; ++round) {
      for (journey::Person* person : {&office.hendra, &office.dedi, &office.sari, &office.yuni, &office.anwar}) {
        const auto asked = Clock::now();
        person->say("/bantuan").see("/tugas");
        took.push_back(std::chrono::duration<double, std::milli>(Clock::now() - asked).count());
      }
    }
    std::sort(took.begin(), took.end());
    return took[took.size() * 99 / 100];
  }

  journey::Office office{with_quota()};
};

}  // namespace

TEST_F(Flood, of_one_person_ends_at_the_quota_and_the_others_are_answered) {
  const double calm_ms = slowness_of_others();
  office.move_clock_to(office.now() + 2min);

  const int messages = std::getenv("ALUR_LONG") != nullptr ? 10'000 : 1'500;
  std::jthread flood([&] {
    for (int sent = 0; sent < messages; ++sent) {
      office.telegram().send_text(office.rina.id(), sent % 2 == 0 ? "/bahasa en" : "/bahasa id");
    }
  });
  const double flooded_ms = slowness_of_others();
  flood.join();
  office.quiet();
  const std::int64_t kept = office.number("SELECT count(*) FROM event WHERE kind = 'language_set'");
  std::printf(
      "[ FIGURE ] S12: %d messages of one person, %lld taken of %d allowed; others p99 %.0f ms, %.0f ms before\n",
      messages, static_cast<long long>(kept), quota, flooded_ms, calm_ms);
  EXPECT_EQ(kept, quota);
  EXPECT_LE(flooded_ms, others_within_ms);
  office.check_record();
}

}  // namespace alur::kill
