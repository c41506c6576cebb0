#pragma once

#include "intake.hpp"

namespace alur::service {

/// getUpdates for ever: the next offset follows the last batch, and a batch is confirmed only after its commit.
class Poller {
 public:
  Poller(Transport& transport, Intake& intake, Health& health, Bell& bell, const time::Clock& clock, Random01 random01)
      : transport_(transport),
        intake_(intake),
        health_(health),
        bell_(bell),
        clock_(clock),
        random01_(std::move(random01)) {}

  boost::asio::awaitable<void> run();
  /// No further poll is begun; the batch in hand is still handled and confirmed.
  void stop() {
    stopping_ = true;
    bell_.ring();
  }

 private:
  boost::asio::awaitable<void> answered(telegram::Reply reply);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds at_least);
  boost::asio::awaitable<void> confirm();

  Transport& transport_;
  Intake& intake_;
  Health& health_;
  Bell& bell_;
  const time::Clock& clock_;
  Random01 random01_;
  std::int64_t offset_ = 0;
  std::chrono::milliseconds back_off_{};
  bool stopping_ = false;
};

}  // namespace alur::service
