#pragma once

#include "alur/net/http.hpp"

#include "deadline.hpp"
#include "outgoing.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ssl/context.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace alur::net {

/// How one try of a request on one connection ended.
struct Attempt {
  std::optional<HttpResponse> response;
  std::string what;               ///< what stopped it, when there is none
  bool request_complete = false;  ///< every byte of the request was taken by the system
  bool answer_begun = false;      ///< at least one byte of an answer came
  bool timed_out = false;
};

/// What of an answer is wanted.
struct Wanted {
  std::uint64_t bytes_max = 0;
  std::function<bool(std::string_view)> sink;  ///< see CallOptions
};

/// One connection to an origin: opened once, then one exchange after another. Any failure leaves it unusable.
class ClientConnection {
 public:
  virtual ~ClientConnection() = default;
  /// Resolves, connects and, for TLS, shakes hands. Nothing of a request leaves. No value: opened.
  virtual boost::asio::awaitable<std::optional<NetError>> open(Deadline deadline) = 0;
  virtual boost::asio::awaitable<Attempt> exchange(const Outgoing& request, const Wanted& wanted,
                                                   Deadline& deadline) = 0;
  /// The peer keeps it, and nothing unasked-for has come: fit for another exchange.
  virtual bool reusable() = 0;
  virtual void close() = 0;  ///< what is under way ends with an error
};

/// `tls` is null for plain http; it outlives the connection.
std::unique_ptr<ClientConnection> make_client_connection(const boost::asio::any_io_executor& executor,
                                                         const Origin& origin, boost::asio::ssl::context* tls);

/// TLS 1.2 or newer, peers verified against `ca_file`, or the system's store when it is empty. Throws
/// boost::system::system_error when `ca_file` cannot be read.
boost::asio::ssl::context make_tls_context(const std::string& ca_file);

}  // namespace alur::net
