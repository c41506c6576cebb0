#include "question.hpp"

#include "case_test.hpp"

namespace alur::chat::test {

namespace {

class QuestionTest : public CaseTest {
 protected:
  Speaker rina() const { return {office_.rina.id, office_.rina.account, "id"}; }
  void ask_rina() {
    within([&](Context& ctx) { chat::ask(ctx, rina(), {.kind = "return", .payload = "{}", .html = "Yakin?"}); });
  }
  std::optional<store::Card> question_card() {
    std::optional<store::Card> card;
    within([&](Context& ctx) { card = store::Cards{ctx.tx}.live(office_.rina.account, "question"); });
    return card;
  }
};

TEST_F(QuestionTest, an_answer_in_place_ends_the_question_though_its_message_could_not_be_sent) {
  open();
  take_sent();
  ask_rina();
  const auto card = question_card();
  ASSERT_TRUE(card);
  within([&](Context& ctx) {
    store::Cards{ctx.tx}.dead(card->id, card->wanted_rev, "Forbidden");
    answer_in_place(ctx, office_.rina.account, {.html = "Tercatat."});
    EXPECT_FALSE(open_question(ctx, office_.rina.account)) << "text written next would be taken for its answer";
  });
  const auto sent = sent_to(office_.rina);
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent.front().html, "Tercatat.");
}

}  // namespace
}  // namespace alur::chat::test
