#include "alur/telegram/request.hpp"

#include "json.hpp"
#include "keyboard.hpp"

#include <utility>

namespace alur::telegram {
namespace {

Call call(const char* method, const Json& body) { return {method, to_text(body)}; }

Call call_without_fields(const char* method) { return {method, "{}"}; }

/// Link previews would show whatever a person's text points to.
Json text_message(std::int64_t chat_id, const std::string& html) {
  return Json{{"chat_id", chat_id},
              {"text", html},
              {"parse_mode", "HTML"},
              {"link_preview_options", Json{{"is_disabled", true}}}};
}

Json reply_parameters(std::int64_t message_id) {
  return Json{{"message_id", message_id}, {"allow_sending_without_reply", true}};
}

/// `markup` is what encode_keyboard() made, perhaps long ago; anything else is as good as none.
void put_markup(Json& body, const std::string& markup) {
  if (markup.empty()) return;
  if (auto json = parse_json(markup)) body["reply_markup"] = std::move(*json);
}

Json without_markup(const SendMessage& message) {
  Json body = text_message(message.chat_id, message.html);
  if (message.silent) body["disable_notification"] = true;
  if (message.reply_to) body["reply_parameters"] = reply_parameters(*message.reply_to);
  return body;
}

}  // namespace

Call encode(const SendMessage& message) {
  Json body = without_markup(message);
  if (!message.keyboard.empty()) {
    body["reply_markup"] = to_json(message.keyboard);
  } else if (message.force_reply) {
    body["reply_markup"] = Json{{"force_reply", true}};
  }
  return call("sendMessage", body);
}

Call encode(const EditMessageText& edit) {
  return edit_card(edit.chat_id, edit.message_id, edit.html, encode_keyboard(edit.keyboard));
}

Call encode(const AnswerCallbackQuery& answer) {
  Json body{{"callback_query_id", answer.id}};
  if (!answer.text.empty()) body["text"] = answer.text;
  if (answer.alert) body["show_alert"] = true;
  return call("answerCallbackQuery", body);
}

Call encode(const SendChatAction& action) {
  return call("sendChatAction", Json{{"chat_id", action.chat_id}, {"action", action.action}});
}

Call encode(const SendDocument& document) {
  Json body{{"chat_id", document.chat_id}, {"document", document.file_id}};
  if (!document.caption_html.empty()) {
    body["caption"] = document.caption_html;
    body["parse_mode"] = "HTML";
  }
  if (document.silent) body["disable_notification"] = true;
  if (document.reply_to) body["reply_parameters"] = reply_parameters(*document.reply_to);
  return call("sendDocument", body);
}

Call encode(const SetMyCommands& menu) {
  Json commands = Json::array();
  for (const BotCommand& command : menu.commands) {
    commands.push_back(Json{{"command", command.command}, {"description", command.description}});
  }
  Json body{{"commands", std::move(commands)}};
  if (menu.chat_id) body["scope"] = Json{{"type", "chat"}, {"chat_id", *menu.chat_id}};
  return call("setMyCommands", body);
}

Call encode(const GetUpdates& poll) {
  return call("getUpdates", Json{{"offset", poll.offset},
                                 {"limit", poll.limit},
                                 {"timeout", poll.timeout_s},
                                 {"allowed_updates", poll.allowed_updates}});
}

Call send_card(const SendMessage& request, const std::string& reply_markup) {
  Json body = without_markup(request);
  put_markup(body, reply_markup);
  return call("sendMessage", body);
}

Call edit_card(std::int64_t chat_id, std::int64_t message_id, const std::string& html,
               const std::string& reply_markup) {
  Json body = text_message(chat_id, html);
  body["message_id"] = message_id;
  put_markup(body, reply_markup);
  return call("editMessageText", body);
}

std::optional<SendDocument> read_send_document(std::string_view body) {
  const auto json = parse_json(body);
  if (!json) return std::nullopt;
  try {
    SendDocument document;
    document.chat_id = need_integer(*json, "chat_id");
    document.file_id = string_or_empty(*json, "document");
    document.caption_html = string_or_empty(*json, "caption");
    document.silent = is_true(*json, "disable_notification");
    if (const Json* reply = find_object(*json, "reply_parameters")) {
      document.reply_to = need_integer(*reply, "message_id");
    }
    return document;
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

Call get_me() { return call_without_fields("getMe"); }

Call get_webhook_info() { return call_without_fields("getWebhookInfo"); }

Call delete_webhook() { return call_without_fields("deleteWebhook"); }

Call get_file(const std::string& file_id) { return call("getFile", Json{{"file_id", file_id}}); }

Call leave_chat(std::int64_t chat_id) { return call("leaveChat", Json{{"chat_id", chat_id}}); }

}  // namespace alur::telegram
