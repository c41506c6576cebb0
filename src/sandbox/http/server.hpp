#pragma once

#include "alur/sandbox/sandbox.hpp"

#include "core/sandbox_clock.hpp"
#include "core/state_file.hpp"
#include "core/world.hpp"
#include "http/bot_api.hpp"
#include "http/control.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <optional>

/// Both HTTP servers around one world, on one loop.
namespace alur::sandbox {

class Server {
 public:
  /// Binds at once. `changed` is called on the loop's thread after every change of the world or the clock.
  Server(boost::asio::io_context& loop, const SandboxOptions& options, std::function<void()> changed);
  ~Server();

  World& world() { return world_; }
  SandboxClock& clock() { return clock_; }
  const Polls& polls() const { return polls_; }
  std::uint16_t api_port() const { return api_server_->port(); }
  std::uint16_t page_port() const { return page_server_->port(); }

  /// Serves until stop(): both on the loop's thread.
  boost::asio::awaitable<void> run();
  void stop();

 private:
  boost::asio::awaitable<void> keep_saving();
  void save();

  SandboxClock clock_;
  World world_;
  Signal signal_;
  Polls polls_;
  BotApi bot_api_;
  Control control_;
  std::unique_ptr<net::HttpServer> api_server_;
  std::unique_ptr<net::HttpServer> page_server_;
  net::TaskGroup tasks_;
  std::optional<StateFile> state_;
  bool unsaved_ = false;
};

}  // namespace alur::sandbox
