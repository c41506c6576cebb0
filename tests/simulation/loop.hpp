#pragma once

#include "alur/service/ports.hpp"

#include "timeline.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>

namespace alur::simulation {

/// An io_context that is run a step at a time, and that can let go of everything it holds while what that refers to
/// still lives: a process that is killed.
class Loop : public boost::asio::io_context {
 public:
  Loop() : io_context(1) {}
  void let_go() { shutdown(); }
  bool handle_one() {  ///< false when no handler is ready
    restart();
    return poll_one() > 0;
  }
};

/// A bell on virtual time.
class VirtualBell : public service::Bell {
 public:
  VirtualBell(boost::asio::any_io_executor loop, Timeline& timeline) : loop_(std::move(loop)), timeline_(timeline) {}
  void ring() override;
  boost::asio::awaitable<void> wait(milliseconds virtual_time) override;

 private:
  boost::asio::any_io_executor loop_;
  Timeline& timeline_;
  bool rung_ = false;
  std::shared_ptr<boost::asio::steady_timer> waits_;
};

service::BellFoundry bells_of(const boost::asio::any_io_executor& loop, Timeline& timeline);

}  // namespace alur::simulation
