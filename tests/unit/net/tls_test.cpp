#include "certificates.hpp"
#include "loop.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <gmock/gmock.h>
#include <openssl/ssl.h>

#include <cstdio>
#include <tuple>

namespace alur::net {
namespace {

using testing::HasSubstr;

using Answer = boost::system::result<HttpResponse, NetError>;

/// Serves one connection over TLS and answers each request on it until the client goes.
class TlsPeer {
 public:
  TlsPeer(Loop& loop, const Identity& identity, int version_max = TLS1_3_VERSION)
      : acceptor_(loop.executor(), tcp::endpoint{asio::ip::address_v4::loopback(), 0}) {
    context_.use_certificate_chain(asio::buffer(identity.certificate));
    context_.use_private_key(asio::buffer(identity.key), asio::ssl::context::pem);
    // Debian's default security level forbids the old versions that this peer is to offer.
    if (version_max < TLS1_2_VERSION) SSL_CTX_set_security_level(context_.native_handle(), 0);
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.native_handle(), version_max);
    loop.start([this] { return serve(); });
  }

  Origin origin(const std::string& host) const {
    Origin origin;
    origin.host = host;
    origin.port = acceptor_.local_endpoint().port();
    return origin;
  }
  const std::string& heard() const { return heard_; }
  const std::string& server_name() const { return server_name_; }

 private:
  asio::awaitable<void> serve() {
    tcp::socket socket = co_await acceptor_.async_accept(asio::use_awaitable);
    asio::ssl::stream<tcp::socket> stream{std::move(socket), context_};
    error_code error;
    co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    if (const char* asked = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name)) server_name_ = asked;
    while (!error) {
      std::string request;
      co_await asio::async_read_until(stream, asio::dynamic_buffer(request), "\r\n\r\n",
                                      asio::redirect_error(asio::use_awaitable, error));
      heard_ += request;
      if (error) break;
      const std::string_view answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecure";
      co_await asio::async_write(stream, asio::buffer(answer), asio::redirect_error(asio::use_awaitable, error));
    }
  }

  asio::ssl::context context_{asio::ssl::context::tls_server};
  tcp::acceptor acceptor_;
  std::string heard_;
  std::string server_name_;
};

Answer call(Loop& loop, const Origin& origin, const std::string& ca_file, int times = 1) {
  Answer answer = NetError{};
  loop.start([&]() -> asio::awaitable<void> {
    ClientOptions options;
    options.origin = origin;
    options.ca_file = ca_file;
    const auto client = make_http_client(loop.executor(), options);
    for (int i = 0; i < times; ++i) {
      HttpRequest request;
      request.target = "/bot12345:AAAA/getMe";
      CallOptions plain;
      answer = co_await client->send(std::move(request), std::move(plain));
    }
  });
  loop.run();
  return answer;
}

void expect_refused(const Answer& answer, const std::string& why) {
  ASSERT_TRUE(answer.has_error());
  EXPECT_TRUE(answer.error().refused_by_policy);
  EXPECT_FALSE(answer.error().may_have_been_executed);
  EXPECT_THAT(answer.error().what, HasSubstr(why));
  std::printf("[ FIGURE ] S10: refused before a byte was sent: %s\n", why.c_str());
}

TEST(Tls, talks_to_a_host_with_its_own_certificate_and_names_it) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"DNS:localhost"})};
  const Answer answer = call(loop, peer.origin("localhost"), authority.ca_file());
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  EXPECT_EQ(answer->body, "secure");
  EXPECT_EQ(peer.server_name(), "localhost");
  EXPECT_THAT(peer.heard(), HasSubstr("GET /bot12345:AAAA/getMe HTTP/1.1"));
}

TEST(Tls, keeps_a_connection) {
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    Loop loop;
    const TestAuthority authority;
    const TlsPeer peer{loop, authority.issue({"DNS:localhost"}), version};
    const Answer answer = call(loop, peer.origin("localhost"), authority.ca_file(), 3);
    ASSERT_TRUE(answer.has_value()) << answer.error().what;
  }
}

TEST(Tls, verifies_a_numeric_host_against_the_certificates_addresses) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"IP:127.0.0.1"})};
  const Answer answer = call(loop, peer.origin("127.0.0.1"), authority.ca_file());
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  EXPECT_EQ(peer.server_name(), "");
}

TEST(Tls, refuses_a_certificate_for_another_name) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"DNS:evil.example"})};
  const Answer answer = call(loop, peer.origin("localhost"), authority.ca_file());
  expect_refused(answer, "hostname mismatch");
  EXPECT_EQ(peer.heard(), "");
}

TEST(Tls, refuses_a_certificate_for_another_address) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"IP:127.0.0.2,DNS:localhost"})};
  expect_refused(call(loop, peer.origin("127.0.0.1"), authority.ca_file()), "IP address mismatch");
}

TEST(Tls, refuses_a_root_that_it_does_not_know) {
  Loop loop;
  const TestAuthority known;
  const TestAuthority unknown;
  const TlsPeer peer{loop, unknown.issue({"DNS:localhost"})};
  expect_refused(call(loop, peer.origin("localhost"), known.ca_file()), "certificate refused");
  EXPECT_EQ(peer.heard(), "");
}

TEST(Tls, refuses_a_private_root_when_only_the_systems_are_trusted) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"DNS:localhost"})};
  expect_refused(call(loop, peer.origin("localhost"), ""), "certificate refused");
}

TEST(Tls, refuses_a_certificate_that_has_expired_or_is_not_valid_yet) {
  for (const auto& [from, to, why] : {std::tuple{-10, -1, "expired"}, std::tuple{1, 10, "not yet valid"}}) {
    Loop loop;
    const TestAuthority authority;
    CertificateRequest request;
    request.subject_alt_name = "DNS:localhost";
    request.valid_from_days = from;
    request.valid_to_days = to;
    const TlsPeer peer{loop, authority.issue(request)};
    expect_refused(call(loop, peer.origin("localhost"), authority.ca_file()), why);
  }
}

TEST(Tls, refuses_a_peer_that_knows_only_tls_1_1) {
  Loop loop;
  const TestAuthority authority;
  const TlsPeer peer{loop, authority.issue({"DNS:localhost"}), TLS1_1_VERSION};
  const Answer answer = call(loop, peer.origin("localhost"), authority.ca_file());
  ASSERT_TRUE(answer.has_error());
  EXPECT_FALSE(answer.error().may_have_been_executed);
  EXPECT_EQ(peer.heard(), "");
  std::printf("[ FIGURE ] S10: refused before a byte was sent: TLS 1.1\n");
}

TEST(Tls, a_peer_that_talks_plainly_was_sent_nothing) {
  Loop loop;
  const auto greet = [](tcp::socket& socket) -> asio::awaitable<void> {
    co_await say(socket, "HTTP/1.1 400 Bad Request\r\n\r\n");
    co_await read_all(socket);
  };
  ScriptedPeer peer{loop, {greet}};
  Origin origin = peer.origin();
  origin.tls = true;
  const Answer answer = call(loop, origin, "");
  ASSERT_TRUE(answer.has_error());
  EXPECT_FALSE(answer.error().may_have_been_executed);
}

TEST(Tls, a_ca_file_that_cannot_be_read_is_an_error_at_once) {
  Loop loop;
  ClientOptions options;
  options.ca_file = "/nonexistent/ca.pem";
  EXPECT_THROW(make_http_client(loop.executor(), options), boost::system::system_error);
}

}  // namespace
}  // namespace alur::net
