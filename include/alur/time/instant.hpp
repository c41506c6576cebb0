#pragma once

#include <chrono>
#include <cstdint>

namespace alur::time {

/// A moment on the wall clock, UTC, whole milliseconds: what is stored and shown.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// A calendar day in the office's own zone.
using Day = std::chrono::local_days;

/// Minutes since local midnight, 0..1440.
using MinuteOfDay = std::chrono::minutes;

constexpr std::int64_t to_ms(Instant t) { return t.time_since_epoch().count(); }
constexpr Instant from_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds{ms}}; }

}  // namespace alur::time
