#pragma once

#include "alur/time/instant.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

/// ISO 8601 with an offset, as command line and control API write moments.
namespace alur::sandbox {

struct Moment {
  time::Instant at{};
  std::chrono::minutes offset{0};  ///< east of UTC
};
/// "2026-03-02T08:00[:00]+07:00" or "...Z"; nothing for anything else.
std::optional<Moment> parse_moment(std::string_view text);
/// "2026-03-02T08:00:00+07:00"
std::string format_moment(const Moment& moment);

}  // namespace alur::sandbox
