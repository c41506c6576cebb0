#include "poller.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace alur::service::test {

namespace {

std::string message(std::int64_t update_id, std::int64_t chat, const std::string& text) {
  return nlohmann::json{{"update_id", update_id},
                        {"message",
                         {{"message_id", update_id},
                          {"date", 1},
                          {"chat", {{"id", chat}, {"type", "private"}}},
                          {"from", {{"id", chat}, {"is_bot", false}, {"first_name", "Orang"}}},
                          {"text", text}}}}
      .dump();
}

class PollerTest : public testing::Test {
 protected:
  void begin() {
    stage.spawn([this] { return poller.run(); });
    stage.settle();
  }
  void batch(const std::string& updates) {
    stage.transport.answer_ok("getUpdates", updates);
    stage.settle();
  }
  std::int64_t offset_of_last_poll() {
    const auto& calls = stage.transport.calls("getUpdates");
    return nlohmann::json::parse(calls.back()).value("offset", std::int64_t{0});
  }
  std::size_t planned() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Outbox{tx}.unfinished(); });
    return count;
  }

  Stage stage;
  Intake intake{stage.gate, stage.front, stage.health, 1, shipped_options().random_bytes};
  Poller poller{stage.transport, intake, stage.health, *stage.bells.poller, stage.clock, [] { return 0.5; }};
};

}  // namespace

TEST_F(PollerTest, confirms_a_batch_only_by_the_poll_after_its_commit) {
  begin();
  EXPECT_EQ(offset_of_last_poll(), 0);
  batch("[" + message(70, 501, "halo") + "," + message(71, 502, "halo") + "]");
  EXPECT_EQ(stage.health.updates_handled, 2u);
  EXPECT_EQ(planned(), 2u) << "each stranger gets one polite sentence";
  EXPECT_EQ(offset_of_last_poll(), 72);
}

TEST_F(PollerTest, follows_the_last_batch_when_ids_restart_lower) {
  begin();
  batch("[" + message(9'000'000, 501, "halo") + "]");
  batch("[" + message(3'000'000, 502, "halo") + "]");
  EXPECT_EQ(offset_of_last_poll(), 3'000'001);
  EXPECT_EQ(stage.health.updates_handled, 2u);
}

TEST_F(PollerTest, acts_once_on_an_update_that_comes_twice) {
  begin();
  batch("[" + message(70, 501, "halo") + "]");
  batch("[" + message(70, 501, "halo") + "]");
  EXPECT_EQ(stage.health.updates_handled, 1u);
  EXPECT_EQ(stage.health.updates_repeated, 1u);
  EXPECT_EQ(planned(), 1u);
}

TEST_F(PollerTest, keeps_an_unreadable_update_raw_and_goes_on) {
  begin();
  batch(R"([{"update_id":70,"message":{"message_id":"not a number","chat":7}},)" + message(71, 502, "halo") + "]");
  EXPECT_EQ(stage.health.updates_unreadable, 1u);
  EXPECT_EQ(stage.health.updates_handled, 1u);
  EXPECT_EQ(offset_of_last_poll(), 72);
  stage.read([](store::Tx& tx) {
    const auto parked = store::Updates{tx}.list(10);
    ASSERT_EQ(parked.size(), 1u);
    EXPECT_TRUE(parked[0].set_aside);
    EXPECT_NE(parked[0].raw.find("not a number"), std::string::npos);
  });
}

TEST_F(PollerTest, waits_longer_each_time_nobody_answers) {
  begin();
  for (int i = 0; i < 8; ++i) stage.transport.fail("getUpdates", CallOutcome::Kind::not_sent);
  const auto start = stage.clock.steady();
  EXPECT_TRUE(stage.run_until([this] { return stage.transport.calls("getUpdates").size() == 9; }));
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(stage.clock.steady() - start);
  EXPECT_GE(took.count(), 60);
  EXPECT_LE(took.count(), 240);
  EXPECT_TRUE(stage.health.reasons().contains("telegram"));
}

TEST_F(PollerTest, obeys_retry_after) {
  begin();
  stage.transport.answer("getUpdates", 429,
                         R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17",)"
                         R"("parameters":{"retry_after":17}})");
  stage.settle();
  EXPECT_FALSE(
      stage.run_until([this] { return stage.transport.calls("getUpdates").size() == 2; }, std::chrono::seconds{16}));
  EXPECT_TRUE(
      stage.run_until([this] { return stage.transport.calls("getUpdates").size() == 2; }, std::chrono::seconds{2}));
}

TEST_F(PollerTest, deletes_a_webhook_left_behind_and_drops_nothing) {
  begin();
  stage.transport.answer("getUpdates", 409,
                         R"({"ok":false,"error_code":409,"description":"Conflict: can't use getUpdates method while )"
                         R"(webhook is active; use deleteWebhook to delete the webhook first"})");
  stage.settle();
  ASSERT_EQ(stage.transport.calls("deleteWebhook").size(), 1u);
  EXPECT_EQ(stage.transport.calls("deleteWebhook")[0].find("drop_pending_updates\":true"), std::string::npos);
}

TEST_F(PollerTest, says_so_when_somebody_else_polls_or_the_token_is_gone) {
  begin();
  stage.transport.answer("getUpdates", 409,
                         R"({"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates )"
                         R"(request; make sure that only one bot instance is running"})");
  stage.settle();
  EXPECT_TRUE(stage.health.reasons().contains("conflict"));
  stage.transport.answer("getUpdates", 401, R"({"ok":false,"error_code":401,"description":"Unauthorized"})");
  EXPECT_TRUE(stage.run_until([this] { return stage.health.reasons().contains("token"); }));
  stage.transport.answer_ok("getUpdates", "[]");
  EXPECT_TRUE(stage.run_until([this] { return stage.health.reasons().empty(); }));
}

TEST_F(PollerTest, handles_the_first_updates_singly_after_an_unclean_end_and_sets_a_killer_aside) {
  // Two earlier processes died while handling update 70: their attempts are committed.
  stage.read([](store::Tx& tx) { store::Settings{tx}.set("attempt:70", "3"); });
  intake.begin_probation(100);
  begin();
  batch("[" + message(70, 501, "halo") + "," + message(71, 502, "halo") + "]");
  EXPECT_EQ(stage.health.updates_parked, 1u);
  EXPECT_EQ(stage.health.updates_handled, 1u);
  EXPECT_EQ(offset_of_last_poll(), 72);
}

TEST_F(PollerTest, stops_after_the_batch_in_hand_and_confirms_it) {
  begin();
  batch("[" + message(70, 501, "halo") + "]");
  poller.stop();
  stage.transport.answer_ok("getUpdates", "[]");
  stage.settle();
  const auto last = nlohmann::json::parse(stage.transport.calls("getUpdates").back());
  EXPECT_EQ(last.value("offset", 0), 71);
  EXPECT_EQ(last.value("timeout", 0), 0);
}

}  // namespace alur::service::test
