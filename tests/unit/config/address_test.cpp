#include "address.hpp"

#include <gtest/gtest.h>

namespace alur::config {
namespace {

TEST(Endpoint, is_a_numeric_address_and_a_port) {
  const auto v4 = parse_endpoint("127.0.0.1:8088");
  ASSERT_TRUE(v4);
  EXPECT_EQ(v4->address, "127.0.0.1");
  EXPECT_EQ(v4->port, 8088);
  const auto v6 = parse_endpoint("[::1]:0");
  ASSERT_TRUE(v6);
  EXPECT_EQ(v6->address, "::1");
  EXPECT_EQ(v6->port, 0);
  const auto named = parse_endpoint("localhost:65535");
  ASSERT_TRUE(named);
  EXPECT_EQ(named->address, "127.0.0.1");
  EXPECT_EQ(named->port, 65535);
}

TEST(Endpoint, is_refused_in_any_other_form) {
  for (const char* typed : {"", "8088", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "256.0.0.1:80",
                            "::1:80", "[::1]", "[zz]:80", "example.org:80", "127.0.0.1:80/", " 127.0.0.1:80"})
    EXPECT_FALSE(parse_endpoint(typed)) << typed;
}

TEST(ApiRoot, keeps_scheme_host_and_port_without_the_slash) {
  const auto root = parse_api_root("https://api.telegram.org/");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->url, "https://api.telegram.org");
  EXPECT_FALSE(root->plain_http);
  EXPECT_FALSE(root->loopback);
}

TEST(ApiRoot, knows_this_machine) {
  for (const char* typed : {"http://127.0.0.1:8081", "http://127.8.0.1", "http://localhost:1", "http://[::1]:8081"}) {
    const auto root = parse_api_root(typed);
    ASSERT_TRUE(root) << typed;
    EXPECT_TRUE(root->loopback) << typed;
    EXPECT_TRUE(root->plain_http) << typed;
  }
  for (const char* typed : {"http://127.evil.example", "http://localhost.example", "http://10.0.0.1:8081"}) {
    const auto root = parse_api_root(typed);
    ASSERT_TRUE(root) << typed;
    EXPECT_FALSE(root->loopback) << typed;
  }
}

TEST(ApiRoot, is_refused_in_any_other_form) {
  for (const char* typed : {"", "api.telegram.org", "ftp://x", "https://", "https://x/bot", "https://x?y", "http://u@x",
                            "http://x:0", "http://x:99999", "https://x y"})
    EXPECT_FALSE(parse_api_root(typed)) << typed;
}

TEST(HttpsUrl, may_have_a_path_but_no_other_scheme) {
  EXPECT_TRUE(is_https_url("https://alur.muaraenimkab.go.id/kait"));
  EXPECT_TRUE(is_https_url("https://alur.example:8443"));
  EXPECT_FALSE(is_https_url("http://alur.example/kait"));
  EXPECT_FALSE(is_https_url("https://alur.example/a b"));
  EXPECT_FALSE(is_https_url("https:///kait"));
}

}  // namespace
}  // namespace alur::config
