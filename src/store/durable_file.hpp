#pragma once

#include <string>

namespace alur::store {

/// Makes an empty file that only its owner reads (0600), to be filled by somebody who would ask for less. Throws
/// std::system_error.
void make_private(const std::string& path);

/// Syncs the file at `partial`, gives it the name `target` and syncs the directory: after it, `target` is whole or was
/// never there. Throws std::system_error.
void make_durable(const std::string& partial, const std::string& target);

}  // namespace alur::store
