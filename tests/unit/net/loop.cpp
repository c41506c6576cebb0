#include "loop.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>

namespace alur::net {

asio::awaitable<std::string> read_until(tcp::socket& socket, std::string end) {
  std::string got;
  co_await asio::async_read_until(socket, asio::dynamic_buffer(got), end, asio::use_awaitable);
  co_return got;
}

asio::awaitable<std::string> read_all(tcp::socket& socket) {
  std::string got;
  error_code closed;
  co_await asio::async_read(socket, asio::dynamic_buffer(got), asio::redirect_error(asio::use_awaitable, closed));
  co_return got;
}

asio::awaitable<void> say(tcp::socket& socket, std::string text) {
  co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
}

asio::awaitable<tcp::socket> connect_to(std::uint16_t port) {
  tcp::socket socket{co_await asio::this_coro::executor};
  const tcp::endpoint endpoint{asio::ip::address_v4::loopback(), port};
  co_await socket.async_connect(endpoint, asio::use_awaitable);
  co_return socket;
}

asio::awaitable<std::string> ask(std::uint16_t port, std::string bytes) {
  tcp::socket socket = co_await connect_to(port);
  co_await say(socket, std::move(bytes));
  std::string answer = co_await read_all(socket);
  co_return answer;
}

std::uint16_t unused_port(Loop& loop) {
  const tcp::acceptor acceptor{loop.executor(), tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
  return acceptor.local_endpoint().port();
}

}  // namespace alur::net
