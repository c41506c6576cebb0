#include "alur/text/catalogue.hpp"

#include "clean.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace alur::text {
namespace {

constexpr std::string_view ellipsis = "…";

void append_escaped(std::string& to, char32_t c) {
  switch (c) {
    case U'&':
      to += "&amp;";
      return;
    case U'<':
      to += "&lt;";
      return;
    case U'>':
      to += "&gt;";
      return;
    case U'"':
      to += "&quot;";
      return;
    default:
      append_utf8(to, c);
  }
}

bool is_scalar(std::uint32_t c) { return c != 0 && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF); }

/// The character that "&name;" stands for, `name` without its frame; nothing when it is no entity of parse_mode=HTML.
std::optional<char32_t> entity(std::string_view name) {
  if (name == "amp") return U'&';
  if (name == "lt") return U'<';
  if (name == "gt") return U'>';
  if (name == "quot") return U'"';
  if (!name.starts_with('#')) return std::nullopt;
  const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
  const std::string_view digits = name.substr(hex ? 2 : 1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc{} || end != digits.data() + digits.size() || !is_scalar(value)) return std::nullopt;
  return static_cast<char32_t>(value);
}

bool is_white(UChar32 c) { return c == 0 || u_isUWhiteSpace(c) != 0; }

/// Zero-width: nothing by itself, but part of the character before it (a variation selector of an emoji).
bool is_ignorable(UChar32 c) { return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0; }

bool continues_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

Html escape(std::string_view written_by_a_person) {
  Html out;
  out.value.reserve(written_by_a_person.size());
  each_clean(written_by_a_person, LineEnds::keep, [&out](char32_t c) { append_escaped(out.value, c); });
  return out;
}

std::string plain(std::string_view written_by_a_person) {
  std::string out;
  out.reserve(written_by_a_person.size());
  each_clean(written_by_a_person, LineEnds::space, [&out](char32_t c) { append_utf8(out, c); });
  return out;
}

std::string_view trim(std::string_view written_by_a_person) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(written_by_a_person.data());
  const auto size = static_cast<std::int32_t>(written_by_a_person.size());
  std::int32_t first = size;
  std::int32_t end = 0;  // of what is kept so far
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, c);
    const bool attached = end > 0 && begin == end;
    if (is_white(c) || (is_ignorable(c) && !attached)) continue;
    first = std::min(first, begin);
    end = at;
  }
  if (first >= end) return {};
  return written_by_a_person.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(end - first));
}

std::string strip(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  while (!html.empty()) {
    const std::size_t mark = html.find_first_of("<&");
    out += html.substr(0, mark);
    if (mark == std::string_view::npos) break;
    html.remove_prefix(mark);
    const std::size_t end = html.find(html.front() == '<' ? '>' : ';');
    const auto decoded = html.front() == '&' && end != std::string_view::npos ? entity(html.substr(1, end - 1))
                                                                              : std::optional<char32_t>{};
    if (decoded) {
      append_utf8(out, *decoded);
      html.remove_prefix(end + 1);
    } else if (html.front() == '<' && end != std::string_view::npos) {
      html.remove_prefix(end + 1);
    } else {
      out += html.front();
      html.remove_prefix(1);
    }
  }
  return out;
}

std::size_t length(std::string_view utf8) {
  std::size_t count = 0;
  for (const char byte : utf8) count += continues_code_point(byte) ? 0 : 1;
  return count;
}

std::string shorten(std::string_view text, std::size_t code_points) {
  if (length(text) <= code_points) return std::string{text};
  if (code_points == 0) return {};
  std::size_t kept = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (continues_code_point(text[at])) continue;
    if (kept + 1 == code_points) break;
    ++kept;
  }
  const std::string_view head = text.substr(0, at);
  const std::size_t last = head.find_last_not_of(' ');
  std::string out{head.substr(0, last == std::string_view::npos ? 0 : last + 1)};
  out += ellipsis;
  return out;
}

}  // namespace alur::text
