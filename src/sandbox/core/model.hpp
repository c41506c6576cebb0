#pragma once

#include "alur/sandbox/types.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// What the simulated messenger holds. Plain data; World keeps it and is the only one to change it.
namespace alur::sandbox {

struct Markup {
  Keyboard inline_keyboard;
  /// A reply keyboard, its removal or a forced reply: shown to the person, never echoed, and never edited.
  bool other_kind = false;
  bool force_reply = false;
};

enum class FileFamily : std::uint8_t { document, photo };

struct StoredFile {
  std::string id;
  std::string unique_id;
  FileFamily family = FileFamily::document;
  std::string name;
  std::string mime_type;
  std::shared_ptr<const std::string> bytes;
  std::string path;                  ///< "documents/file_3.pdf", given by getFile
  time::Instant path_valid_until{};  ///< not given yet when at the epoch
};

struct Message {
  std::int64_t id = 0;
  std::int64_t chat_id = 0;
  std::int64_t from_id = 0;
  time::Instant date{};
  std::optional<time::Instant> edit_date;
  FormattedText content;  ///< the text, or the caption of a file
  std::string file_id;    ///< empty for a text message
  std::string media_group_id;
  std::optional<std::int64_t> reply_to;
  Markup markup;
  bool had_buttons = false;
  bool deleted = false;
  bool bot_joined = false;  ///< service message: new_chat_members holds the bot
  bool silent = false;
  std::int64_t rev = 0;   ///< World::rev() of its last change
  std::int64_t said = 0;  ///< ... of its words
};

struct Chat {
  std::int64_t id = 0;
  enum class Type : std::uint8_t { private_chat, group } type = Type::private_chat;
  std::string title;
  std::set<std::int64_t> members;
  enum class BotStatus : std::uint8_t { member, left, kicked } bot = BotStatus::member;
  std::string action;  ///< the bot's last chat action
  time::Instant action_until{};
  std::int64_t rev = 0;
};

/// A press on a button, until it is answered or too old.
struct Press {
  std::string id;
  std::int64_t user_id = 0;
  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  std::string data;
  time::Instant pressed_at{};
  bool answered = false;
  std::string answer;
  bool alert = false;
  std::int64_t rev = 0;
};

/// The scope as canonical text ("default", "chat:700001", ...) and the language code.
using CommandKey = std::pair<std::string, std::string>;
using CommandTable = std::map<CommandKey, std::vector<BotCommand>>;

}  // namespace alur::sandbox
