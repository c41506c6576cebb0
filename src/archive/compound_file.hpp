#pragma once

#include "file_type.hpp"

#include <string>
#include <string_view>

namespace alur::archive {

/// OLE 2 compound files: Office documents before 2007.
bool is_compound_file(std::string_view head);

struct CompoundContents {
  const FileType* type = nullptr;
  bool macros = false;
};

/// `magic_media` decides between types where one document holds another.
CompoundContents read_compound_contents(const std::string& path, std::string_view magic_media);

}  // namespace alur::archive
