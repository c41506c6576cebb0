#pragma once

#include "intake.hpp"

namespace alur::service {

/// Timers that are due to the desk, each a unit of its own; parked updates and the clean-up of what is remembered.
class Scheduler {
 public:
  Scheduler(Gate& gate, Front& front, Intake& intake, Bell& bell, Health& health)
      : gate_(gate), front_(front), intake_(intake), bell_(bell), health_(health) {}

  boost::asio::awaitable<void> run();
  void stop() {
    stopping_ = true;
    bell_.ring();
  }
  /// The office moment of the next timer, as of the last look.
  std::optional<time::Instant> next_due() const { return next_; }

 private:
  struct Look {
    std::vector<store::Timer> due;
    std::optional<time::Instant> next;
    bool reminders_held = false;
  };
  void look(store::Tx& tx, Look& result);
  boost::asio::awaitable<void> fire(store::Timer timer);
  boost::asio::awaitable<void> clean_up();

  Gate& gate_;
  Front& front_;
  Intake& intake_;
  Bell& bell_;
  Health& health_;
  std::optional<time::Instant> next_;
  std::optional<time::Instant> cleaned_;
  bool stopping_ = false;
};

}  // namespace alur::service
