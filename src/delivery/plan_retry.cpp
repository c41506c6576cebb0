#include "alur/delivery/delivery.hpp"

#include <algorithm>

namespace alur::delivery {

namespace {

constexpr std::chrono::milliseconds first_wait{1'000};
constexpr std::chrono::milliseconds longest_wait{60'000};
constexpr int doublings_max = 6;

std::chrono::milliseconds back_off(int attempts, double random01) {
  const int doublings = std::clamp(attempts - 1, 0, doublings_max);
  const auto whole = std::min(first_wait * (1 << doublings), longest_wait);
  return std::chrono::duration_cast<std::chrono::milliseconds>(whole * (0.5 + 0.5 * random01));
}

}  // namespace

Plan plan_retry(const Limits& limits, Outcome outcome, const Tries& tries, double random01) {
  const Plan again{Next::retry, back_off(tries.attempts, random01)};
  switch (outcome) {
    case Outcome::refused:
      return {Next::give_up, {}};
    case Outcome::not_sent:
      return again;  // nothing arrived: repeating it doubles nothing
    case Outcome::ambiguous:
      break;
  }
  if (tries.idempotent) return again;
  if (!tries.must_arrive || tries.doubts >= limits.doubts_max) return {Next::give_up, {}};
  return again;
}

}  // namespace alur::delivery
