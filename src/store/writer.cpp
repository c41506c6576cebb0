#include "alur/store/writer.hpp"

#include <condition_variable>
#include <deque>
#include <iterator>
#include <mutex>
#include <vector>

namespace alur::store {

namespace {

/// Pages of log after which they are moved into the database (SQLite's own default).
constexpr int checkpoint_every_pages = 1'000;

using Batch = std::vector<Writer::Work>;

void finish(Writer::Work& work, const std::exception_ptr& error) {
  if (work.done) work.done(error);
}

}  // namespace

struct Writer::Impl {
  Impl(Database& the_database, Limits the_limits, std::function<void()> on_roll_back)
      : database{the_database}, limits{the_limits}, rolled_back{std::move(on_roll_back)} {}

  Batch take();
  void put_back(Batch& batch, std::size_t from);
  void report(const std::string& what);
  /// One transaction for all of `batch`; throws TransactionLost before anything was acknowledged.
  void run_together(Batch& batch, std::size_t from, std::size_t count);
  std::size_t run_singly(Batch& batch);
  void checkpoint();
  void fail_what_waits();

  Database& database;
  const Limits limits;
  const std::function<void()> rolled_back;

  mutable std::mutex mutex;
  std::condition_variable changed;
  std::deque<Work> queue;
  bool stopping = false;
  bool closed = false;
  bool given_up = false;
  std::string trouble;

  // The running thread's own.
  int checkpointed_at_pages = 0;
  bool checkpoint_failed = false;
};

Batch Writer::Impl::take() {
  Batch batch;
  const std::lock_guard lock{mutex};
  while (!queue.empty() && batch.size() < limits.batch_max) {
    if (queue.front().alone && !batch.empty()) break;
    batch.push_back(std::move(queue.front()));
    queue.pop_front();
    if (batch.back().alone) break;
  }
  return batch;
}

void Writer::Impl::put_back(Batch& batch, std::size_t from) {
  const std::lock_guard lock{mutex};
  for (std::size_t i = batch.size(); i > from; --i) queue.push_front(std::move(batch[i - 1]));
}

void Writer::Impl::report(const std::string& what) {
  const std::lock_guard lock{mutex};
  trouble = what;
}

void Writer::Impl::run_together(Batch& batch, std::size_t from, std::size_t count) {
  std::vector<std::exception_ptr> errors(count);
  database.transact([&](Tx& tx) {
    for (std::size_t i = 0; i < count; ++i) {
      try {
        database.savepoint(tx, [&] { batch[from + i].run(tx); });
      } catch (const TransactionLost&) {
        throw;
      } catch (...) {  // the unit's own failure: rolled back alone, and handed to whoever gave it
        errors[i] = std::current_exception();
        if (rolled_back) rolled_back();
      }
    }
  });
  report({});
  for (std::size_t i = 0; i < count; ++i) finish(batch[from + i], errors[i]);
}

std::size_t Writer::Impl::run_singly(Batch& batch) {
  std::size_t done = 0;
  try {
    for (; done < batch.size(); ++done) run_together(batch, done, 1);
  } catch (const TransactionLost& lost) {
    if (rolled_back) rolled_back();
    report(lost.what());
    put_back(batch, done);
  }
  return done;
}

void Writer::Impl::checkpoint() {
  const int pages = database.wal_pages();
  if (pages < checkpointed_at_pages) checkpointed_at_pages = 0;  // the log began anew
  if (!checkpoint_failed && pages - checkpointed_at_pages < checkpoint_every_pages) return;
  try {
    database.checkpoint(false);
    checkpoint_failed = false;
    checkpointed_at_pages = pages;
  } catch (const TransactionLost& lost) {
    checkpoint_failed = true;
    report(lost.what());
  }
}

void Writer::Impl::fail_what_waits() {
  Batch waiting;
  {
    const std::lock_guard lock{mutex};
    if (!given_up) return;
    waiting.assign(std::make_move_iterator(queue.begin()), std::make_move_iterator(queue.end()));
    queue.clear();
  }
  const auto error = std::make_exception_ptr(WriterGaveUp{});
  for (Work& work : waiting) finish(work, error);
}

Writer::Writer(Database& database, Limits limits, std::function<void()> rolled_back)
    : impl_{std::make_unique<Impl>(database, limits, std::move(rolled_back))} {}
Writer::~Writer() = default;

bool Writer::submit(Work work) {
  {
    const std::lock_guard lock{impl_->mutex};
    if (impl_->given_up) throw WriterGaveUp{};
    if (impl_->closed || impl_->queue.size() >= impl_->limits.queue_max) return false;
    impl_->queue.push_back(std::move(work));
  }
  impl_->changed.notify_one();
  return true;
}

bool Writer::wait() {
  std::unique_lock lock{impl_->mutex};
  impl_->changed.wait(lock, [&] { return impl_->stopping || !impl_->queue.empty(); });
  impl_->closed = impl_->queue.empty();
  return !impl_->closed;
}

std::size_t Writer::run_batch() {
  if (impl_->checkpoint_failed) {  // a sync failed: nothing is acknowledged before it succeeds on this handle
    impl_->checkpoint();
    if (impl_->checkpoint_failed) {
      impl_->fail_what_waits();
      return 0;
    }
    impl_->report({});
  }
  Batch batch = impl_->take();
  if (batch.empty()) return 0;
  std::size_t done = batch.size();
  try {
    impl_->run_together(batch, 0, batch.size());
  } catch (const TransactionLost&) {
    if (impl_->rolled_back) impl_->rolled_back();
    const std::size_t all = batch.size();
    done = impl_->run_singly(batch);
    if (done < all) impl_->fail_what_waits();
  }
  if (done > 0) impl_->checkpoint();
  return done;
}

void Writer::stop() {
  {
    const std::lock_guard lock{impl_->mutex};
    impl_->stopping = true;
  }
  impl_->changed.notify_all();
}

void Writer::pause(std::chrono::milliseconds at_most) {
  std::unique_lock lock{impl_->mutex};
  impl_->changed.wait_for(lock, at_most, [&] { return impl_->given_up; });
}

void Writer::give_up() {
  {
    const std::lock_guard lock{impl_->mutex};
    impl_->stopping = true;
    impl_->given_up = true;
  }
  impl_->changed.notify_all();
}

std::size_t Writer::queued() const {
  const std::lock_guard lock{impl_->mutex};
  return impl_->queue.size();
}

std::string Writer::disk_trouble() const {
  const std::lock_guard lock{impl_->mutex};
  return impl_->trouble;
}

}  // namespace alur::store
