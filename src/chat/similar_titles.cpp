#include "similar_titles.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string>

namespace alur::chat {

namespace {

/// What an application is called in any title tells nothing about which one it is.
constexpr std::array<std::string_view, 12> common_words{"aplikasi",    "sistem",      "informasi", "pengembangan",
                                                        "pembuatan",   "layanan",     "berbasis",  "web",
                                                        "application", "development", "system",    "dan"};

std::set<std::string> telling_words(std::string_view title) {
  std::set<std::string> all;
  std::set<std::string> telling;
  std::string word;
  const auto finish = [&] {
    if (!word.empty()) {
      all.insert(word);
      if (std::find(common_words.begin(), common_words.end(), word) == common_words.end()) {
        telling.insert(word);
      }
    }
    word.clear();
  };
  for (const char c : title) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || byte >= 0x80) {
      word += static_cast<char>(std::tolower(byte));
    } else {
      finish();
    }
  }
  finish();
  return telling.empty() ? all : telling;
}

}  // namespace

bool similar_titles(std::string_view a, std::string_view b) {
  const std::set<std::string> words_a = telling_words(a);
  const std::set<std::string> words_b = telling_words(b);
  const auto shared = static_cast<std::size_t>(
      std::count_if(words_a.begin(), words_a.end(), [&](const std::string& word) { return words_b.contains(word); }));
  const std::size_t together = words_a.size() + words_b.size() - shared;
  // Three of five words in common.
  return together > 0 && shared * 5 >= together * 3;
}

}  // namespace alur::chat
