#include "gate.hpp"

#include "limits.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <memory>
#include <utility>

namespace alur::service {

namespace asio = boost::asio;

namespace {

struct Pending {
  explicit Pending(const asio::any_io_executor& executor) : timer(executor, asio::steady_timer::time_point::max()) {}
  asio::steady_timer timer;
  std::exception_ptr error;
  bool finished = false;
};

/// For the loop, a writer that gave up is a task that was cancelled.
bool taken(store::Writer& writer, const store::Writer::Work& unit) {
  try {
    return writer.submit(unit);
  } catch (const store::WriterGaveUp&) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
}

void rethrow(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const store::WriterGaveUp&) {
    throw boost::system::system_error(asio::error::operation_aborted);
  }
}

}  // namespace

bool Gate::post(std::function<void(store::Tx&)> work, std::function<void(std::exception_ptr)> done) {
  store::Writer::Work unit;
  unit.run = std::move(work);
  unit.done = [this, done = std::move(done)](const std::exception_ptr& error) {
    asio::post(loop_, [this, done, error] {
      --under_way_;
      done(error);
    });
  };
  if (!taken(writer_, unit)) return false;
  ++under_way_;
  return true;
}

asio::awaitable<void> Gate::run(std::function<void(store::Tx&)> work, bool alone) {
  auto pending = std::make_shared<Pending>(loop_);
  store::Writer::Work unit;
  unit.run = work;
  unit.alone = alone;
  unit.done = [this, pending](const std::exception_ptr& error) {
    asio::post(loop_, [this, pending, error] {
      --under_way_;
      pending->error = error;
      pending->finished = true;
      pending->timer.cancel();
    });
  };
  co_await asio::this_coro::throw_if_cancelled(false);
  boost::system::error_code ignored;
  while (!taken(writer_, unit)) {
    asio::steady_timer retry(loop_, std::chrono::milliseconds{20});
    co_await retry.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  ++under_way_;
  // A cancellation ends one wait; the work goes on, so the wait begins anew.
  while (!pending->finished) co_await pending->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_await asio::this_coro::throw_if_cancelled(true);
  if (pending->error) rethrow(pending->error);
}

}  // namespace alur::service
