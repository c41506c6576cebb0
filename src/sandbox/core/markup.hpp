#pragma once

#include "core/api_error.hpp"
#include "core/model.hpp"

#include <string_view>

namespace alur::sandbox {

/// Reads a reply_markup parameter as the server does (botapi notes, section 7, "Keyboards"). Absent or empty: no
/// markup.
Outcome<Markup> read_markup(std::string_view reply_markup);

}  // namespace alur::sandbox
