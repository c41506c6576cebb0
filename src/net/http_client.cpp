#include "connection_pool.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <utility>

namespace alur::net {

namespace asio = boost::asio;

namespace {

using Answer = boost::system::result<HttpResponse, NetError>;

NetError not_executed(std::string what, bool refused_by_policy = false) {
  NetError error;
  error.refused_by_policy = refused_by_policy;
  error.what = std::move(what);
  return error;
}

/// A kept connection that ended with nothing answered was probably closed by the peer while idle. If the request never
/// went out whole, no peer can have acted on it; if it did, only a request that may run twice is repeated.
bool repeat_on_new_connection(const Attempt& attempt, const Outgoing& request) {
  return !attempt.answer_begun && !attempt.timed_out && (!attempt.request_complete || request.idempotent);
}

Answer to_answer(Attempt attempt) {
  if (!attempt.response) {
    NetError error;
    error.may_have_been_executed = true;
    error.what = std::move(attempt.what);
    return error;
  }
  const int status = attempt.response->status;
  if (status < 300 || status >= 400) return std::move(*attempt.response);
  NetError error = not_executed("redirect refused: " + std::to_string(status), true);
  error.may_have_been_executed = status == 303;  // "See Other" is the answer to a request that was executed
  return error;
}

asio::awaitable<void> throw_if_cancelled() {
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
}

asio::awaitable<Answer> exchange(ConnectionPool::Lease& lease, const Outgoing& request, const Wanted& wanted,
                                 Deadline& deadline) {
  lease.take_kept_or_new();
  for (;;) {
    if (!lease.reused()) {
      std::optional<NetError> refused = co_await lease.connection().open(deadline);
      co_await throw_if_cancelled();
      if (refused) co_return std::move(*refused);
    }
    Attempt attempt = co_await lease.connection().exchange(request, wanted, deadline);
    co_await throw_if_cancelled();
    if (!attempt.response && lease.reused() && !lease.closed() && repeat_on_new_connection(attempt, request)) {
      lease.take_new();
      continue;
    }
    if (attempt.response) lease.keep();
    co_return to_answer(std::move(attempt));
  }
}

/// Owns all it needs: the client may be gone before the call has ended.
asio::awaitable<Answer> send_through(std::shared_ptr<ConnectionPool> pool, HttpRequest request, CallOptions options) {
  const Origin& origin = pool->origin();
  if (!origin.tls && !origin.loopback()) co_return not_executed("plain http is for loopback only", true);
  auto outgoing = prepare(origin, request, options);
  if (!outgoing) co_return outgoing.error();
  Deadline deadline{options.deadline};
  const std::unique_ptr<ConnectionPool::Lease> lease = co_await pool->lease(deadline);
  co_await throw_if_cancelled();
  if (pool->closed()) co_return not_executed("the client is closed");
  if (!lease) co_return not_executed("no free connection in time");
  const Wanted wanted{options.response_bytes_max, std::move(options.sink)};
  Answer answer = co_await exchange(*lease, *outgoing, wanted, deadline);
  co_return answer;
}

class Client final : public HttpClient {
 public:
  explicit Client(std::shared_ptr<ConnectionPool> pool) : pool_(std::move(pool)) {}
  ~Client() override { pool_->close(); }

  asio::awaitable<Answer> send(HttpRequest request, CallOptions options) override {
    return send_through(pool_, std::move(request), std::move(options));
  }
  void close() override { pool_->close(); }

 private:
  std::shared_ptr<ConnectionPool> pool_;
};

}  // namespace

std::unique_ptr<HttpClient> make_http_client(asio::any_io_executor executor, ClientOptions options) {
  return std::make_unique<Client>(std::make_shared<ConnectionPool>(std::move(executor), std::move(options)));
}

}  // namespace alur::net
