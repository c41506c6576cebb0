#pragma once

#include <chrono>
#include <cstddef>

/// Bounds on what a person may type, so that a slip of the finger neither plans a meeting in 2206 nor counts for ever.
namespace alur::workflow {

inline constexpr int round_days_max = 1000;
inline constexpr int round_minutes_max = 10'000;
inline constexpr std::chrono::days session_ahead_max{366};
inline constexpr std::size_t needs_max = 60;
inline constexpr std::size_t need_bytes_max = 400;

/// The jalur may change while this step has not closed (steps 1-3 of the variants are the same).
inline constexpr int track_open_until_step = 3;

}  // namespace alur::workflow
