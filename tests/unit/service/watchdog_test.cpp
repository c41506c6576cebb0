#include "watchdog.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>

namespace alur::service::test {

namespace {

using namespace std::chrono_literals;

class WatchdogTest : public testing::Test {
 protected:
  bool hears(int times, std::chrono::milliseconds within) {
    const int before = heard;
    return stage.run_until([&] { return heard >= before + times; }, within);
  }
  Watchdog watching(Gate& gate) {
    return Watchdog{{gate, stage.front, *stage.bells.watch, [this] { ++heard; }, 10s}};
  }

  Stage stage;
  int heard = 0;
};

}  // namespace

TEST_F(WatchdogTest, says_each_time_that_the_service_lives) {
  Watchdog watchdog = watching(stage.gate);
  stage.spawn([&] { return watchdog.run(); });
  EXPECT_TRUE(hears(3, 30s));
  EXPECT_FALSE(hears(1, 9s));
}

TEST_F(WatchdogTest, is_silent_while_the_writer_hangs) {
  store::Writer hanging{stage.database, store::Writer::Limits{}};
  Gate gate{stage.loop, hanging};
  Watchdog watchdog = watching(gate);
  stage.spawn([&] { return watchdog.run(); });
  EXPECT_FALSE(hears(1, 60s));
  hanging.run_batch();
  EXPECT_TRUE(hears(1, 10s));
}

TEST_F(WatchdogTest, is_silent_when_the_queue_takes_nothing_more) {
  store::Writer full{stage.database, store::Writer::Limits{1, 0}};
  Gate gate{stage.loop, full};
  Watchdog watchdog = watching(gate);
  stage.spawn([&] { return watchdog.run(); });
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
  Watchdog watchdog = watching(stage.gate);
  stage.spawn([&] { return watchdog.run(); });
  EXPECT_TRUE(hears(3, 30s));
  full = false;
}

}  // namespace alur::service::test
