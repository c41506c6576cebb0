#pragma once

#include "client_connection.hpp"

#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <set>

namespace alur::net {

/// At most `connections_max` connections at work; callers above that wait in order. Kept idle connections are handed
/// out newest first, so that the surplus of a burst grows old and goes.
class ConnectionPool : public std::enable_shared_from_this<ConnectionPool> {
 public:
  ConnectionPool(boost::asio::any_io_executor executor, ClientOptions options);

  /// The right to use one connection, given back by the destructor. Move-only.
  class Lease {
   public:
    explicit Lease(std::shared_ptr<ConnectionPool> pool) : pool_(std::move(pool)) {}
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    /// A kept idle connection, or a new one that is still to be opened.
    ClientConnection& connection() { return *connection_; }
    bool reused() const { return reused_; }
    bool closed() const { return pool_->closed_; }
    void take_kept_or_new();
    void take_new();
    /// Keeps the connection for others if it is fit; without this it is closed.
    void keep();

   private:
    void drop();
    std::shared_ptr<ConnectionPool> pool_;
    std::unique_ptr<ClientConnection> connection_;
    bool reused_ = false;
  };

  /// Waits for its turn. Null when the deadline passed or the pool was closed first.
  boost::asio::awaitable<std::unique_ptr<Lease>> lease(Deadline deadline);
  void close();
  bool closed() const { return closed_; }
  const Origin& origin() const { return options_.origin; }

 private:
  struct Waiter {
    explicit Waiter(const boost::asio::any_io_executor& executor) : timer(executor) {}
    boost::asio::steady_timer timer;
    std::unique_ptr<Lease> lease;
  };
  struct Idle {
    std::unique_ptr<ClientConnection> connection;
    Deadline::Clock::time_point since;
  };

  std::unique_ptr<Lease> grant();
  void lease_ended();
  std::unique_ptr<ClientConnection> new_connection();
  std::unique_ptr<ClientConnection> kept_connection();

  boost::asio::any_io_executor executor_;
  ClientOptions options_;
  std::optional<boost::asio::ssl::context> tls_;
  std::deque<Idle> idle_;
  std::list<Waiter*> waiters_;
  std::set<ClientConnection*> at_work_;
  int leases_ = 0;
  bool closed_ = false;
};

}  // namespace alur::net
