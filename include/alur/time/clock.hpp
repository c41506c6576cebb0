#pragma once

#include "alur/time/instant.hpp"

#include <chrono>
#include <memory>

namespace alur::time {

/// What real_until() answers at most, so that it can be added to a steady time.
inline constexpr std::chrono::milliseconds real_until_max = std::chrono::hours{24 * 365};

/// The only source of time. `now` is the office's wall clock (it may jump, and in a sandbox or a sped-up run it is
/// not this machine's); `steady` is real elapsed time and drives time-outs, back-off and rate limits.
/// Every implementation is safe to call from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  virtual std::chrono::steady_clock::time_point steady() const = 0;
  /// Real time that passes until `now() >= at` if nothing jumps; zero when it is due, `real_until_max` when it takes
  /// that long or longer (a clock that stands). Callers wake up at least once a minute anyway, or when told of a jump.
  virtual std::chrono::milliseconds real_until(Instant at) const = 0;
};

/// This machine's clocks.
std::unique_ptr<Clock> system_clock();

/// Runs `speed` times as fast as this machine, from (`real_start`, `wall_start`): the same two anchors give the same
/// time after a restart. `speed` > 0, else std::invalid_argument.
std::unique_ptr<Clock> sped_up_clock(Instant real_start, Instant wall_start, double speed);

/// Follows anchors that an edge keeps setting (the sandbox's GET /sandbox/clock). Before the first anchor `now` is
/// the system's.
class AnchoredClock : public Clock {
 public:
  ~AnchoredClock() override;
  AnchoredClock();
  /// From this call on, `now` is `wall` advancing `speed` times as fast as real time. `speed` >= 0, else
  /// std::invalid_argument.
  void anchor(Instant wall, double speed);
  Instant now() const override;
  std::chrono::steady_clock::time_point steady() const override;
  std::chrono::milliseconds real_until(Instant at) const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Moves only when told: for tests and the simulation. `steady` advances with `now`, except in jump().
class VirtualClock : public Clock {
 public:
  explicit VirtualClock(Instant start);
  ~VirtualClock() override;
  /// `by` >= 0, else std::invalid_argument.
  void advance(std::chrono::milliseconds by);
  /// Does nothing when `at` is past.
  void advance_to(Instant at);
  /// A wall-clock jump, either way; steady time stands.
  void jump(Instant at);
  Instant now() const override;
  std::chrono::steady_clock::time_point steady() const override;
  std::chrono::milliseconds real_until(Instant at) const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::time
