#include "button.hpp"
#include "case_test.hpp"
#include "people_parts.hpp"

#include <nlohmann/json.hpp>

namespace alur::chat::test {

namespace {

using nlohmann::json;

/// A case whose first card could not be sent.
class DeadCards : public CaseTest {
 protected:
  void SetUp() override {
    open();
    kill();
  }
  void kill() {
    const auto card = live_card(office_.rina);
    ASSERT_TRUE(card);
    within([&](Context& ctx) { store::Cards{ctx.tx}.dead(card->id, card->wanted_rev, "Forbidden: blocked"); });
  }
  json command(const std::string& name, const std::string& id = {}) {
    OfficeCommand wanted;
    wanted.name = name;
    if (!id.empty()) wanted.args = {{"id", id}};
    office_.send(wanted);
    return json::parse(office_.office_reply);
  }
  bool rina_sees_her_card() { return office_.sees(office_.rina, "Tahap 1 dari 14"); }
};

TEST_F(DeadCards, are_listed_with_their_reason_and_sent_on_wish) {
  const json rows = command("outbox");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("error"), "Forbidden: blocked");
  EXPECT_EQ(rows[0].at("chat_id"), office_.rina.account);
  EXPECT_FALSE(rina_sees_her_card());
  const std::string id = std::to_string(rows[0].at("id").get<std::int64_t>());
  EXPECT_EQ(command("outbox-retry", id).at("retried").get<std::int64_t>(), rows[0].at("id").get<std::int64_t>());
  EXPECT_TRUE(rina_sees_her_card());
  EXPECT_TRUE(command("outbox").empty());
  EXPECT_TRUE(command("outbox-retry", id).contains("error"));
}

TEST_F(DeadCards, are_not_sent_when_what_they_asked_is_over) {
  const json rows = command("outbox");
  ASSERT_EQ(rows.size(), 1U);
  act(office_.rina, workflow::CancelCase{"tidak jadi"});
  command("outbox-retry", std::to_string(rows[0].at("id").get<std::int64_t>()));
  EXPECT_FALSE(rina_sees_her_card());
  EXPECT_TRUE(command("outbox").empty());
}

TEST_F(DeadCards, are_sent_when_the_person_comes_back) {
  within([&](Context& ctx) { reached(ctx, office_.rina.account, false); });
  within([&](Context& ctx) { reached(ctx, office_.rina.account, true); });
  const auto card = live_card(office_.rina);
  ASSERT_TRUE(card);
  EXPECT_EQ(card->state, store::SendState::planned);
}

}  // namespace
}  // namespace alur::chat::test
