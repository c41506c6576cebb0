#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace alur::arch {

struct SourceFile {
  std::string path;  ///< from the top of the tree: "src/net/lookup.cpp"
  std::string content;
};

/// Every .hpp and .cpp below `folder` ("include", "src") of the tree at `root`, by path.
std::vector<SourceFile> source_files(const std::string& root, const std::string& folder);

/// The same text with comments, string and character literals and preprocessor lines blanked out; lines stay where
/// they are.
std::string code_only(std::string_view source);

int line_at(std::string_view text, std::size_t position);

}  // namespace alur::arch
