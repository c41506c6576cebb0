#include "client_connection.hpp"

#include "address_policy.hpp"
#include "answer_reader.hpp"
#include "lookup.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cerrno>
#include <fstream>
#include <sys/socket.h>
#include <type_traits>
#include <utility>
#include <vector>

namespace alur::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

using PlainStream = beast::tcp_stream;
using TlsStream = asio::ssl::stream<beast::tcp_stream>;

constexpr std::size_t upload_piece_bytes = std::size_t{64} * 1024;
/// A peer that refuses an upload half-way answers and closes; its answer is worth a short look.
constexpr std::chrono::seconds early_answer_wait{1};

NetError failed(std::string what, bool refused_by_policy = false) {
  NetError error;
  error.refused_by_policy = refused_by_policy;
  error.what = std::move(what);
  return error;
}

bool is_ip(const std::string& host) {
  error_code error;
  asio::ip::make_address(host, error);
  return !error;
}

/// Names go into SNI and the certificate check, numeric addresses into the latter only (RFC 6066).
bool expect_host(SSL* ssl, const std::string& host) {
  if (is_ip(host)) return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  // What the macro SSL_set_tlsext_host_name stands for; its C-style cast does not compile here.
  const auto named =
      SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str()));
  return named == 1 && SSL_set1_host(ssl, host.c_str()) == 1;
}

template <class Stream>
class OpenedConnection final : public ClientConnection {
  static constexpr bool is_tls = std::is_same_v<Stream, TlsStream>;

 public:
  template <class... StreamArgs>
  OpenedConnection(const asio::any_io_executor& executor, const Origin& origin, StreamArgs&... args)
      : origin_(origin), lookup_(executor), stream_(executor, args...) {}

  asio::awaitable<std::optional<NetError>> open(Deadline deadline) override {
    error_code error;
    const std::vector<tcp::endpoint> endpoints = co_await lookup_.resolve(origin_.host, origin_.port, deadline, error);
    if (error) co_return failed("resolve: " + error.message());
    std::vector<tcp::endpoint> wanted;
    for (const auto& endpoint : endpoints) {
      if (allowed(endpoint.address(), origin_.loopback())) wanted.push_back(endpoint);
    }
    if (wanted.empty()) co_return failed("the host's addresses are not allowed", true);
    co_await connect(wanted, deadline, error);
    if (error) co_return failed("connect: " + error.message());
    if constexpr (is_tls) {
      std::optional<NetError> refused = co_await shake_hands(deadline);
      co_return refused;
    } else {
      co_return std::nullopt;
    }
  }

  asio::awaitable<Attempt> exchange(const Outgoing& request, const Wanted& wanted, Deadline& deadline) override {
    reusable_ = false;
    Attempt attempt;
    const bool may_answer = co_await write(request, deadline, attempt);
    if (!may_answer || closed_) co_return attempt;
    const auto early = std::min(deadline.at(), Deadline::Clock::now() + early_answer_wait);
    lowest_layer().expires_at(attempt.request_complete ? deadline.at() : early);
    AnswerReader<Stream> reader{stream_, lowest_layer(), buffer_, wanted, request.method == "HEAD"};
    const std::string fault = co_await reader.read(deadline, attempt);
    if (attempt.what.empty()) attempt.what = fault;
    reusable_ = attempt.response && attempt.request_complete && reader.keep_alive();
    co_return attempt;
  }

  bool reusable() override {
    if (!reusable_ || closed_ || buffer_.size() > 0) return false;
    char byte = 0;
    const auto waiting = ::recv(lowest_layer().socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return waiting < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }

  void close() override {
    closed_ = true;
    lookup_.give_up();
    lowest_layer().close();
  }

 private:
  beast::tcp_stream& lowest_layer() {
    if constexpr (is_tls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  /// One address after another, each with its share of the time: a dead IPv6 route must not use it all up.
  asio::awaitable<void> connect(const std::vector<tcp::endpoint>& endpoints, Deadline deadline, error_code& error) {
    auto& tcp_stream = lowest_layer();
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
      tcp_stream.expires_at(deadline.share(endpoints.size() - i));
      co_await tcp_stream.async_connect(endpoints[i], asio::redirect_error(asio::use_awaitable, error));
      if (closed_) error = asio::error::operation_aborted;
      if (!error || error == asio::error::operation_aborted) break;
      tcp_stream.close();
    }
    if (error) co_return;
    error_code best_effort;
    tcp_stream.socket().set_option(tcp::no_delay{true}, best_effort);
  }

  asio::awaitable<std::optional<NetError>> shake_hands(Deadline deadline) {
    SSL* ssl = stream_.native_handle();
    if (!expect_host(ssl, origin_.host)) co_return failed("TLS: the host cannot be verified", true);
    lowest_layer().expires_at(deadline.at());
    error_code error;
    co_await stream_.async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
    if (!error) co_return std::nullopt;
    const long verdict = SSL_get_verify_result(ssl);
    if (verdict != X509_V_OK) {
      co_return failed(std::string{"TLS: certificate refused: "} + X509_verify_cert_error_string(verdict), true);
    }
    co_return failed("TLS: " + error.message());
  }

  /// Writes the whole request, or says in `attempt` what stopped it. False when no answer is to be looked for: the peer
  /// still waits for the rest, or the time is up.
  asio::awaitable<bool> write(const Outgoing& request, Deadline& deadline, Attempt& attempt) {
    error_code error;
    co_await write_piece(asio::buffer(request.front), deadline, error);
    bool whole = true;
    if (!error && !request.upload_path.empty()) {
      whole = co_await write_file(request, deadline, error);
      if (!error && whole) co_await write_piece(asio::buffer(request.tail), deadline, error);
    }
    if (!whole) attempt.what = "file to upload: cut short";
    if (error) attempt.what = "write: " + error.message();
    attempt.timed_out = error == beast::error::timeout;
    attempt.request_complete = !error && whole;
    co_return whole && !attempt.timed_out;
  }

  /// False when the file ended before its size was reached.
  asio::awaitable<bool> write_file(const Outgoing& request, Deadline& deadline, error_code& error) {
    std::ifstream file{request.upload_path, std::ios::binary};
    std::vector<char> piece(upload_piece_bytes);
    for (std::uint64_t left = request.upload_bytes; left > 0;) {
      const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(left, piece.size()));
      file.read(piece.data(), static_cast<std::streamsize>(bytes));
      if (file.gcount() != static_cast<std::streamsize>(bytes)) co_return false;
      co_await write_piece(asio::buffer(piece.data(), bytes), deadline, error);
      if (error) co_return true;
      left -= bytes;
      deadline.progress();
    }
    co_return true;
  }

  asio::awaitable<void> write_piece(asio::const_buffer bytes, const Deadline& deadline, error_code& error) {
    lowest_layer().expires_at(deadline.at());
    co_await asio::async_write(stream_, bytes, asio::redirect_error(asio::use_awaitable, error));
  }

  Origin origin_;
  Lookup lookup_;
  Stream stream_;
  beast::flat_buffer buffer_;
  bool reusable_ = false;
  bool closed_ = false;
};

}  // namespace

std::unique_ptr<ClientConnection> make_client_connection(const asio::any_io_executor& executor, const Origin& origin,
                                                         asio::ssl::context* tls) {
  if (tls != nullptr) return std::make_unique<OpenedConnection<TlsStream>>(executor, origin, *tls);
  return std::make_unique<OpenedConnection<PlainStream>>(executor, origin);
}

asio::ssl::context make_tls_context(const std::string& ca_file) {
  asio::ssl::context context{asio::ssl::context::tls_client};
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_2_VERSION);
  context.set_verify_mode(asio::ssl::verify_peer);
  if (ca_file.empty()) {
    context.set_default_verify_paths();
  } else {
    context.load_verify_file(ca_file);
  }
  return context;
}

}  // namespace alur::net
