#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

/// Structured concurrency over Asio 1.26: every coroutine belongs to a group that is cancelled and awaited; every await
/// has a deadline. One thread (the executor's).
namespace alur::net {

class TaskGroup {
 public:
  explicit TaskGroup(boost::asio::any_io_executor executor);
  ~TaskGroup();  ///< the group must be empty: join() first
  /// Starts a task of the group. An exception other than cancellation is logged, counted and kept for join().
  void spawn(std::string_view name, std::function<boost::asio::awaitable<void>()> task);
  void cancel();                        ///< asks every task to end (terminal cancellation)
  boost::asio::awaitable<void> join();  ///< waits until empty; rethrows the first unexpected exception
  std::size_t size() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// Sleeps in real time; ends early when cancelled (throws) or when `wake` is notified (returns).
class Wake {
 public:
  explicit Wake(boost::asio::any_io_executor executor);
  ~Wake();
  void notify();  ///< from the loop's thread; wakes the current or the next wait
  boost::asio::awaitable<void> wait(std::chrono::milliseconds at_most);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A few threads for work that takes the processor or the disk: hashing, inspection, pictures.
class WorkerPool {
 public:
  WorkerPool(boost::asio::any_io_executor home, std::size_t threads);
  ~WorkerPool();  ///< waits for what runs
  /// Runs `work` on a thread of the pool and comes back to the loop; its exception is passed on.
  boost::asio::awaitable<void> run(std::function<void()> work);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::net
