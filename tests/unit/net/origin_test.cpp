#include "alur/net/http.hpp"

#include <gtest/gtest.h>

namespace alur::net {
namespace {

TEST(Origin, reads_scheme_host_and_port) {
  const auto origin = parse_origin("https://api.telegram.org");
  ASSERT_TRUE(origin.has_value());
  EXPECT_TRUE(origin->tls);
  EXPECT_EQ(origin->host, "api.telegram.org");
  EXPECT_EQ(origin->port, 443);
  EXPECT_EQ(parse_origin("http://a")->port, 80);
  EXPECT_FALSE(parse_origin("http://a")->tls);
  EXPECT_EQ(parse_origin("HTTPS://a:8443")->port, 8443);
}

TEST(Origin, reads_ipv6_hosts_without_their_brackets) {
  const auto origin = parse_origin("http://[::1]:8081");
  ASSERT_TRUE(origin.has_value());
  EXPECT_EQ(origin->host, "::1");
  EXPECT_EQ(origin->port, 8081);
  EXPECT_EQ(parse_origin("https://[2001:db8::1]")->port, 443);
}

TEST(Origin, refuses_everything_else) {
  for (const char* url : {"",
                          "api.telegram.org",
                          "ftp://a",
                          "https://",
                          "https:///",
                          "https://a/",
                          "https://a/bot",
                          "https://a?b",
                          "https://a#b",
                          "https://user@a",
                          "https://a:",
                          "https://a:0",
                          "https://a:65536",
                          "https://a:-1",
                          "https://a:80x",
                          "https://a b",
                          "https://a\r\nb",
                          "https://[::1",
                          "https://[::1]x",
                          "https://[::1]:",
                          "https://[nonsense]",
                          "https://::1"}) {
    EXPECT_FALSE(parse_origin(url).has_value()) << url;
  }
}

TEST(Origin, knows_loopback) {
  for (const char* url :
       {"http://127.0.0.1", "http://127.9.9.9:1", "http://[::1]", "http://localhost", "http://LOCALHOST:80"}) {
    EXPECT_TRUE(parse_origin(url)->loopback()) << url;
  }
  for (const char* url :
       {"http://128.0.0.1", "http://localhost.example.com", "http://10.0.0.1", "http://127.0.0.1.nip.io"}) {
    EXPECT_FALSE(parse_origin(url)->loopback()) << url;
  }
}

TEST(Query, decodes_percent_and_plus) {
  EXPECT_EQ(percent_decode("a%20b+c%2Bd", true), "a b c+d");
  EXPECT_EQ(percent_decode("a+b", false), "a+b");
  EXPECT_EQ(percent_decode("%3a%3A", false), "::");
}

TEST(Query, leaves_what_is_no_escape) {
  for (const char* text : {"%", "%4", "%zz", "100%"}) EXPECT_EQ(percent_decode(text, false), text);
  EXPECT_EQ(percent_decode("%%41", false), "%A");
}

TEST(Query, encodes_all_but_unreserved_characters_and_comes_back) {
  EXPECT_EQ(percent_encode("aZ0-._~"), "aZ0-._~");
  EXPECT_EQ(percent_encode("a b/é\n"), "a%20b%2F%C3%A9%0A");
  std::string every_byte;
  for (int c = 0; c < 256; ++c) every_byte.push_back(static_cast<char>(c));
  EXPECT_EQ(percent_decode(percent_encode(every_byte), true), every_byte);
}

TEST(Query, reads_pairs_in_their_order) {
  const auto pairs = parse_query("a=1&b&c=&=d&&a=x%26y=z+");
  const std::vector<std::pair<std::string, std::string>> expected{
      {"a", "1"}, {"b", ""}, {"c", ""}, {"", "d"}, {"a", "x&y=z "}};
  EXPECT_EQ(pairs, expected);
  EXPECT_TRUE(parse_query("").empty());
}

TEST(Header, is_found_by_name_in_any_case_the_first_one) {
  HttpRequest request;
  request.headers = {{"Retry-After", "1"}, {"retry-after", "2"}};
  ASSERT_NE(request.header("RETRY-AFTER"), nullptr);
  EXPECT_EQ(*request.header("RETRY-AFTER"), "1");
  EXPECT_EQ(request.header("retry"), nullptr);
}

}  // namespace
}  // namespace alur::net
