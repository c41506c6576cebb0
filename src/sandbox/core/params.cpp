#include "core/params.hpp"

#include "alur/net/http.hpp"

#include "core/json.hpp"
#include "core/unicode.hpp"

#include <algorithm>
#include <charconv>

namespace alur::sandbox {
namespace {

constexpr std::size_t params_bytes_max = std::size_t{1024} * 1024;

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

void add_pairs(std::string_view encoded, Params& params) {
  for (auto& [name, value] : net::parse_query(encoded)) params.add(std::move(name), std::move(value));
}

/// Walks the top level of a JSON object; the values themselves are nlohmann's.
class MemberScanner {
 public:
  MemberScanner(std::string_view json, Params& params) : json_(json), params_(params) {}

  void run() {
    skip_spaces();
    if (peek() == '"') {
      if (const auto content = take_string()) params_.add("content", *content);
      return;
    }
    if (!take('{')) return;
    skip_spaces();
    if (peek() == '}') return;
    while (take_member()) {
      skip_spaces();
      if (!take(',')) return;
    }
  }

 private:
  char peek() const { return pos_ < json_.size() ? json_[pos_] : '\0'; }
  bool take(char c) {
    if (peek() != c) return false;
    ++pos_;
    return true;
  }
  void skip_spaces() {
    while (pos_ < json_.size() && contains(" \t\r\n", json_.substr(pos_, 1))) ++pos_;
  }

  bool take_member() {
    skip_spaces();
    const auto name = take_string();
    skip_spaces();
    if (!name || !take(':')) return false;
    skip_spaces();
    if (peek() == '"') {
      const auto value = take_string();
      if (!value) return false;
      params_.add(*name, *value);
      return true;
    }
    const std::string_view raw = trim(take_raw());
    if (!Json::accept(raw)) return false;
    params_.add(*name, std::string{raw});
    return true;
  }

  std::optional<std::string> take_string() {
    const std::size_t begin = pos_;
    if (!take('"')) return {};
    while (pos_ < json_.size() && json_[pos_] != '"') pos_ += json_[pos_] == '\\' ? 2 : 1;
    if (!take('"')) return {};
    const Json parsed = Json::parse(json_.substr(begin, pos_ - begin), nullptr, false);
    if (!parsed.is_string()) return {};
    return parsed.get<std::string>();
  }

  /// Up to the comma or brace that ends a member of the top level.
  std::string_view take_raw() {
    const std::size_t begin = pos_;
    int depth = 0;
    bool in_string = false;
    for (; pos_ < json_.size(); ++pos_) {
      const char c = json_[pos_];
      if (in_string) {
        if (c == '\\') ++pos_;
        if (c == '"') in_string = false;
        continue;
      }
      if (c == '"') in_string = true;
      if (c == '{' || c == '[') ++depth;
      if (depth == 0 && (c == ',' || c == '}')) break;
      if (c == '}' || c == ']') --depth;
    }
    pos_ = std::min(pos_, json_.size());
    return json_.substr(begin, pos_ - begin);
  }

  std::string_view json_;
  Params& params_;
  std::size_t pos_ = 0;
};

/// `name="value"` of a header's parameters; nothing when absent.
std::optional<std::string> header_parameter(std::string_view header, const std::string& name) {
  for (std::size_t at = header.find(name + "="); at != std::string_view::npos; at = header.find(name + "=", at + 1)) {
    if (at > 0 && !contains("; \t", header.substr(at - 1, 1))) continue;
    std::string_view value = header.substr(at + name.size() + 1);
    if (!value.empty() && value.front() == '"') {
      value.remove_prefix(1);
      value = value.substr(0, value.find('"'));
    } else {
      value = trim(value.substr(0, value.find(';')));
    }
    return std::string{value};
  }
  return {};
}

struct PartHead {
  std::string disposition;
  std::string content_type;
};

PartHead read_part_head(std::string_view head) {
  PartHead part;
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    head = end == std::string_view::npos ? std::string_view{} : head.substr(end + 2);
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string name = ascii_lower(trim(line.substr(0, colon)));
    if (name == "content-disposition") part.disposition = trim(line.substr(colon + 1));
    if (name == "content-type") part.content_type = trim(line.substr(colon + 1));
  }
  return part;
}

void take_part(std::string_view head, std::string_view content, Params& params) {
  const PartHead part = read_part_head(head);
  const auto name = header_parameter(part.disposition, "name");
  if (!name) return;
  const auto file_name = header_parameter(part.disposition, "filename");
  if (file_name) {
    params.add_file({net::percent_decode(*name, false), net::percent_decode(*file_name, false), part.content_type,
                     std::string{content}});
  } else if (contains(ascii_lower(part.content_type), "application/x-www-form-urlencoded")) {
    add_pairs(content, params);
  } else {
    params.add(net::percent_decode(*name, false), std::string{content});
  }
}

bool within_limits(const Params& params) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : params.values()) bytes += name.size() + value.size();
  return bytes <= params_bytes_max;
}

}  // namespace

const std::string* Params::find(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(), [name](const auto& p) { return p.first == name; });
  return found == values_.end() ? nullptr : &found->second;
}

std::string_view Params::text(std::string_view name) const {
  const std::string* value = find(name);
  return value ? std::string_view{*value} : std::string_view{};
}

std::int64_t lenient_integer(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::int64_t Params::integer(std::string_view name) const { return lenient_integer(text(name)); }

bool Params::boolean(std::string_view name) const {
  const std::string value = ascii_lower(trim(text(name)));
  return value == "true" || value == "yes" || value == "1";
}

const UploadedFile* Params::file(std::string_view name) const {
  constexpr std::string_view attach = "attach://";
  const std::string_view value = text(name);
  std::string_view part = name;
  if (value.starts_with(attach)) {
    part = value.substr(attach.size());
  } else if (!value.empty()) {
    return nullptr;
  }
  const auto found = std::find_if(files_.begin(), files_.end(), [part](const auto& f) { return f.field == part; });
  return found == files_.end() ? nullptr : &*found;
}

void read_json_params(std::string_view body, Params& params) { MemberScanner{body, params}.run(); }

bool read_multipart_params(std::string_view content_type, std::string_view body, Params& params) {
  const auto boundary = header_parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return false;
  const std::string delimiter = "\r\n--" + *boundary;
  const std::string opening = "--" + *boundary;
  if (!body.starts_with(opening)) return false;
  std::string_view rest = body.substr(opening.size());
  while (!rest.starts_with("--")) {
    if (!rest.starts_with("\r\n")) return false;
    rest.remove_prefix(2);
    const auto head_end = rest.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return false;
    const auto content = rest.substr(head_end + 4);
    // An empty part ends with the CRLF that also ended its head.
    const auto content_end = rest.substr(head_end + 2).find(delimiter);
    if (content_end == std::string_view::npos) return false;
    const auto length = content_end < 2 ? 0 : content_end - 2;
    take_part(rest.substr(0, head_end), content.substr(0, length), params);
    rest.remove_prefix(head_end + 2 + content_end + delimiter.size());
  }
  return true;
}

ParamsRead read_params(std::string_view query, std::string_view content_type, std::string_view body) {
  Params params;
  add_pairs(query, params);
  const std::string type = ascii_lower(content_type);
  if (contains(type, "application/x-www-form-urlencoded")) {
    add_pairs(body, params);
  } else if (contains(type, "application/json")) {
    read_json_params(body, params);
  } else if (contains(type, "multipart/form-data")) {
    if (!read_multipart_params(content_type, body, params)) return {{}, 400};
  } else if (!body.empty()) {
    params.add_file({"file", "", std::string{content_type}, std::string{body}});
  }
  if (!within_limits(params)) return {{}, 413};
  return {std::move(params), 200};
}

}  // namespace alur::sandbox
