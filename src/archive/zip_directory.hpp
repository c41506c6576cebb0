#pragma once

#include "file.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The central directory of a ZIP as its bytes say it, which libarchive does not show.
namespace alur::archive {

struct ZipEntry {
  std::string name;
  bool encrypted = false;
  bool symlink = false;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t begins_at = 0;  ///< its local header
  std::uint64_t ends_at = 0;    ///< behind its packed bytes
};

struct ZipDirectory {
  std::uint64_t begins_at = 0;
  std::uint64_t entries = 0;   ///< as counted by its end record
  std::vector<ZipEntry> read;  ///< at most `entries_max`
};

/// Nothing where it is not built as it must be: an end record that ends the file, a directory right before it, and
/// local headers that bear the directory's names.
std::optional<ZipDirectory> read_zip_directory(const File& file, std::size_t entries_max);

}  // namespace alur::archive
