#include "alur/telegram/request.hpp"

#include "json.hpp"

#include <algorithm>

namespace alur::telegram {
namespace {

/// The server percent-decodes the value, so the sign itself is escaped too; control characters have no place in a name.
std::string quoted_file_name(const std::string& name) {
  std::string quoted;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"') {
      quoted += "%22";
    } else if (c == '%') {
      quoted += "%25";
    } else if (c == '\\') {
      quoted += "%5C";
    } else if (byte >= 0x20 && byte != 0x7f) {
      quoted += c;
    }
  }
  return quoted.empty() ? "file" : quoted;
}

bool is_media_type(const std::string& text) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$&^_.+-/";
  return text.find_first_not_of(allowed) == std::string::npos && std::count(text.begin(), text.end(), '/') == 1 &&
         text.front() != '/' && text.back() != '/';
}

/// How a value of the JSON body is written as a text part.
std::string part_text(const Json& value) { return value.is_string() ? value.get<std::string>() : to_text(value); }

void add_field(std::string& body, const std::string& boundary, const std::string& name, const std::string& value) {
  body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(name);
  body.append("\"\r\n\r\n").append(value).append("\r\n");
}

void add_caption(Json& fields, const std::string& caption_html) {
  if (caption_html.empty()) return;
  fields["caption"] = caption_html;
  fields["parse_mode"] = "HTML";
}

constexpr const char* picture_part = "photo";

Json new_picture(const ShowPicture& picture) {
  Json fields{{"chat_id", picture.chat_id}};
  add_caption(fields, picture.caption_html);
  if (picture.silent) fields["disable_notification"] = true;
  if (picture.reply_to) {
    fields["reply_parameters"] = Json{{"message_id", *picture.reply_to}, {"allow_sending_without_reply", true}};
  }
  return fields;
}

Json changed_picture(const ShowPicture& picture) {
  Json media{{"type", "photo"}, {"media", std::string{"attach://"} + picture_part}};
  add_caption(media, picture.caption_html);
  return Json{{"chat_id", picture.chat_id}, {"message_id", *picture.message_id}, {"media", std::move(media)}};
}

}  // namespace

FormCall picture_form(const ShowPicture& picture, const std::string& boundary) {
  FormCall call;
  call.method = picture.message_id ? "editMessageMedia" : "sendPhoto";
  call.content_type = "multipart/form-data; boundary=" + boundary;
  const Json fields = picture.message_id ? changed_picture(picture) : new_picture(picture);
  for (const auto& [name, value] : fields.items()) add_field(call.body, boundary, name, part_text(value));
  call.body.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(picture_part);
  call.body.append("\"; filename=\"").append(picture_part).append(".png\"\r\nContent-Type: image/png\r\n\r\n");
  call.body.append(picture.png).append("\r\n--").append(boundary).append("--\r\n");
  return call;
}

MultipartUpload document_upload(const SendDocument& request, const std::string& file_name,
                                const std::string& media_type, const std::string& boundary) {
  // The same fields as by file_id, so that there is one list of them.
  const auto fields = parse_json(encode(request).body).value_or(Json::object());
  MultipartUpload upload;
  upload.content_type = "multipart/form-data; boundary=" + boundary;
  for (const auto& [name, value] : fields.items()) {
    if (name == "document") continue;
    add_field(upload.head, boundary, name, part_text(value));
  }
  upload.head += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"" +
                 quoted_file_name(file_name) +
                 "\"\r\nContent-Type: " + (is_media_type(media_type) ? media_type : "application/octet-stream") +
                 "\r\n\r\n";
  upload.tail = "\r\n--" + boundary + "--\r\n";
  return upload;
}

}  // namespace alur::telegram
