#pragma once

#include "alur/net/http.hpp"
#include "alur/time/clock.hpp"

#include "front.hpp"

namespace alur::service {

/// Follows the sandbox's clock (GET /sandbox/clock, long poll) so that its page's time is the service's, jumps
/// included.
class ClockFollower {
 public:
  ClockFollower(net::HttpClient& client, time::AnchoredClock& clock, Bells& bells)
      : client_(client), clock_(clock), bells_(bells) {}

  /// The first anchor; throws std::runtime_error when the sandbox gives none within its deadline.
  boost::asio::awaitable<void> first();
  boost::asio::awaitable<void> run();
  void stop() { stopping_ = true; }

 private:
  boost::asio::awaitable<bool> ask(bool wait);
  net::HttpClient& client_;
  time::AnchoredClock& clock_;
  Bells& bells_;
  std::int64_t rev_ = 0;
  bool stopping_ = false;
};

}  // namespace alur::service
