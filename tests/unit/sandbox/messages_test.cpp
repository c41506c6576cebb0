#include "bot.hpp"
#include "core/wire.hpp"

namespace alur::sandbox {
namespace {

const std::string to_rina = std::to_string(rina);
const std::string one_button = R"({"inline_keyboard":[[{"text":"Setujui","callback_data":"a"}]]})";

class Messages : public BotTest {};

TEST_F(Messages, sent_text_comes_back_cleaned_with_its_entities) {
  const Json message =
      result("sendMessage", {{"chat_id", to_rina}, {"text", " <b>Tahap 2</b>: /tugas \n"}, {"parse_mode", "html"}});
  EXPECT_EQ(message.at("text"), "Tahap 2: /tugas");
  EXPECT_EQ(message.at("entities").size(), 2U);
  EXPECT_EQ(message.at("entities")[1].at("type"), "bot_command");
  EXPECT_EQ(message.at("chat").at("id"), rina);
  EXPECT_EQ(message.at("from").at("is_bot"), true);
  EXPECT_EQ(message.at("date"), unix_seconds(world.now()));
}

TEST_F(Messages, answers_write_everything_beyond_ascii_as_escapes) {
  const Answer answer = call("sendMessage", {{"chat_id", to_rina}, {"text", "é – 😀 a/b"}});
  EXPECT_NE(answer.body.find("\\u00e9 \\u2013 \\ud83d\\ude00 a/b"), std::string::npos) << answer.body;
}

TEST_F(Messages, texts_are_measured_in_code_points_after_parsing) {
  std::string long_text;
  for (int i = 0; i < 4096; ++i) long_text += "é";
  EXPECT_EQ(
      call("sendMessage", {{"chat_id", to_rina}, {"text", "<b>" + long_text + "</b>"}, {"parse_mode", "HTML"}}).code,
      200);
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", long_text + "x"}}),
            "Bad Request: message is too long");
  const std::int64_t id = send("pendek");
  EXPECT_EQ(
      error("editMessageText", {{"chat_id", to_rina}, {"message_id", std::to_string(id)}, {"text", long_text + "x"}}),
      "Bad Request: MESSAGE_TOO_LONG");
}

TEST_F(Messages, bad_texts_are_refused_with_the_servers_words) {
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}}), "Bad Request: message text is empty");
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", " \n "}}), "Bad Request: text must be non-empty");
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"parse_mode", "null"}}),
            "Bad Request: unsupported parse_mode");
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "<q>"}, {"parse_mode", "HTML"}}),
            "Bad Request: can't parse entities: Unsupported start tag \"q\" at byte offset 0");
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", std::string(32769, 'x')}}),
            "Bad Request: text is too long");
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "\xFF"}}),
            "Bad Request: strings must be encoded in UTF-8");
}

TEST_F(Messages, chats_that_cannot_be_written_to_are_refused) {
  EXPECT_EQ(error("sendMessage", {{"text", "a"}}), "Bad Request: chat_id is empty");
  EXPECT_EQ(error("sendMessage", {{"chat_id", "99"}, {"text", "a"}}), "Bad Request: chat not found");
  EXPECT_EQ(error("sendMessage", {{"chat_id", "@rina"}, {"text", "a"}}), "Bad Request: chat not found");
  const Answer unknown = call("sendMessage", {{"chat_id", std::to_string(hendra)}, {"text", "a"}});
  EXPECT_EQ(unknown.code, 403);
  EXPECT_NE(unknown.body.find("Forbidden: bot can't initiate conversation with a user"), std::string::npos);
  ASSERT_TRUE(block(world, rina));
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "a"}}), "Forbidden: bot was blocked by the user");
  ASSERT_TRUE(deactivate(world, rina));
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "a"}}), "Forbidden: user is deactivated");
  EXPECT_EQ(error("sendMessage", {{"chat_id", std::to_string(world.bot_id())}, {"text", "a"}}),
            "Forbidden: the bot can't send messages to the bot");
}

TEST_F(Messages, replies_need_their_target_unless_it_may_be_missing) {
  const std::int64_t id = send("pertama");
  const auto reply = [](std::int64_t to, bool optional) {
    return Json{{"message_id", to}, {"allow_sending_without_reply", optional}}.dump();
  };
  const Json replied =
      result("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_parameters", reply(id, false)}});
  EXPECT_EQ(replied.at("reply_to_message").at("message_id"), id);
  EXPECT_EQ(error("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_parameters", reply(999, false)}}),
            "Bad Request: message to be replied not found");
  const Json without =
      result("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_parameters", reply(999, true)}});
  EXPECT_FALSE(without.contains("reply_to_message"));
}

TEST_F(Messages, only_inline_keyboards_are_echoed) {
  EXPECT_TRUE(result("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_markup", one_button}})
                  .contains("reply_markup"));
  EXPECT_FALSE(result("sendMessage", {{"chat_id", to_rina}, {"text", "a"}, {"reply_markup", R"({"force_reply":true})"}})
                   .contains("reply_markup"));
}

TEST_F(Messages, private_chats_share_one_counter) {
  say(world, hendra, hendra, "/start");
  const std::int64_t first = send("a");
  const Json second = result("sendMessage", {{"chat_id", std::to_string(hendra)}, {"text", "b"}});
  EXPECT_EQ(second.at("message_id"), first + 1);
}

TEST_F(Messages, an_edit_without_markup_removes_the_buttons) {
  const std::int64_t id = send("a", one_button);
  const Json edited =
      result("editMessageText", {{"chat_id", to_rina}, {"message_id", std::to_string(id)}, {"text", "b"}});
  EXPECT_FALSE(edited.contains("reply_markup"));
  EXPECT_TRUE(edited.contains("edit_date"));
}

TEST_F(Messages, an_edit_that_changes_nothing_is_refused) {
  const std::int64_t id = send("<b>a</b> ", one_button);
  EXPECT_EQ(error("editMessageText", {{"chat_id", to_rina},
                                      {"message_id", std::to_string(id)},
                                      {"text", " <b>a</b>"},
                                      {"reply_markup", one_button}}),
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message");
  EXPECT_EQ(error("editMessageReplyMarkup",
                  {{"chat_id", to_rina}, {"message_id", std::to_string(id)}, {"reply_markup", one_button}})
                .substr(0, 37),
            "Bad Request: message is not modified:");
}

TEST_F(Messages, what_cannot_be_edited_is_refused) {
  const auto edit = [this](std::int64_t id) {
    return error("editMessageText", {{"chat_id", to_rina}, {"message_id", std::to_string(id)}, {"text", "baru"}});
  };
  EXPECT_EQ(edit(999), "Bad Request: message to edit not found");
  EXPECT_EQ(edit(0), "Bad Request: message identifier is not specified");
  EXPECT_EQ(edit(*say(world, rina, rina, "punya saya")), "Bad Request: message can't be edited");
  EXPECT_EQ(edit(send("a", R"({"force_reply":true})")), "Bad Request: message can't be edited");
}

TEST_F(Messages, deleted_messages_are_gone) {
  const std::string id = std::to_string(send("a"));
  EXPECT_EQ(result("deleteMessage", {{"chat_id", to_rina}, {"message_id", id}}), true);
  EXPECT_EQ(error("deleteMessage", {{"chat_id", to_rina}, {"message_id", id}}),
            "Bad Request: message to delete not found");
  const std::string old = std::to_string(send("b"));
  clock.advance(std::chrono::hours{49});
  EXPECT_EQ(error("deleteMessage", {{"chat_id", to_rina}, {"message_id", old}}),
            "Bad Request: message can't be deleted for everyone");
}

class Presses : public BotTest {
 protected:
  static constexpr const char* too_old =
      "Bad Request: query is too old and response timeout expired or query ID is invalid";
  std::string pressed() { return *press(world, rina, send("a", one_button), 0, 0); }
};

TEST_F(Presses, reach_the_bot_with_the_message_as_it_is) {
  const std::string id = pressed();
  const Json query = updates().back().at("callback_query");
  EXPECT_EQ(query.at("id"), id);
  EXPECT_EQ(query.at("data"), "a");
  EXPECT_EQ(query.at("from").at("id"), rina);
  EXPECT_TRUE(query.at("message").contains("reply_markup"));
  EXPECT_TRUE(query.at("chat_instance").is_string());
}

TEST_F(Presses, are_answered_once) {
  const std::string id = pressed();
  EXPECT_EQ(result("answerCallbackQuery", {{"callback_query_id", id}, {"text", "Tercatat"}, {"show_alert", "true"}}),
            true);
  EXPECT_EQ(world.find_press(id)->answer, "Tercatat");
  EXPECT_TRUE(world.find_press(id)->alert);
  EXPECT_EQ(error("answerCallbackQuery", {{"callback_query_id", id}}), too_old);
}

TEST_F(Presses, are_too_old_after_a_minute_and_leave_the_queue_after_150_seconds) {
  const std::string id = pressed();
  clock.advance(std::chrono::seconds{61});
  EXPECT_EQ(error("answerCallbackQuery", {{"callback_query_id", id}}), too_old);
  EXPECT_TRUE(updates().back().contains("callback_query"));
  clock.advance(std::chrono::seconds{90});
  EXPECT_FALSE(updates().back().contains("callback_query"));
}

TEST_F(Presses, answers_have_200_characters_at_most) {
  EXPECT_EQ(error("answerCallbackQuery", {{"callback_query_id", pressed()}, {"text", std::string(201, 'x')}}),
            "Bad Request: MESSAGE_TOO_LONG");
}

TEST_F(Presses, on_a_deleted_message_carry_an_inaccessible_one) {
  const std::int64_t id = send("a", one_button);
  result("deleteMessage", {{"chat_id", to_rina}, {"message_id", std::to_string(id)}});
  EXPECT_FALSE(press(world, rina, id, 0, 0));
  ASSERT_TRUE(press_data(world, rina, id, "a"));
  EXPECT_EQ(updates().back().at("callback_query").at("message").at("date"), 0);
}

TEST_F(Presses, need_a_button_that_is_there_and_a_chat_one_is_in) {
  const std::int64_t id = send("a", one_button);
  EXPECT_FALSE(press(world, rina, id, 0, 1));
  EXPECT_FALSE(press(world, rina, id, 1, 0));
  EXPECT_FALSE(press(world, hendra, id, 0, 0));
}

}  // namespace
}  // namespace alur::sandbox
