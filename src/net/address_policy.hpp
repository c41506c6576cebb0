#pragma once

#include <boost/asio/ip/address.hpp>

namespace alur::net {

/// An address that the public internet routes to: neither loopback, private (RFC 1918, RFC 4193), link-local, shared
/// (RFC 6598), unspecified, multicast, reserved, nor a form that wraps such an IPv4 address.
bool is_public(const boost::asio::ip::address& address);

/// May an origin be connected to here? A loopback origin on loopback only, any other on public addresses only: a name
/// that resolves to the inside of a network would lend the bot's position to whoever controls the name.
bool allowed(const boost::asio::ip::address& address, bool loopback_origin);

}  // namespace alur::net
