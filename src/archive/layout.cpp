#include "layout.hpp"

#include <algorithm>
#include <stdexcept>

namespace alur::archive {

bool is_sha256(const std::string& text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char digit) {
           return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
         });
}

std::string content_folder(const std::string& directory, const std::string& sha256, std::size_t depth) {
  std::string path = directory;
  for (std::size_t level = 0; level < depth; ++level) path += "/" + sha256.substr(2 * level, 2);
  return path;
}

std::string content_path(const std::string& directory, const std::string& sha256) {
  if (!is_sha256(sha256)) throw std::invalid_argument{"no SHA-256: " + sha256};
  return content_folder(directory, sha256, 2) + "/" + sha256;
}

}  // namespace alur::archive
