#pragma once

#include "alur/time/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What a person would see in the simulated messenger, and what can be made to go wrong in it. Plain data.
namespace alur::sandbox {

struct User {
  std::int64_t id = 0;
  std::string first_name;
  std::string last_name;
  std::string username;
  std::string language_code;
  std::string title;  ///< the post, for the page; never on the wire
  /// Where this person stands with the bot.
  enum class Link : std::uint8_t { never_started, started, blocked, deactivated } link = Link::never_started;
  std::string full_name() const { return last_name.empty() ? first_name : first_name + " " + last_name; }
};

/// Offsets and lengths count UTF-16 units, as on the wire.
struct Entity {
  std::string type;
  int offset = 0;
  int length = 0;
  std::string url;               ///< text_link
  std::string language;          ///< pre
  std::int64_t unix_time = 0;    ///< date_time
  std::string date_time_format;  ///< date_time, may be empty
  std::string custom_emoji_id;   ///< custom_emoji
  bool operator==(const Entity&) const = default;
};

struct FormattedText {
  std::string text;
  std::vector<Entity> entities;
  bool operator==(const FormattedText&) const = default;
};

struct Button {
  enum class Kind : std::uint8_t { callback, url, copy_text } kind = Kind::callback;
  std::string text;
  std::string value;  ///< callback_data, address or text to copy
  std::string style;  ///< "", "primary", "success", "danger"
  bool operator==(const Button&) const = default;
};
using Keyboard = std::vector<std::vector<Button>>;

struct FileView {
  std::string id;
  std::string name;
  std::string mime_type;
  std::uint64_t bytes = 0;
  bool photo = false;
};

/// A message as it reads now.
struct MessageView {
  std::int64_t id = 0;
  std::int64_t from_id = 0;
  std::string from_name;
  bool from_bot = false;
  time::Instant date{};
  FormattedText content;
  std::optional<FileView> file;
  std::string media_group_id;
  std::optional<std::int64_t> reply_to;
  Keyboard keyboard;
  bool edited = false;
  bool closed = false;       ///< it once had buttons, and has none now
  bool force_reply = false;  ///< the client opens a reply to it
  bool silent = false;
  bool service = false;  ///< somebody joined or left
  std::int64_t rev = 0;
  std::int64_t said = 0;  ///< the rev at which its words last changed; buttons that go say nothing
};

struct ChatView {
  std::int64_t id = 0;
  std::string title;
  bool group = false;
  std::string action;  ///< what the bot shows itself doing now, e.g. "upload_document"
  std::int64_t rev = 0;
};

/// What became of a press.
struct PressView {
  std::string id;
  std::int64_t user_id = 0;
  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  bool answered = false;
  std::string answer;  ///< the pop-up's text, may be empty
  bool alert = false;
  std::int64_t rev = 0;
};

struct BotCommand {
  std::string command;
  std::string description;
};

/// A call that the method table does not allow, or that the sandbox does not model.
struct Violation {
  time::Instant at{};
  std::string method;
  std::string what;
};

/// What goes wrong on purpose with the calls of the bot, used up in the order given.
struct Fault {
  enum class Kind : std::uint8_t {
    too_many,      ///< 429 with retry_after_s, nothing done
    server_error,  ///< 500 as JSON, nothing done
    proxy_page,    ///< 502 as HTML, nothing done
    drop_before,   ///< the connection ends, nothing done
    drop_after,    ///< done, but the connection ends without an answer
    slow,          ///< done, answered after delay_ms of real time
    duplicate,     ///< updates, once confirmed, delivered once more; `method` plays no part
  } kind = Kind::server_error;
  std::string method = "*";  ///< any case; "*" is every method but getUpdates
  int count = 1;
  int retry_after_s = 1;
  int delay_ms = 1000;
};

/// A file as a person sends it.
struct Outgoing {
  std::string name;
  std::string mime_type;  ///< empty: told by the name
  std::string bytes;
  bool as_photo = false;
};

struct ClockView {
  std::int64_t rev = 0;
  time::Instant now{};
  double speed = 1.0;
};

}  // namespace alur::sandbox
