#include "methods/poll.hpp"

#include "bot.hpp"

namespace alur::sandbox {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class Polling : public BotTest {
 protected:
  Polls::Decision poll(const Values& values) { return polls.begin(params(values), at); }
  static std::size_t count(const Polls::Decision& decision) {
    return Json::parse(decision.answer->body).at("result").size();
  }
  void later(milliseconds by) { at += by; }

  Polls polls{world};
  Polls::Steady at{seconds{1000}};
};

TEST_F(Polling, what_is_queued_is_answered_at_once) {
  const auto decision = poll({{"timeout", "30"}});
  ASSERT_TRUE(decision.answer);
  EXPECT_EQ(count(decision), 1U);
  EXPECT_NE(decision.answer->body.find(",\n\"message\":"), std::string::npos);
}

TEST_F(Polling, with_nothing_queued_the_call_waits_until_its_deadline) {
  world.queue().clear();
  auto decision = poll({{"timeout", "90"}});
  ASSERT_FALSE(decision.answer);
  EXPECT_EQ(decision.deadline, at + seconds{50});
  EXPECT_TRUE(polls.idle());
  later(seconds{49});
  EXPECT_FALSE(polls.resume(decision.ticket, at).answer);
  later(seconds{1});
  decision = polls.resume(decision.ticket, at);
  ASSERT_TRUE(decision.answer);
  EXPECT_EQ(count(decision), 0U);
  EXPECT_FALSE(polls.idle());
}

TEST_F(Polling, a_new_update_wakes_the_waiting_call) {
  world.queue().clear();
  const auto parked = poll({{"timeout", "30"}});
  say(world, rina, rina, "halo");
  EXPECT_FALSE(polls.idle());
  const auto decision = polls.resume(parked.ticket, at);
  ASSERT_TRUE(decision.answer);
  EXPECT_EQ(count(decision), 1U);
}

TEST_F(Polling, a_second_waiting_call_ends_the_first) {
  world.queue().clear();
  const auto first = poll({{"timeout", "30"}});
  later(seconds{10});
  const auto second = poll({{"timeout", "30"}});
  const auto ended = polls.resume(first.ticket, at);
  ASSERT_TRUE(ended.answer);
  EXPECT_EQ(ended.answer->code, 409);
  EXPECT_EQ(Json::parse(ended.answer->body).at("description"),
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
  EXPECT_EQ(ended.answer_after, milliseconds{0});
  EXPECT_FALSE(polls.resume(second.ticket, at).answer);
}

TEST_F(Polling, further_conflicts_within_three_seconds_are_held_back) {
  world.queue().clear();
  const auto first = poll({{"timeout", "30"}});
  const auto second = poll({{"timeout", "30"}});
  polls.resume(first.ticket, at);
  const auto third = poll({{"timeout", "30"}});
  later(seconds{2});
  EXPECT_EQ(polls.resume(second.ticket, at).answer_after, seconds{3});
  EXPECT_FALSE(polls.resume(third.ticket, at).answer);
}

TEST_F(Polling, a_call_that_returns_at_once_ends_nobody) {
  world.queue().clear();
  const auto waiting = poll({{"timeout", "30"}, {"offset", "5"}});
  later(seconds{5});
  EXPECT_TRUE(poll({{"timeout", "0"}}).answer);
  EXPECT_FALSE(polls.resume(waiting.ticket, at).answer);
}

TEST_F(Polling, spinning_is_slowed) {
  world.queue().clear();
  EXPECT_TRUE(poll(Values{}).answer);
  later(seconds{1});
  const auto again = poll(Values{});
  ASSERT_FALSE(again.answer);
  EXPECT_EQ(again.deadline, at + seconds{3});
}

TEST_F(Polling, spinning_fast_gets_one_update_at_a_time) {
  say(world, rina, rina, "dua");
  EXPECT_EQ(count(poll(Values{})), 2U);
  later(milliseconds{100});
  EXPECT_EQ(count(poll(Values{})), 1U);
}

TEST_F(Polling, a_limit_of_zero_means_one) {
  say(world, rina, rina, "dua");
  EXPECT_EQ(count(poll({{"limit", "0"}})), 1U);
}

TEST_F(Polling, allowed_updates_are_sticky_and_bad_ones_change_nothing) {
  apply_allowed_updates(world, params({{"allowed_updates", R"(["Message","callback_query","salah"])"}}));
  const std::set<std::string> two{"message", "callback_query"};
  EXPECT_EQ(world.allowed_updates(), two);
  for (const auto* bad : {"", "x", R"({"a":1})", R"(["message",5])"}) {
    apply_allowed_updates(world, params({{"allowed_updates", bad}}));
    EXPECT_EQ(world.allowed_updates(), two) << bad;
  }
  apply_allowed_updates(world, params({{"allowed_updates", "[]"}}));
  EXPECT_EQ(world.allowed_updates(), default_updates());
}

}  // namespace
}  // namespace alur::sandbox
