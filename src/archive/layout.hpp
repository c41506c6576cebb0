#pragma once

#include <string>

/// Where contents lie in an archive's directory.
namespace alur::archive {

bool is_sha256(const std::string& text);
/// `directory`, ab, ab/cd for a depth of 0, 1, 2.
std::string content_folder(const std::string& directory, const std::string& sha256, std::size_t depth);
/// Throws std::invalid_argument for what is no SHA-256.
std::string content_path(const std::string& directory, const std::string& sha256);

}  // namespace alur::archive
