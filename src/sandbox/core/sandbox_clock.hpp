#pragma once

#include "alur/sandbox/types.hpp"
#include "alur/time/clock.hpp"

namespace alur::sandbox {

/// The clock that people move: the World's time, and the service's by GET /sandbox/clock. One thread sets it.
class SandboxClock {
 public:
  SandboxClock(time::Instant start, double speed);
  const time::Clock& clock() const { return clock_; }
  ClockView view() const { return {rev_, clock_.now(), speed_}; }
  void set(time::Instant now);
  void set_speed(double speed);
  /// Goes on from an earlier run: `rev` grows beyond it, so that whoever follows sees a change.
  void restore(const ClockView& earlier);

 private:
  time::AnchoredClock clock_;
  double speed_;
  std::int64_t rev_ = 1;
};

}  // namespace alur::sandbox
