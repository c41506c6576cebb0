#pragma once

#include "file_type.hpp"

#include <string>

namespace alur::archive {

/// What the names inside a ZIP say; nothing is unpacked.
struct ZipContents {
  bool readable = false;
  const FileType* type = nullptr;  ///< an Office document or an Android package; nullptr: not told by names
  bool macros = false;
};

ZipContents read_zip_contents(const std::string& path);

}  // namespace alur::archive
