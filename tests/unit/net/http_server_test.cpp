#include "alur/net/concurrency.hpp"

#include "served.hpp"

#include <boost/asio/steady_timer.hpp>
#include <gmock/gmock.h>

#include <stdexcept>

namespace alur::net {
namespace {

using std::chrono::milliseconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

/// Sends bytes to a server with these limits and handler, and returns all that came back before it closed.
std::string exchange(std::string bytes, ServerLimits limits = {}, HttpServer::Handler handler = echo) {
  Loop loop;
  Served served{loop, limits, std::move(handler)};
  std::string answer;
  loop.start([&]() -> asio::awaitable<void> {
    answer = co_await ask(served.port(), bytes);
    served.end();
  });
  loop.run();
  return answer;
}

std::string with_body(std::string_view head, std::string_view body) {
  return "POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + std::string{head} + "\r\n" + std::string{body};
}

TEST(HttpServer, answers_a_request) {
  const std::string answer = exchange("GET /a?b=c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("Content-Length: 11\r\n"));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\nGET /a?b=c "));
}

TEST(HttpServer, gives_the_handler_the_body_the_headers_and_the_peer) {
  const auto handler = [](HttpRequest request, std::string peer) -> asio::awaitable<HandlerResult> {
    HandlerResult result;
    const std::string* secret = request.header("x-SECRET");
    result.response.body = request.body + "|" + (secret == nullptr ? "" : *secret) + "|" + peer;
    co_return result;
  };
  EXPECT_THAT(exchange(with_body("X-Secret: s\r\nContent-Length: 4\r\n", "body"), {}, handler),
              EndsWith("\r\n\r\nbody|s|127.0.0.1"));
}

TEST(HttpServer, keeps_a_connection_for_several_requests_pipelined_ones_too) {
  const std::string one = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string last = "GET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  const std::string answer = exchange(one + last);
  EXPECT_THAT(answer, HasSubstr("Connection: keep-alive\r\n\r\nGET /1 HTTP/1.1 200 OK"));
  EXPECT_THAT(answer, EndsWith("GET /2 "));
}

TEST(HttpServer, closes_after_an_http_1_0_request) {
  EXPECT_THAT(exchange("GET / HTTP/1.0\r\n\r\n"), HasSubstr("Connection: close\r\n"));
}

TEST(HttpServer, answers_head_without_a_body) {
  const std::string answer = exchange("HEAD /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("Content-Length: 8\r\n"));
  EXPECT_THAT(answer, EndsWith("\r\n\r\n"));
}

TEST(HttpServer, sends_no_length_with_204) {
  const auto handler = [](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    HandlerResult result;
    result.response.status = 204;
    co_return result;
  };
  const std::string answer = exchange(with_body("Content-Length: 0\r\n", ""), {}, handler);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(answer, testing::Not(HasSubstr("Content-Length")));
}

TEST(HttpServer, says_100_continue_to_who_waits_for_it) {
  Loop loop;
  Served served{loop, {}, echo};
  loop.start([&]() -> asio::awaitable<void> {
    tcp::socket socket = co_await connect_to(served.port());
    co_await say(socket, with_body("Expect: 100-continue\r\nContent-Length: 2\r\n", ""));
    const std::string go_on = co_await read_until(socket, "\r\n\r\n");
    EXPECT_EQ(go_on, "HTTP/1.1 100 Continue\r\n\r\n");
    co_await say(socket, "ok");
    const std::string answer = co_await read_all(socket);
    EXPECT_THAT(answer, EndsWith("POST /x ok"));
    served.end();
  });
  loop.run();
}

struct Refused {
  const char* name;
  std::string request;
  std::string status;
};

class HttpServerRefuses : public testing::TestWithParam<Refused> {};

TEST_P(HttpServerRefuses, with_a_status_and_closes) {
  ServerLimits limits;
  limits.body_bytes_max = 10;
  limits.header_bytes_max = 512;
  bool asked = false;
  const auto handler = [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    asked = true;
    co_return HandlerResult{};
  };
  const std::string answer = exchange(GetParam().request, limits, handler);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 " + GetParam().status));
  EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
  EXPECT_FALSE(asked);
}

INSTANTIATE_TEST_SUITE_P(
    all, HttpServerRefuses,
    testing::Values(Refused{"a_body_over_the_limit", with_body("Content-Length: 11\r\n", "01234567890"), "413"},
                    Refused{"a_promise_of_a_huge_body", with_body("Content-Length: 99999999999\r\n", ""), "413"},
                    Refused{"a_huge_header", with_body("X: " + std::string(600, 'x') + "\r\n", ""), "431"},
                    Refused{"garbage", "\x16\x03\x01 not http\r\n\r\n", "400"},
                    Refused{"chunked", with_body("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), "411"},
                    Refused{"two_lengths", with_body("Content-Length: 1\r\nContent-Length: 2\r\n", "xx"), "400"},
                    Refused{"a_length_that_is_no_number", with_body("Content-Length: x\r\n", ""), "400"},
                    Refused{"no_host", "GET / HTTP/1.1\r\n\r\n", "400"},
                    Refused{"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400"},
                    Refused{"an_unknown_expectation", with_body("Expect: the-unexpected\r\nContent-Length: 1\r\n", "x"),
                            "417"}),
    [](const auto& tested) { return tested.param.name; });

TEST(HttpServer, reads_chunks_where_they_are_allowed) {
  ServerLimits limits;
  limits.chunked_allowed = true;
  EXPECT_THAT(exchange(with_body("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), limits),
              EndsWith("POST /x abc"));
}

TEST(HttpServer, limits_a_chunked_body) {
  ServerLimits limits;
  limits.chunked_allowed = true;
  limits.body_bytes_max = 4;
  EXPECT_THAT(exchange(with_body("Transfer-Encoding: chunked\r\n", "5\r\nabcde\r\n0\r\n\r\n"), limits),
              StartsWith("HTTP/1.1 413"));
}

TEST(HttpServer, keeps_trailers_out_of_the_headers) {
  ServerLimits limits;
  limits.chunked_allowed = true;
  const auto handler = [](HttpRequest request, std::string) -> asio::awaitable<HandlerResult> {
    HandlerResult result;
    result.response.body = request.header("X-Secret") == nullptr ? "none" : "forged";
    co_return result;
  };
  const std::string answer =
      exchange(with_body("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nX-Secret: s\r\n\r\n"), limits, handler);
  EXPECT_THAT(answer, EndsWith("none"));
}

TEST(HttpServer, refuses_ambiguous_lengths_where_chunks_are_allowed) {
  ServerLimits limits;
  limits.chunked_allowed = true;
  for (const char* head : {"Transfer-Encoding: chunked, gzip\r\n", "Transfer-Encoding: gzip\r\n",
                           "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"}) {
    EXPECT_THAT(exchange(with_body(head, "0\r\n\r\n"), limits), StartsWith("HTTP/1.1 400")) << head;
  }
}

TEST(HttpServer, closes_on_a_header_that_does_not_end) {
  ServerLimits limits;
  limits.header_timeout = milliseconds{20};
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost:", limits), IsEmpty());
}

TEST(HttpServer, closes_on_a_body_that_does_not_come) {
  ServerLimits limits;
  limits.body_timeout = milliseconds{20};
  EXPECT_THAT(exchange(with_body("Content-Length: 5\r\n", "abc"), limits), IsEmpty());
}

TEST(HttpServer, closes_an_idle_connection) {
  ServerLimits limits;
  limits.idle_timeout = milliseconds{200};
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", limits), HasSubstr("Connection: keep-alive"));
}

TEST(HttpServer, a_handler_may_take_longer_than_every_timeout) {
  ServerLimits limits;
  limits.header_timeout = limits.body_timeout = limits.idle_timeout = milliseconds{200};
  const auto handler = [](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    asio::steady_timer timer{co_await asio::this_coro::executor, milliseconds{250}};
    co_await timer.async_wait(asio::use_awaitable);
    HandlerResult result;
    result.response.body = "at last";
    co_return result;
  };
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", limits, handler), EndsWith("at last"));
}

TEST(HttpServer, answers_500_when_the_handler_throws_and_goes_on) {
  int asked = 0;
  const auto handler = [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    if (++asked == 1) throw std::runtime_error("a fault of ours");
    co_return HandlerResult{};
  };
  const std::string one = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  const std::string answer = exchange(one + "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {}, handler);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500 Internal Server Error"));
  EXPECT_THAT(answer, testing::Not(HasSubstr("a fault of ours")));
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 200 OK"));
}

TEST(HttpServer, never_writes_a_header_that_breaks_the_lines) {
  const auto handler = [](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    HandlerResult result;
    result.response.headers.push_back({"X-Name", "a\r\nX-Forged: b"});
    co_return result;
  };
  const std::string answer = exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", {}, handler);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 500"));
  EXPECT_THAT(answer, testing::Not(HasSubstr("X-Forged")));
}

HttpServer::Handler ending(HandlerResult::Ending how) {
  return [how](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
    HandlerResult result;
    result.ending = how;
    result.response.body = "said";
    co_return result;
  };
}

TEST(HttpServer, drops_the_connection_before_the_response_when_told) {
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}, ending(HandlerResult::Ending::drop_before_response)),
              IsEmpty());
}

TEST(HttpServer, drops_the_connection_after_the_response_when_told) {
  const std::string answer =
      exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n", {}, ending(HandlerResult::Ending::drop_after_response));
  EXPECT_THAT(answer, HasSubstr("Connection: keep-alive"));
  EXPECT_THAT(answer, EndsWith("said"));
}

TEST(HttpServer, closes_connections_over_the_limit_as_they_come) {
  Loop loop;
  ServerLimits limits;
  limits.connections_max = 1;
  Served served{loop, limits, echo};
  loop.start([&]() -> asio::awaitable<void> {
    tcp::socket first = co_await connect_to(served.port());
    tcp::socket second = co_await connect_to(served.port());
    const std::string refused = co_await read_all(second);
    EXPECT_THAT(refused, IsEmpty());
    co_await say(first, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string answer = co_await read_until(first, "GET / ");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    served.end();
  });
  loop.run();
}

TEST(HttpServer, survives_a_peer_that_leaves_while_the_handler_works) {
  Loop loop;
  Wake entered{loop.executor()};
  Wake left{loop.executor()};
  int asked = 0;
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  entered.notify();
                  if (++asked == 1) co_await left.wait(milliseconds{10'000});
                  HandlerResult result;
                  result.response.body = std::string(4u * 1024u * 1024u, 'x');
                  co_return result;
                }};
  loop.start([&]() -> asio::awaitable<void> {
    {
      tcp::socket socket = co_await connect_to(served.port());
      co_await say(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    co_await entered.wait(milliseconds{10'000});
    left.notify();
    const std::string answer = co_await ask(served.port(), "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    served.end();
  });
  loop.run();
}

TEST(HttpServer, stop_ends_idle_connections_and_lets_a_handler_finish) {
  Loop loop;
  Wake entered{loop.executor()};
  Wake may_end{loop.executor()};
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  entered.notify();
                  co_await may_end.wait(milliseconds{10'000});
                  HandlerResult result;
                  result.response.body = "finished";
                  co_return result;
                }};
  loop.start([&]() -> asio::awaitable<void> {
    tcp::socket idle = co_await connect_to(served.port());
    tcp::socket busy = co_await connect_to(served.port());
    co_await say(busy, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    co_await entered.wait(milliseconds{10'000});
    served.end();
    const std::string nothing = co_await read_all(idle);
    EXPECT_THAT(nothing, IsEmpty());
    may_end.notify();
    const std::string answer = co_await read_all(busy);
    EXPECT_THAT(answer, HasSubstr("Connection: close"));
    EXPECT_THAT(answer, EndsWith("finished"));
  });
  loop.run();
}

TEST(HttpServer, cancelling_run_cancels_the_handlers) {
  Loop loop;
  const auto server = make_http_server(
      loop.executor(), "127.0.0.1", 0, ServerLimits{}, [](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
        asio::steady_timer never{co_await asio::this_coro::executor, asio::steady_timer::time_point::max()};
        co_await never.async_wait(asio::use_awaitable);
        co_return HandlerResult{};
      });
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.spawn("server", [&] { return server->run(); });
    tcp::socket socket = co_await connect_to(server->port());
    co_await say(socket, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    tcp::socket idle = co_await connect_to(server->port());
    co_await asio::post(loop.executor(), asio::use_awaitable);
    group.cancel();
    const std::string nothing = co_await read_all(socket);
    EXPECT_THAT(nothing, IsEmpty());
    co_await group.join();
    EXPECT_EQ(group.failures(), 0u);
  });
  loop.run();
}

TEST(HttpServer, stop_before_run_serves_nobody) {
  Loop loop;
  Served served{loop, {}, echo};
  served.end();
  loop.run();
}

TEST(HttpServer, a_port_that_is_taken_is_an_error_at_once) {
  Loop loop;
  const auto first = make_http_server(loop.executor(), "127.0.0.1", 0, ServerLimits{}, echo);
  EXPECT_THROW(make_http_server(loop.executor(), "127.0.0.1", first->port(), ServerLimits{}, echo),
               boost::system::system_error);
  EXPECT_THROW(make_http_server(loop.executor(), "not an address", 0, ServerLimits{}, echo),
               boost::system::system_error);
}

}  // namespace
}  // namespace alur::net
