#pragma once

#include "alur/net/http.hpp"

#include "core/sandbox_clock.hpp"
#include "core/world.hpp"
#include "http/signal.hpp"
#include "http/target.hpp"
#include "methods/poll.hpp"

/// The Bot API's side of the sandbox over HTTP: /bot<token>/<method>, /file/bot<token>/<path>, and /sandbox/clock for a
/// service that follows the sandbox's time. Everything else is 404, as there.
namespace alur::sandbox {

class BotApi {
 public:
  BotApi(World& world, const SandboxClock& clock, Polls& polls, Signal& signal, boost::asio::any_io_executor executor);

  boost::asio::awaitable<net::HandlerResult> handle(net::HttpRequest request);

 private:
  boost::asio::awaitable<net::HandlerResult> handle_bot(net::HttpRequest request, std::string path, std::string query);
  boost::asio::awaitable<Answer> call(std::string method, Params params);
  boost::asio::awaitable<Answer> get_updates(Params params);
  boost::asio::awaitable<net::HandlerResult> clock_now(Params params);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds real_time);
  net::HandlerResult file(std::string_view path) const;

  World& world_;
  const SandboxClock& clock_;
  Polls& polls_;
  Signal& signal_;
  boost::asio::any_io_executor executor_;
};

}  // namespace alur::sandbox
