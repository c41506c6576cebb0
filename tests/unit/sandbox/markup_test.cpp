#include "core/markup.hpp"

#include <gtest/gtest.h>

namespace alur::sandbox {
namespace {

Markup markup(const std::string& json) {
  const auto read = read_markup(json);
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().description);
  return read ? *read : Markup{};
}

std::string fault(const std::string& json) {
  const auto read = read_markup(json);
  return read ? "read" : read.error().description;
}

std::string keyboard(const std::string& button) { return R"({"inline_keyboard":[[)" + button + "]]}"; }

TEST(Markup, reads_buttons_of_three_kinds_with_style) {
  const Markup read = markup(R"({"inline_keyboard":[[{"text":"Setujui","callback_data":"a","style":"SUCCESS"},
      {"text":"Buka","url":"https://contoh.go.id"}],[{"text":"Salin","copy_text":{"text":"kode"}}]]})");
  ASSERT_EQ(read.inline_keyboard.size(), 2U);
  EXPECT_EQ(read.inline_keyboard[0][0], (Button{Button::Kind::callback, "Setujui", "a", "success"}));
  EXPECT_EQ(read.inline_keyboard[0][1], (Button{Button::Kind::url, "Buka", "https://contoh.go.id", ""}));
  EXPECT_EQ(read.inline_keyboard[1][0], (Button{Button::Kind::copy_text, "Salin", "kode", ""}));
}

TEST(Markup, callback_data_has_64_bytes_at_most) {
  EXPECT_EQ(fault(keyboard(R"({"text":"a","callback_data":")" + std::string(64, 'x') + "\"}")), "read");
  EXPECT_EQ(fault(keyboard(R"({"text":"a","callback_data":")" + std::string(65, 'x') + "\"}")),
            "Bad Request: BUTTON_DATA_INVALID");
}

TEST(Markup, a_button_needs_a_kind) {
  const std::string unallowed =
      "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
  EXPECT_EQ(fault(keyboard(R"({"text":"a"})")), unallowed);
  EXPECT_EQ(fault(keyboard(R"({"text":"a","callback_data":""})")), unallowed);
}

TEST(Markup, rows_are_cut_to_twelve_and_buttons_without_text_skipped) {
  std::string row = R"({"text":"","callback_data":"x"})";
  for (int i = 0; i < 14; ++i) row += R"(,{"text":"t","callback_data":"x"})";
  EXPECT_EQ(markup(keyboard(row)).inline_keyboard.at(0).size(), 12U);
}

TEST(Markup, more_than_a_hundred_buttons_are_refused) {
  std::string rows;
  for (int i = 0; i < 101; ++i) rows += std::string{i ? "," : ""} + R"([{"text":"t","callback_data":"x"}])";
  EXPECT_EQ(fault("{\"inline_keyboard\":[" + rows + "]}"), "Bad Request: reply markup is too long");
}

TEST(Markup, what_is_no_object_is_refused) {
  EXPECT_EQ(fault("null"), "Bad Request: object expected as reply markup");
  EXPECT_EQ(fault("{"), "Bad Request: can't parse reply keyboard markup JSON object");
  EXPECT_TRUE(markup("{}").inline_keyboard.empty());
  EXPECT_TRUE(markup("").inline_keyboard.empty());
}

TEST(Markup, a_wrong_style_is_refused) {
  EXPECT_EQ(fault(keyboard(R"({"text":"a","callback_data":"x","style":"ungu"})")),
            "Bad Request: can't parse inline keyboard button: invalid button style specified");
}

TEST(Markup, other_kinds_are_taken_in_order_of_precedence) {
  EXPECT_TRUE(markup(R"({"keyboard":[[{"text":"a"}]],"inline_keyboard":[]})").other_kind);
  EXPECT_TRUE(markup(R"({"force_reply":true})").force_reply);
  EXPECT_FALSE(markup(R"({"force_reply":"true"})").force_reply);
}

TEST(Markup, kinds_that_are_not_modelled_are_loud) {
  const auto read = read_markup(keyboard(R"({"text":"a","web_app":{"url":"https://x.id"}})"));
  ASSERT_FALSE(read.has_value());
  EXPECT_TRUE(read.error().unmodelled);
}

}  // namespace
}  // namespace alur::sandbox
