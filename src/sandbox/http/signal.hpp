#pragma once

#include "alur/net/concurrency.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <list>

namespace alur::sandbox {

/// Everybody who waits for the world to change: parked polls, event and clock listeners. The loop's thread only.
class Signal {
 public:
  explicit Signal(boost::asio::any_io_executor executor) : executor_(std::move(executor)) {}
  void notify_all() {
    for (net::Wake* waiter : waiters_) waiter->notify();
  }
  /// Returns after the next notify_all() or at `deadline`, whichever comes first.
  boost::asio::awaitable<void> wait_until(std::chrono::steady_clock::time_point deadline);

 private:
  boost::asio::any_io_executor executor_;
  std::list<net::Wake*> waiters_;
};

}  // namespace alur::sandbox
