#pragma once

#include <string>

namespace alur::archive {

/// What libmagic calls the content of the file, e.g. "application/pdf". Throws std::runtime_error without its database.
std::string magic_media_type(const std::string& path);

}  // namespace alur::archive
