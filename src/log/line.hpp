#pragma once

#include "alur/log/log.hpp"

#include <string>

namespace alur::log {

/// `event key=value ...`: values with spaces, quotes or control characters are quoted, so that a line stays one line.
std::string text_line(std::string_view event, std::initializer_list<Field> fields);
/// `"event":"...","key":value`: the members of a JSON object, to be set into braces with time and level.
std::string json_members(std::string_view event, std::initializer_list<Field> fields);

}  // namespace alur::log
