#include "address.hpp"

#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <regex>
#include <sys/socket.h>

namespace alur::config {

namespace {

constexpr unsigned port_max = 65535;

bool is_address(int family, const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, host.c_str(), bytes.data()) == 1;
}

std::optional<std::uint16_t> parse_port(const std::string& typed) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), port);
  if (typed.empty() || error != std::errc{} || end != typed.data() + typed.size() || port > port_max)
    return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

/// 127.0.0.0/8, ::1 and the name that stands for them.
bool is_loopback(const std::string& host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.rfind("127.", 0) == 0 && is_address(AF_INET, host);
}

}  // namespace

std::optional<Endpoint> parse_endpoint(const std::string& typed) {
  static const std::regex form{R"((\[([0-9A-Fa-f:.]+)\]|([^:\[\]]+)):(\d{1,5}))"};
  std::smatch match;
  if (!std::regex_match(typed, match, form)) return std::nullopt;
  const auto port = parse_port(match[4]);
  if (!port) return std::nullopt;
  if (match[2].matched) {
    if (!is_address(AF_INET6, match[2])) return std::nullopt;
    return Endpoint{match[2], *port};
  }
  const std::string host = match[3] == "localhost" ? "127.0.0.1" : match[3].str();
  if (!is_address(AF_INET, host)) return std::nullopt;
  return Endpoint{host, *port};
}

std::optional<ApiRoot> parse_api_root(const std::string& typed) {
  static const std::regex form{R"((https?)://(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(:(\d{1,5}))?/?)"};
  std::smatch match;
  if (!std::regex_match(typed, match, form)) return std::nullopt;
  if (match[4].matched) {
    const auto port = parse_port(match[4]);
    if (!port || *port == 0) return std::nullopt;
  }
  ApiRoot root;
  root.url = typed.back() == '/' ? typed.substr(0, typed.size() - 1) : typed;
  root.plain_http = match[1] == "http";
  root.loopback = is_loopback(match[2]);
  return root;
}

bool is_https_url(const std::string& typed) {
  static const std::regex form{R"(https://[A-Za-z0-9.-]+(:\d{1,5})?(/[^\s]*)?)"};
  return std::regex_match(typed, form);
}

}  // namespace alur::config
