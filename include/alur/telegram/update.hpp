#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What Telegram says to the bot (Bot API 10.1, "Getting updates"), as far as Alur looks at it. Unknown fields are
/// ignored, unknown kinds of update are kept as such, and one bad update never spoils its neighbours.
namespace alur::telegram {

struct User {
  std::int64_t id = 0;
  bool is_bot = false;
  std::string first_name;
  std::string last_name;
  std::string username;
  std::string language_code;
  std::string full_name() const;
};

struct Chat {
  std::int64_t id = 0;
  enum class Type : std::uint8_t { private_chat, group, supergroup, channel, other } type = Type::other;
  std::string title;
};

/// A file of any kind that can be fetched. Of a photo, the largest size.
struct File {
  enum class Kind : std::uint8_t { document, photo, video, audio, voice, other } kind = Kind::document;
  std::string file_id;
  std::string file_unique_id;
  std::string file_name;        ///< may be empty, may be anything
  std::string mime_type;        ///< the sender's word for it
  std::uint64_t file_size = 0;  ///< 0 when not said
};

struct Message {
  std::int64_t message_id = 0;
  std::optional<User> from;
  Chat chat;
  std::int64_t date = 0;
  std::string text;     ///< of a text message
  std::string caption;  ///< of a file
  std::optional<File> file;
  std::string media_group_id;
  std::optional<std::int64_t> reply_to;  ///< message_id in the same chat
  std::optional<File> reply_to_file;     ///< the file of the message replied to
  bool edited = false;
  bool joined_group = false;  ///< a bot was added (new_chat_members holds one, or a group was created with it)
};

struct CallbackQuery {
  std::string id;
  User from;
  std::int64_t chat_id = 0;  ///< 0 when the message is inaccessible without a chat
  std::int64_t message_id = 0;
  std::string data;
};

/// my_chat_member: the person blocked or unblocked the bot, or it was added to a group.
struct MembershipChange {
  Chat chat;
  User from;
  enum class Status : std::uint8_t { member, kicked, left, other } status = Status::other;
};

struct UnknownKind {
  std::string kind;  ///< the update's own key, e.g. "poll"; empty when there was none
};

struct Update {
  std::int64_t update_id = 0;
  std::variant<Message, CallbackQuery, MembershipChange, UnknownKind> body;
  std::string raw;  ///< the update's own JSON, kept for a parked one
};

/// An element of a getUpdates result that could not be read: kept raw, never dropped.
struct UnreadableUpdate {
  std::int64_t update_id = 0;  ///< 0 when not even that could be read
  std::string raw;
  std::string why;
};

struct UpdateBatch {
  std::vector<Update> updates;
  std::vector<UnreadableUpdate> unreadable;
  /// update_id of the last element that says one, readable or not; the next offset is this + 1.
  std::optional<std::int64_t> last_id;
};

/// Reads one update object. Throws nothing; the error is the reason.
boost::system::result<Update, UnreadableUpdate> read_update(std::string_view json);

/// The kinds asked for with allowed_updates.
std::vector<std::string> wanted_updates();

}  // namespace alur::telegram
