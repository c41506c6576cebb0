#pragma once

#include "context.hpp"

#include <deque>
#include <map>

/// From a message or a press to the row that handles it.
namespace alur::chat {

/// Counts each person's actions of the last minute (options.actions_per_minute; messages I8). In memory only: a
/// restart forgives.
class ActionMeter {
 public:
  explicit ActionMeter(int per_minute) : per_minute_(per_minute) {}
  enum class Verdict { allowed, just_exceeded, still_exceeded };
  Verdict take(PersonId person, time::Instant now);

 private:
  struct Window {
    std::deque<time::Instant> actions;
    bool told = false;
  };
  int per_minute_;
  std::map<PersonId, Window> windows_;
};

void handle_message(Context&, ActionMeter&, telegram::Message message);
void handle_press(Context&, ActionMeter&, const telegram::CallbackQuery& query);

}  // namespace alur::chat
