#include "methods/reading.hpp"

#include "core/entities.hpp"
#include "core/html.hpp"
#include "core/markup.hpp"
#include "core/unicode.hpp"
#include "core/wire.hpp"

#include <algorithm>

namespace alur::sandbox {
namespace {

constexpr std::size_t raw_text_bytes_max = 32768;

bool is_integer(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Outcome<FormattedText> parse(const Params& params, std::string_view raw) {
  const std::string mode = ascii_lower(params.text("parse_mode"));
  if (mode.empty() || mode == "none") {
    if (params.has("entities") || params.has("caption_entities")) return unmodelled("entities given as a parameter");
    return FormattedText{std::string{raw}, {}};
  }
  if (mode == "markdown" || mode == "markdownv2") return unmodelled("parse_mode " + mode);
  if (mode != "html") return bad_request("unsupported parse_mode");
  auto parsed = parse_html(raw);
  if (!parsed) return bad_request("can't parse entities: " + parsed.error().what);
  return *std::move(parsed);
}

}  // namespace

Outcome<FormattedText> read_formatted(const Params& params, std::string_view name) {
  const std::string_view raw = params.text(name);
  if (!valid_utf8(raw)) return bad_request("strings must be encoded in UTF-8");
  if (raw.size() > raw_text_bytes_max) return bad_request("text is too long");
  auto parsed = parse(params, raw);
  if (!parsed) return parsed.error();
  FormattedText text = clean(*parsed);
  detect_entities(text);
  return text;
}

Outcome<Chat*> read_chat(World& world, const Params& params) {
  const std::string_view id = params.text("chat_id");
  if (id.empty()) return bad_request("chat_id is empty");
  Chat* chat = is_integer(id) ? world.find_chat(lenient_integer(id)) : nullptr;
  if (!chat) return bad_request("chat not found");
  return chat;
}

Outcome<Chat*> read_writable_chat(World& world, const Params& params) {
  if (params.integer("chat_id") == world.bot_id()) return forbidden("the bot can't send messages to the bot");
  auto chat = read_chat(world, params);
  if (!chat) return chat;
  if ((*chat)->type == Chat::Type::group) {
    switch ((*chat)->bot) {
      case Chat::BotStatus::member:
        return chat;
      case Chat::BotStatus::left:
        return forbidden("bot is not a member of the group chat");
      case Chat::BotStatus::kicked:
        return forbidden("bot was kicked from the group chat");
    }
  }
  switch (world.find_user((*chat)->id)->link) {
    case User::Link::started:
      return chat;
    case User::Link::never_started:
      return forbidden("bot can't initiate conversation with a user");
    case User::Link::blocked:
      return forbidden("bot was blocked by the user");
    case User::Link::deactivated:
      return forbidden("user is deactivated");
  }
  return chat;
}

Outcome<ReplyTo> read_reply(const Params& params) {
  ReplyTo reply;
  if (!params.has("reply_parameters")) {
    if (params.integer("reply_to_message_id") > 0) reply.message_id = params.integer("reply_to_message_id");
    reply.optional = params.boolean("allow_sending_without_reply");
    return reply;
  }
  const Json json = Json::parse(params.text("reply_parameters"), nullptr, false);
  if (json.is_discarded()) return bad_request("can't parse reply parameters JSON object");
  if (!json.is_object()) return bad_request("object expected as reply parameters");
  if (json.contains("quote")) return unmodelled("replies that quote");
  if (const auto id = json.find("message_id"); id != json.end()) {
    if (!id->is_number_integer() && !id->is_string()) {
      return bad_request("can't parse reply parameters: Field \"message_id\" must be of type Number");
    }
    reply.message_id = id->is_string() ? lenient_integer(id->get<std::string>()) : id->get<std::int64_t>();
  }
  if (const auto optional = json.find("allow_sending_without_reply"); optional != json.end()) {
    if (!optional->is_boolean()) {
      return bad_request("can't parse reply parameters: Field \"allow_sending_without_reply\" must be of type Boolean");
    }
    reply.optional = optional->get<bool>();
  }
  return reply;
}

Outcome<Message*> post_from_bot(World& world, const Params& params, Message draft) {
  const auto reply = read_reply(params);
  if (!reply) return reply.error();
  auto markup = read_markup(params.text("reply_markup"));
  if (!markup) return markup.error();
  const auto chat = read_writable_chat(world, params);
  if (!chat) return chat.error();
  draft.chat_id = (*chat)->id;
  if (reply->message_id && world.find_message(draft.chat_id, *reply->message_id)) {
    draft.reply_to = reply->message_id;
  } else if (reply->message_id && !reply->optional) {
    return bad_request("message to be replied not found");
  }
  draft.from_id = world.bot_id();
  draft.markup = *std::move(markup);
  draft.silent = params.boolean("disable_notification");
  (*chat)->action.clear();
  return &world.post(std::move(draft));
}

Outcome<Message*> read_message(World& world, const Params& params, const std::string& not_found) {
  const auto chat = read_chat(world, params);
  if (!chat) return chat.error();
  if (params.integer("message_id") <= 0) return bad_request("message identifier is not specified");
  Message* message = world.find_message((*chat)->id, params.integer("message_id"));
  if (!message) return bad_request(not_found);
  return message;
}

Outcome<Message*> read_editable(World& world, const Params& params) {
  if (params.has("inline_message_id")) return unmodelled("inline messages");
  auto message = read_message(world, params, "message to edit not found");
  if (!message) return message;
  const bool own = (*message)->from_id == world.bot_id();
  if (!own || (*message)->markup.other_kind) return bad_request("message can't be edited");
  return message;
}

MethodResult edit_message(World& world, Message& message, FormattedText content, Markup markup) {
  if (message.content != content) message.said = world.rev() + 1;
  message.content = std::move(content);
  message.markup = std::move(markup);
  message.had_buttons = message.had_buttons || !message.markup.inline_keyboard.empty();
  message.edit_date = world.now();
  world.changed(message);
  return MethodResult{edited_message_json(world, message)};
}

}  // namespace alur::sandbox
