#include "keyboard.hpp"

#include <utility>

namespace alur::telegram {
namespace {

/// Empty: the client's own choice, and the field is left out.
const char* style_word(ButtonStyle style) {
  switch (style) {
    case ButtonStyle::standard:
      return "";
    case ButtonStyle::primary:
      return "primary";
    case ButtonStyle::success:
      return "success";
    case ButtonStyle::danger:
      return "danger";
  }
  return "";
}

Json to_json(const Button& button) {
  Json json{{"text", button.text}};
  if (!button.callback_data.empty()) json["callback_data"] = button.callback_data;
  if (!button.url.empty()) json["url"] = button.url;
  if (!button.copy_text.empty()) json["copy_text"] = Json{{"text", button.copy_text}};
  if (button.style != ButtonStyle::standard) json["style"] = style_word(button.style);
  return json;
}

}  // namespace

Json to_json(const Keyboard& keyboard) {
  Json rows = Json::array();
  for (const auto& row : keyboard) {
    Json buttons = Json::array();
    for (const Button& button : row) buttons.push_back(to_json(button));
    if (!buttons.empty()) rows.push_back(std::move(buttons));
  }
  return Json{{"inline_keyboard", std::move(rows)}};
}

std::string encode_keyboard(const Keyboard& keyboard) {
  const Json markup = to_json(keyboard);
  return markup["inline_keyboard"].empty() ? std::string{} : to_text(markup);
}

}  // namespace alur::telegram
