#include "fixture.hpp"

#include <gmock/gmock.h>

namespace alur::store {
namespace {

using std::chrono::hours;
using test::start;
using testing::IsEmpty;
using testing::SizeIs;

class CardsTest : public test::StoreTest {
 protected:
  template <class Body>
  auto cards(Body body) {
    return in([&](Tx& tx) {
      Cards all{tx};
      return body(all);
    });
  }
  void show(const std::string& ask, const std::string& html, std::int64_t chat = 5) {
    Card card;
    card.chat_id = chat;
    card.key = "c12/s2/p5";
    card.ask = ask;
    card.case_id = CaseId{12};
    card.html = html;
    card.keyboard = "[]";
    card.silent = true;
    cards([&](Cards& all) { all.show(card, "ditutup"); });
  }
  std::vector<Card> unsettled() {
    return cards([](Cards& all) { return all.unsettled(10); });
  }
  std::optional<Card> live(std::int64_t chat = 5) {
    return cards([&](Cards& all) { return all.live(chat, "c12/s2/p5"); });
  }
  /// The card to be sent next is refused.
  void kill(const std::string& reason) {
    const Card card = unsettled().at(0);
    cards([&](Cards& all) { all.dead(card.id, card.wanted_rev, reason); });
  }
  /// As the courier does it.
  void send(std::int64_t message_id) {
    const Card card = unsettled().at(0);
    cards([&](Cards& all) {
      all.begin(card.id);
      all.settled(card.id, card.wanted_rev, message_id);
    });
  }
};

Card remark_about_case_12() {
  Card card;
  card.chat_id = 5;
  card.key = "remark/";
  card.ask = "2/1/1";
  card.case_id = CaseId{12};
  card.html = "Tercatat.";
  card.keyboard = "[]";
  card.reply_to = 41;
  card.planned = start;
  return card;
}

TEST_F(CardsTest, a_new_card_is_sent_once) {
  show("kerjakan", "satu");
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "satu");
  EXPECT_EQ(wanted[0].keyboard, "[]");
  EXPECT_EQ(wanted[0].case_id, CaseId{12});
  EXPECT_TRUE(wanted[0].silent);
  EXPECT_EQ(wanted[0].message_id, std::nullopt);
  send(100);
  EXPECT_THAT(unsettled(), IsEmpty());
  EXPECT_EQ(live()->message_id, 100);
  EXPECT_EQ(live()->state, SendState::sent);
}

TEST_F(CardsTest, the_same_ask_is_an_edit_when_the_content_differs_and_else_nothing) {
  show("kerjakan", "satu");
  send(100);
  show("kerjakan", "satu");
  EXPECT_THAT(unsettled(), IsEmpty());
  show("kerjakan", "dua");
  show("kerjakan", "tiga");
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "tiga");
  EXPECT_EQ(wanted[0].message_id, 100);
}

TEST_F(CardsTest, another_ask_closes_the_live_card_and_sends_a_new_one) {
  show("kerjakan", "satu");
  send(100);
  show("setujui", "dua");
  const auto closing = unsettled();
  ASSERT_THAT(closing, SizeIs(1)) << "one message at a time per chat";
  EXPECT_TRUE(closing[0].closing);
  EXPECT_EQ(closing[0].html, "ditutup");
  EXPECT_EQ(closing[0].keyboard, "");
  send(100);
  const auto sending = unsettled();
  ASSERT_THAT(sending, SizeIs(1));
  EXPECT_EQ(sending[0].html, "dua");
  EXPECT_EQ(live()->ask, "setujui");
  EXPECT_TRUE(cards([](Cards& all) { return all.by_message(5, 100); })->closing);
}

TEST_F(CardsTest, a_card_that_nobody_saw_is_not_closed_but_dropped) {
  show("kerjakan", "satu");
  show("setujui", "dua");
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "dua");
}

TEST_F(CardsTest, a_change_while_sending_is_not_taken_for_shown) {
  show("kerjakan", "satu");
  const Card first = unsettled().at(0);
  cards([&](Cards& all) { all.begin(first.id); });
  show("kerjakan", "dua");
  cards([&](Cards& all) { all.settled(first.id, first.wanted_rev, 100); });
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "dua");
  EXPECT_EQ(wanted[0].message_id, 100);
  EXPECT_EQ(wanted[0].state, SendState::planned);
}

TEST_F(CardsTest, a_card_closed_while_it_is_sent_is_edited_afterwards) {
  show("kerjakan", "satu");
  const Card card = unsettled().at(0);
  cards([&](Cards& all) {
    all.begin(card.id);
    all.close(card.id, "sudah disetujui");
    all.settled(card.id, card.wanted_rev, 100);
  });
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_TRUE(wanted[0].closing);
  EXPECT_EQ(wanted[0].html, "sudah disetujui");
  send(100);
  EXPECT_THAT(unsettled(), IsEmpty());
  EXPECT_EQ(live(), std::nullopt);
}

TEST_F(CardsTest, a_card_closed_while_its_send_fails_is_dropped) {
  show("kerjakan", "satu");
  const Card card = unsettled().at(0);
  cards([&](Cards& all) {
    all.begin(card.id);
    all.close(card.id, "selesai");
    all.wait(card.id, SendState::waiting, "429", start);
  });
  EXPECT_THAT(unsettled(), IsEmpty());
}

TEST_F(CardsTest, a_back_off_goes_on_when_the_content_changes) {
  show("kerjakan", "satu");
  const Card card = unsettled().at(0);
  cards([&](Cards& all) {
    all.begin(card.id);
    all.wait(card.id, SendState::waiting, "429", start + hours{1});
  });
  show("kerjakan", "dua");
  EXPECT_EQ(unsettled().at(0).not_before, start + hours{1});
  EXPECT_EQ(unsettled().at(0).state, SendState::waiting);
  EXPECT_EQ(unsettled().at(0).attempts, 1);
}

TEST_F(CardsTest, a_lost_message_is_sent_anew) {
  show("kerjakan", "satu");
  send(100);
  show("kerjakan", "dua");
  cards([&](Cards& all) { all.lost(all.live(5, "c12/s2/p5")->id); });
  ASSERT_THAT(unsettled(), SizeIs(1));
  EXPECT_EQ(unsettled()[0].message_id, std::nullopt);
  EXPECT_EQ(unsettled()[0].html, "dua");
}

TEST_F(CardsTest, a_dead_card_is_left_alone_and_the_next_show_is_a_new_one) {
  show("kerjakan", "satu");
  const std::int64_t id = unsettled().at(0).id;
  kill("blocked");
  EXPECT_THAT(unsettled(), IsEmpty());
  EXPECT_EQ(live(), std::nullopt);
  show("kerjakan", "satu");
  EXPECT_NE(unsettled().at(0).id, id);
  EXPECT_EQ(cards([](Cards& all) { return all.dead_count(); }), 0U) << "nobody saw it, and another took its place";
}

TEST_F(CardsTest, a_refusal_of_an_older_revision_does_not_kill_a_newer_one) {
  show("kerjakan", "satu");
  const Card sending = unsettled().at(0);
  cards([&](Cards& all) { all.begin(sending.id); });
  show("kerjakan", "dua");
  cards([&](Cards& all) { all.dead(sending.id, sending.wanted_rev, "can't parse entities"); });
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "dua");
  EXPECT_EQ(wanted[0].state, SendState::planned);
  EXPECT_EQ(wanted[0].attempts, 0);
}

TEST_F(CardsTest, the_dead_are_listed_by_their_revision_and_tried_again_on_wish) {
  show("kerjakan", "satu");
  kill("blocked");
  const auto dead = cards([](Cards& all) { return all.list_dead(5); });
  ASSERT_THAT(dead, SizeIs(1));
  EXPECT_EQ(dead[0].last_error, "blocked");
  EXPECT_EQ(cards([](Cards& all) { return all.dead_count(); }), 1U);
  const std::int64_t revision = dead[0].wanted_rev;
  EXPECT_FALSE(cards([&](Cards& all) { return all.retry(revision + 1); }));
  EXPECT_TRUE(cards([&](Cards& all) { return all.retry(revision); }));
  EXPECT_FALSE(cards([&](Cards& all) { return all.retry(revision); }));
  EXPECT_THAT(unsettled(), SizeIs(1));
}

TEST_F(CardsTest, a_dead_card_with_a_message_is_closed_by_what_takes_its_place) {
  show("kerjakan", "satu");
  send(100);
  show("kerjakan", "<dua");
  kill("can't parse entities");
  show("setujui", "tiga");
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_TRUE(wanted[0].closing);
  EXPECT_EQ(wanted[0].message_id, 100);
  EXPECT_EQ(wanted[0].html, "ditutup");
  send(100);
  ASSERT_THAT(unsettled(), SizeIs(1));
  EXPECT_EQ(unsettled()[0].html, "tiga");
}

TEST_F(CardsTest, the_dead_are_forgotten_when_they_are_old) {
  cards([](Cards& all) { all.remark(remark_about_case_12()); });
  kill("blocked");
  cards([](Cards& all) { all.forget_older_than(start, 10); });
  EXPECT_EQ(cards([](Cards& all) { return all.dead_count(); }), 1U);
  cards([](Cards& all) { all.forget_older_than(start + hours{1}, 10); });
  EXPECT_EQ(cards([](Cards& all) { return all.dead_count(); }), 0U);
}

TEST_F(CardsTest, what_was_being_sent_when_the_process_died_is_ambiguous) {
  show("kerjakan", "satu");
  show("kerjakan", "satu", 6);
  cards([&](Cards& all) {
    for (const std::int64_t chat : {5, 6}) all.begin(all.live(chat, "c12/s2/p5")->id);
    all.close(all.live(6, "c12/s2/p5")->id, "selesai");
  });
  EXPECT_EQ(cards([](Cards& all) { return all.recover(5).again; }), 1U);
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1)) << "a closed card that perhaps nobody saw is not sent";
  EXPECT_EQ(wanted[0].state, SendState::ambiguous);
}

TEST_F(CardsTest, a_card_in_doubt_for_the_fifth_time_is_dead_an_edit_never) {
  show("kerjakan", "satu");
  show("kerjakan", "satu", 6);
  cards([](Cards& all) {
    const std::int64_t edited = all.live(6, "c12/s2/p5")->id;
    all.settled(edited, all.live(6, "c12/s2/p5")->wanted_rev, 200);
  });
  show("kerjakan", "dua", 6);
  Interrupted last;
  for (int doubt = 1; doubt <= 5; ++doubt) {
    last = cards([](Cards& all) {
      for (const Card& card : all.unsettled(10)) all.begin(card.id);
      return all.recover(5);
    });
  }
  EXPECT_EQ(last.given_up, 1U);
  EXPECT_EQ(last.again, 1U);
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].chat_id, 6);
}

TEST_F(CardsTest, one_card_a_chat_answers_first_and_in_one_order_with_messages) {
  show("kerjakan", "satu");
  const std::int64_t message = in([](Tx& tx) { return Outbox{tx}.plan({}); });
  Card answer;
  answer.chat_id = 6;
  answer.key = "question";
  answer.send_class = SendClass::answer;
  cards([&](Cards& all) { all.show(answer, ""); });
  Card second = answer;
  second.chat_id = 5;
  second.key = "c13/s1/p5";
  cards([&](Cards& all) { all.show(second, ""); });
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(2));
  EXPECT_EQ(wanted[0].key, "question");
  EXPECT_EQ(wanted[1].key, "c12/s2/p5");
  EXPECT_LT(wanted[1].wanted_rev, message);
  EXPECT_LT(message, wanted[0].wanted_rev);
}

TEST_F(CardsTest, are_found_by_case_and_tell_the_case_of_their_message) {
  show("kerjakan", "satu");
  show("kerjakan", "satu", 6);
  send(100);
  EXPECT_THAT(cards([](Cards& all) { return all.live_of_case(CaseId{12}); }), SizeIs(2));
  in([](Tx& tx) { EXPECT_EQ(Outbox{tx}.case_of(5, 100), CaseId{12}); });
}

TEST_F(CardsTest, remarks_stand_beside_each_other) {
  cards([](Cards& all) {
    all.remark(remark_about_case_12());
    all.remark(remark_about_case_12());
  });
  const auto live = cards([](Cards& all) { return all.live_of_case(CaseId{12}); });
  ASSERT_THAT(live, SizeIs(2));
  EXPECT_TRUE(live[0].remark);
  EXPECT_EQ(live[0].reply_to, 41);
  EXPECT_NE(live[0].key, live[1].key);
}

TEST_F(CardsTest, a_remark_that_closed_before_it_was_sent_is_sent_all_the_same_without_buttons) {
  cards([](Cards& all) {
    all.remark(remark_about_case_12());
    const Card card = all.live_of_case(CaseId{12}).at(0);
    all.close(card.id, card.html);
  });
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].html, "Tercatat.");
  EXPECT_EQ(wanted[0].keyboard, "");
  EXPECT_EQ(wanted[0].key, "remark/" + std::to_string(wanted[0].wanted_rev)) << "its place among what was said stays";
  // Nor does a send that failed, or a process that died in it, lose it.
  cards([&](Cards& all) {
    all.begin(wanted[0].id);
    all.wait(wanted[0].id, SendState::waiting, "no network", start);
    all.begin(wanted[0].id);
    all.recover(5);
  });
  EXPECT_THAT(unsettled(), SizeIs(1));
}

TEST_F(CardsTest, a_question_answered_in_its_message_becomes_a_remark) {
  show("tanya", "Yakin?");
  send(100);
  const auto id = live()->id;
  cards([&](Cards& all) { all.turn_into_remark(id, remark_about_case_12()); });
  EXPECT_EQ(live(), std::nullopt);
  const auto wanted = unsettled();
  ASSERT_THAT(wanted, SizeIs(1));
  EXPECT_EQ(wanted[0].message_id, 100);
  EXPECT_EQ(wanted[0].html, "Tercatat.");
  EXPECT_TRUE(wanted[0].remark);
  EXPECT_EQ(wanted[0].shown_rev, 0) << "nobody has seen it";
}

TEST_F(CardsTest, an_answer_in_a_message_has_tries_of_its_own) {
  show("tanya", "Yakin?");
  const auto id = live()->id;
  cards([&](Cards& all) {
    for (int i = 0; i < 4; ++i) {
      all.begin(id);
      all.wait(id, SendState::ambiguous, "reset", start);
    }
    all.turn_into_remark(id, remark_about_case_12());
  });
  EXPECT_EQ(unsettled().at(0).attempts, 0);
  EXPECT_EQ(unsettled().at(0).doubts, 0);
}

TEST_F(CardsTest, forgets_cards_that_closed_long_ago) {
  cards([](Cards& all) { all.remark(remark_about_case_12()); });
  send(100);
  const auto forget = [&] {
    cards([](Cards& all) { all.forget_older_than(start + hours{1}, 10); });
    return cards([](Cards& all) { return all.by_message(5, 100).has_value(); });
  };
  EXPECT_TRUE(forget()) << "it still has its buttons";
  cards([](Cards& all) { all.close(all.live_of_case(CaseId{12}).at(0).id, "Tercatat."); });
  EXPECT_TRUE(forget()) << "it was not yet edited";
  send(100);
  EXPECT_FALSE(forget());
}

TEST_F(CardsTest, changes_not_shown_yet_stay_unshown_after_a_restore) {
  show("kerjakan", "satu", 5);
  send(100);
  show("kerjakan", "dua", 5);
  show("kerjakan", "tak terkirim", 6);
  cards([](Cards& all) { EXPECT_EQ(all.drop_unsettled(), 2U); });
  EXPECT_THAT(unsettled(), IsEmpty());
  ASSERT_TRUE(live(5));
  EXPECT_EQ(live(5)->message_id, 100);
  EXPECT_FALSE(live(6));
  show("kerjakan", "tiga", 5);
  EXPECT_THAT(unsettled(), SizeIs(1)) << "the next change is shown again";
}

}  // namespace
}  // namespace alur::store
