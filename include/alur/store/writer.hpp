#pragma once

#include "alur/store/database.hpp"

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>

namespace alur::store {

/// Group commit: everything queued (100 at most) becomes one transaction with a savepoint each. Threads are given, not
/// made: the service runs run_batch() on its writer thread, a simulation calls it inline.
class Writer {
 public:
  struct Limits {
    std::size_t batch_max = 100;
    std::size_t queue_max = 10'000;
  };

  /// One unit of work. `run` happens inside a savepoint, and may happen again when the transaction was lost. `done` is
  /// called once, after the commit (error empty) or after this unit alone was rolled back (error = what it threw).
  /// Work with `alone` set gets a transaction of its own. `done` must not throw.
  struct Work {
    std::function<void(Tx&)> run;
    std::function<void(std::exception_ptr)> done;
    bool alone = false;
  };

  Writer(Database& database, Limits limits);
  ~Writer();

  /// From any thread. False when the queue is full, or wait() returned false: nothing was taken.
  bool submit(Work work);
  /// Waits until there is work or stop() was called; false after stop() once the queue is empty.
  bool wait();
  /// Runs one batch; the number of units done. While the disk fails (full, I/O) it keeps the units, throws nothing,
  /// and reports through `disk_trouble`; nothing is acknowledged until a retry on the same handle succeeds.
  std::size_t run_batch();
  void stop();
  std::size_t queued() const;
  /// Empty when the last commit succeeded, else what is wrong. From any thread.
  std::string disk_trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::store
