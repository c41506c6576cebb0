#include "alur/time/clock.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace alur::time {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

Instant system_now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

milliseconds scaled(milliseconds elapsed, double speed) {
  return milliseconds{std::llround(static_cast<double>(elapsed.count()) * speed)};
}

/// How long a clock at `now` needs to `at`, rounded up so that whoever waits never wakes before it is due.
milliseconds real_time_between(Instant now, Instant at, double speed) {
  if (at <= now) return milliseconds::zero();
  if (speed <= 0) return real_until_max;
  const double real_ms = std::ceil(static_cast<double>((at - now).count()) / speed);
  if (real_ms >= static_cast<double>(real_until_max.count())) return real_until_max;
  return milliseconds{std::llround(real_ms)};
}

class SystemClock final : public Clock {
 public:
  Instant now() const override { return system_now(); }
  SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
  milliseconds real_until(Instant at) const override { return real_time_between(now(), at, 1.0); }
};

class SpedUpClock final : public Clock {
 public:
  SpedUpClock(Instant real_start, Instant wall_start, double speed)
      : real_start_{real_start}, wall_start_{wall_start}, speed_{speed} {
    if (!(speed > 0)) throw std::invalid_argument{"a sped-up clock needs a speed above 0"};
  }
  Instant now() const override { return wall_start_ + scaled(system_now() - real_start_, speed_); }
  SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
  milliseconds real_until(Instant at) const override { return real_time_between(now(), at, speed_); }

 private:
  const Instant real_start_;
  const Instant wall_start_;
  const double speed_;
};

}  // namespace

std::unique_ptr<Clock> system_clock() { return std::make_unique<SystemClock>(); }

std::unique_ptr<Clock> sped_up_clock(Instant real_start, Instant wall_start, double speed) {
  return std::make_unique<SpedUpClock>(real_start, wall_start, speed);
}

struct AnchoredClock::Impl {
  struct Anchor {
    Instant wall;
    SteadyTime steady;
    double speed;
  };

  std::optional<Anchor> current() const {
    const std::lock_guard lock{mutex};
    return anchor;
  }

  mutable std::mutex mutex;
  std::optional<Anchor> anchor;
};

AnchoredClock::AnchoredClock() : impl_{std::make_unique<Impl>()} {}
AnchoredClock::~AnchoredClock() = default;

void AnchoredClock::anchor(Instant wall, double speed) {
  if (!(speed >= 0)) throw std::invalid_argument{"a clock does not run backwards"};
  const std::lock_guard lock{impl_->mutex};
  impl_->anchor = Impl::Anchor{wall, std::chrono::steady_clock::now(), speed};
}

Instant AnchoredClock::now() const {
  const auto anchor = impl_->current();
  if (!anchor) return system_now();
  const auto elapsed = std::chrono::floor<milliseconds>(std::chrono::steady_clock::now() - anchor->steady);
  return anchor->wall + scaled(elapsed, anchor->speed);
}

SteadyTime AnchoredClock::steady() const { return std::chrono::steady_clock::now(); }

milliseconds AnchoredClock::real_until(Instant at) const {
  const auto anchor = impl_->current();
  return real_time_between(now(), at, anchor ? anchor->speed : 1.0);
}

struct VirtualClock::Impl {
  explicit Impl(Instant start) : now{start} {}

  mutable std::mutex mutex;
  Instant now;
  SteadyTime steady{};
};

VirtualClock::VirtualClock(Instant start) : impl_{std::make_unique<Impl>(start)} {}
VirtualClock::~VirtualClock() = default;

void VirtualClock::advance(milliseconds by) {
  if (by < milliseconds::zero()) throw std::invalid_argument{"time advances; it goes back by a jump only"};
  const std::lock_guard lock{impl_->mutex};
  impl_->now += by;
  impl_->steady += by;
}

void VirtualClock::advance_to(Instant at) {
  const std::lock_guard lock{impl_->mutex};
  if (at <= impl_->now) return;
  impl_->steady += at - impl_->now;
  impl_->now = at;
}

void VirtualClock::jump(Instant at) {
  const std::lock_guard lock{impl_->mutex};
  impl_->now = at;
}

Instant VirtualClock::now() const {
  const std::lock_guard lock{impl_->mutex};
  return impl_->now;
}

SteadyTime VirtualClock::steady() const {
  const std::lock_guard lock{impl_->mutex};
  return impl_->steady;
}

milliseconds VirtualClock::real_until(Instant at) const { return real_time_between(now(), at, 1.0); }

}  // namespace alur::time
