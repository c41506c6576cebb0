#include "message.hpp"

#include <algorithm>
#include <array>

namespace alur::telegram {
namespace {

Chat::Type to_chat_type(const std::string& word) {
  if (word == "private") return Chat::Type::private_chat;
  if (word == "group") return Chat::Type::group;
  if (word == "supergroup") return Chat::Type::supergroup;
  if (word == "channel") return Chat::Type::channel;
  return Chat::Type::other;
}

File to_file(const Json& json, File::Kind kind) {
  File file;
  file.kind = kind;
  file.file_id = need_string(json, "file_id");
  file.file_unique_id = string_or_empty(json, "file_unique_id");
  file.file_name = string_or_empty(json, "file_name");
  file.mime_type = string_or_empty(json, "mime_type");
  const auto bytes = find_integer(json, "file_size").value_or(0);
  file.file_size = static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0));
  return file;
}

std::optional<File> largest_photo(const Json& sizes) {
  const Json* largest = nullptr;
  std::int64_t largest_area = -1;
  for (const Json& size : sizes) {
    const auto area = find_integer(size, "width").value_or(0) * find_integer(size, "height").value_or(0);
    if (area < largest_area) continue;
    largest = &size;
    largest_area = area;
  }
  if (largest == nullptr) return std::nullopt;
  return to_file(*largest, File::Kind::photo);
}

/// Adding any bot counts: which one "we" are is not known here, and the answer, to leave, is the same.
bool bot_joined(const Json& message) {
  for (const char* created : {"group_chat_created", "supergroup_chat_created", "channel_chat_created"}) {
    if (is_true(message, created)) return true;
  }
  const Json* members = find_array(message, "new_chat_members");
  return members != nullptr &&
         std::any_of(members->begin(), members->end(), [](const Json& member) { return is_true(member, "is_bot"); });
}

}  // namespace

User to_user(const Json& json) {
  User user;
  user.id = need_integer(json, "id");
  user.is_bot = is_true(json, "is_bot");
  user.first_name = string_or_empty(json, "first_name");
  user.last_name = string_or_empty(json, "last_name");
  user.username = string_or_empty(json, "username");
  user.language_code = string_or_empty(json, "language_code");
  return user;
}

Chat to_chat(const Json& json) {
  Chat chat;
  chat.id = need_integer(json, "id");
  chat.type = to_chat_type(string_or_empty(json, "type"));
  chat.title = string_or_empty(json, "title");
  return chat;
}

std::optional<File> file_of(const Json& message) {
  struct Place {
    const char* key;
    File::Kind kind;
  };
  // A GIF comes as "animation" and, for old bots, as "document" too; the latter is what it can be sent as again.
  constexpr std::array<Place, 7> places{{{"document", File::Kind::document},
                                         {"video", File::Kind::video},
                                         {"audio", File::Kind::audio},
                                         {"voice", File::Kind::voice},
                                         {"animation", File::Kind::other},
                                         {"video_note", File::Kind::other},
                                         {"sticker", File::Kind::other}}};
  for (const auto& place : places) {
    if (const Json* json = find_object(message, place.key)) return to_file(*json, place.kind);
  }
  const Json* sizes = find_array(message, "photo");
  return sizes == nullptr ? std::nullopt : largest_photo(*sizes);
}

Message to_message(const Json& json) {
  Message message;
  message.message_id = need_integer(json, "message_id");
  message.chat = to_chat(need_object(json, "chat"));
  message.date = find_integer(json, "date").value_or(0);
  if (const Json* from = find_object(json, "from")) message.from = to_user(*from);
  message.text = string_or_empty(json, "text");
  message.caption = string_or_empty(json, "caption");
  message.file = file_of(json);
  message.media_group_id = string_or_empty(json, "media_group_id");
  if (const Json* replied = find_object(json, "reply_to_message")) {
    message.reply_to = need_integer(*replied, "message_id");
    message.reply_to_file = file_of(*replied);
  }
  message.joined_group = bot_joined(json);
  return message;
}

std::string User::full_name() const {
  if (first_name.empty() || last_name.empty()) return first_name + last_name;
  return first_name + " " + last_name;
}

}  // namespace alur::telegram
