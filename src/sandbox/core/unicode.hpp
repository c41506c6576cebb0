#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// UTF-8 as the server counts it: code points for limits, UTF-16 units for entities.
namespace alur::sandbox {

bool valid_utf8(std::string_view text);
/// Of valid UTF-8 only.
std::vector<char32_t> decode_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);
std::size_t code_point_count(std::string_view text);
int utf16_length(std::string_view text);
std::string ascii_lower(std::string_view text);
constexpr int utf16_units(char32_t code_point) { return code_point > 0xFFFF ? 2 : 1; }

}  // namespace alur::sandbox
