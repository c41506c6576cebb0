#include "core/model_json.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace nlohmann {

template <>
struct adl_serializer<alur::time::Instant> {
  static void to_json(json& j, alur::time::Instant at) { j = alur::time::to_ms(at); }
  static void from_json(const json& j, alur::time::Instant& at) { at = alur::time::from_ms(j.get<std::int64_t>()); }
};

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& j, const std::optional<T>& value) { j = value ? json(*value) : json(nullptr); }
  static void from_json(const json& j, std::optional<T>& value) {
    if (!j.is_null()) value = j.get<T>();
  }
};

}  // namespace nlohmann

namespace alur::sandbox {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(User, id, first_name, last_name, username, language_code, title, link)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Entity, type, offset, length, url, language, unix_time, date_time_format,
                                   custom_emoji_id)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(FormattedText, text, entities)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Button, kind, text, value, style)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Markup, inline_keyboard, other_kind, force_reply)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StoredFile, id, unique_id, family, name, mime_type, path, path_valid_until)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Message, id, chat_id, from_id, date, edit_date, content, file_id, media_group_id,
                                   reply_to, markup, had_buttons, deleted, bot_joined, silent, rev, said)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Chat, id, type, title, members, bot, rev)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(BotCommand, command, description)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(QueuedUpdate, id, body, expires)

nlohmann::json state_to_json(const WorldState& state) {
  return {{"rev", state.rev},
          {"counter", state.counter},
          {"file_counter", state.file_counter},
          {"message_counter", state.message_counter},
          {"users", state.users},
          {"chats", state.chats},
          {"messages", state.messages},
          {"files", state.files},
          {"commands", state.commands},
          {"allowed_updates", state.allowed_updates},
          {"next_update_id", state.queue.next_id()},
          {"waiting", state.queue.waiting()}};
}

WorldState state_from_json(const nlohmann::json& json) {
  WorldState state;
  json.at("rev").get_to(state.rev);
  json.at("counter").get_to(state.counter);
  json.at("file_counter").get_to(state.file_counter);
  json.at("message_counter").get_to(state.message_counter);
  json.at("users").get_to(state.users);
  json.at("chats").get_to(state.chats);
  json.at("messages").get_to(state.messages);
  json.at("files").get_to(state.files);
  json.at("commands").get_to(state.commands);
  json.at("allowed_updates").get_to(state.allowed_updates);
  state.queue = UpdateQueue::restored(json.at("next_update_id").get<std::int32_t>(),
                                      json.at("waiting").get<std::deque<QueuedUpdate>>());
  return state;
}

}  // namespace alur::sandbox
