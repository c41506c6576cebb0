#include "bot.hpp"

namespace alur::sandbox {
namespace {

const std::string to_rina = std::to_string(rina);

class Methods : public BotTest {
 protected:
  std::vector<std::string> findings() const {
    std::vector<std::string> what;
    for (const Violation& violation : world.violations()) what.push_back(violation.method + ": " + violation.what);
    return what;
  }
};

using Findings = std::vector<std::string>;

TEST_F(Methods, are_called_in_any_case) {
  EXPECT_EQ(result("GETME", Values{}).at("username"), "TestBot");
  EXPECT_TRUE(world.violations().empty());
}

TEST_F(Methods, unknown_ones_are_not_found_and_reported) {
  EXPECT_EQ(error("sendTelegram", Values{}), "Not Found: method not found");
  EXPECT_EQ(findings(), (Findings{"sendTelegram: unknown method"}));
}

TEST_F(Methods, known_ones_that_are_not_modelled_are_loud) {
  EXPECT_EQ(error("sendDice", {{"chat_id", to_rina}}), "Bad Request: the sandbox does not model the method sendDice");
  EXPECT_EQ(findings().size(), 1U);
}

TEST_F(Methods, faulty_calls_are_reported_and_treated_as_the_server_would) {
  EXPECT_EQ(
      call("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"teks", "b"}, {"disable_notification", "ya"}}).code,
      200);
  EXPECT_EQ(findings(),
            (Findings{"sendMessage: unknown field teks", "sendMessage: disable_notification is not of type Boolean"}));
}

TEST_F(Methods, null_is_the_four_letters) {
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_markup", "null"}}),
            "Bad Request: object expected as reply markup");
  EXPECT_EQ(findings().size(), 1U);
}

TEST_F(Methods, webhooks_are_a_loud_error) {
  EXPECT_EQ(error("setWebhook", {{"url", "https://contoh.go.id/hook"}}),
            "Bad Request: the sandbox does not model webhooks: it hands updates out by getUpdates only");
  EXPECT_EQ(findings().size(), 1U);
}

TEST_F(Methods, deleting_no_webhook_says_so_and_can_drop_updates) {
  const Answer answer = call("deleteWebhook", {{"drop_pending_updates", "true"}});
  EXPECT_EQ(answer.body, R"({"ok":true,"result":true,"description":"Webhook is already deleted"})");
  EXPECT_TRUE(updates().empty());
  EXPECT_EQ(result("getWebhookInfo", Values{}).at("pending_update_count"), 0);
}

TEST_F(Methods, commands_are_kept_by_scope_and_language) {
  const std::string one = R"([{"command":"/tugas","description":"Tugas saya"}])";
  const std::string scope = R"({"type":"chat","chat_id":)" + to_rina + "}";
  EXPECT_EQ(result("setMyCommands", {{"commands", one}, {"scope", scope}}), true);
  EXPECT_EQ(result("getMyCommands", Values{}).size(), 0U);
  EXPECT_EQ(result("getMyCommands", {{"scope", scope}}).at(0).at("command"), "tugas");
  EXPECT_EQ(menu_of(world, *world.find_user(rina)).size(), 1U);
  EXPECT_TRUE(menu_of(world, *world.find_user(hendra)).empty());
  EXPECT_EQ(result("deleteMyCommands", {{"scope", scope}}), true);
  EXPECT_TRUE(menu_of(world, *world.find_user(rina)).empty());
}

TEST_F(Methods, a_menu_is_looked_up_from_the_narrowest_scope) {
  const auto set = [this](const char* description, Values more) {
    more.emplace_back("commands", Json::array({{{"command", "a"}, {"description", description}}}).dump());
    result("setMyCommands", more);
  };
  const auto shown = [this] { return menu_of(world, *world.find_user(rina)).at(0).description; };
  set("default", {});
  EXPECT_EQ(shown(), "default");
  set("default id", {{"language_code", "id"}});
  EXPECT_EQ(shown(), "default id");
  set("private", {{"scope", R"({"type":"all_private_chats"})"}});
  EXPECT_EQ(shown(), "private");
  set("chat", {{"scope", R"({"type":"chat","chat_id":"5000005"})"}});
  EXPECT_EQ(shown(), "chat");
}

TEST_F(Methods, bad_commands_are_refused) {
  const auto set = [this](const std::string& command, const std::string& description) {
    return error("setMyCommands",
                 {{"commands", Json::array({{{"command", command}, {"description", description}}}).dump()}});
  };
  EXPECT_EQ(set("", "a"), "Bad Request: command must be non-empty");
  EXPECT_EQ(set(std::string(33, 'a'), "a"), "Bad Request: command length must not exceed 32");
  EXPECT_EQ(set("a", ""), "Bad Request: command description must be non-empty");
  EXPECT_EQ(set("Tugas", "a"), "Bad Request: BOT_COMMAND_INVALID");
  EXPECT_EQ(error("getMyCommands", {{"language_code", "pt-br"}}), "Bad Request: invalid language code specified");
}

TEST_F(Methods, chat_actions_show_for_a_moment) {
  EXPECT_EQ(error("sendChatAction", {{"chat_id", to_rina}, {"action", "menari"}}),
            "Bad Request: wrong parameter action in request");
  EXPECT_EQ(result("sendChatAction", {{"chat_id", to_rina}, {"action", "upload_document"}}), true);
  EXPECT_EQ(world.find_chat(rina)->action, "upload_document");
}

TEST_F(Methods, groups_are_left_once) {
  const std::string group = std::to_string(*create_group(world, rina, "Tim"));
  EXPECT_EQ(result("leaveChat", {{"chat_id", group}}), true);
  EXPECT_EQ(error("leaveChat", {{"chat_id", group}}), "Forbidden: bot is not a member of the group chat");
  EXPECT_EQ(error("sendMessage", {{"chat_id", group}, {"text", "a"}}),
            "Forbidden: bot is not a member of the group chat");
}

}  // namespace
}  // namespace alur::sandbox
