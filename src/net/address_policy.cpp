#include "address_policy.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace alur::net {

namespace ip = boost::asio::ip;

namespace {

struct Range4 {
  std::uint32_t network;
  unsigned prefix_bits;
};

/// IANA IPv4 Special-Purpose Address Registry, with multicast and the reserved rest.
constexpr std::array<Range4, 14> special_ranges{{
    {0x00000000, 8},   // 0.0.0.0/8 this network
    {0x0A000000, 8},   // 10.0.0.0/8 private
    {0x64400000, 10},  // 100.64.0.0/10 shared
    {0x7F000000, 8},   // 127.0.0.0/8 loopback
    {0xA9FE0000, 16},  // 169.254.0.0/16 link-local
    {0xAC100000, 12},  // 172.16.0.0/12 private
    {0xC0000000, 24},  // 192.0.0.0/24 protocol assignments
    {0xC0000200, 24},  // 192.0.2.0/24 documentation
    {0xC0A80000, 16},  // 192.168.0.0/16 private
    {0xC6120000, 15},  // 198.18.0.0/15 benchmarking
    {0xC6336400, 24},  // 198.51.100.0/24 documentation
    {0xCB007100, 24},  // 203.0.113.0/24 documentation
    {0xE0000000, 4},   // 224.0.0.0/4 multicast
    {0xF0000000, 4},   // 240.0.0.0/4 reserved, broadcast
}};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(special_ranges.begin(), special_ranges.end(), [address](const Range4& range) {
    return (address >> (32 - range.prefix_bits)) == (range.network >> (32 - range.prefix_bits));
  });
}

std::uint32_t v4_at(const ip::address_v6::bytes_type& bytes, std::size_t first) {
  std::uint32_t value = 0;
  for (std::size_t i = first; i < first + 4; ++i) value = (value << 8U) | bytes[i];
  return value;
}

bool is_public_v6(const ip::address_v6& address) {
  const auto bytes = address.to_bytes();
  const auto starts_with = [&bytes](std::initializer_list<unsigned char> prefix) {
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
  };
  if (address.is_v4_mapped()) return is_public_v4(v4_at(bytes, 12));
  if (starts_with({0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(v4_at(bytes, 12));  // NAT64
  if (starts_with({0x20, 0x02})) return is_public_v4(v4_at(bytes, 2));                                       // 6to4
  if (starts_with({0x20, 0x01, 0x0d, 0xb8})) return false;             // documentation
  if (starts_with({0x20, 0x01, 0x00}) && bytes[3] == 0) return false;  // Teredo
  return (bytes[0] & 0xe0U) == 0x20U;  // 2000::/3 is all that is given out as global unicast
}

}  // namespace

bool is_public(const ip::address& address) {
  return address.is_v4() ? is_public_v4(address.to_v4().to_uint()) : is_public_v6(address.to_v6());
}

bool allowed(const ip::address& address, bool loopback_origin) {
  return loopback_origin ? address.is_loopback() : is_public(address);
}

}  // namespace alur::net
