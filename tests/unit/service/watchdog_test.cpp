#include "watchdog.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace alur::service::test {

namespace {

using namespace std::chrono_literals;

class WatchdogTest : public testing::Test {
 protected:
  bool hears(int times, std::chrono::milliseconds within) {
    const int before = heard;
    return stage.run_until([&] { return heard >= before + times; }, within);
  }

  Stage stage;
  int heard = 0;
};

/// Runs while it is there.
class Running {
 public:
  Running(Stage& stage, Gate& gate, int& heard)
      : stage_(stage), watchdog_({gate, stage.front, *stage.bells.watch, [&heard] { ++heard; }, 10s}) {
    stage_.spawn([this] { return watchdog_.run(); });
  }
  ~Running() {
    watchdog_.stop();
    stage_.settle();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Stage& stage_;
  Watchdog watchdog_;
};

}  // namespace

TEST_F(WatchdogTest, says_each_time_that_the_service_lives) {
  const Running watchdog{stage, stage.gate, heard};
  EXPECT_TRUE(hears(3, 30s));
  EXPECT_FALSE(hears(1, 9s));
}

TEST_F(WatchdogTest, is_silent_while_the_writer_hangs) {
  store::Writer hanging{stage.database, store::Writer::Limits{}};
  Gate gate{stage.loop, hanging};
  const Running watchdog{stage, gate, heard};
  EXPECT_FALSE(hears(1, 60s));
  const int meanwhile = heard;
  hanging.run_batch();
  EXPECT_TRUE(hears(1, 10s));
  std::printf("[ FIGURE ] R18: %d signs of life in 60 s of a hanging writer, one within 10 s of its end\n", meanwhile);
}

TEST_F(WatchdogTest, is_silent_when_the_queue_takes_nothing_more) {
  store::Writer full{stage.database, store::Writer::Limits{1, 0}};
  Gate gate{stage.loop, full};
  const Running watchdog{stage, gate, heard};
  EXPECT_FALSE(hears(1, 60s));
}

TEST_F(WatchdogTest, goes_on_while_the_disk_refuses_every_write) {
  bool full = true;
  stage.gate.post(
      [&](store::Tx&) {
        if (full) throw store::TransactionLost("database or disk is full");
      },
      [](const std::exception_ptr&) {});
  stage.settle();
  ASSERT_NE(stage.writer.disk_trouble(), "");
  const Running watchdog{stage, stage.gate, heard};
  EXPECT_TRUE(hears(3, 30s));
  full = false;
  stage.settle();
}

}  // namespace alur::service::test
