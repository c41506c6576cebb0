#pragma once

#include "file_type.hpp"

#include <string_view>

/// Archives within a ZIP. What people unpack is refused; what a program or an Office document reads itself is not: a
/// workbook behind a chart, a library of a system.
namespace alur::archive {

/// A ZIP or an APK, which hold whole systems.
bool is_package(const FileType& type);
/// By its name: an archive that people unpack.
bool names_an_archive(std::string_view entry_name, const FileType& within);
/// By its first bytes an archive, and by its name nothing that is built as one.
bool is_hidden_archive(std::string_view entry_name, std::string_view head, const FileType& within);

}  // namespace alur::archive
