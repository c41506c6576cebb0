#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace alur::text {

/// What to do with a line end that a person wrote.
enum class LineEnds { keep, space };

/// Hands every code point that may be shown to `take`: control characters, marks and overrides of direction are left
/// out, line ends become '\n' or ' ', a tab becomes ' ', and each invalid sequence one U+FFFD.
void each_clean(std::string_view utf8, LineEnds line_ends, const std::function<void(char32_t)>& take);

void append_utf8(std::string& to, char32_t code_point);

}  // namespace alur::text
