#include "core/markup.hpp"

#include "core/json.hpp"
#include "core/unicode.hpp"

namespace alur::sandbox {
namespace {

constexpr std::size_t row_buttons_max = 12;
constexpr std::size_t buttons_max = 100;
constexpr std::size_t serialized_bytes_max = std::size_t{10} * 1024;
constexpr std::size_t callback_data_bytes_max = 64;
constexpr std::size_t copy_text_max = 256;

ApiError bad_button(const std::string& what) { return bad_request("can't parse inline keyboard button: " + what); }

/// Inside JSON, strings and numbers stand for each other; anything else is a type error.
Outcome<std::string> text_member(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return std::string{};
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number()) return found->dump();
  return bad_button(std::string{"Field \""} + name + "\" must be of type String");
}

Outcome<std::string> style_of(const Json& json) {
  auto style = text_member(json, "style");
  if (!style) return style;
  const std::string lower = ascii_lower(*style);
  if (lower.empty() || lower == "default") return std::string{};
  if (lower == "primary" || lower == "success" || lower == "danger") return lower;
  return bad_button("invalid button style specified");
}

Outcome<Button> read_kind(const Json& json, Button button) {
  if (json.contains("url")) {
    auto url = text_member(json, "url");
    if (!url) return url.error();
    const bool known = url->starts_with("http://") || url->starts_with("https://") || url->starts_with("tg://");
    if (!known) return bad_request("BUTTON_URL_INVALID");
    button.kind = Button::Kind::url;
    button.value = *std::move(url);
    return button;
  }
  if (json.contains("callback_data")) {
    auto data = text_member(json, "callback_data");
    if (!data) return data.error();
    if (data->size() > callback_data_bytes_max) return bad_request("BUTTON_DATA_INVALID");
    if (!data->empty()) {
      button.value = *std::move(data);
      return button;
    }
  }
  if (json.contains("copy_text")) {
    if (!json["copy_text"].is_object()) return bad_button("Field \"copy_text\" must be of type Object");
    auto text = text_member(json["copy_text"], "text");
    if (!text) return text.error();
    if (text->empty() || code_point_count(*text) > copy_text_max) return bad_request("BUTTON_COPY_TEXT_INVALID");
    button.kind = Button::Kind::copy_text;
    button.value = *std::move(text);
    return button;
  }
  for (const char* other : {"web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
                            "switch_inline_query_chosen_chat", "callback_game", "pay"}) {
    if (json.contains(other)) return unmodelled(std::string{"inline buttons with "} + other);
  }
  return bad_button("Text buttons are unallowed in the inline keyboard");
}

Outcome<Button> read_button(const Json& json) {
  if (!json.is_object()) return bad_button("expected an Object");
  auto text = text_member(json, "text");
  if (!text) return text.error();
  Button button;
  button.text = *std::move(text);
  if (button.text.empty()) return button;
  auto style = style_of(json);
  if (!style) return style.error();
  button.style = *std::move(style);
  return read_kind(json, std::move(button));
}

Outcome<Keyboard> read_rows(const Json& rows) {
  if (!rows.is_array()) return bad_request("field \"inline_keyboard\" must be of type Array");
  Keyboard keyboard;
  std::size_t total = 0;
  for (const Json& json_row : rows) {
    if (!json_row.is_array()) return bad_request("field \"inline_keyboard\" must be an Array of Arrays");
    std::vector<Button> row;
    for (const Json& json_button : json_row) {
      auto button = read_button(json_button);
      if (!button) return button.error();
      if (!button->text.empty() && row.size() < row_buttons_max) row.push_back(*std::move(button));
    }
    total += row.size();
    if (!row.empty()) keyboard.push_back(std::move(row));
  }
  if (total > buttons_max || rows.dump().size() > serialized_bytes_max) return bad_request("reply markup is too long");
  return keyboard;
}

bool is_true(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

}  // namespace

Outcome<Markup> read_markup(std::string_view reply_markup) {
  Markup markup;
  if (reply_markup.empty()) return markup;
  const Json json = Json::parse(reply_markup, nullptr, false);
  if (json.is_discarded()) return bad_request("can't parse reply keyboard markup JSON object");
  if (!json.is_object()) return bad_request("object expected as reply markup");
  const auto keyboard = json.find("keyboard");
  const bool reply_keyboard = keyboard != json.end() && !keyboard->empty();
  if (reply_keyboard || (!json.contains("inline_keyboard") && is_true(json, "remove_keyboard"))) {
    markup.other_kind = true;
  } else if (const auto rows = json.find("inline_keyboard"); rows != json.end()) {
    auto read = read_rows(*rows);
    if (!read) return read.error();
    markup.inline_keyboard = *std::move(read);
  } else if (is_true(json, "force_reply")) {
    markup.other_kind = true;
    markup.force_reply = true;
  }
  return markup;
}

}  // namespace alur::sandbox
