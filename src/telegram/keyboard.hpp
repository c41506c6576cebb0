#pragma once

#include "alur/telegram/request.hpp"

#include "json.hpp"

namespace alur::telegram {

/// An InlineKeyboardMarkup; empty rows are left out.
Json to_json(const Keyboard& keyboard);

}  // namespace alur::telegram
