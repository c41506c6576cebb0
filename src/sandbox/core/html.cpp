#include "core/html.hpp"

#include "core/unicode.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>

namespace alur::sandbox {
namespace {

using Failure = std::optional<ParseError>;

constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\0' || c == '\v'; }
constexpr bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/// Tags that always give the same entity; the others need their attributes.
const std::map<std::string, std::string, std::less<>>& plain_tags() {
  static const std::map<std::string, std::string, std::less<>> tags{{"b", "bold"},
                                                                    {"strong", "bold"},
                                                                    {"i", "italic"},
                                                                    {"em", "italic"},
                                                                    {"u", "underline"},
                                                                    {"ins", "underline"},
                                                                    {"s", "strikethrough"},
                                                                    {"strike", "strikethrough"},
                                                                    {"del", "strikethrough"},
                                                                    {"tg-spoiler", "spoiler"},
                                                                    {"span", "spoiler"},
                                                                    {"code", "code"},
                                                                    {"pre", "pre"}};
  return tags;
}

bool is_known_tag(std::string_view tag) {
  constexpr std::array<std::string_view, 4> with_attributes{"a", "blockquote", "tg-time", "tg-emoji"};
  return plain_tags().contains(tag) ||
         std::find(with_attributes.begin(), with_attributes.end(), tag) != with_attributes.end();
}

/// [wW]?, [dD]?, [tT]? in any order, or r alone (recent-features, section 1).
bool valid_date_format(std::string_view format) {
  if (format == "r" || format == "R") return true;
  std::string seen;
  for (const char c : ascii_lower(format)) {
    if ((c != 'w' && c != 'd' && c != 't') || seen.find(c) != std::string::npos) return false;
    seen.push_back(c);
  }
  return true;
}

using Attributes = std::map<std::string, std::string, std::less<>>;

struct OpenTag {
  std::string name;
  Attributes attributes;
  int utf16_offset = 0;
  std::size_t byte_offset = 0;
};

class HtmlParser {
 public:
  explicit HtmlParser(std::string_view html) : html_(html) {}
  boost::system::result<FormattedText, ParseError> run();

 private:
  char at(std::size_t i) const { return i < html_.size() ? html_[i] : '\0'; }
  bool ended() const { return pos_ >= html_.size(); }
  void skip_spaces() {
    while (!ended() && is_space(at(pos_))) ++pos_;
  }
  void take_text();
  std::optional<char32_t> take_reference();
  Failure take_start_tag();
  Failure take_attributes(OpenTag& tag);
  Failure take_value(std::size_t tag_begin, std::string& value);
  Failure check_attributes(const OpenTag& tag) const;
  Failure take_end_tag();
  void close(const OpenTag& tag);
  static ParseError at_offset(const std::string& what, std::size_t offset) {
    return {what + " at byte offset " + std::to_string(offset)};
  }

  std::string_view html_;
  std::size_t pos_ = 0;
  FormattedText out_;
  int utf16_offset_ = 0;
  std::vector<OpenTag> open_;
};

boost::system::result<FormattedText, ParseError> HtmlParser::run() {
  while (!ended()) {
    if (at(pos_) != '<') {
      take_text();
      continue;
    }
    const Failure failure = at(pos_ + 1) == '/' ? take_end_tag() : take_start_tag();
    if (failure) return *failure;
  }
  if (!open_.empty()) {
    return ParseError{"Can't find end tag corresponding to start tag \"" + open_.back().name + "\""};
  }
  std::stable_sort(out_.entities.begin(), out_.entities.end(), [](const Entity& a, const Entity& b) {
    return a.offset != b.offset ? a.offset < b.offset : a.length > b.length;
  });
  return std::move(out_);
}

void HtmlParser::take_text() {
  if (at(pos_) == '&') {
    if (const auto code_point = take_reference()) {
      append_utf8(out_.text, *code_point);
      utf16_offset_ += utf16_units(*code_point);
      return;
    }
  }
  const auto c = at(pos_++);
  const auto byte = static_cast<unsigned char>(c);
  if ((byte & 0xC0U) != 0x80U) utf16_offset_ += byte >= 0xF0U ? 2 : 1;
  out_.text.push_back(c);
}

/// Only four names and any number; anything else stays as written.
std::optional<char32_t> HtmlParser::take_reference() {
  std::size_t end = pos_ + 1;
  std::optional<char32_t> code_point;
  if (at(end) == '#') {
    const int base = at(++end) == 'x' ? 16 : 10;
    if (base == 16) ++end;
    std::uint32_t value = 0;
    const auto digits = html_.substr(std::min(end, html_.size()));
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (error != std::errc{} || value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
    end += static_cast<std::size_t>(stop - digits.data());
    code_point = value;
  } else {
    while (at(end) >= 'a' && at(end) <= 'z') ++end;
    const auto name = html_.substr(pos_ + 1, end - pos_ - 1);
    if (name == "lt") code_point = U'<';
    if (name == "gt") code_point = U'>';
    if (name == "amp") code_point = U'&';
    if (name == "quot") code_point = U'"';
    if (!code_point) return {};
  }
  pos_ = at(end) == ';' ? end + 1 : end;
  return code_point;
}

Failure HtmlParser::take_start_tag() {
  OpenTag tag;
  tag.byte_offset = pos_++;
  const std::size_t name_begin = pos_;
  while (!ended() && !is_space(at(pos_)) && at(pos_) != '>') ++pos_;
  if (ended()) return at_offset("Unclosed start tag", tag.byte_offset);
  tag.name = ascii_lower(html_.substr(name_begin, pos_ - name_begin));
  if (!is_known_tag(tag.name)) return at_offset("Unsupported start tag \"" + tag.name + "\"", tag.byte_offset);
  if (auto failure = take_attributes(tag)) return failure;
  if (auto failure = check_attributes(tag)) return failure;
  ++pos_;  // '>'
  tag.utf16_offset = utf16_offset_;
  open_.push_back(std::move(tag));
  return {};
}

Failure HtmlParser::take_attributes(OpenTag& tag) {
  while (true) {
    skip_spaces();
    if (ended()) return at_offset("Unclosed start tag \"" + tag.name + "\"", tag.byte_offset);
    if (at(pos_) == '>') return {};
    const std::size_t begin = pos_;
    while (!ended() && !is_space(at(pos_)) && at(pos_) != '=' && at(pos_) != '>') ++pos_;
    const std::string name = ascii_lower(html_.substr(begin, pos_ - begin));
    if (name.empty()) return at_offset("Empty attribute name in the tag \"" + tag.name + "\"", tag.byte_offset);
    skip_spaces();
    if (at(pos_) != '=') {
      tag.attributes.try_emplace(name);
      continue;
    }
    ++pos_;
    skip_spaces();
    std::string value;
    if (auto failure = take_value(tag.byte_offset, value)) return failure;
    tag.attributes.try_emplace(name, std::move(value));
  }
}

Failure HtmlParser::take_value(std::size_t tag_begin, std::string& value) {
  if (ended()) return at_offset("Unclosed start tag", tag_begin);
  const char quote = at(pos_);
  if (quote != '"' && quote != '\'') {
    const std::size_t begin = pos_;
    while (!ended() && is_name_character(at(pos_))) ++pos_;
    if (!ended() && !is_space(at(pos_)) && at(pos_) != '>') return at_offset("Unexpected end of name token", begin);
    value = ascii_lower(html_.substr(begin, pos_ - begin));
    return {};
  }
  ++pos_;
  while (!ended() && at(pos_) != quote) {
    if (at(pos_) == '&') {
      if (const auto code_point = take_reference()) {
        append_utf8(value, *code_point);
        continue;
      }
    }
    value.push_back(at(pos_++));
  }
  if (ended()) return at_offset("Unclosed start tag", tag_begin);
  ++pos_;
  return {};
}

Failure HtmlParser::check_attributes(const OpenTag& tag) const {
  if (tag.name == "span") {
    const auto found = tag.attributes.find("class");
    if (found == tag.attributes.end() || found->second != "tg-spoiler") {
      return at_offset("Tag \"span\" must have class \"tg-spoiler\"", tag.byte_offset);
    }
  }
  if (tag.name == "tg-time") {
    const auto found = tag.attributes.find("format");
    if (found != tag.attributes.end() && !valid_date_format(found->second)) {
      return ParseError{"Invalid date format used"};
    }
  }
  return {};
}

Failure HtmlParser::take_end_tag() {
  const std::size_t begin = pos_;
  if (open_.empty()) return at_offset("Unexpected end tag", begin);
  pos_ += 2;
  const std::size_t name_begin = pos_;
  while (!ended() && !is_space(at(pos_)) && at(pos_) != '>') ++pos_;
  const std::string name = ascii_lower(html_.substr(name_begin, pos_ - name_begin));
  skip_spaces();
  if (ended()) return at_offset("Unclosed end tag", begin);
  if (at(pos_) != '>') return at_offset("Unclosed end tag", begin);
  const OpenTag tag = std::move(open_.back());
  open_.pop_back();
  if (!name.empty() && name != tag.name) {
    return ParseError{"Unmatched end tag at byte offset " + std::to_string(begin) + ", expected \"</" + tag.name +
                      ">\", found \"</" + name + ">\""};
  }
  ++pos_;
  if (utf16_offset_ > tag.utf16_offset) close(tag);
  return {};
}

std::string attribute(const OpenTag& tag, std::string_view name) {
  const auto found = tag.attributes.find(name);
  return found == tag.attributes.end() ? std::string{} : found->second;
}

bool is_link(std::string_view url) {
  return url.starts_with("http://") || url.starts_with("https://") || url.starts_with("tg://") ||
         (!url.empty() && url.find('.') != std::string_view::npos && url.find(' ') == std::string_view::npos);
}

void HtmlParser::close(const OpenTag& tag) {
  Entity entity;
  entity.offset = tag.utf16_offset;
  entity.length = utf16_offset_ - tag.utf16_offset;
  if (const auto plain = plain_tags().find(tag.name); plain != plain_tags().end()) {
    entity.type = plain->second;
    const std::string language = attribute(tag, "class");
    // <pre><code class="language-x"> is one "pre" entity: its inner code only names the language.
    const bool inside_pre = tag.name == "code" && !open_.empty() && open_.back().name == "pre";
    if (inside_pre && open_.back().utf16_offset == tag.utf16_offset) {
      if (language.starts_with("language-")) open_.back().attributes["class"] = language;
      return;
    }
    if (tag.name == "pre" && language.starts_with("language-")) entity.language = language.substr(9);
  } else if (tag.name == "a") {
    entity.url = attribute(tag, "href");
    entity.type = "text_link";
    if (!is_link(entity.url)) return;
  } else if (tag.name == "blockquote") {
    entity.type = tag.attributes.contains("expandable") ? "expandable_blockquote" : "blockquote";
  } else if (tag.name == "tg-emoji") {
    entity.type = "custom_emoji";
    entity.custom_emoji_id = attribute(tag, "emoji-id");
  } else {
    const std::string unix_time = attribute(tag, "unix");
    std::from_chars(unix_time.data(), unix_time.data() + unix_time.size(), entity.unix_time);
    if (entity.unix_time <= 0) return;  // dropped silently, the text stays
    entity.type = "date_time";
    entity.date_time_format = attribute(tag, "format");
  }
  out_.entities.push_back(std::move(entity));
}

}  // namespace

boost::system::result<FormattedText, ParseError> parse_html(std::string_view html) { return HtmlParser{html}.run(); }

}  // namespace alur::sandbox
