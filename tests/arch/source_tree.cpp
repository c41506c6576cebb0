#include "source_tree.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace alur::arch {

namespace fs = std::filesystem;

std::vector<SourceFile> source_files(const std::string& root, const std::string& folder) {
  std::vector<SourceFile> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator{fs::path{root} / folder}) {
    const auto extension = entry.path().extension();
    if (!entry.is_regular_file() || (extension != ".hpp" && extension != ".cpp")) continue;
    std::ifstream in{entry.path(), std::ios::binary};
    files.push_back(
        {fs::relative(entry.path(), root).generic_string(), std::string{std::istreambuf_iterator<char>{in}, {}}});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

namespace {

/// How long the comment, literal or preprocessor line is that begins at `at`; 0 when code does.
std::size_t blank_length(std::string_view source, std::size_t at) {
  const std::string_view rest = source.substr(at);
  const auto through = [rest](std::string_view end, std::size_t from) {
    const auto found = rest.find(end, from);
    return found == std::string_view::npos ? rest.size() : found + end.size();
  };
  if (rest.substr(0, 2) == "//") return through("\n", 0) - 1;
  if (rest.substr(0, 2) == "/*") return through("*/", 2);
  if (rest.substr(0, 2) == "R\"") {
    const auto open = rest.find('(');
    if (open == std::string_view::npos) return 0;
    return through(')' + std::string{rest.substr(2, open - 2)} + '"', open);
  }
  // A quote between digits (1'000) parts them.
  const bool parts_digits = rest[0] == '\'' && at > 0 && std::isalnum(static_cast<unsigned char>(source[at - 1])) != 0;
  if (rest[0] == '"' || (rest[0] == '\'' && !parts_digits)) {
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != rest[0]) end += rest[end] == '\\' ? 2 : 1;
    return std::min(end + 1, rest.size());
  }
  if (rest[0] != '#') return 0;
  const auto line_start = source.find_last_of('\n', at == 0 ? 0 : at - 1);
  const auto first = source.find_first_not_of(" \t", line_start == std::string_view::npos ? 0 : line_start + 1);
  if (first != at) return 0;
  std::size_t end = through("\n", 0) - 1;
  while (end > 0 && rest[end - 1] == '\\' && end + 1 < rest.size()) end = through("\n", end + 1) - 1;
  return end;
}

}  // namespace

std::string code_only(std::string_view source) {
  std::string code{source};
  for (std::size_t at = 0; at < code.size();) {
    const std::size_t length = blank_length(source, at);
    for (std::size_t i = at; i < std::min(at + length, code.size()); ++i)
      if (code[i] != '\n') code[i] = ' ';
    at += std::max<std::size_t>(length, 1);
  }
  return code;
}

int line_at(std::string_view text, std::size_t position) {
  const std::string_view before = text.substr(0, position);
  return 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
}

}  // namespace alur::arch
