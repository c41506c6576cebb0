#pragma once

#include "alur/telegram/update.hpp"

#include <boost/system/result.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the bot says to Telegram: typed requests, encoded to a method name and a JSON body. Fields that are not set are
/// left out, never sent as null (the server reads "null" as text).
namespace alur::telegram {

enum class ButtonStyle : std::uint8_t { standard, primary, success, danger };

struct Button {
  std::string text;
  std::string callback_data;  ///< 1-64 bytes; exactly one of the three is set
  std::string copy_text;      ///< 1-256
  std::string url;
  ButtonStyle style = ButtonStyle::standard;
  bool operator==(const Button&) const = default;
};

using Keyboard = std::vector<std::vector<Button>>;

/// A method and its JSON body, ready to POST.
struct Call {
  std::string method;
  std::string body;
};

struct SendMessage {
  std::int64_t chat_id = 0;
  std::string html;
  Keyboard keyboard;
  bool silent = false;
  std::optional<std::int64_t> reply_to;  ///< sent without it when the message is gone
  bool force_reply = false;              ///< only without a keyboard
};
struct EditMessageText {
  std::int64_t chat_id = 0;
  std::int64_t message_id = 0;
  std::string html;
  Keyboard keyboard;  ///< empty removes the buttons
};
struct AnswerCallbackQuery {
  std::string id;
  std::string text;  ///< 0-200, plain
  bool alert = false;
};
struct SendChatAction {
  std::int64_t chat_id = 0;
  std::string action;  ///< "typing", "upload_document"
};
/// By file_id (JSON). Uploading goes by the same fields as multipart: see DocumentUpload.
struct SendDocument {
  std::int64_t chat_id = 0;
  std::string file_id;
  std::string caption_html;
  bool silent = false;
  std::optional<std::int64_t> reply_to;
};
struct BotCommand {
  std::string command;
  std::string description;
};
struct SetMyCommands {
  std::vector<BotCommand> commands;
  std::optional<std::int64_t> chat_id;  ///< scope "chat"; default scope without
};
struct GetUpdates {
  std::int64_t offset = 0;
  int limit = 100;
  int timeout_s = 50;
  std::vector<std::string> allowed_updates;
};

Call encode(const SendMessage&);
Call encode(const EditMessageText&);
Call encode(const AnswerCallbackQuery&);
Call encode(const SendChatAction&);
Call encode(const SendDocument&);
Call encode(const SetMyCommands&);
Call encode(const GetUpdates&);
/// `request` with its reply_markup as stored JSON (empty for none) in place of a keyboard.
Call send_card(const SendMessage& request, const std::string& reply_markup);
Call edit_card(std::int64_t chat_id, std::int64_t message_id, const std::string& html, const std::string& reply_markup);
/// The reply_markup of a keyboard; empty for an empty one.
std::string encode_keyboard(const Keyboard& keyboard);
/// Reads back what encode(SendDocument) made.
std::optional<SendDocument> read_send_document(std::string_view body);
Call get_me();
Call get_webhook_info();
Call delete_webhook();
Call get_file(const std::string& file_id);
Call leave_chat(std::int64_t chat_id);
/// Splits into several texts of at most 4096 characters (UTF-16 units after parsing, which no reading of the limit
/// exceeds), at line ends where there are any, else at spaces; tags are closed and reopened. Pieces that would show
/// nothing are left out.
std::vector<std::string> split_html(const std::string& html);

/// A sendDocument that uploads: the parts of a multipart body before and after the file's bytes.
struct MultipartUpload {
  std::string content_type;
  std::string head;
  std::string tail;
};
/// `request.file_id` is not used. `boundary` must not occur in any part: random, at most 70 bytes.
MultipartUpload document_upload(const SendDocument& request, const std::string& file_name,
                                const std::string& media_type, const std::string& boundary);

/// A picture: a message of its own (sendPhoto), or in place of the one that a message shows (editMessageMedia).
struct ShowPicture {
  std::int64_t chat_id = 0;
  std::optional<std::int64_t> message_id;  ///< of the message to change
  std::string png;
  std::string caption_html;
  bool silent = false;                   ///< of a new message
  std::optional<std::int64_t> reply_to;  ///< of a new message
};
/// A method with a multipart body.
struct FormCall {
  std::string method;
  std::string content_type;
  std::string body;
};
/// `boundary` as above.
FormCall picture_form(const ShowPicture& picture, const std::string& boundary);

}  // namespace alur::telegram
