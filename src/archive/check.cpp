#include "alur/archive/archive.hpp"

#include "layout.hpp"

#include <filesystem>
#include <system_error>

namespace alur::archive {

namespace {

/// What the disk cannot give back is as good as changed.
bool still_has_its_hash(const std::string& path, const std::string& sha256) {
  try {
    return hash_of_file(path) == sha256;
  } catch (const std::system_error&) {
    return false;
  }
}

}  // namespace

ArchiveCheck check_contents(const std::string& directory, const std::vector<std::string>& sha256s) {
  ArchiveCheck found;
  for (const std::string& sha256 : sha256s) {
    if (!is_sha256(sha256) || !std::filesystem::exists(content_path(directory, sha256))) {
      found.missing.push_back(sha256);
    } else if (!still_has_its_hash(content_path(directory, sha256), sha256)) {
      found.changed.push_back(sha256);
    }
  }
  return found;
}

}  // namespace alur::archive
