#include "core/sandbox_clock.hpp"

namespace alur::sandbox {

SandboxClock::SandboxClock(time::Instant start, double speed) : speed_(speed) { clock_.anchor(start, speed); }

void SandboxClock::set(time::Instant now) {
  clock_.anchor(now, speed_);
  ++rev_;
}

void SandboxClock::set_speed(double speed) {
  speed_ = speed;
  clock_.anchor(clock_.now(), speed);
  ++rev_;
}

void SandboxClock::restore(const ClockView& earlier) {
  speed_ = earlier.speed;
  rev_ = earlier.rev;
  set(earlier.now);
}

}  // namespace alur::sandbox
