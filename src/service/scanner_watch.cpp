#include "scanner_watch.hpp"

#include "limits.hpp"

#include <algorithm>

namespace alur::service {

void ScannerWatch::replied(std::int64_t job, bool answers, Steady::time_point now) {
  asked_.erase(job);
  away_since_ = answers ? std::nullopt : std::optional{now};
}

bool ScannerWatch::is_late(Steady::time_point now) const {
  return is_away() || std::any_of(asked_.begin(), asked_.end(),
                                  [&](const auto& asked) { return now - asked.second >= limits::scan_silent_max; });
}

bool ScannerWatch::may_be_asked(Steady::time_point now) const {
  return !is_away() || now - *away_since_ >= limits::scanner_retry;
}

std::optional<std::chrono::milliseconds> ScannerWatch::wake_in(Steady::time_point now) const {
  std::optional<Steady::duration> first;
  const auto note = [&](Steady::time_point at) {
    if (at > now) first = std::min(first.value_or(at - now), at - now);
  };
  if (away_since_) note(*away_since_ + limits::scanner_retry);
  for (const auto& [job, since] : asked_) note(since + limits::scan_silent_max);
  if (!first) return std::nullopt;
  return std::chrono::ceil<std::chrono::milliseconds>(*first);
}

}  // namespace alur::service
