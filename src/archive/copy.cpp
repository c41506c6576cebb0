#include "alur/archive/archive.hpp"

#include "digest.hpp"
#include "file.hpp"
#include "layout.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace alur::archive {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t copy_block_bytes = std::size_t{64} * 1024;

bool readable(const std::string& path) {
  try {
    hash_of_file(path);
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

/// False when the copy has not the hash it is named by; nothing is left of it then.
bool copy_content(const std::string& from, const std::string& to, const std::string& sha256) {
  bool same = false;
  try {
    same = copy_file(from, to) == sha256;
  } catch (const std::system_error&) {
    std::error_code ignored;
    fs::remove(to, ignored);
    if (readable(from)) throw;  // it is the copy that cannot be written
    return false;
  }
  if (!same) fs::remove(to);
  return same;
}

/// The folders one level down that hold contents: two digits. Quarantine is none, and its files come and go.
std::vector<std::string> folders_of_contents(const std::string& directory) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator{directory}) {
    if (entry.path().filename().string().size() == 2 && entry.is_directory()) found.push_back(entry.path().string());
  }
  return found;
}

}  // namespace

std::string hash_of_file(const std::string& path) {
  File file = File::open_to_read(path);
  Sha256 hash;
  std::string block(copy_block_bytes, '\0');
  while (const std::size_t got = file.read(block.data(), block.size())) hash.update({block.data(), got});
  return hash.finish_hex();
}

std::string copy_file(const std::string& from, const std::string& to) {
  File source = File::open_to_read(from);
  File target = File::create(to);
  Sha256 hash;
  std::string block(copy_block_bytes, '\0');
  while (const std::size_t got = source.read(block.data(), block.size())) {
    hash.update({block.data(), got});
    target.write({block.data(), got});
  }
  target.sync();
  return hash.finish_hex();
}

std::vector<std::string> contents_of(const std::string& directory) {
  std::vector<std::string> found;
  if (!fs::exists(directory)) return found;
  for (const std::string& first : folders_of_contents(directory)) {
    for (const std::string& second : folders_of_contents(first)) {
      for (const fs::directory_entry& entry : fs::directory_iterator{second}) {
        const std::string name = entry.path().filename().string();
        if (is_sha256(name) && entry.path() == content_path(directory, name)) found.push_back(name);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

ArchiveCheck copy_contents(const std::string& from, const std::vector<std::string>& sha256s, const std::string& to) {
  ArchiveCheck found;
  std::set<std::string> folders{to};
  make_directory(to);
  for (const std::string& sha256 : sha256s) {
    if (!is_sha256(sha256) || !fs::exists(content_path(from, sha256))) {
      found.missing.push_back(sha256);
      continue;
    }
    for (std::size_t depth = 1; depth <= 2; ++depth) {
      if (folders.insert(content_folder(to, sha256, depth)).second) make_directory(content_folder(to, sha256, depth));
    }
    if (!copy_content(content_path(from, sha256), content_path(to, sha256), sha256)) found.changed.push_back(sha256);
  }
  for (const std::string& folder : folders) sync_directory(folder);
  return found;
}

}  // namespace alur::archive
