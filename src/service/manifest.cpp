#include "manifest.hpp"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace alur::service {

namespace {

constexpr std::size_t sum_length = 64;
constexpr const char* between = "  ";

bool is_sum(const std::string& text) {
  return text.size() == sum_length && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool stays_inside(const std::string& path) {
  const std::filesystem::path parts(path);
  return !path.empty() && parts.is_relative() && std::find(parts.begin(), parts.end(), "..") == parts.end();
}

}  // namespace

Manifest Manifest::parse(const std::string& text) {
  Manifest manifest;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::string sum = line.substr(0, sum_length);
    const std::string path = line.size() > sum_length + 2 ? line.substr(sum_length + 2) : std::string();
    if (!is_sum(sum) || line.compare(sum_length, 2, between) != 0 || !stays_inside(path)) {
      throw std::runtime_error(std::string(file_name) + " has a line that is none of its own: " + line);
    }
    manifest.add(path, sum);
  }
  return manifest;
}

std::optional<std::string> Manifest::find(const std::string& path) const {
  const auto known = sums_.find(path);
  return known == sums_.end() ? std::nullopt : std::optional(known->second);
}

std::string Manifest::text() const {
  std::string out;
  for (const auto& [path, sum] : sums_) out.append(sum).append(between).append(path).append("\n");
  return out;
}

}  // namespace alur::service
