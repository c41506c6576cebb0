#pragma once

#include "deadline.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <memory>
#include <string>
#include <vector>

namespace alur::net {

/// One name lookup with a deadline. getaddrinfo cannot be interrupted, so what is given up is the wait: the answer
/// finds nobody and is dropped.
class Lookup {
 public:
  explicit Lookup(const boost::asio::any_io_executor& executor);

  /// Endpoints in the system's order of preference (RFC 6724), or `error`: timed_out at the deadline, operation_aborted
  /// after give_up().
  boost::asio::awaitable<std::vector<boost::asio::ip::tcp::endpoint>> resolve(std::string host, std::uint16_t port,
                                                                              Deadline deadline,
                                                                              boost::system::error_code& error);
  void give_up();

 private:
  struct State {
    explicit State(const boost::asio::any_io_executor& executor) : resolver(executor), waiting(executor) {}
    boost::asio::ip::tcp::resolver resolver;
    boost::asio::steady_timer waiting;
    boost::system::error_code error;
    std::vector<boost::asio::ip::tcp::endpoint> endpoints;
    bool done = false;
  };
  std::shared_ptr<State> state_;
};

}  // namespace alur::net
