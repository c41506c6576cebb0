#include "fixture.hpp"

#include <gmock/gmock.h>

namespace alur::store {
namespace {

using testing::ElementsAre;

class NextSends : public test::StoreTest {
 protected:
  std::int64_t say(std::int64_t chat, SendClass send_class) {
    OutMessage message;
    message.chat_id = chat;
    message.send_class = send_class;
    return in([&](Tx& tx) { return Outbox{tx}.plan(message); });
  }
  std::int64_t show(std::int64_t chat, SendClass send_class) {
    Card card;
    card.chat_id = chat;
    card.key = "c1/s1/p1";
    card.html = "kartu";
    card.send_class = send_class;
    return in([&](Tx& tx) {
      Cards cards{tx};
      cards.show(card, "");
      return cards.live(chat, card.key)->id;
    });
  }
  std::vector<NextSend> next(std::size_t chats_max = 10) {
    return in([&](Tx& tx) { return next_sends(tx, chats_max); });
  }
};

/// Chat, message or card, id.
auto is(std::int64_t chat, bool is_card, std::int64_t id) {
  return testing::AllOf(testing::Field(&NextSend::chat_id, chat), testing::Field(&NextSend::is_card, is_card),
                        testing::Field(&NextSend::id, id));
}

TEST_F(NextSends, are_the_oldest_of_each_chat_messages_and_cards_in_one_order) {
  const auto card = show(5, SendClass::notice);
  say(5, SendClass::notice);
  const auto message = say(6, SendClass::notice);
  show(6, SendClass::notice);
  EXPECT_THAT(next(), ElementsAre(is(5, true, card), is(6, false, message)));
  EXPECT_THAT(next(1), ElementsAre(is(5, true, card)));
}

TEST_F(NextSends, come_from_chats_with_an_answer_first_and_what_stands_before_it_goes_as_one) {
  const auto elsewhere = say(5, SendClass::notice);
  const auto before = say(6, SendClass::notice);
  show(6, SendClass::answer);
  const auto found = next();
  EXPECT_THAT(found, ElementsAre(is(6, false, before), is(5, false, elsewhere)));
  EXPECT_EQ(found[0].send_class, SendClass::answer);
  EXPECT_EQ(found[1].send_class, SendClass::notice);
}

TEST_F(NextSends, leave_out_what_is_sent_shown_or_dead) {
  const auto sent = say(5, SendClass::notice);
  const auto dead = say(6, SendClass::answer);
  const auto shown = show(7, SendClass::notice);
  in([&](Tx& tx) {
    Outbox{tx}.sent(sent, 1, test::start);
    Outbox{tx}.dead(dead, "blocked");
    Cards{tx}.settled(shown, Cards{tx}.find(shown)->wanted_rev, 2);
  });
  EXPECT_THAT(next(), testing::IsEmpty());
}

}  // namespace
}  // namespace alur::store
