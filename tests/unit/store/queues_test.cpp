#include "fixture.hpp"

#include <gmock/gmock.h>

namespace alur::store {
namespace {

using std::chrono::hours;
using test::start;
using testing::ElementsAre;
using testing::IsEmpty;

class UpdatesTest : public test::StoreTest {
 protected:
  void park(std::int64_t update, std::int64_t chat, time::Instant next_try = start) {
    Updates::Parked parked;
    parked.update_id = update;
    parked.chat_id = chat;
    parked.raw = R"({"update_id":1})";
    parked.why = "bug";
    parked.reference = "A1B2";
    parked.next_try = next_try;
    parked.since = start;
    in([&](Tx& tx) { Updates{tx}.park(parked); });
  }
  std::vector<std::int64_t> due(time::Instant now) {
    std::vector<std::int64_t> ids;
    for (const auto& parked : in([&](Tx& tx) { return Updates{tx}.due(now, 10); })) ids.push_back(parked.update_id);
    return ids;
  }
};

TEST_F(UpdatesTest, are_remembered_per_bot_whatever_their_order) {
  in([](Tx& tx) {
    Updates updates{tx};
    EXPECT_TRUE(updates.remember(1, 500, start));
    EXPECT_FALSE(updates.remember(1, 500, start + hours{1}));
    EXPECT_TRUE(updates.remember(1, 499, start));
    EXPECT_TRUE(updates.remember(2, 500, start));
  });
}

TEST_F(UpdatesTest, an_id_that_comes_again_after_a_week_is_new) {
  in([](Tx& tx) {
    Updates updates{tx};
    updates.remember(1, 500, start);
    EXPECT_FALSE(updates.remember(1, 500, start + hours{7 * 24}));
    EXPECT_TRUE(updates.remember(1, 500, start + hours{7 * 24 + 1}));
    EXPECT_FALSE(updates.remember(1, 500, start + hours{8 * 24}));
  });
}

TEST_F(UpdatesTest, are_forgotten_oldest_first) {
  in([](Tx& tx) {
    Updates updates{tx};
    updates.remember(1, 2, start + hours{1});
    updates.remember(1, 1, start);
    updates.forget_older_than(start + hours{2}, 1);
    EXPECT_TRUE(updates.remember(1, 1, start));
    EXPECT_FALSE(updates.remember(1, 2, start));
  });
}

TEST_F(UpdatesTest, a_parked_one_holds_back_the_later_ones_of_its_chat) {
  park(10, 5, start + hours{1});
  park(11, 5);
  park(12, 6);
  park(13, 0, start + hours{1});
  park(14, 0);
  EXPECT_THAT(due(start), ElementsAre(12, 14));
  EXPECT_THAT(due(start + hours{1}), ElementsAre(10, 12, 13, 14));
  EXPECT_EQ(in([](Tx& tx) { return Updates{tx}.next_try(); }), start);
  in([](Tx& tx) {
    EXPECT_TRUE(Updates{tx}.has_parked(5));
    EXPECT_FALSE(Updates{tx}.has_parked(7));
    Updates{tx}.done(1);
  });
  EXPECT_THAT(due(start), ElementsAre(11, 12, 14));
}

TEST_F(UpdatesTest, the_next_try_is_that_of_the_first_of_a_chat_and_not_of_who_waits_behind_it) {
  EXPECT_EQ(in([](Tx& tx) { return Updates{tx}.next_try(); }), std::nullopt);
  park(10, 5, start + hours{1});
  park(11, 5);
  EXPECT_EQ(in([](Tx& tx) { return Updates{tx}.next_try(); }), start + hours{1});
}

TEST_F(UpdatesTest, one_set_aside_lets_the_later_ones_go_and_comes_back_on_wish) {
  park(10, 5);
  park(11, 5);
  in([](Tx& tx) {
    Updates{tx}.attempt_begun(1);
    Updates{tx}.attempt_failed(1, "third time", start + hours{1}, true);
  });
  EXPECT_THAT(due(start + hours{2}), ElementsAre(11));
  in([](Tx& tx) {
    Updates updates{tx};
    EXPECT_EQ(updates.set_aside_count(), 1U);
    const auto first = updates.list(5).at(0);
    EXPECT_TRUE(first.set_aside);
    EXPECT_EQ(first.attempts, 1);
    EXPECT_EQ(first.why, "third time");
    EXPECT_EQ(first.raw, R"({"update_id":1})");
    EXPECT_EQ(first.reference, "A1B2");
    EXPECT_EQ(first.since, start);
    EXPECT_TRUE(updates.retry(1, start));
    EXPECT_FALSE(updates.retry(99, start));
    EXPECT_EQ(updates.set_aside_count(), 0U);
  });
  EXPECT_THAT(due(start), ElementsAre(10));
}

class QueuesTest : public test::StoreTest {};

TEST_F(QueuesTest, timers_are_replaced_by_kind_and_key_and_come_due_in_order) {
  in([](Tx& tx) {
    Timers timers{tx};
    EXPECT_EQ(timers.next(), std::nullopt);
    timers.set({"case", "1", start + hours{3}, "a"});
    timers.set({"digest", "1", start + hours{2}, ""});
    timers.set({"case", "1", start + hours{1}, "b"});
    EXPECT_EQ(timers.next(), start + hours{1});
    EXPECT_EQ(timers.find("case", "1")->payload, "b");
    EXPECT_THAT(timers.due(start, 10), IsEmpty());
    const auto due = timers.due(start + hours{2}, 10);
    ASSERT_EQ(due.size(), 2U);
    EXPECT_EQ(due[0].kind, "case");
    EXPECT_EQ(timers.due(start + hours{2}, 1).size(), 1U);
    timers.clear("case", "1");
    EXPECT_EQ(timers.find("case", "1"), std::nullopt);
    EXPECT_EQ(timers.next(), start + hours{2});
  });
}

TEST_F(QueuesTest, jobs_survive_until_finished_and_their_ids_are_not_given_again) {
  Job job;
  job.kind = "fetch";
  job.payload = "{}";
  job.chat_id = 5;
  job.case_id = CaseId{12};
  job.person = PersonId{3};
  job.not_before = start;
  job.planned = start;
  in([&](Tx& tx) {
    Jobs jobs{tx};
    const std::int64_t id = jobs.plan(job);
    EXPECT_EQ(jobs.due(start, 10).at(0).kind, "fetch");
    jobs.again(id, start + hours{1});
    EXPECT_THAT(jobs.due(start, 10), IsEmpty());
    const Job found = *jobs.find(id);
    EXPECT_EQ(found.attempts, 1);
    EXPECT_EQ(found.payload, "{}");
    EXPECT_EQ(found.planned, start);
    EXPECT_EQ(jobs.open_of(PersonId{3}, CaseId{12}).size(), 1U);
    EXPECT_THAT(jobs.open_of(PersonId{3}, CaseId{13}), IsEmpty());
    EXPECT_EQ(jobs.open_in_chat(5).size(), 1U);
    jobs.finish(id);
    EXPECT_EQ(jobs.find(id), std::nullopt);
    EXPECT_EQ(jobs.open_count(), 0U);
    EXPECT_GT(jobs.plan(job), id);
  });
}

TEST_F(QueuesTest, a_chat_is_asked_one_question_and_every_question_has_its_own_number) {
  in([](Tx& tx) {
    Conversations conversations{tx};
    const auto first = conversations.put({5, "return.reason", "{}", 0, start});
    const auto second = conversations.put({5, "appoint", "[]", 0, start + hours{1}});
    EXPECT_GT(second, first);
    const Conversation found = *conversations.find(5);
    EXPECT_EQ(found.kind, "appoint");
    EXPECT_EQ(found.payload, "[]");
    EXPECT_EQ(found.rev, second);
    EXPECT_EQ(found.expires, start + hours{1});
    conversations.clear(5);
    EXPECT_EQ(conversations.find(5), std::nullopt);
    EXPECT_GT(conversations.put({5, "again", "", 0, start}), second);
  });
}

TEST_F(QueuesTest, settings_are_set_read_and_cleared) {
  in([](Tx& tx) {
    Settings settings{tx};
    settings.set("bot", "a");
    settings.set("bot", std::string{"b\0c", 3});
    EXPECT_EQ(settings.get("bot"), (std::string{"b\0c", 3}));
    settings.clear("bot");
    EXPECT_EQ(settings.get("bot"), std::nullopt);
  });
}

}  // namespace
}  // namespace alur::store
