#pragma once

#include <string>

/// Names that survive a power loss. Everything throws std::system_error naming the path.
namespace alur::service {

/// Makes a folder (0700) that must not be there.
void make_folder(const std::string& path);
void sync_file(const std::string& path);
void sync_folder(const std::string& path);
/// Syncs every folder at and below `path`.
void sync_folders(const std::string& path);
void rename_path(const std::string& from, const std::string& to);

}  // namespace alur::service
