#include "watch.hpp"

#include "stage.hpp"
#include "support/shipped.hpp"

#include <gmock/gmock.h>

namespace alur::service::test {

namespace {

class WatchTest : public testing::Test {
 protected:
  std::string condition(const std::string& name) const {
    const auto found = stage.health.reasons().find(name);
    return found == stage.health.reasons().end() ? std::string{} : found->second;
  }

  Stage stage;
  DataDir data_dir{stage.folder.path() + "/data"};
  time::WorkCalendar calendar = alur::test::shipped().calendar();
  Watch watch{{stage.gate, stage.front, stage.health, *stage.bells.watch, data_dir, calendar, true}};
};

}  // namespace

TEST_F(WatchTest, goes_on_when_the_head_of_the_chain_cannot_be_written_and_keeps_it_later) {
  const std::string head = data_dir.path() + "/chain.head";
  std::filesystem::create_directory(head + ".new");  // stands in the way of the file
  bool ended = false;
  stage.spawn([&]() -> asio::awaitable<void> {
    co_await watch.run();
    ended = true;
  });
  stage.settle();
  EXPECT_THAT(condition("disk"), testing::HasSubstr("chain.head"));
  std::filesystem::remove(head + ".new");
  EXPECT_TRUE(stage.run_until([&] { return std::filesystem::exists(head); }, std::chrono::minutes{2}));
  EXPECT_TRUE(stage.run_until([&] { return condition("disk").find("chain.head") == std::string::npos; },
                              std::chrono::minutes{2}));
  EXPECT_FALSE(ended);
}

TEST_F(WatchTest, counts_the_messages_and_cards_that_could_not_be_sent) {
  stage.read([](store::Tx& tx) {
    store::Outbox outbox{tx};
    outbox.dead(outbox.plan({}), "blocked");
    store::Cards cards{tx};
    store::Card card;
    card.key = "c1/s1/p1";
    cards.show(card, "");
    const auto shown = cards.live(0, card.key);
    cards.dead(shown->id, shown->wanted_rev, "blocked");
  });
  stage.spawn([this] { return watch.run(); });
  stage.settle();
  EXPECT_EQ(stage.health.sends_dead, 2u);
}

TEST_F(WatchTest, misses_a_backup_two_days_after_the_last_one) {
  stage.spawn([this] { return watch.run(); });
  stage.settle();
  EXPECT_EQ(condition("backup"), "");
  EXPECT_TRUE(stage.run_until([&] { return !condition("backup").empty(); }, std::chrono::hours{49}));
  EXPECT_EQ(condition("backup"), "no backup for 2 days");
  replace_file(DataDir::backup_marker(data_dir.path()), std::to_string(time::to_ms(stage.clock.now())));
  EXPECT_TRUE(stage.run_until([&] { return condition("backup").empty(); }, std::chrono::minutes{2}));
}

}  // namespace alur::service::test
