#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace alur::config {

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};

/// "127.0.0.1:8088", "[::1]:8088", "localhost:0": a numeric address and a port (0: any). "localhost" is 127.0.0.1.
std::optional<Endpoint> parse_endpoint(const std::string& typed);

/// Scheme, host and optional port of a Bot API server.
struct ApiRoot {
  std::string url;  ///< without a trailing slash
  bool plain_http = false;
  bool loopback = false;
};
std::optional<ApiRoot> parse_api_root(const std::string& typed);

bool is_https_url(const std::string& typed);

}  // namespace alur::config
