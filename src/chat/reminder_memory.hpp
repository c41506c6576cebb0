#pragma once

#include "context.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alur::chat {

/// What a case's timer remembers from one reminder to the next: up to when it has reminded, and whom today, so that
/// nobody is reminded of one step twice a day. Kept as the timer's payload.
class ReminderMemory {
 public:
  /// From a payload; a new memory where there is none. Whom an earlier day's reminders reached is forgotten.
  ReminderMemory(std::string_view payload, time::Day today, time::Instant now);

  time::Instant reminded_up_to;

  bool told_today(int step, PersonId person) const;
  void note(int step, PersonId person);
  std::string json() const;

 private:
  time::Day today_;
  std::vector<std::pair<int, PersonId>> told_;
};

}  // namespace alur::chat
