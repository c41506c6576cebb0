#pragma once

#include "alur/time/instant.hpp"

#include <date/tz.h>

#include <string>

/// The one place that knows date::, which stands in for the zones that GCC 12's <chrono> lacks.
namespace alur::time {

using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

class Zone {
 public:
  /// Throws std::runtime_error for a name that the system's database lacks.
  explicit Zone(const std::string& name);
  LocalTime to_local(Instant t) const;
  /// The earlier one of an hour that a zone has twice; the jump itself for one that it skips.
  Instant to_instant(LocalTime local) const;
  std::string abbreviation(Instant t) const;

 private:
  const date::time_zone* zone_;  ///< owned by the database, which is never reloaded
};

}  // namespace alur::time
