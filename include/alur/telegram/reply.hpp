#pragma once

#include "alur/telegram/update.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What Telegram answers to a call: success with a result, or an error that means something (botapi notes, section 6).
namespace alur::telegram {

/// What an answer means for what is sent next; match code and substring, never the whole text.
enum class Meaning : std::uint8_t {
  done,
  not_modified,      ///< an edit that changed nothing: success
  message_gone,      ///< to edit or reply to: not found, can't be edited
  blocked,           ///< 403: this person cannot be reached
  chat_unknown,      ///< 400 chat not found
  too_many,          ///< 429: nothing before retry_after_s
  unauthorized,      ///< 401: the token is not valid
  conflict,          ///< 409: somebody else polls, or a webhook is set
  query_too_old,     ///< answerCallbackQuery too late: nothing to do
  file_unavailable,  ///< file_id no longer works, or too big to fetch
  method_unknown,    ///< 404 method not found
  migrated,          ///< the chat has a new id: migrate_to
  bad_request,       ///< other 4xx: executing it again changes nothing
  server_error,      ///< 5xx or no JSON: it may or may not have been done
};

struct Reply {
  Meaning meaning = Meaning::server_error;
  int code = 0;  ///< 200 for ok
  std::string description;
  std::optional<int> retry_after_s;
  std::optional<std::int64_t> migrate_to;
  std::string result;  ///< JSON of the result when done
};

/// Reads an HTTP answer; a body that is no JSON (a proxy's page) is a server_error, or what the status says.
/// `retry_after_header` is used where the body has none.
Reply read_reply(int http_status, std::string_view body, std::optional<int> retry_after_header);

struct Me {
  std::int64_t id = 0;
  std::string username;
  std::string name;
};
struct FilePath {
  std::string file_path;
  std::uint64_t file_size = 0;
};
struct WebhookInfo {
  std::string url;
  std::int64_t pending = 0;
};

std::optional<Me> read_me(std::string_view result);
std::optional<std::int64_t> read_message_id(std::string_view result);
std::optional<FilePath> read_file_path(std::string_view result);
std::optional<WebhookInfo> read_webhook_info(std::string_view result);
/// The result of getUpdates: an array.
std::optional<UpdateBatch> read_updates(std::string_view result);
/// The file_id that a sendDocument result carries, to use instead of uploading again.
std::optional<std::string> read_sent_file_id(std::string_view result);

}  // namespace alur::telegram
