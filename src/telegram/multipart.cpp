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

}  // namespace

MultipartUpload document_upload(const SendDocument& request, const std::string& file_name,
                                const std::string& media_type, const std::string& boundary) {
  // The same fields as by file_id, so that there is one list of them.
  const auto fields = parse_json(encode(request).body).value_or(Json::object());
  MultipartUpload upload;
  upload.content_type = "multipart/form-data; boundary=" + boundary;
  for (const auto& [name, value] : fields.items()) {
    if (name == "document") continue;
    upload.head.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(name);
    upload.head.append("\"\r\n\r\n").append(part_text(value)).append("\r\n");
  }
  upload.head += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"document\"; filename=\"" +
                 quoted_file_name(file_name) +
                 "\"\r\nContent-Type: " + (is_media_type(media_type) ? media_type : "application/octet-stream") +
                 "\r\n\r\n";
  upload.tail = "\r\n--" + boundary + "--\r\n";
  return upload;
}

}  // namespace alur::telegram
