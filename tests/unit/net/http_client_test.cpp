#include "alur/net/concurrency.hpp"

#include "served.hpp"

#include <boost/asio/write.hpp>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>
#include <unistd.h>

namespace alur::net {
namespace {

using std::chrono::milliseconds;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Answer = boost::system::result<HttpResponse, NetError>;

constexpr const char* secret_target = "/bot12345:AAAA/sendMessage";

HttpRequest post(std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.target = secret_target;
  request.body = std::move(body);
  return request;
}

HttpRequest get(std::string target = "/") {
  HttpRequest request;
  request.target = std::move(target);
  return request;
}

CallOptions plainly() { return {}; }

std::unique_ptr<HttpClient> client_of(Loop& loop, const Origin& origin, int connections_max = 8) {
  ClientOptions options;
  options.origin = origin;
  options.connections_max = connections_max;
  return make_http_client(loop.executor(), options);
}

/// A scripted peer's part of one exchange.
ScriptedPeer::Script answer_with(std::string bytes) {
  return [bytes](tcp::socket& socket) -> asio::awaitable<void> {
    co_await read_until(socket, "\r\n\r\n");
    co_await say(socket, bytes);
  };
}

asio::awaitable<void> hang_up_after_the_request(tcp::socket& socket) { co_await read_until(socket, "\r\n\r\n"); }

/// What a client makes of a peer with this script.
Answer answer_of(ScriptedPeer::Script script, HttpRequest request, CallOptions options = {}) {
  Loop loop;
  ScriptedPeer peer{loop, {std::move(script)}};
  Answer answer = NetError{};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    answer = co_await client->send(request, options);
  });
  loop.run();
  return answer;
}

/// The same on a connection that is already open: a short deadline then measures the answer and nothing else.
Answer answer_on_kept_connection(const ScriptedPeer::Script& script, HttpRequest request, CallOptions options) {
  Loop loop;
  const auto warm_up = answer_with("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  ScriptedPeer peer{loop, {[&](tcp::socket& socket) -> asio::awaitable<void> {
                      co_await warm_up(socket);
                      co_await script(socket);
                    }}};
  Answer answer = NetError{};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    const Answer first = co_await client->send(get(), plainly());
    EXPECT_TRUE(first.has_value());
    answer = co_await client->send(request, options);
  });
  loop.run();
  return answer;
}

TEST(HttpClient, sends_a_request_and_reads_the_answer) {
  Loop loop;
  Served served{loop, {}, [](HttpRequest request, std::string) -> asio::awaitable<HandlerResult> {
                  HandlerResult result;
                  result.response.status = 429;
                  result.response.headers.push_back({"Retry-After", "7"});
                  result.response.body =
                      request.method + request.target + request.body + *request.header("x-a") + *request.header("host");
                  co_return result;
                }};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, served.origin());
    HttpRequest request = post("{}");
    request.headers.push_back({"X-A", "b"});
    const Answer answer = co_await client->send(request, plainly());
    EXPECT_TRUE(answer.has_value());
    EXPECT_EQ(answer->status, 429);
    EXPECT_EQ(*answer->header("retry-after"), "7");
    EXPECT_EQ(answer->body, std::string{"POST"} + secret_target + "{}b127.0.0.1:" + std::to_string(served.port()));
    served.end();
  });
  loop.run();
}

TEST(HttpClient, keeps_a_connection_and_closes_it_when_the_peer_wants_it) {
  Loop loop;
  const auto twice = [](tcp::socket& socket) -> asio::awaitable<void> {
    co_await read_until(socket, "\r\n\r\n");
    co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
    co_await read_until(socket, "\r\n\r\n");
    co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\n2");
  };
  ScriptedPeer peer{loop, {twice, answer_with("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3")}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    std::string bodies;
    for (int i = 0; i < 3; ++i) {
      const Answer answer = co_await client->send(get(), plainly());
      bodies += answer.has_value() ? answer->body : answer.error().what;
    }
    EXPECT_EQ(bodies, "123");
  });
  loop.run();
  EXPECT_EQ(peer.accepted(), 2);
}

TEST(HttpClient, does_not_use_a_connection_that_was_idle_too_long) {
  Loop loop;
  const auto answer = answer_with("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  ScriptedPeer peer{loop, {answer, answer}};
  loop.start([&]() -> asio::awaitable<void> {
    ClientOptions options;
    options.origin = peer.origin();
    options.idle_max = milliseconds{-1};
    const auto client = make_http_client(loop.executor(), options);
    for (int i = 0; i < 2; ++i) {
      const Answer got = co_await client->send(get(), plainly());
      EXPECT_TRUE(got.has_value());
    }
  });
  loop.run();
  EXPECT_EQ(peer.accepted(), 2);
}

TEST(HttpClient, passes_over_100_continue) {
  const Answer answer =
      answer_of(answer_with("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"), post("x"));
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->body, "ok");
}

TEST(HttpClient, reads_a_chunked_answer_and_one_that_ends_with_the_connection) {
  const Answer chunked = answer_of(
      answer_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"), get());
  ASSERT_TRUE(chunked.has_value());
  EXPECT_EQ(chunked->body, "abc");
  const Answer until_end = answer_of(
      [](tcp::socket& socket) -> asio::awaitable<void> {
        co_await read_until(socket, "\r\n\r\n");
        co_await say(socket, "HTTP/1.1 502 Bad Gateway\r\n\r\n<html>");
        socket.close();
      },
      get());
  ASSERT_TRUE(until_end.has_value());
  EXPECT_EQ(until_end->body, "<html>");
}

TEST(HttpClient, reaches_a_loopback_name) {
  Loop loop;
  Served served{loop, {}, echo};
  loop.start([&]() -> asio::awaitable<void> {
    Origin origin = served.origin();
    origin.host = "LocalHost";
    const auto client = client_of(loop, origin);
    const Answer answer = co_await client->send(get(), plainly());
    EXPECT_TRUE(answer.has_value());
    served.end();
  });
  loop.run();
}

TEST(HttpClient, reaches_an_ipv6_address) {
  Loop loop;
  std::unique_ptr<HttpServer> server;
  try {
    server = make_http_server(loop.executor(), "::1", 0, ServerLimits{}, echo);
  } catch (const boost::system::system_error&) {
    GTEST_SKIP() << "no IPv6 on this machine";
  }
  loop.start([&] { return server->run(); });
  loop.start([&]() -> asio::awaitable<void> {
    const auto origin = parse_origin("http://[::1]:" + std::to_string(server->port()));
    const auto client = client_of(loop, *origin);
    const Answer answer = co_await client->send(get("/six"), plainly());
    EXPECT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body, "GET /six ");
    server->stop();
  });
  loop.run();
}

// --- who waits, and for how long ---------------------------------------------------------------------------------

/// Calls one after another without waiting for the answers, and waits for them all.
asio::awaitable<void> call_all(Loop& loop, HttpClient& client, std::vector<std::string> targets) {
  TaskGroup group{loop.executor()};
  for (const auto& target : targets) {
    group.spawn("call", [&client, target]() -> asio::awaitable<void> {
      const Answer answer = co_await client.send(get(target), plainly());
      EXPECT_TRUE(answer.has_value());
    });
  }
  co_await group.join();
}

TEST(HttpClient, uses_as_many_connections_as_allowed_and_not_one_more) {
  Loop loop;
  Wake two_are_in{loop.executor()};
  int at_once = 0;
  int most = 0;
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  most = std::max(most, ++at_once);
                  if (most < 2) {
                    co_await two_are_in.wait(milliseconds{10'000});
                  } else {
                    two_are_in.notify();
                  }
                  --at_once;
                  co_return HandlerResult{};
                }};
  const auto client = client_of(loop, served.origin(), 2);
  loop.start([&]() -> asio::awaitable<void> {
    std::vector<std::string> targets(6, "/");
    co_await call_all(loop, *client, std::move(targets));
    served.end();
  });
  loop.run();
  EXPECT_EQ(most, 2);
}

TEST(HttpClient, serves_waiting_calls_in_their_order) {
  Loop loop;
  std::string order;
  Served served{loop, {}, [&](HttpRequest request, std::string) -> asio::awaitable<HandlerResult> {
                  order += request.target;
                  co_await asio::post(loop.executor(), asio::use_awaitable);
                  co_return HandlerResult{};
                }};
  const auto client = client_of(loop, served.origin(), 1);
  loop.start([&]() -> asio::awaitable<void> {
    std::vector<std::string> targets;
    for (const char* target : {"/a", "/b", "/c", "/d"}) targets.emplace_back(target);
    co_await call_all(loop, *client, std::move(targets));
    served.end();
  });
  loop.run();
  EXPECT_EQ(order, "/a/b/c/d");
}

TEST(HttpClient, a_call_that_waits_past_its_deadline_was_not_executed) {
  Loop loop;
  Wake may_end{loop.executor()};
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  co_await may_end.wait(milliseconds{10'000});
                  co_return HandlerResult{};
                }};
  const auto client = client_of(loop, served.origin(), 1);
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.spawn("first", [&]() -> asio::awaitable<void> {
      const Answer answer = co_await client->send(get(), plainly());
      EXPECT_TRUE(answer.has_value());
    });
    group.spawn("second", [&]() -> asio::awaitable<void> {
      CallOptions options;
      options.deadline = milliseconds{10};
      const Answer answer = co_await client->send(post("x"), options);
      EXPECT_TRUE(answer.has_error());
      EXPECT_FALSE(answer.error().may_have_been_executed);
      may_end.notify();
    });
    co_await group.join();
    served.end();
  });
  loop.run();
}

TEST(HttpClient, a_cancelled_call_gives_its_turn_to_the_next) {
  Loop loop;
  Wake entered{loop.executor()};
  int asked = 0;
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  Wake never{loop.executor()};
                  if (++asked == 1) {
                    entered.notify();
                    co_await never.wait(milliseconds{50});
                  }
                  co_return HandlerResult{};
                }};
  const auto client = client_of(loop, served.origin(), 1);
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup cancelled{loop.executor()};
    TaskGroup group{loop.executor()};
    const auto call = [&]() -> asio::awaitable<void> {
      const Answer answer = co_await client->send(get(), plainly());
      EXPECT_TRUE(answer.has_value());
    };
    cancelled.spawn("at work", call);
    cancelled.spawn("waiting", call);
    group.spawn("next", call);
    co_await entered.wait(milliseconds{10'000});
    cancelled.cancel();
    co_await cancelled.join();
    EXPECT_EQ(cancelled.failures(), 0u);
    co_await group.join();
    served.end();
  });
  loop.run();
  EXPECT_EQ(asked, 2);
}

TEST(HttpClient, close_ends_calls_under_way_and_waiting_ones) {
  Loop loop;
  Wake entered{loop.executor()};
  Wake gone{loop.executor()};
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  entered.notify();
                  co_await gone.wait(milliseconds{10'000});
                  co_return HandlerResult{};
                }};
  const auto client = client_of(loop, served.origin(), 1);
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    std::vector<NetError> errors;
    const auto call = [&]() -> asio::awaitable<void> {
      CallOptions options;
      options.idempotent = true;
      const Answer answer = co_await client->send(post("x"), options);
      EXPECT_TRUE(answer.has_error());
      errors.push_back(answer.error());
    };
    group.spawn("at work", call);
    group.spawn("waiting", call);
    co_await entered.wait(milliseconds{10'000});
    client->close();
    group.spawn("late", call);
    co_await group.join();
    EXPECT_EQ(errors.size(), 3u);
    int perhaps_executed = 0;
    for (const auto& error : errors) perhaps_executed += error.may_have_been_executed ? 1 : 0;
    EXPECT_EQ(perhaps_executed, 1);
    gone.notify();
    served.end();
  });
  loop.run();
}

TEST(HttpClient, may_be_destroyed_while_a_call_is_under_way) {
  Loop loop;
  Wake entered{loop.executor()};
  Wake gone{loop.executor()};
  Served served{loop, {}, [&](HttpRequest, std::string) -> asio::awaitable<HandlerResult> {
                  entered.notify();
                  co_await gone.wait(milliseconds{10'000});
                  co_return HandlerResult{};
                }};
  auto client = client_of(loop, served.origin());
  loop.start([&]() -> asio::awaitable<void> {
    TaskGroup group{loop.executor()};
    group.spawn("call", [&]() -> asio::awaitable<void> {
      const Answer answer = co_await client->send(post("x"), plainly());
      EXPECT_TRUE(answer.has_error());
    });
    co_await entered.wait(milliseconds{10'000});
    client.reset();
    co_await group.join();
    gone.notify();
    served.end();
  });
  loop.run();
}

// --- what a failing peer does ------------------------------------------------------------------------------------

TEST(HttpClient, a_refused_connection_was_not_executed) {
  Loop loop;
  Origin origin;
  origin.tls = false;
  origin.host = "127.0.0.1";
  origin.port = unused_port(loop);
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, origin);
    const Answer answer = co_await client->send(post("x"), plainly());
    EXPECT_TRUE(answer.has_error());
    EXPECT_FALSE(answer.error().may_have_been_executed);
    EXPECT_FALSE(answer.error().refused_by_policy);
    EXPECT_THAT(answer.error().what, StartsWith("connect: "));
  });
  loop.run();
}

struct Chaos {
  const char* name;
  std::string answer;
};
class HttpClientMeets : public testing::TestWithParam<Chaos> {};

TEST_P(HttpClientMeets, and_says_that_the_request_may_have_been_executed) {
  CallOptions options;
  options.response_bytes_max = 1000;
  const Answer answer = answer_of(answer_with(GetParam().answer), post("x"), options);
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().may_have_been_executed);
  EXPECT_FALSE(answer.error().refused_by_policy);
  EXPECT_THAT(answer.error().what, AllOf(StartsWith("answer: "), Not(HasSubstr("12345"))));
}

INSTANTIATE_TEST_SUITE_P(
    all, HttpClientMeets,
    testing::Values(Chaos{"no_answer", ""}, Chaos{"half_a_header", "HTTP/1.1 200 OK\r\nContent-"},
                    Chaos{"half_a_body", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"},
                    Chaos{"half_a_chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"},
                    Chaos{"garbage", "\x15\x03\x01 this is not http\r\n\r\n"},
                    Chaos{"a_huge_header", "HTTP/1.1 200 OK\r\nX: " + std::string(70'000, 'x') + "\r\n\r\n"},
                    Chaos{"a_body_over_the_limit",
                          "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x')},
                    Chaos{"endless_interim_answers",
                          [] {
                            std::string all;
                            for (int i = 0; i < 20; ++i) all += "HTTP/1.1 100 Continue\r\n\r\n";
                            return all;
                          }()}),
    [](const auto& tested) { return tested.param.name; });

TEST(HttpClient, a_silent_peer_ends_with_the_deadline) {
  CallOptions options;
  options.deadline = milliseconds{30};
  const Answer answer = answer_on_kept_connection(
      [](tcp::socket& socket) -> asio::awaitable<void> {
        co_await read_all(socket);  // until the client gives up
      },
      post("x"), options);
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().may_have_been_executed);
}

TEST(HttpClient, a_gathered_body_must_be_whole_by_the_deadline) {
  CallOptions options;
  options.deadline = milliseconds{60};
  const Answer answer = answer_on_kept_connection(
      [](tcp::socket& socket) -> asio::awaitable<void> {
        Wake pause{co_await asio::this_coro::executor};
        co_await read_until(socket, "\r\n\r\n");
        co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
        error_code closed;
        while (!closed) {
          co_await pause.wait(milliseconds{10});
          co_await asio::async_write(socket, asio::buffer("x", 1), asio::redirect_error(asio::use_awaitable, closed));
        }
      },
      get(), options);
  ASSERT_TRUE(answer.has_error());
}

TEST(HttpClient, refuses_a_redirect) {
  const Answer answer = answer_of(
      answer_with("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/steal\r\nContent-Length: 0\r\n\r\n"), post("x"));
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().refused_by_policy);
  EXPECT_FALSE(answer.error().may_have_been_executed);
  EXPECT_THAT(answer.error().what, Not(HasSubstr("steal")));
}

TEST(HttpClient, refuses_what_cannot_be_written_as_a_head) {
  Loop loop;
  Origin origin;
  origin.tls = false;
  origin.host = "127.0.0.1";
  origin.port = 9;
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, origin);
    for (const char* target : {"", "/a b", "/a\r\nX: y", "/\xc3\xa9"}) {
      const Answer answer = co_await client->send(get(target), plainly());
      EXPECT_TRUE(answer.has_error());
      EXPECT_TRUE(answer.error().refused_by_policy) << target;
      EXPECT_FALSE(answer.error().may_have_been_executed);
    }
  });
  loop.run();
}

// --- kept connections that the peer has closed -------------------------------------------------------------------

/// Answers one request, then reads another one and hangs up instead of answering it.
asio::awaitable<void> answer_once(tcp::socket& socket) {
  co_await read_until(socket, "\r\n\r\n");
  co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  co_await read_until(socket, "\r\n\r\n");
}

Answer second_answer(HttpRequest second, bool idempotent, int& connections) {
  Loop loop;
  ScriptedPeer peer{loop, {answer_once, answer_with("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfresh")}};
  Answer answer = NetError{};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    const Answer first = co_await client->send(get(), plainly());
    EXPECT_TRUE(first.has_value());
    CallOptions options;
    options.idempotent = idempotent;
    answer = co_await client->send(second, options);
    connections = peer.accepted();
    if (connections == 1) co_await client->send(get(), plainly());  // lets the peer's second script end
  });
  loop.run();
  return answer;
}

TEST(HttpClient, repeats_an_idempotent_request_when_a_kept_connection_ends_unanswered) {
  int connections = 0;
  const Answer posted = second_answer(post("x"), true, connections);
  ASSERT_TRUE(posted.has_value());
  EXPECT_EQ(posted->body, "fresh");
  EXPECT_EQ(connections, 2);
  const Answer got = second_answer(get(), false, connections);
  ASSERT_TRUE(got.has_value());
  EXPECT_EQ(got->body, "fresh");
}

TEST(HttpClient, does_not_repeat_a_request_that_the_peer_may_have_executed) {
  int connections = 0;
  const Answer answer = second_answer(post("x"), false, connections);
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().may_have_been_executed);
  EXPECT_EQ(connections, 1);
}

TEST(HttpClient, notices_before_writing_that_a_kept_connection_was_closed) {
  Loop loop;
  Wake closed{loop.executor()};
  const auto answer_and_close = [&](tcp::socket& socket) -> asio::awaitable<void> {
    co_await read_until(socket, "\r\n\r\n");
    co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    socket.close();
    closed.notify();
  };
  ScriptedPeer peer{loop, {answer_and_close, answer_with("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfresh")}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    const Answer first = co_await client->send(get(), plainly());
    EXPECT_TRUE(first.has_value());
    co_await closed.wait(milliseconds{10'000});
    const Answer second = co_await client->send(post("not idempotent"), plainly());
    EXPECT_TRUE(second.has_value());
    EXPECT_EQ(second->body, "fresh");
  });
  loop.run();
}

TEST(HttpClient, does_not_repeat_on_a_fresh_connection) {
  const Answer answer = answer_of(hang_up_after_the_request, get());
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().may_have_been_executed);
}

// --- streamed bodies ---------------------------------------------------------------------------------------------

class UploadFile {
 public:
  explicit UploadFile(const std::string& content) {
    std::string pattern = std::filesystem::temp_directory_path() / "alur-upload-XXXXXX";
    const int fd = ::mkstemp(pattern.data());
    if (fd >= 0) ::close(fd);
    path_ = pattern;
    std::ofstream{path_, std::ios::binary} << content;
  }
  ~UploadFile() { std::filesystem::remove(path_); }
  UploadFile(const UploadFile&) = delete;
  UploadFile& operator=(const UploadFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

TEST(HttpClient, uploads_a_file_between_the_body_and_a_tail) {
  Loop loop;
  const std::string content = std::string(300'000, 'f') + "\r\n\0binary";
  const UploadFile file{content};
  ServerLimits limits;
  Served served{loop, limits, [](HttpRequest request, std::string) -> asio::awaitable<HandlerResult> {
                  HandlerResult result;
                  result.response.body = request.body;
                  co_return result;
                }};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, served.origin());
    CallOptions options;
    options.upload_path = file.path();
    options.upload_tail = "<tail>";
    const Answer answer = co_await client->send(post("<head>"), options);
    EXPECT_TRUE(answer.has_value());
    EXPECT_EQ(answer->body, "<head>" + content + "<tail>");
    served.end();
  });
  loop.run();
}

TEST(HttpClient, a_file_that_is_not_there_is_not_sent) {
  Loop loop;
  Origin origin;
  origin.tls = false;
  origin.host = "127.0.0.1";
  origin.port = 9;
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, origin);
    CallOptions options;
    options.upload_path = "/nonexistent/file";
    const Answer answer = co_await client->send(post(""), options);
    EXPECT_TRUE(answer.has_error());
    EXPECT_FALSE(answer.error().may_have_been_executed);
  });
  loop.run();
}

TEST(HttpClient, reads_the_refusal_of_an_upload_that_was_cut_off) {
  Loop loop;
  const UploadFile file{std::string(8u * 1024u * 1024u, 'f')};
  ServerLimits limits;
  limits.body_bytes_max = 1000;
  Served served{loop, limits, echo};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, served.origin());
    CallOptions options;
    options.upload_path = file.path();
    const Answer answer = co_await client->send(post("<head>"), options);
    EXPECT_TRUE(answer.has_value()) << answer.error().what;
    EXPECT_EQ(answer->status, 413);
    served.end();
  });
  loop.run();
}

TEST(HttpClient, an_upload_may_take_longer_than_the_deadline_as_long_as_it_moves) {
  Loop loop;
  const UploadFile file{std::string(12u * 1024u * 1024u, 'f')};
  const auto slow_reader = [&](tcp::socket& socket) -> asio::awaitable<void> {
    Wake pause{loop.executor()};
    std::vector<char> piece(1024u * 1024u);
    for (std::size_t total = 0; total < 12u * 1024u * 1024u;) {
      co_await pause.wait(milliseconds{50});
      total += co_await socket.async_read_some(asio::buffer(piece), asio::use_awaitable);
    }
    co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  };
  ScriptedPeer peer{loop, {slow_reader}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    CallOptions options;
    options.deadline = milliseconds{400};
    options.upload_path = file.path();
    const auto began = std::chrono::steady_clock::now();
    const Answer answer = co_await client->send(post(""), options);
    EXPECT_TRUE(answer.has_value()) << answer.error().what;
    EXPECT_GT(std::chrono::steady_clock::now() - began, options.deadline);
  });
  loop.run();
}

TEST(HttpClient, streams_a_download_that_moves_past_the_deadline) {
  Loop loop;
  const auto slow_writer = [&](tcp::socket& socket) -> asio::awaitable<void> {
    Wake pause{loop.executor()};
    co_await read_until(socket, "\r\n\r\n");
    co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n");
    for (int i = 0; i < 10; ++i) {
      co_await pause.wait(milliseconds{40});
      co_await say(socket, std::to_string(i));
    }
  };
  ScriptedPeer peer{loop, {slow_writer}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    std::string got;
    CallOptions options;
    options.deadline = milliseconds{300};
    options.sink = [&](std::string_view piece) {
      got += piece;
      return true;
    };
    const Answer answer = co_await client->send(get("/file"), options);
    EXPECT_TRUE(answer.has_value()) << answer.error().what;
    EXPECT_EQ(answer->body, "");
    EXPECT_EQ(got, "0123456789");
  });
  loop.run();
}

TEST(HttpClient, a_stalled_download_ends_with_the_deadline) {
  CallOptions options;
  options.deadline = milliseconds{200};
  std::string got;
  options.sink = [&](std::string_view piece) {
    got += piece;
    return true;
  };
  const Answer answer = answer_on_kept_connection(
      [](tcp::socket& socket) -> asio::awaitable<void> {
        co_await read_until(socket, "\r\n\r\n");
        co_await say(socket, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        co_await read_all(socket);
      },
      get(), options);
  ASSERT_TRUE(answer.has_error());
  EXPECT_EQ(got, "half");
}

TEST(HttpClient, a_sink_that_has_enough_ends_the_exchange_and_the_connection) {
  Loop loop;
  const auto answer = answer_with("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata");
  ScriptedPeer peer{loop, {answer, answer}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    CallOptions options;
    options.sink = [](std::string_view) { return false; };
    const Answer ended = co_await client->send(get(), options);
    EXPECT_TRUE(ended.has_error());
    EXPECT_THAT(ended.error().what, HasSubstr("ended by its receiver"));
    const Answer next = co_await client->send(get(), plainly());
    EXPECT_TRUE(next.has_value());
  });
  loop.run();
  EXPECT_EQ(peer.accepted(), 2);
}

TEST(HttpClient, what_the_sink_throws_passes_through) {
  Loop loop;
  ScriptedPeer peer{loop, {answer_with("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndata")}};
  loop.start([&]() -> asio::awaitable<void> {
    const auto client = client_of(loop, peer.origin());
    CallOptions options;
    options.sink = [](std::string_view) -> bool { throw std::runtime_error("disk full"); };
    std::string caught;
    try {
      co_await client->send(get(), options);
    } catch (const std::runtime_error& e) {
      caught = e.what();
    }
    EXPECT_EQ(caught, "disk full");
  });
  loop.run();
}

TEST(HttpClient, gives_an_error_page_to_the_caller_and_not_to_the_sink) {
  CallOptions options;
  bool asked = false;
  options.sink = [&](std::string_view) { return asked = true; };
  const Answer answer =
      answer_of(answer_with("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"), get(), options);
  ASSERT_TRUE(answer.has_value());
  EXPECT_EQ(answer->body, "gone");
  EXPECT_FALSE(asked);
}

}  // namespace
}  // namespace alur::net
