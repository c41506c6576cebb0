#pragma once

#include "alur/time/instant.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

/// The only SQL. One process, one writing connection (architecture, rule 6); every pragma is set and read back.
namespace alur::store {

/// What stopped a start: a named reason that an operator can act on.
struct StartError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// An error that ended the whole transaction (disk full, I/O, memory, a lock, any failed commit): the batch is to be
/// run again one by one.
struct TransactionLost : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A read that took longer than its limit; what it read is of no use.
struct ReadCut : TransactionLost {
  using TransactionLost::TransactionLost;
};

struct DatabaseOptions {
  std::string path;  ///< data_dir/alur.db
  /// A SQLite VFS by name, for fault injection; the default one when empty.
  std::string vfs;
};

class Connection;  ///< inside only

/// One transaction, or a snapshot when read-only: what every repository works on. Lives on one thread and only inside
/// the call that was given it.
class Tx {
 public:
  explicit Tx(Connection& connection) : connection_(connection) {}
  Tx(const Tx&) = delete;
  Tx& operator=(const Tx&) = delete;
  Connection& connection() { return connection_; }

 private:
  Connection& connection_;
};

/// The writing connection with its guards: opens (creating and migrating where needed; a migration backs up first and
/// is one transaction), refuses a newer schema, another application's file, a wrong pragma. Not thread-safe.
class Database {
 public:
  /// Throws StartError.
  explicit Database(const DatabaseOptions& options);
  ~Database();
  Database(Database&&) noexcept;

  /// Runs `body` in BEGIN IMMEDIATE .. COMMIT; any exception rolls back and passes on, TransactionLost included.
  void transact(const std::function<void(Tx&)>& body);
  /// Within transact(): runs `body` in a savepoint. An exception rolls back to it and passes on, unless the whole
  /// transaction was lost (then TransactionLost).
  void savepoint(Tx& tx, const std::function<void()>& body);

  struct CheckpointResult {
    int wal_pages = 0;
    int moved_pages = 0;
  };
  /// PASSIVE, or TRUNCATE when idle or closing: closing itself never checkpoints. Errors throw TransactionLost.
  CheckpointResult checkpoint(bool truncate);
  /// Pages in the write-ahead log after the newest commit.
  int wal_pages() const;
  /// quick_check; empty when fine, else what SQLite said.
  std::string quick_check();
  static int schema_version();

 private:
  std::unique_ptr<Connection> connection_;
};

/// A read-only connection (SQLITE_OPEN_READONLY) for jobs, the command line and checks. Reads are cut after 2 s unless
/// `unbounded`. Not thread-safe.
class ReadDatabase {
 public:
  explicit ReadDatabase(const DatabaseOptions& options, bool unbounded = false);
  ~ReadDatabase();
  /// One snapshot. Throws ReadCut past the limit.
  void read(const std::function<void(Tx&)>& body);
  /// A copy of one moment at `target`, which must not exist, while others write: whole and synced, or not there. Takes
  /// what it takes. Throws std::runtime_error.
  void copy_to(const std::string& target);
  /// integrity_check and foreign_key_check: what they found, some lines; empty when all is whole. Takes what it takes.
  std::vector<std::string> damage();

 private:
  std::unique_ptr<Connection> connection_;
  bool unbounded_;
};

}  // namespace alur::store
