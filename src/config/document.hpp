#pragma once

#include "alur/config/config.hpp"

#include <toml++/toml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace alur::config {

/// One TOML file and what is wrong in it. Places are named by path, as in process::Fault: "step[2].owed[0].kind".
class Document {
 public:
  /// Nothing, and one fault, when the file cannot be read or is no TOML.
  static std::optional<Document> open(const std::string& file, std::vector<Fault>& faults);

  const toml::table& root() const { return root_; }
  const std::string& file() const { return file_; }

  /// A fault at `path`, or at the nearest place above it that the file has.
  void fault(const std::string& path, std::string message);
  void fault_at_line(const std::string& path, int line, std::string message);
  /// Is something wrong at `path`, above it or below it? Then what follows from that need not be said.
  bool is_faulty(std::string_view path) const;

 private:
  Document(std::string file, toml::table root, std::vector<Fault>& faults);

  std::string file_;
  toml::table root_;
  std::vector<Fault>* faults_;
  std::set<std::string, std::less<>> faulty_paths_;
};

int line_of(const toml::node& node);

/// The *.toml files of a directory by name; a fault when there is none.
std::vector<std::string> toml_files(const std::string& dir, std::vector<Fault>& faults);

}  // namespace alur::config
