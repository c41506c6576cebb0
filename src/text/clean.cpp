#include "clean.hpp"

#include <unicode/utf8.h>

#include <cstdint>

namespace alur::text {
namespace {

/// Text direction is the reader's business: an override in a title could turn "exe.pdf" around on every card.
bool changes_direction(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F); }

bool ends_line(char32_t c) { return c == U'\n' || c == 0x85 || c == 0x2028 || c == 0x2029; }

}  // namespace

void each_clean(std::string_view utf8, LineEnds line_ends, const std::function<void(char32_t)>& take) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
  const auto size = static_cast<std::int32_t>(utf8.size());
  std::int32_t at = 0;
  while (at < size) {
    UChar32 read = 0;
    U8_NEXT_OR_FFFD(bytes, at, size, read);
    const auto c = static_cast<char32_t>(read);
    if (ends_line(c)) {
      take(line_ends == LineEnds::keep ? U'\n' : U' ');
    } else if (c == U'\t') {
      take(U' ');
    } else if (!is_control(c) && !changes_direction(c)) {
      take(c);
    }
  }
}

void append_utf8(std::string& to, char32_t code_point) {
  char bytes[U8_MAX_LENGTH];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, static_cast<UChar32>(code_point));
  to.append(bytes, static_cast<std::size_t>(size));
}

}  // namespace alur::text
