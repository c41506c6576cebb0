#pragma once

#include "alur/time/instant.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

/// What may be sent now. Pure: real (steady) time comes in with every call. Source: architecture rule 8; botapi
/// notes 10.
namespace alur::delivery {

using SteadyTime = std::chrono::steady_clock::time_point;

struct Limits {
  double notices_per_second = 25.0;
  double notices_per_chat_per_second = 1.0;
  int doubts_max = 5;
};

enum class Class : std::uint8_t { answer, notice };

/// Budgets and back-offs. One message at a time per chat is the caller's (it asks for heads only).
class Pacer {
 public:
  explicit Pacer(Limits limits);

  /// The moment from which a message of this class may go to this chat; not later than `now` means now.
  SteadyTime ready_at(std::int64_t chat_id, Class message_class, SteadyTime now) const;
  /// Takes the budget for one call that starts now.
  void started(std::int64_t chat_id, Class message_class, SteadyTime now);
  /// The call of a notice ended: it may have been counted as late as now.
  void ended(std::int64_t chat_id, Class message_class, SteadyTime now);
  /// A 429: nothing to this chat before `after`; two chats within one `after`, or one of a minute and more, hold
  /// everything.
  void too_many(std::int64_t chat_id, std::chrono::seconds after, SteadyTime now);
  /// Nothing to anybody before `until`.
  void hold(SteadyTime until) { held_until_ = std::max(held_until_, until); }
  SteadyTime held_until() const { return held_until_; }
  /// Forgets chats that no longer matter; called now and then.
  void tidy(SteadyTime now);

 private:
  Limits limits_;
  SteadyTime next_notice_{};
  SteadyTime held_until_{};
  struct ChatBudget {
    SteadyTime next_notice{};
    SteadyTime held_until{};
  };
  std::map<std::int64_t, ChatBudget> chats_;
  std::optional<std::pair<std::int64_t, SteadyTime>> last_too_many_;
};

/// What to do with a send whose outcome is known, or not.
enum class Outcome : std::uint8_t {
  not_sent,   ///< refused before a byte went out: connect, TLS, 429, a definite 5xx "restart"
  ambiguous,  ///< time-out, reset or 5xx after the request went out
  refused,    ///< 4xx: the same again changes nothing
};
enum class Next : std::uint8_t { retry, give_up };

struct Plan {
  Next next{};
  std::chrono::milliseconds wait{};
};

/// What is known of a message whose send has just failed, that send counted.
struct Tries {
  int attempts = 1;  ///< of any outcome: the back-off grows with them
  int doubts = 0;    ///< how many of them were ambiguous: each may have arrived
  bool must_arrive = true;
  bool idempotent = false;
};

/// Back-off with jitter: 1, 2, 4 .. 60 s, scaled by `random01` (0..1) between half and whole. A message that must
/// arrive is repeated until `doubts_max` of its sends were ambiguous; one that need not, not after the first. Edits
/// always are.
Plan plan_retry(const Limits& limits, Outcome outcome, const Tries& tries, double random01);

}  // namespace alur::delivery
