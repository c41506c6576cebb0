#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/system/result.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// HTTP/1.1, both ends, over Beast; TLS on the client. One thread: everything of one client or server runs on its
/// executor's thread. Structs are passed by name, never as a temporary inside a co_await (GCC 12, see CONTRIBUTING).
namespace alur::net {

struct Header {
  std::string name;
  std::string value;
};

struct HttpRequest {
  std::string method = "GET";
  std::string target = "/";
  std::vector<Header> headers;
  std::string body;
  const std::string* header(std::string_view name) const;  ///< case-insensitive, first one
};

struct HttpResponse {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  const std::string* header(std::string_view name) const;
};

// --- client -----------------------------------------------------------------------------------------------------

/// scheme://host[:port], nothing else.
struct Origin {
  bool tls = true;
  std::string host;
  std::uint16_t port = 443;
  bool loopback() const;  ///< 127.0.0.0/8, ::1 or localhost
};
std::optional<Origin> parse_origin(std::string_view url);

/// What failed, and whether the peer may have acted on the request.
struct NetError {
  bool may_have_been_executed = false;
  bool refused_by_policy = false;  ///< a private address, a certificate for another name, a redirect: not to be retried
  std::string what;                ///< for the log; never holds the target (the token is in it)
};

struct CallOptions {
  /// For the whole exchange, the wait for a connection included; a streamed body re-arms it with each progress.
  std::chrono::milliseconds deadline{15'000};
  std::uint64_t response_bytes_max = std::uint64_t{8} * 1024 * 1024;
  /// Executing the request twice is as good as once: it is repeated on a new connection when a kept one ended after the
  /// whole request was written and before any answer. GET is taken as such anyway.
  bool idempotent = false;
  /// A file sent between `request.body` and `tail`, streamed.
  std::string upload_path;
  std::string upload_tail;
  /// Takes the body of a 200 piece by piece instead of the response; false ends the exchange with an error.
  std::function<bool(std::string_view)> sink;
};

struct ClientOptions {
  Origin origin;
  int connections_max = 8;
  std::chrono::milliseconds idle_max{25'000};  ///< an idle connection older than this is not used again
  std::string ca_file;                         ///< instead of the system's; tests
};

/// A pool of keep-alive connections to one origin. TLS 1.2 or newer, chain and host name verified, no redirects, no
/// private addresses and no plain http unless the origin is loopback (and then nothing else). A stale kept connection
/// is replaced once by a new one when nothing was answered and the request can be repeated safely.
/// send() may be called while others are under way: above `connections_max` they wait in order. It throws only when the
/// calling task is cancelled, or what `sink` throws.
class HttpClient {
 public:
  virtual ~HttpClient() = default;
  virtual boost::asio::awaitable<boost::system::result<HttpResponse, NetError>> send(HttpRequest request,
                                                                                     CallOptions options) = 0;
  virtual void close() = 0;  ///< final: drops idle connections; calls under way, and later ones, end with an error
};
std::unique_ptr<HttpClient> make_http_client(boost::asio::any_io_executor executor, ClientOptions options);

// --- server -----------------------------------------------------------------------------------------------------

struct ServerLimits {
  std::uint64_t header_bytes_max = std::uint64_t{8} * 1024;
  std::uint64_t body_bytes_max = std::uint64_t{1024} * 1024;
  std::size_t connections_max = 200;                ///< more are closed as they come
  std::chrono::milliseconds header_timeout{5'000};  ///< for a request that has begun
  std::chrono::milliseconds body_timeout{10'000};   ///< for a whole body, and for writing a whole response
  std::chrono::milliseconds idle_timeout{75'000};
  bool chunked_allowed = false;  ///< Transfer-Encoding is refused unless set
};

/// What a handler gives back: a response (Content-Length and Connection are added by the server), and how to end the
/// connection.
struct HandlerResult {
  HttpResponse response;
  enum class Ending : std::uint8_t { keep, drop_before_response, drop_after_response } ending = Ending::keep;
};

class HttpServer {
 public:
  /// `peer` is the numeric address, without the port. A handler may take as long as it likes; that the peer has gone
  /// shows when the response is written. What it throws is logged and answered with 500.
  using Handler = std::function<boost::asio::awaitable<HandlerResult>(HttpRequest request, std::string peer)>;
  virtual ~HttpServer() = default;
  /// The port that was bound (0 asks for any free one).
  virtual std::uint16_t port() const = 0;
  /// Accepts until stop(); returns when every connection has ended. Cancelling it cancels the handlers too.
  virtual boost::asio::awaitable<void> run() = 0;
  /// Closes the port and the idle connections; a request that was begun is answered first. From the loop's thread.
  virtual void stop() = 0;
};
/// Binds at once; throws boost::system::system_error when it cannot.
std::unique_ptr<HttpServer> make_http_server(boost::asio::any_io_executor executor, const std::string& address,
                                             std::uint16_t port, ServerLimits limits, HttpServer::Handler handler);

/// Percent-decoding, and the pairs of a query string or an urlencoded body.
std::string percent_decode(std::string_view text, bool plus_is_space);
std::string percent_encode(std::string_view text);
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);

}  // namespace alur::net
