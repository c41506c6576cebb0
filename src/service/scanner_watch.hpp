#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

/// Whether the virus scanner keeps people waiting, so that they are told in time. Real time. Loop's thread only.
namespace alur::service {

class ScannerWatch {
 public:
  using Steady = std::chrono::steady_clock;

  void asked(std::int64_t job, Steady::time_point now) { asked_.emplace(job, now); }
  /// `answers`: did it, when it was last asked something?
  void replied(std::int64_t job, bool answers, Steady::time_point now);
  /// It asks no more, replied to or not.
  void left(std::int64_t job) { asked_.erase(job); }

  bool is_away() const { return away_since_.has_value(); }
  /// Away, or longer at a question than people should wait without a word.
  bool is_late(Steady::time_point now) const;
  /// One that is away is asked again from time to time.
  bool may_be_asked(Steady::time_point now) const;
  /// When one of these changes by itself.
  std::optional<std::chrono::milliseconds> wake_in(Steady::time_point now) const;

 private:
  std::optional<Steady::time_point> away_since_;
  std::map<std::int64_t, Steady::time_point> asked_;  ///< by job
};

}  // namespace alur::service
