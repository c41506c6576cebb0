#include "day.hpp"

#include "fixture.hpp"

#include <SQLiteCpp/Exception.h>

#include <cstdlib>
#include <deque>
#include <memory>

namespace alur::store::test {

namespace {

constexpr int tries_max = 100;
const CaseId the_case{1};

void act(Tx& tx, std::int64_t number) {
  if (!Updates{tx}.remember(1, number, start)) return;  // it had been committed before a restart
  Cases cases{tx};
  CaseRecord record = cases.find(the_case).value();
  cases.append(record, {note(start, 1, std::to_string(number))});
  OutMessage message;
  message.chat_id = number % 5;
  message.method = "sendMessage";
  message.body = std::to_string(number);
  message.planned = start;
  Outbox{tx}.plan(message);
}

/// A database and what writes to it, which may be closed and opened again.
class Program {
 public:
  Program(FaultVfs& vfs, const std::string& path, const DayOptions& options)
      : vfs_(vfs),
        gives_up_at_once_(options.restarts_after_trouble),
        database_{{path, FaultVfs::name()}},
        writer_{database_, {.batch_max = options.batch_max, .queue_max = 1000}, [this] { trouble_ = true; }} {}

  void take(std::int64_t number) {
    if (gives_up_at_once_) {
      queue_.push_back(number);
      return;
    }
    Writer::Work work;
    work.run = [number](Tx& tx) { act(tx, number); };
    work.done = [this](const std::exception_ptr& error) {
      if (!error) promise();
    };
    writer_.submit(std::move(work));
  }
  bool busy() const { return writer_.queued() > 0 || !queue_.empty(); }
  /// One batch, or the checkpoint that is due. False when the disk did not take it.
  bool step(bool truncate) {
    trouble_ = false;
    try {
      if (!queue_.empty()) {
        database_.transact([this](Tx& tx) {
          for (const std::int64_t number : queue_) act(tx, number);
        });
        for (; !queue_.empty(); queue_.pop_front()) promise();
      } else if (writer_.queued() > 0) {
        writer_.run_batch();
      } else {
        database_.checkpoint(truncate);
      }
    } catch (const TransactionLost&) {
      return false;
    }
    return !trouble_ && writer_.disk_trouble().empty();
  }
  std::int64_t promised() const { return promised_; }

 private:
  void promise() {
    ++promised_;
    if (vfs_.log != nullptr) vfs_.log->push_back({DiskEvent::Kind::promise, false, 0, {}});
  }

  FaultVfs& vfs_;
  bool gives_up_at_once_;
  bool trouble_ = false;
  Database database_;
  Writer writer_;
  std::deque<std::int64_t> queue_;
  std::int64_t promised_ = 0;
};

class Day {
 public:
  Day(FaultVfs& vfs, const std::string& path, const DayOptions& options)
      : vfs_(vfs), path_(path), options_(options), program_(make()) {}

  DayReport run() {
    for (std::int64_t number = 1; number <= options_.updates; ++number) {
      program_->take(number);
      if (number % static_cast<std::int64_t>(options_.batch_max) != 0) continue;
      if (!work_off(number, false)) return report_;
      if (number % options_.updates_per_checkpoint == 0 && !settle(number, false)) return report_;
    }
    report_.finished = work_off(options_.updates, false) && settle(options_.updates, true);
    return report_;
  }

 private:
  std::unique_ptr<Program> make() const { return std::make_unique<Program>(vfs_, path_, options_); }

  bool work_off(std::int64_t taken, bool truncate) {
    while (program_->busy()) {
      if (!settle(taken, truncate)) return false;
    }
    return true;
  }
  bool settle(std::int64_t taken, bool truncate) {
    for (int tries = 0; tries < tries_max; ++tries) {
      if (program_->step(truncate)) return true;
      report_.surfaced = true;
      if (options_.restarts_after_trouble) restart(taken);
    }
    return false;
  }
  /// What was not confirmed is delivered again.
  void restart(std::int64_t taken) {
    confirmed_ += program_->promised();
    program_.reset();
    program_ = make();
    for (std::int64_t number = confirmed_ + 1; number <= taken; ++number) program_->take(number);
  }

  FaultVfs& vfs_;
  std::string path_;
  DayOptions options_;
  std::unique_ptr<Program> program_;
  std::int64_t confirmed_ = 0;
  DayReport report_;
};

std::int64_t count(Connection& connection, const char* what) {
  return connection.integer("SELECT count(*) FROM " + std::string(what));
}

}  // namespace

void begin_day(const std::string& path) {
  Database database{{path, {}}};
  database.transact([](Tx& tx) { Cases{tx}.open(opening("M26-001")); });
  database.checkpoint(true);
}

DayReport live_through(FaultVfs& vfs, const std::string& path, const DayOptions& options) {
  return Day{vfs, path, options}.run();
}

Verdict judge(const std::string& path, std::int64_t promised, std::int64_t under_way) {
  Verdict verdict;
  try {
    Database database{{path, {}}};
    database.transact([&](Tx& tx) {
      Connection& connection = tx.connection();
      verdict.corrupt =
          connection.text("PRAGMA integrity_check(1)") != "ok" || count(connection, "pragma_foreign_key_check") != 0;
      const std::int64_t seen = count(connection, "seen_update");
      verdict.lost = seen < promised;
      verdict.partial = seen > promised + under_way || seen != count(connection, "outbox") ||
                        seen != count(connection, "event WHERE kind = 'note_added'") ||
                        connection.integer("SELECT revision FROM case_state") != count(connection, "event");
    });
  } catch (const StartError&) {
    verdict.corrupt = true;
  } catch (const TransactionLost&) {
    verdict.corrupt = true;
  } catch (const SQLite::Exception&) {
    verdict.corrupt = true;
  }
  return verdict;
}

void Tally::add(const Verdict& verdict) {
  ++images;
  corrupt += verdict.corrupt ? 1 : 0;
  lost += verdict.lost && !verdict.corrupt ? 1 : 0;
  partial += verdict.partial && !verdict.corrupt ? 1 : 0;
}

void Tally::add(const Tally& other) {
  images += other.images;
  corrupt += other.corrupt;
  lost += other.lost;
  partial += other.partial;
}

bool full_length() { return std::getenv("ALUR_LONG") != nullptr; }

}  // namespace alur::store::test
