#include "alur/log/log.hpp"
#include "alur/net/concurrency.hpp"
#include "alur/net/http.hpp"

#include "server_connection.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <set>
#include <utility>

namespace alur::net {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// Out of descriptors or memory, accepting at once again would only burn the processor.
constexpr std::chrono::milliseconds accept_pause{100};

class Server final : public HttpServer {
 public:
  Server(asio::any_io_executor executor, const tcp::endpoint& endpoint, ServerLimits limits, Handler handler)
      : acceptor_(executor, endpoint),
        pause_(executor),
        connections_(std::move(executor)),
        limits_(limits),
        handler_(std::move(handler)),
        port_(acceptor_.local_endpoint().port()) {}

  std::uint16_t port() const override { return port_; }

  asio::awaitable<void> run() override {
    co_await asio::this_coro::throw_if_cancelled(false);
    co_await accept_all();
    const bool cancelled = co_await wait_for_connections();
    co_await asio::this_coro::throw_if_cancelled(true);
    if (cancelled) throw boost::system::system_error(asio::error::operation_aborted);
  }

  void stop() override {
    stopped_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    for (ServerConnection* connection : open_) connection->finish();
  }

 private:
  static asio::awaitable<bool> was_cancelled() {
    const auto state = co_await asio::this_coro::cancellation_state;
    co_return state.cancelled() != asio::cancellation_type::none;
  }

  asio::awaitable<void> accept_all() {
    while (!stopped_) {
      error_code error;
      tcp::socket socket = co_await acceptor_.async_accept(asio::redirect_error(asio::use_awaitable, error));
      const bool cancelled = co_await was_cancelled();
      if (cancelled) co_return;
      if (!error) {
        accepted(std::move(socket));
      } else if (!stopped_) {
        log::warning("http_accept_failed", {{"error", error.message()}});
        pause_.expires_after(accept_pause);
        co_await pause_.async_wait(asio::redirect_error(asio::use_awaitable, error));
      }
    }
  }

  void accepted(tcp::socket socket) {
    if (connections_.size() >= limits_.connections_max) {
      log::warning("http_connection_refused", {{"connections", static_cast<std::int64_t>(connections_.size())}});
      return;
    }
    std::shared_ptr<ServerConnection> connection = make_server_connection(std::move(socket), limits_, handler_);
    connections_.spawn("http connection", [this, connection] { return serve(connection); });
  }

  asio::awaitable<void> serve(std::shared_ptr<ServerConnection> connection) {
    const Registration registered{open_, connection.get()};
    co_await connection->serve();
  }

  /// True when the wait was cut short by a cancellation, which then went on to the handlers.
  asio::awaitable<bool> wait_for_connections() {
    bool cancelled = co_await was_cancelled();
    while (connections_.size() > 0) {
      if (cancelled) connections_.cancel();
      try {
        co_await connections_.join();
      } catch (const boost::system::system_error& e) {
        if (e.code() != asio::error::operation_aborted) throw;
        cancelled = true;
      }
    }
    co_return cancelled;
  }

  struct Registration {
    Registration(std::set<ServerConnection*>& all, ServerConnection* one) : open(all), connection(one) {
      open.insert(connection);
    }
    ~Registration() { open.erase(connection); }
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;
    std::set<ServerConnection*>& open;
    ServerConnection* connection;
  };

  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  TaskGroup connections_;
  std::set<ServerConnection*> open_;
  ServerLimits limits_;
  Handler handler_;
  std::uint16_t port_;
  bool stopped_ = false;
};

}  // namespace

std::unique_ptr<HttpServer> make_http_server(asio::any_io_executor executor, const std::string& address,
                                             std::uint16_t port, ServerLimits limits, HttpServer::Handler handler) {
  const tcp::endpoint endpoint{asio::ip::make_address(address), port};
  return std::make_unique<Server>(std::move(executor), endpoint, limits, std::move(handler));
}

}  // namespace alur::net
