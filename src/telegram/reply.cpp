#include "alur/telegram/reply.hpp"

#include "json.hpp"
#include "message.hpp"

#include <algorithm>
#include <array>

namespace alur::telegram {
namespace {

struct Sign {
  std::string_view text;
  Meaning meaning;
};

/// What a 400 means, by a part of its description (botapi notes, section 6). The first that fits.
constexpr std::array<Sign, 22> bad_request_signs{{
    {"message is not modified", Meaning::not_modified},
    {"message to edit not found", Meaning::message_gone},
    {"message to be replied not found", Meaning::message_gone},
    {"message to delete not found", Meaning::message_gone},
    {"message can't be edited", Meaning::message_gone},
    {"no text in the message to edit", Meaning::message_gone},
    {"MESSAGE_ID_INVALID", Meaning::message_gone},
    {"chat not found", Meaning::chat_unknown},
    {"user not found", Meaning::chat_unknown},
    {"PEER_ID_INVALID", Meaning::chat_unknown},
    {"query is too old", Meaning::query_too_old},
    {"QUERY_ID_INVALID", Meaning::query_too_old},
    {"file is too big", Meaning::file_unavailable},
    {"invalid file_id", Meaning::file_unavailable},
    {"wrong file_id", Meaning::file_unavailable},
    {"file is temporarily unavailable", Meaning::file_unavailable},
    {"wrong remote file identifier", Meaning::file_unavailable},
    {"wrong file identifier", Meaning::file_unavailable},
    {"can't use file of type", Meaning::file_unavailable},
    {"FILE_REFERENCE", Meaning::file_unavailable},
    {"Logged out", Meaning::unauthorized},
    {"bot has already been closed", Meaning::server_error},
}};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

Meaning meaning_of_400(const Reply& reply) {
  if (reply.migrate_to) return Meaning::migrated;
  const auto sign = std::find_if(bad_request_signs.begin(), bad_request_signs.end(),
                                 [&](const Sign& s) { return contains(reply.description, s.text); });
  return sign == bad_request_signs.end() ? Meaning::bad_request : sign->meaning;
}

Meaning meaning_of(const Reply& reply) {
  switch (reply.code) {
    case 400:
      return meaning_of_400(reply);
    case 401:
    case 421:
      return Meaning::unauthorized;
    case 403:
      return Meaning::blocked;
    case 404:
      // Without a method's name it is the front's answer to a malformed token.
      return contains(reply.description, "method") ? Meaning::method_unknown : Meaning::unauthorized;
    case 409:
      return Meaning::conflict;
    case 429:
      return Meaning::too_many;
    default:
      break;
  }
  // It was sent, and moderation took it away: sending it again would only be taken away again.
  if (contains(reply.description, "immediately deleted")) return Meaning::bad_request;
  return reply.code >= 400 && reply.code < 500 ? Meaning::bad_request : Meaning::server_error;
}

/// A page of something between us and Telegram: it says nothing about the chat or the method.
Meaning meaning_of_page(int status) {
  switch (status) {
    case 401:
      return Meaning::unauthorized;
    case 429:
      return Meaning::too_many;
    case 400:
    case 413:
    case 414:
    case 415:
    case 431:
      return Meaning::bad_request;
    default:
      return Meaning::server_error;
  }
}

std::optional<int> to_seconds(std::optional<std::int64_t> value) {
  constexpr std::int64_t seconds_max = std::int64_t{7} * 24 * 3600;
  if (!value || *value < 0) return std::nullopt;
  return static_cast<int>(std::min(*value, seconds_max));
}

/// Throws Unreadable.
Reply to_reply(int http_status, const Json& json) {
  Reply reply;
  reply.description = string_or_empty(json, "description");
  if (is_true(json, "ok")) {
    reply.meaning = Meaning::done;
    reply.code = 200;
    const Json* result = find(json, "result");
    if (result != nullptr) reply.result = to_text(*result);
    return reply;
  }
  if (find(json, "ok") == nullptr) throw Unreadable("ok: boolean expected");
  reply.code =
      static_cast<int>(std::clamp<std::int64_t>(find_integer(json, "error_code").value_or(http_status), 0, 999));
  if (const Json* parameters = find_object(json, "parameters")) {
    reply.retry_after_s = to_seconds(find_integer(*parameters, "retry_after"));
    reply.migrate_to = find_integer(*parameters, "migrate_to_chat_id");
  }
  reply.meaning = meaning_of(reply);
  return reply;
}

Reply to_page(int http_status) {
  Reply reply;
  reply.code = http_status;
  reply.meaning = meaning_of_page(http_status);
  reply.description = "HTTP " + std::to_string(http_status) + " without a Bot API answer";
  return reply;
}

std::optional<Reply> to_reply_if_readable(int http_status, std::string_view body) {
  const auto json = parse_json(body);
  if (!json) return std::nullopt;
  try {
    return to_reply(http_status, *json);
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

/// Applies `take` to a result; empty when that cannot read it.
template <class Take>
auto read_result(std::string_view result, Take take) -> std::optional<decltype(take(Json{}))> {
  const auto json = parse_json(result);
  if (!json) return std::nullopt;
  try {
    return take(*json);
  } catch (const Unreadable&) {
    return std::nullopt;
  }
}

}  // namespace

Reply read_reply(int http_status, std::string_view body, std::optional<int> retry_after_header) {
  Reply reply = to_reply_if_readable(http_status, body).value_or(to_page(http_status));
  if (reply.meaning != Meaning::done && !reply.retry_after_s) reply.retry_after_s = to_seconds(retry_after_header);
  return reply;
}

std::optional<Me> read_me(std::string_view result) {
  return read_result(result, [](const Json& json) {
    const User user = to_user(json);
    return Me{user.id, user.username, user.full_name()};
  });
}

std::optional<std::int64_t> read_message_id(std::string_view result) {
  return read_result(result, [](const Json& json) { return need_integer(json, "message_id"); });
}

std::optional<FilePath> read_file_path(std::string_view result) {
  return read_result(result, [](const Json& json) {
    const auto bytes = find_integer(json, "file_size").value_or(0);
    return FilePath{need_string(json, "file_path"), static_cast<std::uint64_t>(std::max<std::int64_t>(bytes, 0))};
  });
}

std::optional<WebhookInfo> read_webhook_info(std::string_view result) {
  return read_result(result, [](const Json& json) {
    return WebhookInfo{string_or_empty(json, "url"), find_integer(json, "pending_update_count").value_or(0)};
  });
}

std::optional<std::string> read_sent_file_id(std::string_view result) {
  const auto file = read_result(result, [](const Json& json) { return file_of(json); });
  if (!file || !*file) return std::nullopt;
  return (*file)->file_id;
}

}  // namespace alur::telegram
