#pragma once

#include "context.hpp"

#include <string_view>
#include <vector>

namespace alur::chat {

/// Those of `candidates` whose name is meant by what was typed: the whole name, else a word it begins with ("Fajar" is
/// Fajar Nugroho, S.Kom.). Case aside.
std::vector<PersonId> people_meant(const Context&, std::string_view typed, const std::vector<PersonId>& candidates);

}  // namespace alur::chat
