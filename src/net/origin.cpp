#include "head.hpp"

#include <boost/asio/ip/address.hpp>

#include <charconv>

namespace alur::net {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_host_name(std::string_view host) {
  constexpr std::size_t host_length_max = 253;
  return !host.empty() && host.size() <= host_length_max &&
         host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") ==
             std::string_view::npos;
}

bool is_ipv6(std::string_view host) {
  boost::system::error_code error;
  boost::asio::ip::make_address_v6(std::string{host}, error);
  return !error;
}

/// Splits "host[:port]" or "[v6][:port]"; the port text keeps its colon.
std::optional<std::pair<std::string_view, std::string_view>> split_authority(std::string_view authority) {
  if (authority.starts_with('[')) {
    const auto end = authority.find(']');
    if (end == std::string_view::npos || !is_ipv6(authority.substr(1, end - 1))) return std::nullopt;
    return std::pair{authority.substr(1, end - 1), authority.substr(end + 1)};
  }
  const auto colon = std::min(authority.find(':'), authority.size());
  if (!is_host_name(authority.substr(0, colon))) return std::nullopt;
  return std::pair{authority.substr(0, colon), authority.substr(colon)};
}

}  // namespace

bool Origin::loopback() const {
  if (same_name(host, "localhost")) return true;
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(host, error);
  return !error && address.is_loopback();
}

std::optional<Origin> parse_origin(std::string_view url) {
  const auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  const std::string_view scheme = url.substr(0, scheme_end);
  Origin origin;
  origin.tls = same_name(scheme, "https");
  if (!origin.tls && !same_name(scheme, "http")) return std::nullopt;

  const auto parts = split_authority(url.substr(scheme_end + 3));
  if (!parts) return std::nullopt;
  origin.host = std::string{parts->first};
  origin.port = origin.tls ? 443 : 80;
  if (parts->second.empty()) return origin;
  const auto port = parse_port(parts->second.substr(1));
  if (!parts->second.starts_with(':') || !port) return std::nullopt;
  origin.port = *port;
  return origin;
}

}  // namespace alur::net
