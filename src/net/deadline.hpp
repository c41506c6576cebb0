#pragma once

#include <algorithm>
#include <chrono>

namespace alur::net {

/// The time that an exchange may still take.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Deadline(std::chrono::milliseconds allowance)
      : allowance_(std::clamp(allowance, std::chrono::milliseconds{0}, longest)), at_(Clock::now() + allowance_) {}

  Clock::time_point at() const { return at_; }
  bool passed() const { return Clock::now() >= at_; }
  /// The share of one try when `tries` are still ahead.
  Clock::time_point share(std::size_t tries) const {
    const auto now = Clock::now();
    return now + (std::max(at_, now) - now) / static_cast<int>(std::max<std::size_t>(tries, 1));
  }
  /// A streamed body moved on.
  void progress() { at_ = Clock::now() + allowance_; }

 private:
  static constexpr std::chrono::milliseconds longest = std::chrono::hours{24 * 365};
  std::chrono::milliseconds allowance_;
  Clock::time_point at_;
};

}  // namespace alur::net
