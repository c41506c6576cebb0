#include "fixture.hpp"

#include <gmock/gmock.h>

namespace alur::store {
namespace {

using std::chrono::hours;
using test::start;
using testing::ElementsAre;
using testing::IsEmpty;

class OutboxTest : public test::StoreTest {
 protected:
  std::int64_t plan(std::int64_t chat, SendClass send_class = SendClass::notice, const std::string& tag = {},
                    bool must_arrive = true) {
    OutMessage message;
    message.chat_id = chat;
    message.must_arrive = must_arrive;
    message.send_class = send_class;
    message.method = "sendMessage";
    message.body = R"({"text":"halo"})";
    message.tag = tag;
    message.planned = start;
    return in([&](Tx& tx) { return Outbox{tx}.plan(message); });
  }
  std::vector<std::int64_t> heads() {
    std::vector<std::int64_t> ids;
    for (const OutMessage& message : in([](Tx& tx) { return Outbox{tx}.heads(10); })) ids.push_back(message.id);
    return ids;
  }
  template <class Body>
  auto outbox(Body body) {
    return in([&](Tx& tx) {
      Outbox box{tx};
      return body(box);
    });
  }
};

TEST_F(OutboxTest, keeps_a_message_as_it_was_planned) {
  OutMessage message;
  message.chat_id = 5;
  message.send_class = SendClass::answer;
  message.method = "sendDocument";
  message.body = "{}";
  message.content_sha256 = "abc";
  message.content_name = "surat.pdf";
  message.content_type = "application/pdf";
  message.must_arrive = false;
  message.tag = "invite:12";
  message.not_before = start + hours{1};
  message.planned = start;
  const std::int64_t id = outbox([&](Outbox& box) { return box.plan(message); });
  const OutMessage found = outbox([](Outbox& box) { return box.heads(1); }).at(0);
  EXPECT_EQ(found.id, id);
  EXPECT_EQ(found.chat_id, 5);
  EXPECT_EQ(found.send_class, SendClass::answer);
  EXPECT_EQ(found.method, "sendDocument");
  EXPECT_EQ(found.content_sha256, "abc");
  EXPECT_EQ(found.content_name, "surat.pdf");
  EXPECT_EQ(found.content_type, "application/pdf");
  EXPECT_FALSE(found.must_arrive);
  EXPECT_EQ(found.tag, "invite:12");
  EXPECT_EQ(found.not_before, start + hours{1});
  EXPECT_EQ(found.planned, start);
  EXPECT_EQ(found.state, SendState::planned);
}

TEST_F(OutboxTest, gives_the_oldest_of_each_chat_answers_first) {
  const auto notice = plan(5);
  plan(5, SendClass::answer);
  const auto other = plan(6);
  const auto answer = plan(7, SendClass::answer);
  EXPECT_THAT(heads(), ElementsAre(answer, notice, other));
  EXPECT_EQ(outbox([](Outbox& box) { return box.heads(2); }).size(), 2U);
}

TEST_F(OutboxTest, a_waiting_message_holds_back_the_later_ones_of_its_chat) {
  const auto first = plan(5);
  const auto second = plan(5);
  outbox([&](Outbox& box) {
    box.begin(first);
    box.wait(first, SendState::waiting, "429", start + hours{1});
  });
  const auto found = outbox([](Outbox& box) { return box.heads(10); });
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, first);
  EXPECT_EQ(found[0].attempts, 1);
  EXPECT_EQ(found[0].not_before, start + hours{1});
  EXPECT_EQ(found[0].last_error, "429");
  outbox([&](Outbox& box) { box.sent(first, 77, start); });
  EXPECT_THAT(heads(), ElementsAre(second));
}

TEST_F(OutboxTest, a_message_handed_over_at_once_has_been_tried) {
  OutMessage message;
  message.state = SendState::sending;
  outbox([&](Outbox& box) { box.plan(message); });
  EXPECT_EQ(outbox([](Outbox& box) { return box.heads(1); }).at(0).attempts, 1);
  message.state = SendState::sent;
  EXPECT_THROW(outbox([&](Outbox& box) { box.plan(message); }), std::invalid_argument);
  EXPECT_THROW(outbox([&](Outbox& box) { box.wait(1, SendState::sent, "", start); }), std::invalid_argument);
}

TEST_F(OutboxTest, what_was_being_sent_when_the_process_died_is_ambiguous) {
  const auto sending = plan(5);
  plan(6);
  outbox([&](Outbox& box) { box.begin(sending); });
  EXPECT_EQ(outbox([](Outbox& box) { return box.recover(5).again; }), 1U);
  EXPECT_EQ(outbox([](Outbox& box) { return box.heads(1); }).at(0).state, SendState::ambiguous);
  EXPECT_EQ(outbox([](Outbox& box) { return box.recover(5).again; }), 0U);
}

TEST_F(OutboxTest, a_process_that_died_repeats_nothing_that_need_not_arrive) {
  const auto id = plan(5, SendClass::answer, {}, false);
  outbox([&](Outbox& box) {
    box.begin(id);
    EXPECT_EQ(box.recover(5).given_up, 1U);
  });
  EXPECT_THAT(heads(), IsEmpty());
  EXPECT_EQ(outbox([](Outbox& box) { return box.list_dead(5); }).at(0).id, id);
}

TEST_F(OutboxTest, a_message_in_doubt_for_the_fifth_time_is_dead) {
  const auto id = plan(5);
  for (int doubt = 1; doubt <= 3; ++doubt) {
    outbox([&](Outbox& box) {
      box.begin(id);
      box.wait(id, SendState::ambiguous, "reset", start);
    });
  }
  outbox([&](Outbox& box) {
    box.begin(id);
    box.wait(id, SendState::waiting, "429", start);  // known not to have arrived: no doubt
    box.begin(id);
    EXPECT_EQ(box.recover(5).again, 1U);
    box.begin(id);
    EXPECT_EQ(box.recover(5).given_up, 1U);
  });
  const OutMessage dead = outbox([](Outbox& box) { return box.list_dead(5); }).at(0);
  EXPECT_EQ(dead.doubts, 5);
  EXPECT_EQ(dead.attempts, 6);
  EXPECT_FALSE(dead.last_error.empty());
  outbox([&](Outbox& box) { box.retry(id); });
  EXPECT_EQ(outbox([](Outbox& box) { return box.heads(1); }).at(0).doubts, 0);
}

TEST_F(OutboxTest, tells_which_chats_must_wait_and_until_when) {
  const auto waiting = plan(5);
  const auto over = plan(6);
  plan(7);
  const auto waits = outbox([&](Outbox& box) {
    box.wait(waiting, SendState::waiting, "429", start + hours{2});
    box.wait(over, SendState::waiting, "429", start);
    return box.waits(start + hours{1});
  });
  ASSERT_EQ(waits.size(), 1U);
  EXPECT_EQ(waits[0].chat_id, 5);
  EXPECT_EQ(waits[0].until, start + hours{2});
}

TEST_F(OutboxTest, the_dead_are_listed_and_tried_again_on_wish) {
  const auto id = plan(5);
  outbox([&](Outbox& box) { box.dead(id, "chat not found"); });
  EXPECT_THAT(heads(), IsEmpty());
  EXPECT_EQ(outbox([](Outbox& box) { return box.dead_count(); }), 1U);
  EXPECT_EQ(outbox([](Outbox& box) { return box.list_dead(5); }).at(0).last_error, "chat not found");
  EXPECT_TRUE(outbox([&](Outbox& box) { return box.retry(id); }));
  EXPECT_FALSE(outbox([&](Outbox& box) { return box.retry(id); }));
  EXPECT_THAT(heads(), ElementsAre(id));
  EXPECT_EQ(outbox([](Outbox& box) { return box.unfinished(); }), 1U);
  EXPECT_EQ(outbox([](Outbox& box) { return box.oldest_unfinished(); }), start);
}

TEST_F(OutboxTest, knows_the_case_that_a_message_was_about) {
  const auto about = plan(5, SendClass::notice, "case:12");
  const auto not_about = plan(5, SendClass::notice, "case:12x");
  outbox([&](Outbox& box) {
    box.sent(about, 100, start);
    box.sent(not_about, 101, start);
  });
  const auto case_of = [&](std::int64_t chat, std::int64_t message) {
    return outbox([&](Outbox& box) { return box.case_of(chat, message); });
  };
  EXPECT_EQ(case_of(5, 100), CaseId{12});
  EXPECT_EQ(case_of(6, 100), std::nullopt);
  EXPECT_EQ(case_of(5, 101), std::nullopt);
}

TEST_F(OutboxTest, forgets_what_is_finished_and_old_a_few_at_a_time) {
  for (int i = 0; i < 3; ++i) {
    const auto id = plan(5, SendClass::notice, "case:1");
    outbox([&](Outbox& box) { box.sent(id, 100 + i, start); });
  }
  const auto waiting = plan(5);
  const auto known = [&] {
    int count = 0;
    for (int i = 0; i < 3; ++i) count += outbox([&](Outbox& box) { return box.case_of(5, 100 + i); }) ? 1 : 0;
    return count;
  };
  outbox([](Outbox& box) { box.forget_older_than(start, 2); });
  EXPECT_EQ(known(), 3);
  outbox([](Outbox& box) { box.forget_older_than(start + hours{1}, 2); });
  EXPECT_EQ(known(), 1);
  outbox([](Outbox& box) { box.forget_older_than(start + hours{1}, 2); });
  EXPECT_EQ(known(), 0);
  EXPECT_THAT(heads(), ElementsAre(waiting));
}

TEST_F(OutboxTest, what_was_still_to_be_sent_is_dropped_after_a_restore) {
  const std::int64_t sent = plan(5);
  const std::int64_t dead = plan(5);
  const std::int64_t under_way = plan(6);
  plan(6);
  outbox([&](Outbox& box) {
    box.sent(sent, 70, start);
    box.dead(dead, "blocked");
    box.begin(under_way);
    EXPECT_EQ(box.drop_unfinished(), 2U);
    EXPECT_EQ(box.unfinished(), 0U);
    EXPECT_EQ(box.dead_count(), 1U);
  });
  EXPECT_THAT(heads(), IsEmpty());
}

}  // namespace
}  // namespace alur::store
