#include "address_policy.hpp"

#include "certificates.hpp"
#include "loop.hpp"

#include <gmock/gmock.h>

namespace alur::net {
namespace {

using boost::asio::ip::make_address;

TEST(AddressPolicy, knows_public_addresses) {
  for (const char* text : {"149.154.167.220", "91.108.4.1", "8.8.8.8", "172.15.255.255", "172.32.0.0", "100.128.0.1",
                           "2001:67c:4e8:f004::9", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"}) {
    EXPECT_TRUE(is_public(make_address(text))) << text;
  }
}

TEST(AddressPolicy, knows_the_inside_of_networks) {
  for (const char* text : {"0.0.0.0",         "10.1.2.3",          "100.64.0.1",      "127.0.0.1",   "127.255.255.255",
                           "169.254.1.1",     "172.16.0.1",        "172.31.255.255",  "192.0.0.1",   "192.168.1.1",
                           "198.18.0.1",      "224.0.0.1",         "255.255.255.255", "::",          "::1",
                           "fe80::1",         "fc00::1",           "fdff::1",         "ff02::1",     "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::",   "2001:db8::1", "2001::1"}) {
    EXPECT_FALSE(is_public(make_address(text))) << text;
  }
}

TEST(AddressPolicy, a_loopback_origin_stays_on_loopback_and_no_other_gets_there) {
  EXPECT_TRUE(allowed(make_address("127.0.0.1"), true));
  EXPECT_TRUE(allowed(make_address("::1"), true));
  EXPECT_FALSE(allowed(make_address("8.8.8.8"), true));
  EXPECT_FALSE(allowed(make_address("127.0.0.1"), false));
  EXPECT_TRUE(allowed(make_address("8.8.8.8"), false));
}

TEST(AddressPolicy, the_client_does_not_connect_to_the_inside) {
  const TestAuthority authority;
  for (const char* url : {"https://10.255.255.1", "https://169.254.169.254", "https://192.168.0.1:8081",
                          "https://[::ffff:127.0.0.1]", "https://[fe80::1]"}) {
    Loop loop;
    loop.start([&]() -> asio::awaitable<void> {
      ClientOptions options;
      const auto origin = parse_origin(url);
      EXPECT_TRUE(origin.has_value());
      options.origin = *origin;
      options.ca_file = authority.ca_file();
      const auto client = make_http_client(loop.executor(), options);
      HttpRequest request;
      CallOptions plain;
      const auto answer = co_await client->send(std::move(request), std::move(plain));
      EXPECT_TRUE(answer.has_error());
      EXPECT_TRUE(answer.error().refused_by_policy) << url;
      EXPECT_FALSE(answer.error().may_have_been_executed);
    });
    loop.run();
  }
}

TEST(AddressPolicy, the_client_does_not_speak_plainly_outside_loopback) {
  Loop loop;
  loop.start([&]() -> asio::awaitable<void> {
    ClientOptions options;
    options.origin = *parse_origin("http://api.telegram.org");
    const auto client = make_http_client(loop.executor(), options);
    HttpRequest request;
    CallOptions plain;
    const auto answer = co_await client->send(std::move(request), std::move(plain));
    EXPECT_TRUE(answer.has_error());
    EXPECT_TRUE(answer.error().refused_by_policy);
  });
  loop.run();
}

}  // namespace
}  // namespace alur::net
