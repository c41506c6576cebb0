#pragma once

#include "alur/time/clock.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

/// What the service knows of its own condition. Loop's thread only; read by the health pages and told to admins.
namespace alur::service {

class Health {
 public:
  /// `reason` empty: the condition is over. Names: "telegram", "token", "conflict", "disk", "clock", "holidays",
  /// "updates".
  void set(const std::string& condition, const std::string& reason);
  const std::map<std::string, std::string>& reasons() const { return reasons_; }
  /// Telegram refuses the token, or somebody else uses it: nothing is sent until a poll succeeds again.
  bool must_not_send() const { return reasons_.contains("token") || reasons_.contains("conflict"); }
  /// Conditions of which an admin has a hand to lend (product.md, "Reminders", last paragraph).
  static bool told_to_admins(const std::string& condition);

  std::optional<std::chrono::steady_clock::time_point> last_poll;
  std::uint64_t updates_handled = 0;
  std::uint64_t updates_repeated = 0;
  std::uint64_t updates_unreadable = 0;
  std::uint64_t updates_parked = 0;
  std::uint64_t sends_done = 0;
  std::uint64_t sends_repeated = 0;
  std::uint64_t too_many = 0;
  std::size_t sends_dead = 0;  ///< messages and cards that `alurbot outbox` lists, as of the last look
  bool polling = false;        ///< a poll is parked at the server: nothing of it is being handled
  bool sending = false;
  bool fetching = false;
  bool scheduling = false;

 private:
  std::map<std::string, std::string> reasons_;
};

}  // namespace alur::service
