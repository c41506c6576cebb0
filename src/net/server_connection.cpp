#include "server_connection.hpp"

#include "alur/log/log.hpp"

#include "head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <utility>

namespace alur::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

using RequestParser = http::request_parser<http::string_body>;

constexpr std::size_t read_bytes = 4096;
/// After a refusal the rest of the request is read and thrown away for a moment: closing with unread bytes would reset
/// the connection and take the answer with it (RFC 9112, 9.6).
constexpr std::chrono::seconds linger_time{2};
constexpr std::size_t linger_bytes_max = std::size_t{1024} * 1024;

/// Why a request is answered without asking the handler.
struct Refusal {
  int status = 400;
  const char* reason = "";
};

HttpResponse to_response(const Refusal& refusal) {
  HttpResponse response;
  response.status = refusal.status;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = std::string{refusal.reason} + "\n";
  return response;
}

Refusal to_refusal(const error_code& error) {
  if (error == http::error::header_limit) return {431, "header too large"};
  if (error == http::error::body_limit) return {413, "body too large"};
  return {400, "not a valid HTTP request"};
}

bool gone(const error_code& error) {
  return error.category() != make_error_code(http::error::bad_method).category() ||
         error == http::error::end_of_stream || error == http::error::partial_message;
}

std::string response_head(const HttpResponse& response, bool keep_alive) {
  const bool bodiless = response.status < 200 || response.status == 204 || response.status == 304;
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  head.append(reason.data(), reason.size()).append("\r\n");
  for (const auto& header : response.headers) append_header(head, header.name, header.value);
  if (!bodiless) append_header(head, "Content-Length", std::to_string(response.body.size()));
  append_header(head, "Connection", keep_alive ? "keep-alive" : "close");
  head.append("\r\n");
  return head;
}

/// The rules that Beast 345 leaves to its user. Transfer-Encoding is refused unless asked for because this Beast reads
/// several of its forms differently from a proxy in front (request smuggling).
std::optional<Refusal> check_head(const RequestParser& parser, const ServerLimits& limits) {
  const auto& head = parser.get();
  const bool has_transfer_encoding = head.find(http::field::transfer_encoding) != head.end();
  if (has_transfer_encoding && !limits.chunked_allowed) return Refusal{411, "send a Content-Length"};
  if (has_transfer_encoding) {
    const auto coding = head[http::field::transfer_encoding];
    const bool plain_chunks = same_name({coding.data(), coding.size()}, "chunked");
    const bool only_framing = head.find(http::field::content_length) == head.end();
    if (head.version() != 11 || !plain_chunks || !only_framing) return Refusal{400, "ambiguous length"};
  }
  if (head.version() == 11 && head.count(http::field::host) != 1) return Refusal{400, "one Host header is needed"};
  const auto expect = head[http::field::expect];
  if (!expect.empty() && !same_name({expect.data(), expect.size()}, "100-continue")) {
    return Refusal{417, "unknown expectation"};
  }
  const auto length = parser.content_length();
  if (length && *length > limits.body_bytes_max) return Refusal{413, "body too large"};
  return std::nullopt;
}

class AcceptedConnection final : public ServerConnection {
 public:
  AcceptedConnection(asio::ip::tcp::socket socket, const ServerLimits& limits, const HttpServer::Handler& handler)
      : stream_(std::move(socket)), limits_(limits), handler_(handler) {
    error_code unknown;
    peer_ = stream_.socket().remote_endpoint(unknown).address().to_string();
    error_code best_effort;
    stream_.socket().set_option(asio::ip::tcp::no_delay{true}, best_effort);
  }

  asio::awaitable<void> serve() override {
    bool open = true;
    while (open && !finishing_) {
      const bool begun = co_await wait_for_request();
      if (!begun) break;
      open = co_await serve_one();
    }
    stream_.close();
  }

  void finish() override {
    finishing_ = true;
    if (idle_) stream_.close();
  }

 private:
  asio::awaitable<bool> wait_for_request() {
    if (buffer_.size() > 0) co_return true;
    idle_ = true;
    stream_.expires_after(limits_.idle_timeout);
    error_code error;
    const auto bytes =
        co_await stream_.async_read_some(buffer_.prepare(read_bytes), asio::redirect_error(asio::use_awaitable, error));
    idle_ = false;
    buffer_.commit(bytes);
    co_return !error;
  }

  /// One request and its response; false when the connection is to end.
  asio::awaitable<bool> serve_one() {
    RequestParser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
    parser.body_limit(limits_.body_bytes_max);
    HttpRequest request;
    Refusal refusal;
    const Reading reading = co_await read(parser, request, refusal);
    if (reading == Reading::gone) co_return false;
    if (reading == Reading::refused) {
      const HttpResponse response = to_response(refusal);
      const bool written = co_await write(response, false, true);
      if (written) co_await linger();
      co_return false;
    }
    const bool with_body = request.method != "HEAD";
    const bool keep_alive = parser.get().keep_alive();
    HandlerResult result;
    co_await handle(std::move(request), result);
    if (result.ending == HandlerResult::Ending::drop_before_response) co_return false;
    const bool written = co_await write(result.response, keep_alive && !finishing_, with_body);
    co_return written&& keep_alive&& result.ending == HandlerResult::Ending::keep;
  }

  enum class Reading : std::uint8_t { complete, refused, gone };

  asio::awaitable<Reading> read(RequestParser& parser, HttpRequest& request, Refusal& refusal) {
    error_code error;
    stream_.expires_after(limits_.header_timeout);
    co_await http::async_read_header(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return fault(error, refusal);
    if (const auto refused = check_head(parser, limits_)) {
      refusal = *refused;
      co_return Reading::refused;
    }
    // Copied before the body is read: Beast 345 merges the trailers of a chunked body into the headers.
    const auto& head = parser.get();
    request.method = std::string{head.method_string()};
    request.target = std::string{head.target()};
    for (const auto& field : head) {
      request.headers.push_back({std::string{field.name_string()}, std::string{field.value()}});
    }
    if (!parser.is_done()) {
      stream_.expires_after(limits_.body_timeout);
      if (head.find(http::field::expect) != head.end() && buffer_.size() == 0) {
        const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(stream_, asio::buffer(go_on), asio::redirect_error(asio::use_awaitable, error));
        if (error) co_return Reading::gone;
      }
      co_await http::async_read(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, error));
      if (error) co_return fault(error, refusal);
    }
    request.body = std::move(parser.get().body());
    co_return Reading::complete;
  }

  static Reading fault(const error_code& error, Refusal& refusal) {
    if (error == beast::error::timeout || gone(error)) return Reading::gone;
    refusal = to_refusal(error);
    return Reading::refused;
  }

  /// The handler's faults end here: one request is answered with 500, the server goes on.
  asio::awaitable<void> handle(HttpRequest request, HandlerResult& result) {
    std::string fault;
    try {
      result = co_await handler_(std::move(request), peer_);
      if (!writable(result.response.headers)) fault = "a header that cannot be written";
    } catch (const boost::system::system_error& e) {
      if (e.code() == asio::error::operation_aborted) throw;
      fault = e.what();
    } catch (const std::exception& e) {
      fault = e.what();
    }
    if (fault.empty()) co_return;
    log::error("http_handler_failed", {{"error", fault}});
    const Refusal internal{500, "internal error"};
    result.response = to_response(internal);
    result.ending = HandlerResult::Ending::keep;
  }

  asio::awaitable<bool> write(const HttpResponse& response, bool keep_alive, bool with_body) {
    const std::string head = response_head(response, keep_alive);
    const std::array<asio::const_buffer, 2> pieces{
        asio::buffer(head), asio::buffer(response.body.data(), with_body ? response.body.size() : 0)};
    stream_.expires_after(limits_.body_timeout);
    error_code error;
    co_await asio::async_write(stream_, pieces, asio::redirect_error(asio::use_awaitable, error));
    co_return !error;
  }

  asio::awaitable<void> linger() {
    error_code error;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    stream_.expires_after(linger_time);
    std::array<char, read_bytes> discarded;
    for (std::size_t total = 0; !error && total < linger_bytes_max;) {
      total +=
          co_await stream_.async_read_some(asio::buffer(discarded), asio::redirect_error(asio::use_awaitable, error));
    }
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  const ServerLimits& limits_;
  const HttpServer::Handler& handler_;
  std::string peer_;
  bool idle_ = false;
  bool finishing_ = false;
};

}  // namespace

std::unique_ptr<ServerConnection> make_server_connection(asio::ip::tcp::socket socket, const ServerLimits& limits,
                                                         const HttpServer::Handler& handler) {
  return std::make_unique<AcceptedConnection>(std::move(socket), limits, handler);
}

}  // namespace alur::net
