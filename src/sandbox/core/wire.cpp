#include "core/wire.hpp"

#include <chrono>

namespace alur::sandbox {
namespace {

// The sandbox decodes no pictures; every photo is said to have this size.
constexpr int photo_width = 1280;
constexpr int photo_height = 960;

Json entities_json(const std::vector<Entity>& entities) {
  Json list = Json::array();
  for (const Entity& entity : entities) {
    Json one{{"offset", entity.offset}, {"length", entity.length}, {"type", entity.type}};
    if (!entity.url.empty()) one["url"] = entity.url;
    if (!entity.language.empty()) one["language"] = entity.language;
    if (!entity.custom_emoji_id.empty()) one["custom_emoji_id"] = entity.custom_emoji_id;
    if (entity.type == "date_time") {
      one["unix_time"] = entity.unix_time;
      if (!entity.date_time_format.empty()) one["date_time_format"] = entity.date_time_format;
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json photo_json(const StoredFile& file) {
  Json sizes = Json::array();
  sizes.push_back({{"file_id", file.id},
                   {"file_unique_id", file.unique_id},
                   {"file_size", file.bytes->size()},
                   {"width", photo_width},
                   {"height", photo_height}});
  return sizes;
}

Json button_json(const Button& button) {
  Json json{{"text", button.text}};
  if (!button.style.empty()) json["style"] = button.style;
  switch (button.kind) {
    case Button::Kind::callback:
      json["callback_data"] = button.value;
      break;
    case Button::Kind::url:
      json["url"] = button.value;
      break;
    case Button::Kind::copy_text:
      json["copy_text"] = {{"text", button.value}};
      break;
  }
  return json;
}

void put_content(const World& world, const Message& message, Json& json) {
  const StoredFile* file = world.find_file(message.file_id);
  if (!file) {
    if (message.content.text.empty()) return;
    json["text"] = message.content.text;
    if (!message.content.entities.empty()) json["entities"] = entities_json(message.content.entities);
    return;
  }
  if (file->family == FileFamily::photo) {
    json["photo"] = photo_json(*file);
  } else {
    json["document"] = document_json(*file);
  }
  if (message.content.text.empty()) return;
  json["caption"] = message.content.text;
  if (!message.content.entities.empty()) json["caption_entities"] = entities_json(message.content.entities);
}

}  // namespace

std::int64_t unix_seconds(time::Instant at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

Json bot_json(const World& world) {
  return {{"id", world.bot_id()},
          {"is_bot", true},
          {"first_name", world.options().bot_name},
          {"username", world.options().bot_username}};
}

Json user_json(const User& user) {
  Json json{{"id", user.id}, {"is_bot", false}, {"first_name", user.first_name}};
  if (!user.last_name.empty()) json["last_name"] = user.last_name;
  if (!user.username.empty()) json["username"] = user.username;
  if (!user.language_code.empty()) json["language_code"] = user.language_code;
  return json;
}

Json chat_json(const World& world, const Chat& chat) {
  if (chat.type == Chat::Type::group) return {{"id", chat.id}, {"title", chat.title}, {"type", "group"}};
  const User& user = *world.find_user(chat.id);
  Json json{{"id", chat.id}, {"first_name", user.first_name}};
  if (!user.last_name.empty()) json["last_name"] = user.last_name;
  if (!user.username.empty()) json["username"] = user.username;
  json["type"] = "private";
  return json;
}

Json keyboard_json(const Keyboard& keyboard) {
  Json rows = Json::array();
  for (const auto& row : keyboard) {
    Json buttons = Json::array();
    for (const Button& button : row) buttons.push_back(button_json(button));
    rows.push_back(std::move(buttons));
  }
  Json markup = Json::object();
  markup["inline_keyboard"] = std::move(rows);
  return markup;
}

Json document_json(const StoredFile& file) {
  Json json = Json::object();
  if (!file.name.empty()) json["file_name"] = file.name;
  if (!file.mime_type.empty()) json["mime_type"] = file.mime_type;
  json["file_id"] = file.id;
  json["file_unique_id"] = file.unique_id;
  json["file_size"] = file.bytes->size();
  return json;
}

Json edited_message_json(const World& world, const Message& message) {
  Json json{{"message_id", message.id}};
  json["from"] = message.from_id == world.bot_id() ? bot_json(world) : user_json(*world.find_user(message.from_id));
  json["chat"] = chat_json(world, *world.find_chat(message.chat_id));
  json["date"] = unix_seconds(message.date);
  if (message.edit_date) json["edit_date"] = unix_seconds(*message.edit_date);
  if (!message.media_group_id.empty()) json["media_group_id"] = message.media_group_id;
  put_content(world, message, json);
  if (message.bot_joined) {
    Json members = Json::array();
    members.push_back(bot_json(world));
    json["new_chat_members"] = std::move(members);
  }
  if (!message.markup.inline_keyboard.empty()) json["reply_markup"] = keyboard_json(message.markup.inline_keyboard);
  return json;
}

Json message_json(const World& world, const Message& message) {
  Json json = edited_message_json(world, message);
  if (!message.reply_to) return json;
  if (const Message* original = world.find_message(message.chat_id, *message.reply_to)) {
    json["reply_to_message"] = edited_message_json(world, *original);
  }
  return json;
}

Json membership_json(const World& world, const Chat& chat, const User& user, const std::string& was,
                     const std::string& is) {
  const auto member = [&world](const std::string& status) {
    Json json = Json::object();
    json["user"] = bot_json(world);
    json["status"] = status;
    if (status == "kicked") json["until_date"] = 0;
    return json;
  };
  Json json = Json::object();
  json["chat"] = chat_json(world, chat);
  json["from"] = user_json(user);
  json["date"] = unix_seconds(world.now());
  json["old_chat_member"] = member(was);
  json["new_chat_member"] = member(is);
  return json;
}

Json callback_json(const World& world, const Press& press) {
  const Chat& chat = *world.find_chat(press.chat_id);
  Json json{{"id", press.id}};
  json["from"] = user_json(*world.find_user(press.user_id));
  if (const Message* message = world.find_message(press.chat_id, press.message_id)) {
    json["message"] = message_json(world, *message);
  } else {
    json["message"] = {{"chat", chat_json(world, chat)}, {"message_id", press.message_id}, {"date", 0}};
  }
  json["chat_instance"] = std::to_string(chat.id * 7919 + world.bot_id() % 7919);
  json["data"] = press.data;
  return json;
}

}  // namespace alur::sandbox
