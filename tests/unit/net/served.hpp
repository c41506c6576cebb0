#pragma once

#include "alur/net/http.hpp"

#include "loop.hpp"

#include <memory>
#include <string>
#include <utility>

namespace alur::net {

/// A server on a loopback port that runs until `end()`.
class Served {
 public:
  Served(Loop& loop, ServerLimits limits, HttpServer::Handler handler)
      : server_(make_http_server(loop.executor(), "127.0.0.1", 0, limits, std::move(handler))) {
    loop.start([this] { return server_->run(); });
  }

  std::uint16_t port() const { return server_->port(); }
  HttpServer& server() { return *server_; }
  void end() { server_->stop(); }

  Origin origin() const {
    Origin origin;
    origin.tls = false;
    origin.host = "127.0.0.1";
    origin.port = port();
    return origin;
  }

 private:
  std::unique_ptr<HttpServer> server_;
};

/// Answers with what it was asked: "METHOD TARGET BODY".
inline asio::awaitable<HandlerResult> echo(HttpRequest request, std::string) {
  HandlerResult result;
  result.response.body = request.method + " " + request.target + " " + request.body;
  co_return result;
}

}  // namespace alur::net
