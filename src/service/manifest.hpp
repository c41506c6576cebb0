#pragma once

#include <map>
#include <optional>
#include <string>

/// SHA256SUMS: what a folder holds, a line each, as `sha256sum -c` takes it.
namespace alur::service {

class Manifest {
 public:
  static constexpr const char* file_name = "SHA256SUMS";

  /// Throws std::runtime_error for a line of another shape, or a path that leads out of the folder.
  static Manifest parse(const std::string& text);

  /// `path` is relative and holds neither line breaks nor backslashes.
  void add(const std::string& path, const std::string& sha256) { sums_[path] = sha256; }
  std::optional<std::string> find(const std::string& path) const;
  const std::map<std::string, std::string>& sums() const { return sums_; }
  std::string text() const;

 private:
  std::map<std::string, std::string> sums_;
};

}  // namespace alur::service
