#pragma once

#include "alur/sandbox/types.hpp"

#include <chrono>
#include <string>

namespace alur::sandbox {

/// "Kam 5 Mar 2026 09.00"
std::string short_moment(time::Instant at, std::chrono::minutes zone_offset);
/// A message as it looks in a terminal: who to whom, the text, its buttons by row.
std::string on_terminal(const MessageView& message, const std::string& reader, std::chrono::minutes zone_offset);

}  // namespace alur::sandbox
