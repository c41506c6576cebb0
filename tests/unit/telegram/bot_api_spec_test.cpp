#include "alur/telegram/request.hpp"
#include "alur/telegram/update.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace alur::telegram {
namespace {

using Json = nlohmann::json;

/// The published list of methods and types (Bot API 10.1), to hold what is encoded against.
class BotApiSpec {
 public:
  BotApiSpec() {
    std::ifstream file{std::string{ALUR_TEST_DATA} + "/botapi-10.1.json"};
    spec_ = Json::parse(file);
  }

  /// Empty when the call is as the specification says.
  std::string fault(const Call& call) const {
    const auto method = spec_["methods"].find(call.method);
    if (method == spec_["methods"].end()) return "no method " + call.method;
    return fields_fault(call.method, Json::parse(call.body), method->value("fields", Json::array()));
  }

  bool has_update_kind(const std::string& kind) const {
    for (const Json& field : spec_["types"]["Update"]["fields"]) {
      if (field["name"] == kind) return true;
    }
    return false;
  }

 private:
  std::string fields_fault(const std::string& where, const Json& object, const Json& fields) const {
    if (!object.is_object()) return where + " is no object";
    for (const auto& [name, value] : object.items()) {
      const Json* field = nullptr;
      for (const Json& candidate : fields) {
        if (candidate["name"] == name) field = &candidate;
      }
      if (field == nullptr) return where + " has no field " + name;
      if (!fits_any(value, (*field)["types"])) return where + "." + name + " has another type: " + value.dump();
    }
    for (const Json& field : fields) {
      const std::string name = field["name"];
      if (field["required"] == true && !object.contains(name)) return where + " lacks " + name;
    }
    return {};
  }

  bool fits_any(const Json& value, const Json& types) const {
    for (const Json& type : types) {
      if (fits(value, type)) return true;
    }
    return false;
  }

  bool fits(const Json& value, const std::string& type) const {
    constexpr std::string_view array_of = "Array of ";
    if (type.starts_with(array_of)) {
      if (!value.is_array()) return false;
      const std::string element = type.substr(array_of.size());
      for (const Json& one : value) {
        if (!fits(one, element)) return false;
      }
      return true;
    }
    if (type == "Integer") return value.is_number_integer();
    if (type == "Float") return value.is_number();
    if (type == "String") return value.is_string();
    if (type == "Boolean") return value.is_boolean();
    const Json& known = spec_["types"].at(type);
    if (known.contains("subtypes")) return fits_any(value, known["subtypes"]);
    return fields_fault(type, value, known.value("fields", Json::array())).empty();
  }

  Json spec_;
};

class BotApi : public testing::Test {
 protected:
  static void SetUpTestSuite() { spec_ = new BotApiSpec; }
  static void TearDownTestSuite() {
    delete spec_;
    spec_ = nullptr;
  }
  static void expect_known(const Call& call) { EXPECT_EQ(spec_->fault(call), "") << call.body; }
  static BotApiSpec* spec_;
};
BotApiSpec* BotApi::spec_ = nullptr;

Keyboard every_button() {
  Button data;
  data.text = "a";
  data.callback_data = "b";
  Button copy;
  copy.text = "a";
  copy.copy_text = "b";
  Button url;
  url.text = "a";
  url.url = "https://a";
  Keyboard keyboard{{data, copy}, {url}};
  for (const auto style : {ButtonStyle::primary, ButtonStyle::success, ButtonStyle::danger}) {
    data.style = style;
    keyboard.push_back({data});
  }
  return keyboard;
}

TEST_F(BotApi, knows_every_field_of_messages_and_cards) {
  SendMessage message;
  message.html = "x";
  expect_known(encode(message));
  message.silent = true;
  message.reply_to = 4;
  message.keyboard = every_button();
  expect_known(encode(message));
  message.keyboard.clear();
  message.force_reply = true;
  expect_known(encode(message));
  EditMessageText edit;
  edit.html = "x";
  edit.keyboard = every_button();
  expect_known(encode(edit));
  expect_known(send_card({.chat_id = 1, .html = "x", .keyboard = {}, .silent = true, .reply_to = 2},
                         encode_keyboard(every_button())));
  expect_known(edit_card(1, 2, "x", encode_keyboard(every_button())));
}

TEST_F(BotApi, knows_every_field_of_documents_by_id) {
  SendDocument document;
  document.file_id = "a";
  expect_known(encode(document));
  document.caption_html = "x";
  document.silent = true;
  document.reply_to = 4;
  expect_known(encode(document));
}

TEST_F(BotApi, knows_every_field_of_the_other_calls) {
  AnswerCallbackQuery answer;
  answer.text = "x";
  answer.alert = true;
  expect_known(encode(answer));
  expect_known(encode(SendChatAction{}));
  SetMyCommands menu;
  menu.commands = {{"a", "b"}};
  expect_known(encode(menu));
  menu.chat_id = 5;
  expect_known(encode(menu));
  GetUpdates poll;
  poll.allowed_updates = wanted_updates();
  expect_known(encode(poll));
  for (const Call& call : {get_me(), get_webhook_info(), delete_webhook(), get_file("a"), leave_chat(5)}) {
    expect_known(call);
  }
}

TEST_F(BotApi, knows_every_kind_of_update_that_is_asked_for) {
  for (const auto& kind : wanted_updates()) EXPECT_TRUE(spec_->has_update_kind(kind)) << kind;
}

TEST_F(BotApi, specification_finds_faults) {
  EXPECT_NE(spec_->fault({"sendMesage", "{}"}), "");
  EXPECT_NE(spec_->fault({"sendMessage", R"({"chat_id":1})"}), "");
  EXPECT_NE(spec_->fault({"sendMessage", R"({"chat_id":1,"text":"x","disable_web_page_preview":true})"}), "");
  EXPECT_NE(spec_->fault({"sendMessage", R"({"chat_id":1,"text":"x","reply_parameters":{"message_id":"1"}})"}), "");
}

}  // namespace
}  // namespace alur::telegram
