#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// Numbers and words in the bytes of a file.
namespace alur::archive {

/// 0 where the bytes end before the number does.
inline std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || size > bytes.size() - at) return 0;
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i) number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return number;
}

inline std::uint64_t big_endian(std::string_view bytes, std::size_t at, std::size_t size) {
  if (at > bytes.size() || size > bytes.size() - at) return 0;
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < size; ++i) number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
  return number;
}

inline char lower_letter(char letter) { return static_cast<char>(std::tolower(static_cast<unsigned char>(letter))); }

inline std::string lower_case(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower_letter);
  return lowered;
}

/// Is one of the words anywhere in the text, in any case? They begin with one and the same character, which is no
/// letter, and are in lower case.
inline bool contains_any_case(std::string_view text, std::span<const std::string_view> words) {
  const char first = words.front().front();
  for (std::size_t at = text.find(first); at < text.size() - 1; at = text.find(first, at + 1)) {
    const char second = lower_letter(text[at + 1]);
    for (const std::string_view word : words) {
      if (word[1] == second && lower_case(text.substr(at, word.size())) == word) return true;
    }
  }
  return false;
}

}  // namespace alur::archive
