#include "alur/net/concurrency.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <utility>

namespace alur::net {

namespace asio = boost::asio;

struct Wake::Impl {
  explicit Impl(const asio::any_io_executor& executor) : timer(executor) {}
  asio::steady_timer timer;
  bool notified = false;
};

Wake::Wake(const asio::any_io_executor& executor) : impl_(std::make_unique<Impl>(executor)) {}

Wake::~Wake() = default;

void Wake::notify() {
  impl_->notified = true;
  impl_->timer.cancel();
}

asio::awaitable<void> Wake::wait(std::chrono::milliseconds at_most) {
  constexpr std::chrono::milliseconds longest = std::chrono::hours{24 * 365};  // the clock overflows far beyond it
  if (std::exchange(impl_->notified, false)) co_return;
  impl_->timer.expires_after(std::clamp(at_most, std::chrono::milliseconds{0}, longest));
  boost::system::error_code ended;
  co_await impl_->timer.async_wait(asio::redirect_error(asio::use_awaitable, ended));
  const auto state = co_await asio::this_coro::cancellation_state;
  if (state.cancelled() != asio::cancellation_type::none) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
  impl_->notified = false;
}

}  // namespace alur::net
