#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <exception>
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
  TaskGroup(const TaskGroup&) = delete;
  TaskGroup& operator=(const TaskGroup&) = delete;
  /// Starts a task of the group; not any more after cancel(). An exception other than cancellation is logged, counted
  /// and the first one kept for join().
  void spawn(std::string_view name, std::function<boost::asio::awaitable<void>()> task);
  /// From now on unexpected exceptions go to `told`, on the loop's thread, and not to join().
  void on_failure(std::function<void(std::exception_ptr)> told);
  void cancel();                        ///< asks every task to end (terminal cancellation); from the loop's thread
  boost::asio::awaitable<void> join();  ///< waits until empty; rethrows the first unexpected exception, once
  std::size_t size() const;
  std::size_t failures() const;  ///< tasks that ended with an unexpected exception

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// Sleeps in real time; ends early when cancelled (throws) or when `wake` is notified (returns). One sleeper at a time.
class Wake {
 public:
  explicit Wake(const boost::asio::any_io_executor& executor);
  ~Wake();
  void notify();  ///< from the loop's thread; wakes the current or the next wait
  boost::asio::awaitable<void> wait(std::chrono::milliseconds at_most);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A few threads for work that takes the processor or the disk: hashing, inspection, pictures. Must not outlive the
/// context of `home`.
class WorkerPool {
 public:
  WorkerPool(boost::asio::any_io_executor home, std::size_t threads);
  ~WorkerPool();  ///< waits for what runs
  /// Runs `work` on a thread of the pool and comes back to the loop; its exception is passed on. Work that has begun
  /// cannot be interrupted: a cancelled caller still waits for it, since `work` may refer to what the caller owns.
  boost::asio::awaitable<void> run(std::function<void()> work);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::net
