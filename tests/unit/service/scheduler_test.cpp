#include "scheduler.hpp"

#include "alur/store/records.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>

namespace alur::service::test {

namespace {

class SchedulerTest : public testing::Test {
 protected:
  void begin() {
    stage.spawn([this] { return scheduler.run(); });
    stage.settle();
  }
  void set(const std::string& kind, const std::string& key, time::Instant due) {
    stage.read([&](store::Tx& tx) {
      store::Timer timer;
      timer.kind = kind;
      timer.key = key;
      timer.due = due;
      store::Timers{tx}.set(timer);
    });
    stage.bells.scheduler->ring();
  }
  bool pending(const std::string& kind, const std::string& key) {
    bool there = false;
    stage.read([&](store::Tx& tx) { there = store::Timers{tx}.find(kind, key).has_value(); });
    return there;
  }

  Stage stage;
  Intake intake{stage.gate, stage.front, stage.health, 1, shipped_options().random_bytes};
  Scheduler scheduler{stage.gate, stage.front, intake, *stage.bells.scheduler, stage.health};
};

}  // namespace

TEST_F(SchedulerTest, fires_a_timer_at_its_moment_and_not_before) {
  const time::Instant due = stage.clock.now() + std::chrono::hours{3};
  set("again", "nobody", due);
  begin();
  EXPECT_FALSE(stage.run_until([&] { return !pending("again", "nobody"); }, std::chrono::minutes{179}));
  EXPECT_TRUE(stage.run_until([&] { return !pending("again", "nobody"); }, std::chrono::minutes{2}));
  EXPECT_LT(stage.clock.now() - due, std::chrono::seconds{1});
}

TEST_F(SchedulerTest, notices_within_a_minute_that_the_wall_clock_jumped) {
  set("again", "nobody", stage.clock.now() + std::chrono::hours{30});
  begin();
  stage.clock.jump(stage.clock.now() + std::chrono::hours{31});
  EXPECT_TRUE(stage.run_until([&] { return !pending("again", "nobody"); }, std::chrono::seconds{61}));
}

TEST_F(SchedulerTest, tries_a_failing_timer_again_later_and_goes_on_with_the_others) {
  set("no such kind", "x", stage.clock.now());
  set("again", "nobody", stage.clock.now());
  begin();
  EXPECT_FALSE(pending("again", "nobody"));
  EXPECT_TRUE(pending("no such kind", "x"));
}

TEST_F(SchedulerTest, fires_on_time_what_is_set_for_a_moment_that_was_set_and_cleared_before) {
  const time::Instant due = stage.clock.now() + std::chrono::seconds{90};
  const auto set_and_note = [&] {
    auto effects = std::make_shared<Effects>();
    const auto run = [this, due, effects](store::Tx& tx) {
      store::Timer timer;
      timer.kind = "again";
      timer.key = "nobody";
      timer.due = due;
      store::Timers{tx}.set(timer);
      stage.front.note_due(tx, *effects);
    };
    stage.gate.post(run, [this, effects](const std::exception_ptr&) { stage.front.after_commit(*effects); });
    stage.settle();
  };
  begin();
  set_and_note();
  stage.read([](store::Tx& tx) { store::Timers{tx}.clear("again", "nobody"); });
  stage.run_until([] { return false; }, std::chrono::seconds{65});
  set_and_note();
  EXPECT_TRUE(stage.run_until([&] { return !pending("again", "nobody"); }, std::chrono::minutes{2}));
  EXPECT_LT(stage.clock.now() - due, std::chrono::seconds{1});
}

TEST_F(SchedulerTest, knows_what_is_next_due) {
  const time::Instant due = stage.clock.now() + std::chrono::hours{5};
  set("again", "nobody", due);
  begin();
  EXPECT_EQ(scheduler.next_due(), due);
}

TEST_F(SchedulerTest, hands_a_parked_update_to_the_desk_again_and_then_the_later_ones_of_its_chat) {
  const auto raw = [](int id) {
    return R"({"update_id":)" + std::to_string(id) +
           R"(,"message":{"message_id":1,"date":1,"chat":{"id":501,"type":"private"},)"
           R"("from":{"id":501,"is_bot":false,"first_name":"Orang"},"text":"halo"}})";
  };
  stage.read([&](store::Tx& tx) {
    for (const int id : {70, 71}) {
      store::Updates::Parked parked;
      parked.update_id = id;
      parked.chat_id = 501;
      parked.raw = raw(id);
      parked.why = "test";
      parked.attempts = id == 70 ? 1 : 0;
      parked.next_try = stage.clock.now();
      parked.since = stage.clock.now();
      store::Updates{tx}.park(parked);
    }
  });
  begin();
  stage.read([](store::Tx& tx) {
    EXPECT_TRUE(store::Updates{tx}.list(10).empty());
    EXPECT_EQ(store::Outbox{tx}.unfinished(), 1u) << "one polite sentence a day";
  });
}

TEST_F(SchedulerTest, sets_a_parked_update_aside_after_the_third_failure) {
  stage.read([&](store::Tx& tx) {
    store::Updates::Parked parked;
    parked.update_id = 70;
    parked.chat_id = 501;
    parked.raw = "not JSON at all";
    parked.attempts = 1;
    parked.next_try = stage.clock.now();
    parked.since = stage.clock.now();
    store::Updates{tx}.park(parked);
  });
  begin();
  const auto aside = [this] {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Updates{tx}.set_aside_count(); });
    return count == 1;
  };
  EXPECT_FALSE(aside());
  EXPECT_TRUE(stage.run_until(aside, std::chrono::minutes{3}));
}

TEST_F(SchedulerTest, holds_reminders_while_the_clock_is_behind_the_record) {
  stage.read([&](store::Tx& tx) {
    office::Event event;
    event.at = stage.clock.now() + std::chrono::hours{2};
    event.fact = office::AgencyAdded{office::AgencyId{1}, "Dinas Perhubungan", false};
    office::State state;
    store::OfficeRecords{tx}.append(state, {event});
  });
  set("again", "nobody", stage.clock.now());
  begin();
  EXPECT_TRUE(pending("again", "nobody"));
  EXPECT_TRUE(stage.health.reasons().contains("clock"));
  int looks = 0;
  stage.run_until([&looks] { return ++looks == 100; });
  EXPECT_LT(looks, 20) << "a held reminder is overdue, and no reason to look again at once";
  stage.clock.advance(std::chrono::hours{3});
  EXPECT_TRUE(stage.run_until([&] { return !pending("again", "nobody"); }, std::chrono::minutes{2}));
  EXPECT_TRUE(stage.health.reasons().empty());
}

}  // namespace alur::service::test
