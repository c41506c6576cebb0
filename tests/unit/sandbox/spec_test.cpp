#include "core/spec.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

using Findings = std::vector<std::string>;

Findings check(const std::string& method, const std::vector<std::pair<std::string, std::string>>& values) {
  Params params;
  for (const auto& [name, value] : values) params.add(name, value);
  return Spec::embedded().check_call(method, params);
}

TEST(SpecTable, knows_methods_in_any_case) {
  EXPECT_EQ(Spec::embedded().method_named("SENDMESSAGE"), "sendMessage");
  EXPECT_EQ(Spec::embedded().method_named("sendTelegram"), "");
}

TEST(SpecTable, a_good_call_has_no_findings) {
  EXPECT_EQ(check("sendMessage", {{"chat_id", "5"},
                                  {"text", "5"},
                                  {"disable_notification", "true"},
                                  {"reply_parameters", R"({"message_id":1,"allow_sending_without_reply":true})"},
                                  {"reply_markup", R"({"inline_keyboard":[[{"text":"a","callback_data":"b"}]]})"}}),
            Findings{});
  EXPECT_EQ(check("setMyCommands", {{"commands", R"([{"command":"a","description":"b"}])"},
                                    {"scope", R"({"type":"chat","chat_id":5})"}}),
            Findings{});
  EXPECT_EQ(check("getUpdates", {{"offset", "-1"}, {"allowed_updates", R"(["message"])"}}), Findings{});
}

TEST(SpecTable, finds_missing_and_unknown_fields) {
  EXPECT_EQ(check("sendMessage", {{"chat_id", "5"}, {"teks", "a"}}),
            (Findings{"unknown field teks", "missing field text"}));
}

TEST(SpecTable, finds_wrong_types_in_depth) {
  EXPECT_EQ(check("getUpdates", {{"offset", "x"}}), (Findings{"offset is not of type Integer"}));
  EXPECT_EQ(check("getUpdates", {{"offset", "null"}}), (Findings{"offset is not of type Integer"}));
  EXPECT_EQ(check("answerCallbackQuery", {{"callback_query_id", "1"}, {"show_alert", "1"}}),
            (Findings{"show_alert is not of type Boolean"}));
  EXPECT_EQ(check("sendMessage", {{"chat_id", "5"},
                                  {"text", "a"},
                                  {"reply_markup", R"({"inline_keyboard":[[{"text":5,"callback_data":"b"}]]})"}}),
            (Findings{"reply_markup (InlineKeyboardMarkup).inline_keyboard[0][0] (InlineKeyboardButton).text is not of "
                      "type String"}));
}

TEST(SpecTable, finds_fields_that_the_type_does_not_have) {
  const Findings found =
      check("sendMessage",
            {{"chat_id", "5"}, {"text", "a"}, {"reply_markup", R"({"inline_keyboard":[[{"text":"a","data":"b"}]]})"}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NE(found[0].find("unknown field data"), std::string::npos);
}

TEST(SpecTable, takes_files_as_uploads_or_ids) {
  Params params;
  params.add("chat_id", "5");
  params.add_file({"document", "a.pdf", "", "x"});
  EXPECT_EQ(Spec::embedded().check_call("sendDocument", params), Findings{});
  EXPECT_EQ(check("sendDocument", {{"chat_id", "5"}, {"document", "BQAC"}}), Findings{});
  EXPECT_EQ(check("sendDocument", {{"chat_id", "5"}}), (Findings{"missing field document"}));
}

}  // namespace
}  // namespace alur::sandbox
