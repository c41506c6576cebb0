#include "connection_pool.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace alur::net {

namespace asio = boost::asio;

ConnectionPool::ConnectionPool(asio::any_io_executor executor, ClientOptions options)
    : executor_(std::move(executor)), options_(std::move(options)) {
  if (options_.origin.tls) tls_.emplace(make_tls_context(options_.ca_file));
}

ConnectionPool::Lease::~Lease() {
  drop();
  pool_->lease_ended();
}

void ConnectionPool::Lease::drop() {
  if (!connection_) return;
  pool_->at_work_.erase(connection_.get());
  connection_->close();
  connection_.reset();
}

void ConnectionPool::Lease::take_kept_or_new() {
  drop();
  connection_ = pool_->kept_connection();
  reused_ = connection_ != nullptr;
  if (!reused_) connection_ = pool_->new_connection();
  pool_->at_work_.insert(connection_.get());
}

void ConnectionPool::Lease::take_new() {
  drop();
  connection_ = pool_->new_connection();
  reused_ = false;
  pool_->at_work_.insert(connection_.get());
}

void ConnectionPool::Lease::keep() {
  if (pool_->closed_ || !connection_->reusable()) return;
  pool_->at_work_.erase(connection_.get());
  pool_->idle_.push_back({std::move(connection_), Deadline::Clock::now()});
}

asio::awaitable<std::unique_ptr<ConnectionPool::Lease>> ConnectionPool::lease(Deadline deadline) {
  const auto self = shared_from_this();
  if (closed_) co_return nullptr;
  if (leases_ < options_.connections_max && waiters_.empty()) co_return grant();

  Waiter waiter{executor_};
  struct InLine {
    InLine(std::list<Waiter*>& all, Waiter* one) : line(all), waiting(one) { line.push_back(waiting); }
    ~InLine() { line.remove(waiting); }
    InLine(const InLine&) = delete;
    InLine& operator=(const InLine&) = delete;
    std::list<Waiter*>& line;
    Waiter* waiting;
  } const in_line{waiters_, &waiter};
  waiter.timer.expires_at(deadline.at());
  boost::system::error_code woken;
  co_await waiter.timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  co_return std::move(waiter.lease);
}

void ConnectionPool::close() {
  closed_ = true;
  idle_.clear();
  for (ClientConnection* connection : at_work_) connection->close();
  for (Waiter* waiter : waiters_) waiter->timer.cancel();
}

std::unique_ptr<ConnectionPool::Lease> ConnectionPool::grant() {
  ++leases_;
  return std::make_unique<Lease>(shared_from_this());
}

void ConnectionPool::lease_ended() {
  --leases_;
  if (closed_) return;
  if (waiters_.empty()) return;
  Waiter* const next = waiters_.front();
  waiters_.pop_front();
  next->lease = grant();
  next->timer.cancel();
}

std::unique_ptr<ClientConnection> ConnectionPool::new_connection() {
  return make_client_connection(executor_, options_.origin, tls_ ? &*tls_ : nullptr);
}

std::unique_ptr<ClientConnection> ConnectionPool::kept_connection() {
  const auto oldest = Deadline::Clock::now() - options_.idle_max;
  while (!idle_.empty() && idle_.front().since < oldest) idle_.pop_front();
  while (!idle_.empty()) {
    auto connection = std::move(idle_.back().connection);
    idle_.pop_back();
    if (connection->reusable()) return connection;
  }
  return nullptr;
}

}  // namespace alur::net
