#include "core/view.hpp"

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

constexpr std::array<std::string_view, 3> kind_names{"callback", "url", "copy_text"};
constexpr std::array<std::string_view, 4> link_names{"never_started", "started", "blocked", "deactivated"};

template <class Enum, std::size_t n>
std::string name_in(const std::array<std::string_view, n>& names, Enum value) {
  return std::string{names.at(static_cast<std::size_t>(value))};
}

std::string sender_name(const World& world, const Message& message) {
  if (message.from_id == world.bot_id()) return world.options().bot_name;
  const User* user = world.find_user(message.from_id);
  return user ? user->full_name() : std::string{};
}

Json to_json(const Entity& entity) {
  return {{"type", entity.type},
          {"offset", entity.offset},
          {"length", entity.length},
          {"url", entity.url},
          {"language", entity.language},
          {"unix_time", entity.unix_time},
          {"format", entity.date_time_format}};
}

Entity entity_from(const Json& json) {
  Entity entity;
  entity.type = json.at("type");
  entity.offset = json.at("offset");
  entity.length = json.at("length");
  entity.url = json.at("url");
  entity.language = json.at("language");
  entity.unix_time = json.at("unix_time");
  entity.date_time_format = json.at("format");
  return entity;
}

Json to_json(const Keyboard& keyboard) {
  Json rows = Json::array();
  for (const auto& row : keyboard) {
    Json buttons = Json::array();
    for (const Button& button : row) {
      buttons.push_back({{"kind", name_in(kind_names, button.kind)},
                         {"text", button.text},
                         {"value", button.value},
                         {"style", button.style}});
    }
    rows.push_back(std::move(buttons));
  }
  return rows;
}

Keyboard keyboard_from(const Json& json) {
  Keyboard keyboard;
  for (const Json& row : json) {
    auto& buttons = keyboard.emplace_back();
    for (const Json& one : row) {
      Button button;
      const auto kind = std::find(kind_names.begin(), kind_names.end(), one.at("kind").get<std::string>());
      button.kind = static_cast<Button::Kind>(kind - kind_names.begin());
      button.text = one.at("text");
      button.value = one.at("value");
      button.style = one.at("style");
      buttons.push_back(std::move(button));
    }
  }
  return keyboard;
}

}  // namespace

MessageView view_of(const World& world, const Message& message) {
  MessageView view;
  view.id = message.id;
  view.from_id = message.from_id;
  view.from_name = sender_name(world, message);
  view.from_bot = message.from_id == world.bot_id();
  view.date = message.date;
  view.content = message.content;
  if (const StoredFile* file = world.find_file(message.file_id)) {
    view.file = FileView{file->id, file->name, file->mime_type, file->bytes->size(), file->family == FileFamily::photo};
  }
  view.media_group_id = message.media_group_id;
  view.reply_to = message.reply_to;
  view.keyboard = message.markup.inline_keyboard;
  view.edited = message.edit_date.has_value();
  view.closed = message.had_buttons && message.markup.inline_keyboard.empty();
  view.force_reply = message.markup.force_reply;
  view.silent = message.silent;
  view.service = message.bot_joined;
  view.rev = message.rev;
  view.said = message.said;
  return view;
}

ChatView view_of(const World& world, const Chat& chat) {
  const bool acting = world.now() < chat.action_until;
  return {chat.id, chat.title, chat.type == Chat::Type::group, acting ? chat.action : std::string{}, chat.rev};
}

PressView view_of(const Press& press) {
  return {press.id,       press.user_id, press.chat_id, press.message_id,
          press.answered, press.answer,  press.alert,   press.rev};
}

std::vector<MessageView> transcript(const World& world, std::int64_t chat_id, std::int64_t since_rev) {
  std::vector<MessageView> views;
  for (const auto& [id, message] : world.messages()) {
    if (message.chat_id == chat_id && !message.deleted && message.rev > since_rev) {
      views.push_back(view_of(world, message));
    }
  }
  return views;
}

std::optional<ButtonPlace> newest_button(const std::vector<MessageView>& messages, const std::string& label) {
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    for (std::size_t row = 0; row < message->keyboard.size(); ++row) {
      const auto& buttons = message->keyboard[row];
      const auto found = std::find_if(buttons.begin(), buttons.end(), [&label](const Button& button) {
        return button.text.find(label) != std::string::npos;
      });
      if (found != buttons.end()) {
        return ButtonPlace{message->id, row, static_cast<std::size_t>(found - buttons.begin())};
      }
    }
  }
  return {};
}

Json to_json(const MessageView& message) {
  Json entities = Json::array();
  for (const Entity& entity : message.content.entities) entities.push_back(to_json(entity));
  Json json{{"id", message.id},
            {"from", message.from_id},
            {"name", message.from_name},
            {"bot", message.from_bot},
            {"date_ms", time::to_ms(message.date)},
            {"text", message.content.text},
            {"entities", std::move(entities)},
            {"media_group_id", message.media_group_id},
            {"keyboard", to_json(message.keyboard)},
            {"edited", message.edited},
            {"closed", message.closed},
            {"force_reply", message.force_reply},
            {"silent", message.silent},
            {"service", message.service},
            {"rev", message.rev},
            {"said", message.said}};
  if (message.reply_to) json["reply_to"] = *message.reply_to;
  if (message.file) {
    json["file"] = {{"id", message.file->id},
                    {"name", message.file->name},
                    {"mime_type", message.file->mime_type},
                    {"bytes", message.file->bytes},
                    {"photo", message.file->photo}};
  }
  return json;
}

MessageView message_from(const Json& json) {
  MessageView message;
  message.id = json.at("id");
  message.from_id = json.at("from");
  message.from_name = json.at("name");
  message.from_bot = json.at("bot");
  message.date = time::from_ms(json.at("date_ms"));
  message.content.text = json.at("text");
  for (const Json& entity : json.at("entities")) message.content.entities.push_back(entity_from(entity));
  message.media_group_id = json.at("media_group_id");
  message.keyboard = keyboard_from(json.at("keyboard"));
  message.edited = json.at("edited");
  message.closed = json.at("closed");
  message.force_reply = json.at("force_reply");
  message.silent = json.at("silent");
  message.service = json.at("service");
  message.rev = json.at("rev");
  message.said = json.at("said");
  if (json.contains("reply_to")) message.reply_to = json.at("reply_to").get<std::int64_t>();
  if (json.contains("file")) {
    const Json& file = json.at("file");
    message.file = FileView{file.at("id"), file.at("name"), file.at("mime_type"), file.at("bytes"), file.at("photo")};
  }
  return message;
}

Json to_json(const ChatView& chat) {
  return {{"id", chat.id}, {"title", chat.title}, {"group", chat.group}, {"action", chat.action}, {"rev", chat.rev}};
}

Json to_json(const PressView& press) {
  return {{"id", press.id},
          {"person", press.user_id},
          {"chat", press.chat_id},
          {"message", press.message_id},
          {"answered", press.answered},
          {"answer", press.answer},
          {"alert", press.alert},
          {"rev", press.rev}};
}

PressView press_from(const Json& json) {
  return {json.at("id"),       json.at("person"), json.at("chat"),  json.at("message"),
          json.at("answered"), json.at("answer"), json.at("alert"), json.at("rev")};
}

Json to_json(const User& user) {
  return {{"id", user.id},
          {"name", user.full_name()},
          {"username", user.username},
          {"language", user.language_code},
          {"title", user.title},
          {"link", name_in(link_names, user.link)}};
}

Json to_json(const ClockView& clock) {
  return {{"rev", clock.rev}, {"now_ms", time::to_ms(clock.now)}, {"speed", clock.speed}};
}

Json to_json(const Violation& violation) {
  return {{"at_ms", time::to_ms(violation.at)}, {"method", violation.method}, {"what", violation.what}};
}

Json to_json(const Fault& fault) {
  return {{"kind", name_of(fault.kind)},
          {"method", fault.method},
          {"count", fault.count},
          {"retry_after_s", fault.retry_after_s},
          {"delay_ms", fault.delay_ms}};
}

}  // namespace alur::sandbox
