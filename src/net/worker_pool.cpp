#include "alur/net/concurrency.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <future>
#include <utility>

namespace alur::net {

namespace asio = boost::asio;

struct WorkerPool::Impl {
  Impl(asio::any_io_executor loop, std::size_t threads) : home(std::move(loop)), pool(threads) {}
  ~Impl() { pool.join(); }
  asio::any_io_executor home;
  asio::thread_pool pool;
};

WorkerPool::WorkerPool(asio::any_io_executor home, std::size_t threads)
    : impl_(std::make_unique<Impl>(std::move(home), threads)) {}

WorkerPool::~WorkerPool() = default;

asio::awaitable<void> WorkerPool::run(std::function<void()> work) {
  // Touched on the loop's thread only; the pool's thread just posts to it.
  struct Completion {
    explicit Completion(const asio::any_io_executor& home) : timer(home, asio::steady_timer::time_point::max()) {}
    asio::steady_timer timer;
    bool done = false;
  };
  const auto completion = std::make_shared<Completion>(impl_->home);
  std::packaged_task<void()> task(std::move(work));
  auto outcome = task.get_future();
  asio::post(impl_->pool, [task = std::move(task), completion, home = impl_->home]() mutable {
    // What the work holds is released before the caller goes on.
    std::exchange(task, {})();
    asio::post(home, [completion] {
      completion->done = true;
      completion->timer.cancel();
    });
  });

  const bool throws = co_await asio::this_coro::throw_if_cancelled();
  co_await asio::this_coro::throw_if_cancelled(false);
  while (!completion->done) {
    boost::system::error_code woken;
    co_await completion->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  co_await asio::this_coro::throw_if_cancelled(throws);
  outcome.get();
}

}  // namespace alur::net
