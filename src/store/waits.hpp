#pragma once

#include "alur/store/queues.hpp"

#include "connection.hpp"

#include <string_view>
#include <vector>

/// What outbox and cards tell in the same way.
namespace alur::store {

inline constexpr std::string_view interrupted_error = "the process ended while it was being sent";

/// Rows of (chat_id, not_before_ms).
inline std::vector<ChatWait> read_waits(Query& query) {
  std::vector<ChatWait> found;
  while (query.next()) found.push_back({query.integer(0), query.instant(1)});
  return found;
}

}  // namespace alur::store
