#include "alur/delivery/delivery.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace alur::delivery {

namespace {

using namespace std::chrono_literals;

/// Sends `count` messages as fast as the pacer lets them go, to chats 1..`chats` in turn; the moments they went.
std::vector<std::pair<std::int64_t, SteadyTime>> send(Pacer& pacer, int count, int chats, Class message_class) {
  std::vector<std::pair<std::int64_t, SteadyTime>> sent;
  SteadyTime now{};
  for (int i = 0; i < count; ++i) {
    const std::int64_t chat = i % chats + 1;
    now = pacer.ready_at(chat, message_class, now);
    pacer.started(chat, message_class, now);
    sent.emplace_back(chat, now);
  }
  return sent;
}

std::size_t most_in_a_second(const std::vector<SteadyTime>& moments) {
  std::size_t most = 0;
  for (std::size_t first = 0, last = 0; last < moments.size(); ++last) {
    while (moments[last] - moments[first] >= 1s) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

}  // namespace

TEST(Pacer, never_lets_more_notices_go_in_any_second_than_the_rate) {
  Pacer pacer{Limits{}};
  std::vector<SteadyTime> moments;
  for (const auto& [chat, at] : send(pacer, 2'000, 500, Class::notice)) moments.push_back(at);
  EXPECT_LE(most_in_a_second(moments), 25u);
  const auto took = std::chrono::duration<double>(moments.back() - moments.front()).count();
  EXPECT_LE(took, 1.05 * 1'999.0 / 25.0) << "and no slower than the rate allows";
}

TEST(Pacer, lets_one_notice_a_second_go_to_a_chat) {
  Pacer pacer{Limits{}};
  std::map<std::int64_t, SteadyTime> last;
  for (const auto& [chat, at] : send(pacer, 60, 3, Class::notice)) {
    if (last.contains(chat)) {
      EXPECT_GE(at - last[chat], 1s);
    }
    last[chat] = at;
  }
}

TEST(Pacer, never_paces_answers) {
  Pacer pacer{Limits{}};
  for (const auto& [chat, at] : send(pacer, 1'000, 1, Class::answer)) EXPECT_EQ(at, SteadyTime{});
}

TEST(Pacer, holds_a_chat_after_a_429_and_leaves_others_alone) {
  Pacer pacer{Limits{}};
  const SteadyTime now{};
  pacer.too_many(7, 5s, now);
  EXPECT_EQ(pacer.ready_at(7, Class::answer, now), now + 5s);
  EXPECT_EQ(pacer.ready_at(8, Class::answer, now), now);
}

TEST(Pacer, keeps_the_longer_hold_when_a_shorter_429_follows) {
  Pacer pacer{Limits{}};
  const SteadyTime now{};
  pacer.too_many(7, 30s, now);
  pacer.too_many(7, 2s, now + 1s);
  EXPECT_EQ(pacer.ready_at(7, Class::answer, now + 1s), now + 30s);
}

TEST(Pacer, holds_everything_when_two_chats_are_refused_at_once_or_for_long) {
  const SteadyTime now{};
  Pacer twice{Limits{}};
  twice.too_many(7, 5s, now);
  twice.too_many(8, 4s, now + 1s);
  EXPECT_EQ(twice.ready_at(9, Class::answer, now + 1s), now + 5s);
  Pacer once_for_long{Limits{}};
  once_for_long.too_many(7, 60s, now);
  EXPECT_EQ(once_for_long.ready_at(9, Class::answer, now), now + 60s);
}

TEST(Pacer, does_not_hold_everything_for_two_refusals_far_apart) {
  const SteadyTime now{};
  Pacer pacer{Limits{}};
  pacer.too_many(7, 5s, now);
  pacer.too_many(8, 4s, now + 6s);
  EXPECT_EQ(pacer.ready_at(9, Class::answer, now + 6s), now + 6s);
}

TEST(Pacer, forgets_nothing_that_still_matters_when_tidied) {
  Pacer pacer{Limits{}};
  const SteadyTime now{};
  pacer.too_many(7, 5s, now);
  pacer.tidy(now + 4s);
  EXPECT_EQ(pacer.ready_at(7, Class::answer, now + 4s), now + 5s);
  pacer.tidy(now + 5s);
  EXPECT_EQ(pacer.ready_at(7, Class::answer, now + 5s), now + 5s);
}

TEST(Pacer, counts_a_chat_s_second_from_the_end_of_the_call) {
  Pacer pacer{Limits{}};
  const SteadyTime now{};
  pacer.started(7, Class::notice, now);
  pacer.ended(7, Class::notice, now + 300ms);
  EXPECT_EQ(pacer.ready_at(7, Class::notice, now + 1s), now + 1'300ms);
  pacer.ended(7, Class::answer, now + 900ms);
  EXPECT_EQ(pacer.ready_at(7, Class::notice, now + 1s), now + 1'300ms) << "an answer is not counted";
}

TEST(Pacer, holds_everything_for_as_long_as_it_is_told) {
  Pacer pacer{Limits{}};
  const SteadyTime now{};
  pacer.hold(now + 30s);
  pacer.hold(now + 10s);
  EXPECT_EQ(pacer.held_until(), now + 30s);
  EXPECT_EQ(pacer.ready_at(7, Class::answer, now), now + 30s);
}

Tries tried(int attempts, int doubts = 0) {
  Tries tries;
  tries.attempts = attempts;
  tries.doubts = doubts;
  return tries;
}

TEST(PlanRetry, repeats_what_was_not_sent_without_end_and_ever_slower) {
  std::chrono::milliseconds before{};
  for (int attempts = 1; attempts <= 7; ++attempts) {
    const Plan plan = plan_retry(Limits{}, Outcome::not_sent, tried(attempts), 1.0);
    EXPECT_EQ(plan.next, Next::retry);
    EXPECT_GE(plan.wait, before);
    before = plan.wait;
  }
  Tries unimportant = tried(1'000);
  unimportant.must_arrive = false;
  EXPECT_EQ(plan_retry(Limits{}, Outcome::not_sent, unimportant, 1.0).wait, 60s);
}

TEST(PlanRetry, spreads_waits_between_half_and_whole) {
  EXPECT_EQ(plan_retry(Limits{}, Outcome::not_sent, tried(3), 0.0).wait, 2s);
  EXPECT_EQ(plan_retry(Limits{}, Outcome::not_sent, tried(3), 1.0).wait, 4s);
}

TEST(PlanRetry, repeats_an_ambiguous_send_only_when_it_must_arrive_and_five_times_at_most) {
  Tries unimportant = tried(1, 1);
  unimportant.must_arrive = false;
  EXPECT_EQ(plan_retry(Limits{}, Outcome::ambiguous, unimportant, 0.5).next, Next::give_up);
  EXPECT_EQ(plan_retry(Limits{}, Outcome::ambiguous, tried(4, 4), 0.5).next, Next::retry);
  EXPECT_EQ(plan_retry(Limits{}, Outcome::ambiguous, tried(5, 5), 0.5).next, Next::give_up);
}

TEST(PlanRetry, a_long_outage_does_not_use_up_the_tries_of_an_ambiguous_send) {
  EXPECT_EQ(plan_retry(Limits{}, Outcome::ambiguous, tried(200, 1), 0.5).next, Next::retry);
}

TEST(PlanRetry, repeats_an_ambiguous_edit_always) {
  Tries edit = tried(50, 50);
  edit.idempotent = true;
  EXPECT_EQ(plan_retry(Limits{}, Outcome::ambiguous, edit, 0.5).next, Next::retry);
}

TEST(PlanRetry, never_repeats_what_was_refused) {
  Tries edit = tried(1);
  edit.idempotent = true;
  EXPECT_EQ(plan_retry(Limits{}, Outcome::refused, edit, 0.5).next, Next::give_up);
}

}  // namespace alur::delivery
