#pragma once

#include "file.hpp"
#include "file_type.hpp"

#include <string>
#include <string_view>

namespace alur::archive {

/// OLE 2 compound files: Office documents before 2007.
bool is_compound_file(std::string_view head);

struct CompoundContents {
  const FileType* type = nullptr;
  bool macros = false;
  bool encrypted = false;
};

/// [MS-CFB] 2.3: does the file reach to the last sector that its allocation table speaks of?
bool is_whole_compound_file(const File& file);

/// `magic_media` decides between types where one document holds another.
CompoundContents read_compound_contents(const std::string& path, std::string_view magic_media);

}  // namespace alur::archive
