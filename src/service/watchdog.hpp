#pragma once

#include "front.hpp"
#include "gate.hpp"

#include <chrono>
#include <functional>

/// Tells the supervisor that the service lives: the loop turns, and the writer has committed since the last time. While
/// the disk refuses every write the writer lives too, and says so in the health; a restart would not help it.
namespace alur::service {

class Watchdog {
 public:
  struct Ports {
    Gate& gate;
    Front& front;
    Bell& bell;
    std::function<void()> alive;
    std::chrono::milliseconds every;
  };
  explicit Watchdog(Ports ports) : ports_(std::move(ports)) {}

  boost::asio::awaitable<void> run();
  void stop() {
    stopping_ = true;
    ports_.bell.ring();
  }

 private:
  void probe();

  Ports ports_;
  bool under_way_ = false;
  bool committed_ = false;
  bool stopping_ = false;
};

}  // namespace alur::service
