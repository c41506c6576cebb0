#include "http/samples.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace alur::sandbox {

std::vector<std::string> Samples::names() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator{directory_, error}) {
    const std::string name = entry.path().filename();
    if (entry.is_regular_file(error) && !name.starts_with('.')) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<Outgoing> Samples::read(const std::string& name) const {
  const auto known = names();
  if (std::find(known.begin(), known.end(), name) == known.end()) return {};
  std::ifstream file{std::filesystem::path{directory_} / name, std::ios::binary};
  if (!file) return {};
  Outgoing sample;
  sample.name = name;
  sample.bytes.assign(std::istreambuf_iterator<char>{file}, {});
  return sample;
}

}  // namespace alur::sandbox
