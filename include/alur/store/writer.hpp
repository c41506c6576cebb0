#pragma once

#include "alur/store/database.hpp"

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>

namespace alur::store {

/// What a unit is told that nobody ran, and who gives one, after Writer::give_up().
struct WriterGaveUp : std::runtime_error {
  WriterGaveUp() : std::runtime_error("the disk takes nothing and the writer was told to end") {}
};

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

  /// `rolled_back` is called on the running thread after what a unit did was undone, be it alone or with the whole
  /// transaction, and before anything else runs: what was derived from it must be forgotten.
  Writer(Database& database, Limits limits, std::function<void()> rolled_back = {});
  ~Writer();

  /// From any thread. False when the queue is full, or wait() returned false: nothing was taken. Throws WriterGaveUp.
  bool submit(Work work);
  /// Waits until there is work or stop() was called; false after stop() once the queue is empty.
  bool wait();
  /// Runs one batch; the number of units done. While the disk fails (full, I/O) it keeps the units, throws nothing,
  /// and reports through `disk_trouble`; nothing is acknowledged until a retry on the same handle succeeds.
  std::size_t run_batch();
  void stop();
  /// After run_batch() could not go on: waits until it is worth another try, or until give_up().
  void pause(std::chrono::milliseconds at_most);
  /// For an end that must come although the disk fails: stop(), and from the next run_batch() on what cannot be
  /// committed at once is told WriterGaveUp. Nothing of it was acknowledged, so nothing is lost.
  void give_up();
  std::size_t queued() const;
  /// Empty when the last commit succeeded, else what is wrong. From any thread.
  std::string disk_trouble() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::store
