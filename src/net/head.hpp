#pragma once

#include "alur/net/http.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Heads of messages as text. Beast reads them; writing one takes no parser, and the checks against smuggled lines
/// stand here for both ends.
namespace alur::net {

bool same_name(std::string_view a, std::string_view b);  ///< ASCII, case-insensitive
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

/// False when a name is no token or a value holds a control character.
bool writable(const std::vector<Header>& headers);
/// False for anything but visible ASCII, and for the empty text.
bool writable_target(std::string_view target);
bool is_token(std::string_view text);

void append_header(std::string& head, std::string_view name, std::string_view value);

}  // namespace alur::net
