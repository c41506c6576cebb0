#pragma once

#include "source_tree.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace alur::arch {

/// module -> modules whose faces it may include besides its own, as in modules.txt.
using Arrows = std::map<std::string, std::set<std::string>>;

/// Lines "module: other other"; # begins a comment.
Arrows read_arrows(const std::string& text);

/// What the file's includes break, one line each: "src/net/a.cpp:3: ...". Checked: an arrow that the table does not
/// have, a heavy header in a face, another module's private header. `all` is every file of src, which tells which
/// headers are private to whom.
std::vector<std::string> include_faults(const SourceFile& file, const Arrows& arrows,
                                        const std::vector<SourceFile>& all);

}  // namespace alur::arch
