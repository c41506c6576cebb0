#pragma once

#include "alur/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace alur::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

/// Runs coroutines to their end; a test that hangs fails after a while instead of standing.
class Loop {
 public:
  asio::io_context context;

  asio::any_io_executor executor() { return context.get_executor(); }

  void start(std::function<asio::awaitable<void>()> body) {
    ++running_;
    asio::co_spawn(context, std::move(body), [this](const std::exception_ptr& error) {
      --running_;
      if (error && !error_) error_ = error;
    });
  }

  /// Until everything that was started has ended.
  void run() {
    context.run_for(std::chrono::seconds{20});
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    ASSERT_EQ(running_, 0) << "a coroutine is still waiting";
    context.restart();
  }

 private:
  int running_ = 0;
  std::exception_ptr error_;
};

/// A peer that follows a script byte by byte: one script a connection, in order, and no more connections than scripts.
class ScriptedPeer {
 public:
  using Script = std::function<asio::awaitable<void>(tcp::socket& socket)>;

  ScriptedPeer(Loop& loop, std::vector<Script> scripts)
      : acceptor_(loop.executor(), tcp::endpoint{asio::ip::address_v4::loopback(), 0}), scripts_(std::move(scripts)) {
    loop.start([this] { return serve(); });
  }

  Origin origin() const {
    Origin origin;
    origin.tls = false;
    origin.host = "127.0.0.1";
    origin.port = acceptor_.local_endpoint().port();
    return origin;
  }
  int accepted() const { return accepted_; }

 private:
  asio::awaitable<void> serve() {
    for (const Script& script : scripts_) {
      tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
      ++accepted_;
      co_await script(socket);
    }
    acceptor_.cancel();
  }

  tcp::acceptor acceptor_;
  std::vector<Script> scripts_;
  int accepted_ = 0;
};

/// Reads until `end` has come; what came is returned.
asio::awaitable<std::string> read_until(tcp::socket& socket, std::string end);
/// Reads until the other side has closed.
asio::awaitable<std::string> read_all(tcp::socket& socket);
asio::awaitable<void> say(tcp::socket& socket, std::string text);
asio::awaitable<tcp::socket> connect_to(std::uint16_t port);
/// What a server on `port` answers to these bytes until it closes.
asio::awaitable<std::string> ask(std::uint16_t port, std::string bytes);

/// The port of a server that has just gone away.
std::uint16_t unused_port(Loop& loop);

}  // namespace alur::net
