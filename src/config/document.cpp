#include "document.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace alur::config {

namespace fs = std::filesystem;

namespace {

/// "step[2].owed[0].kind" -> "step[2].owed[0]" -> "step[2].owed" -> ...
std::string parent(std::string path) {
  const auto cut = path.find_last_of(".[");
  path.resize(cut == std::string::npos ? 0 : cut);
  return path;
}

bool is_within(std::string_view path, std::string_view above) {
  if (path.substr(0, above.size()) != above) return false;
  return path.size() == above.size() || path[above.size()] == '.' || path[above.size()] == '[';
}

}  // namespace

int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

Document::Document(std::string file, toml::table root, std::vector<Fault>& faults)
    : file_{std::move(file)}, root_{std::move(root)}, faults_{&faults} {}

std::optional<Document> Document::open(const std::string& file, std::vector<Fault>& faults) {
  std::error_code ignored;
  std::ifstream in{file, std::ios::binary};
  if (!in || !fs::is_regular_file(file, ignored)) {
    faults.push_back({file, 0, "cannot be read"});
    return std::nullopt;
  }
  const std::string content{std::istreambuf_iterator<char>{in}, {}};
  try {
    return Document{file, toml::parse(content, file), faults};
  } catch (const toml::parse_error& error) {
    faults.push_back({file, static_cast<int>(error.source().begin.line), std::string{error.description()}});
    return std::nullopt;
  }
}

void Document::fault(const std::string& path, std::string message) {
  int line = 0;
  for (std::string place = path; !place.empty() && line == 0; place = parent(place))
    if (const auto node = toml::at_path(root_, place)) line = line_of(*node.node());
  fault_at_line(path, line, std::move(message));
}

void Document::fault_at_line(const std::string& path, int line, std::string message) {
  faulty_paths_.insert(path);
  faults_->push_back({file_, line, (path.empty() ? "" : path + ": ") + std::move(message)});
}

bool Document::is_faulty(std::string_view path) const {
  return std::any_of(faulty_paths_.begin(), faulty_paths_.end(),
                     [path](const std::string& faulty) { return is_within(path, faulty) || is_within(faulty, path); });
}

std::vector<std::string> toml_files(const std::string& dir, std::vector<Fault>& faults) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator entry{dir, error}, end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".toml") files.push_back(entry->path().string());
  if (error)
    faults.push_back({dir, 0, "cannot be read: " + error.message()});
  else if (files.empty())
    faults.push_back({dir, 0, "has no .toml file"});
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace alur::config
