#include "core/person.hpp"

#include "core/entities.hpp"
#include "core/unicode.hpp"
#include "core/wire.hpp"

#include <algorithm>

namespace alur::sandbox {
namespace {

constexpr std::size_t start_code_max = 64;
constexpr std::size_t album_max = 10;

struct Place {
  User* user = nullptr;
  Chat* chat = nullptr;
};

Done<Place> place(World& world, std::int64_t user_id, std::int64_t chat_id) {
  User* user = world.find_user(user_id);
  if (!user) return refused("there is no person " + std::to_string(user_id));
  Chat* chat = world.find_chat(chat_id);
  if (!chat || !chat->members.contains(user_id)) {
    return refused(user->full_name() + " is in no chat " + std::to_string(chat_id));
  }
  return Place{user, chat};
}

/// May the person write here, and does it start the private chat?
Done<Place> writable(World& world, std::int64_t user_id, std::int64_t chat_id) {
  auto found = place(world, user_id, chat_id);
  if (!found) return found;
  User& user = *found->user;
  if (found->chat->type != Chat::Type::private_chat) return found;
  if (user.link == User::Link::blocked) return refused(user.full_name() + " has blocked the bot");
  if (user.link == User::Link::deactivated) return refused(user.full_name() + " has no account any more");
  user.link = User::Link::started;
  return found;
}

/// Privacy mode: in groups the bot sees commands, replies to it and service messages.
bool bot_sees(const World& world, const Chat& chat, const Message& message) {
  if (chat.type == Chat::Type::private_chat) return true;
  if (chat.bot != Chat::BotStatus::member) return false;
  if (message.bot_joined || message.content.text.starts_with('/')) return true;
  const Message* original = message.reply_to ? world.find_message(chat.id, *message.reply_to) : nullptr;
  return original && original->from_id == world.bot_id();
}

const Message& deliver(World& world, Message draft) {
  const Message& posted = world.post(std::move(draft));
  if (bot_sees(world, *world.find_chat(posted.chat_id), posted)) {
    world.enqueue("message", message_json(world, posted), posted.date + World::message_update_lifetime);
  }
  return posted;
}

FormattedText as_typed(const std::string& text) {
  FormattedText typed = clean({text, {}});
  detect_entities(typed);
  return typed;
}

void tell_membership(World& world, const Chat& chat, const User& user, const std::string& was, const std::string& is) {
  world.enqueue("my_chat_member", membership_json(world, chat, user, was, is),
                world.now() + World::message_update_lifetime);
}

}  // namespace

Refused refused(std::string why) {
  Refused refusal;
  refusal.why_ = std::move(why);
  return refusal;
}

Done<std::int64_t> say(World& world, std::int64_t user_id, std::int64_t chat_id, const std::string& text,
                       std::optional<std::int64_t> reply_to) {
  if (!valid_utf8(text)) return refused("the text is not UTF-8");
  Message message;
  message.content = as_typed(text);
  if (message.content.text.empty()) return refused("the text is empty");
  if (code_point_count(message.content.text) > text_max) return refused("the text is longer than 4096 characters");
  const auto where = writable(world, user_id, chat_id);
  if (!where) return where.error();
  message.chat_id = chat_id;
  message.from_id = user_id;
  message.reply_to = reply_to;
  return deliver(world, std::move(message)).id;
}

Done<std::vector<std::int64_t>> send_files(World& world, std::int64_t user_id, std::int64_t chat_id,
                                           std::span<const Outgoing> files, const std::string& caption,
                                           std::optional<std::int64_t> reply_to) {
  if (files.empty()) return refused("there is no file");
  if (files.size() > album_max) return refused("an album holds 10 files at most");
  if (!valid_utf8(caption) || code_point_count(caption) > caption_max) {
    return refused("the caption is longer than 1024 characters");
  }
  const auto where = writable(world, user_id, chat_id);
  if (!where) return where.error();
  const std::string group = files.size() > 1 ? world.next_media_group_id() : std::string{};
  std::vector<std::int64_t> ids;
  for (const Outgoing& file : files) {
    Message message;
    message.chat_id = chat_id;
    message.from_id = user_id;
    message.reply_to = reply_to;
    message.media_group_id = group;
    Outgoing named = file;
    if (named.mime_type.empty()) named.mime_type = mime_type_of(file.name);
    message.file_id = world.keep_file(named, file.as_photo ? FileFamily::photo : FileFamily::document).id;
    if (ids.empty()) message.content = as_typed(caption);
    ids.push_back(deliver(world, std::move(message)).id);
  }
  return ids;
}

Done<std::string> press(World& world, std::int64_t user_id, std::int64_t message_id, std::size_t row,
                        std::size_t column) {
  const auto found = world.messages().find(message_id);
  if (found == world.messages().end() || found->second.deleted) return refused("there is no such message");
  const Keyboard& keyboard = found->second.markup.inline_keyboard;
  if (row >= keyboard.size() || column >= keyboard[row].size()) return refused("there is no such button");
  const Button& button = keyboard[row][column];
  if (button.kind != Button::Kind::callback) return refused("this button does not reach the bot");
  return press_data(world, user_id, message_id, button.value);
}

Done<std::string> press_data(World& world, std::int64_t user_id, std::int64_t message_id, const std::string& data) {
  const auto found = world.messages().find(message_id);
  if (found == world.messages().end()) return refused("there is no such message");
  const auto where = place(world, user_id, found->second.chat_id);
  if (!where) return where.error();
  Press press;
  press.user_id = user_id;
  press.chat_id = found->second.chat_id;
  press.message_id = message_id;
  press.data = data;
  const Press& added = world.add_press(std::move(press));
  world.enqueue("callback_query", callback_json(world, added), added.pressed_at + World::callback_update_lifetime);
  return added.id;
}

Done<std::int64_t> open_link(World& world, std::int64_t user_id, const std::string& link) {
  const std::string prefix = "t.me/" + world.options().bot_username;
  const auto at = link.find(prefix);
  if (at == std::string::npos) return refused("this link is not one of " + world.options().bot_username);
  const std::string rest = link.substr(at + prefix.size());
  constexpr std::string_view start = "?start=";
  if (!rest.empty() && !rest.starts_with(start)) return refused("this link is no t.me/<bot>?start=<code>");
  const std::string code = rest.empty() ? rest : rest.substr(start.size());
  const bool plain = std::all_of(code.begin(), code.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  if (!plain || code.size() > start_code_max) return refused("a start code has 64 of A-Z, a-z, 0-9, _ and - at most");
  if (const User* user = world.find_user(user_id); user && user->link == User::Link::blocked) unblock(world, user_id);
  return say(world, user_id, user_id, code.empty() ? "/start" : "/start " + code);
}

Done<bool> block(World& world, std::int64_t user_id) {
  const auto where = place(world, user_id, user_id);
  if (!where) return where.error();
  if (where->user->link != User::Link::started) return refused("there is nothing to block");
  where->user->link = User::Link::blocked;
  tell_membership(world, *where->chat, *where->user, "member", "kicked");
  world.changed(*where->chat);
  return true;
}

Done<bool> unblock(World& world, std::int64_t user_id) {
  const auto where = place(world, user_id, user_id);
  if (!where) return where.error();
  if (where->user->link != User::Link::blocked) return refused("the bot is not blocked");
  where->user->link = User::Link::started;
  tell_membership(world, *where->chat, *where->user, "kicked", "member");
  world.changed(*where->chat);
  return true;
}

Done<bool> deactivate(World& world, std::int64_t user_id) {
  const auto where = place(world, user_id, user_id);
  if (!where) return where.error();
  where->user->link = User::Link::deactivated;
  world.changed(*where->chat);
  return true;
}

Done<std::int64_t> create_group(World& world, std::int64_t user_id, const std::string& title) {
  const User* user = world.find_user(user_id);
  if (!user) return refused("there is no person " + std::to_string(user_id));
  if (title.empty()) return refused("a group needs a title");
  Chat& group = world.add_group(title, user_id);
  group.bot = Chat::BotStatus::member;
  tell_membership(world, group, *user, "left", "member");
  Message joined;
  joined.chat_id = group.id;
  joined.from_id = user_id;
  joined.bot_joined = true;
  deliver(world, std::move(joined));
  return group.id;
}

Done<bool> kick_bot(World& world, std::int64_t user_id, std::int64_t chat_id) {
  const auto where = place(world, user_id, chat_id);
  if (!where) return where.error();
  if (where->chat->type != Chat::Type::group || where->chat->bot != Chat::BotStatus::member) {
    return refused("the bot is no member of this chat");
  }
  where->chat->bot = Chat::BotStatus::kicked;
  tell_membership(world, *where->chat, *where->user, "member", "kicked");
  world.changed(*where->chat);
  return true;
}

std::string mime_type_of(std::string_view file_name) {
  static const std::map<std::string, std::string, std::less<>> types{
      {"pdf", "application/pdf"},
      {"doc", "application/msword"},
      {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"xls", "application/vnd.ms-excel"},
      {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
      {"odt", "application/vnd.oasis.opendocument.text"},
      {"jpg", "image/jpeg"},
      {"jpeg", "image/jpeg"},
      {"png", "image/png"},
      {"txt", "text/plain"},
      {"zip", "application/zip"},
      {"apk", "application/vnd.android.package-archive"}};
  const auto dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return "application/octet-stream";
  const auto found = types.find(ascii_lower(file_name.substr(dot + 1)));
  return found == types.end() ? "application/octet-stream" : found->second;
}

}  // namespace alur::sandbox
