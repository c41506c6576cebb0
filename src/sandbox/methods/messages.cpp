#include "core/entities.hpp"
#include "core/markup.hpp"
#include "core/unicode.hpp"
#include "core/wire.hpp"
#include "methods/methods.hpp"
#include "methods/reading.hpp"

namespace alur::sandbox {
namespace {

constexpr std::size_t answer_max = 200;
constexpr std::chrono::hours deletable_for{48};

/// `too_long` differs: a send is refused by the library, an edit by the server behind it.
Outcome<FormattedText> read_text(const Params& params, const std::string& too_long) {
  if (params.text("text").empty()) return bad_request("message text is empty");
  auto text = read_formatted(params, "text");
  if (!text) return text;
  if (text->text.empty()) return bad_request("text must be non-empty");
  if (code_point_count(text->text) > text_max) return bad_request(too_long);
  return text;
}

ApiError not_modified() {
  return bad_request(
      "message is not modified: specified new message content and reply markup are exactly the same as a current "
      "content and reply markup of the message");
}

}  // namespace

Outcome<MethodResult> send_message(World& world, const Params& params) {
  auto text = read_text(params, "message is too long");
  if (!text) return text.error();
  Message draft;
  draft.content = *std::move(text);
  const auto posted = post_from_bot(world, params, std::move(draft));
  if (!posted) return posted.error();
  return MethodResult{message_json(world, **posted)};
}

Outcome<MethodResult> edit_message_text(World& world, const Params& params) {
  auto text = read_text(params, "MESSAGE_TOO_LONG");
  if (!text) return text.error();
  auto markup = read_markup(params.text("reply_markup"));
  if (!markup) return markup.error();
  const auto message = read_editable(world, params);
  if (!message) return message.error();
  if (!(*message)->file_id.empty()) return bad_request("there is no text in the message to edit");
  const bool same = (*message)->content == *text && (*message)->markup.inline_keyboard == markup->inline_keyboard;
  if (same) return not_modified();
  return edit_message(world, **message, *std::move(text), *std::move(markup));
}

Outcome<MethodResult> edit_message_reply_markup(World& world, const Params& params) {
  auto markup = read_markup(params.text("reply_markup"));
  if (!markup) return markup.error();
  const auto message = read_editable(world, params);
  if (!message) return message.error();
  if ((*message)->markup.inline_keyboard == markup->inline_keyboard) return not_modified();
  return edit_message(world, **message, (*message)->content, *std::move(markup));
}

Outcome<MethodResult> delete_message(World& world, const Params& params) {
  if (params.text("chat_id").empty()) return bad_request("chat identifier is not specified");
  const auto message = read_message(world, params, "message to delete not found");
  if (!message) return message.error();
  if (world.now() - (*message)->date > deletable_for) return bad_request("message can't be deleted for everyone");
  (*message)->deleted = true;
  world.changed(**message);
  return MethodResult{Json(true)};
}

Outcome<MethodResult> answer_callback_query(World& world, const Params& params) {
  const std::string_view text = params.text("text");
  if (!valid_utf8(text)) return bad_request("strings must be encoded in UTF-8");
  if (code_point_count(text) > answer_max) return bad_request("MESSAGE_TOO_LONG");
  if (!params.text("url").empty()) return unmodelled("answers that open an address");
  Press* press = world.find_press(std::string{params.text("callback_query_id")});
  if (!press || press->answered || world.now() - press->pressed_at > World::press_lifetime) {
    return bad_request("query is too old and response timeout expired or query ID is invalid");
  }
  press->answered = true;
  press->answer = text;
  press->alert = params.boolean("show_alert");
  world.changed(*press);
  return MethodResult{Json(true)};
}

}  // namespace alur::sandbox
