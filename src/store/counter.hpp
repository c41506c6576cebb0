#pragma once

#include "alur/store/database.hpp"

#include <cstdint>
#include <string>

namespace alur::store {

/// The next number of a named sequence, from 1. Never given twice, not even to rows that are gone.
std::int64_t next_number(Tx& tx, const std::string& name);

/// Messages and card revisions are numbered together, so that a chat's work has one order.
inline std::int64_t next_send_number(Tx& tx) { return next_number(tx, "send"); }

}  // namespace alur::store
