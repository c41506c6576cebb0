#pragma once

#include "alur/net/http.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <memory>

namespace alur::net {

/// One accepted connection: reads requests, has them handled, writes responses, until either side has enough.
class ServerConnection {
 public:
  virtual ~ServerConnection() = default;
  /// Returns when the connection has ended; throws only when cancelled.
  virtual boost::asio::awaitable<void> serve() = 0;
  /// Ends it after the request that was begun, if any.
  virtual void finish() = 0;
};

/// `limits` and `handler` outlive the connection.
std::unique_ptr<ServerConnection> make_server_connection(boost::asio::ip::tcp::socket socket,
                                                         const ServerLimits& limits,
                                                         const HttpServer::Handler& handler);

}  // namespace alur::net
