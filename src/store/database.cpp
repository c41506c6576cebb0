#include "alur/store/database.hpp"

#include "connection.hpp"
#include "schema.hpp"

#include <sqlite3.h>

namespace alur::store {

Database::Database(const DatabaseOptions& options)
    : connection_{std::make_unique<Connection>(options, Connection::Mode::write)} {
  migrate(*connection_, options.path, migrations());
}

Database::~Database() = default;
Database::Database(Database&&) noexcept = default;

void Database::transact(const std::function<void(Tx&)>& body) {
  Tx tx{*connection_};
  try {
    SQLite::Transaction transaction{connection_->handle(), SQLite::TransactionBehavior::IMMEDIATE};
    body(tx);
    if (connection_->autocommit()) throw TransactionLost{"SQLite ended the transaction"};
    try {
      transaction.commit();
    } catch (const SQLite::Exception& error) {
      // Whatever the reason, this is a commit nobody may take for one.
      throw TransactionLost{std::string{"commit: "} + error.what()};
    }
  } catch (const SQLite::Exception& error) {
    rethrow_translated(error);
  }
}

void Database::savepoint(Tx& tx, const std::function<void()>& body) {
  Connection& connection = tx.connection();
  connection.execute("SAVEPOINT unit");
  try {
    body();
    if (connection.autocommit()) throw TransactionLost{"SQLite ended the transaction"};
  } catch (const TransactionLost&) {
    throw;
  } catch (...) {
    if (connection.autocommit()) throw TransactionLost{"SQLite ended the transaction"};
    connection.execute("ROLLBACK TO unit");
    connection.execute("RELEASE unit");
    throw;
  }
  connection.execute("RELEASE unit");
}

Database::CheckpointResult Database::checkpoint(bool truncate) {
  CheckpointResult result;
  sqlite3* handle = connection_->handle().getHandle();
  const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  const int code = sqlite3_wal_checkpoint_v2(handle, nullptr, mode, &result.wal_pages, &result.moved_pages);
  // A reader in the way leaves pages for the next time; the result says how many.
  if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY) {
    throw TransactionLost{std::string{"checkpoint: "} + sqlite3_errmsg(handle)};
  }
  return result;
}

int Database::wal_pages() const { return connection_->wal_pages(); }

std::string Database::quick_check() {
  const std::string found = connection_->text("PRAGMA quick_check(1)");
  return found == "ok" ? std::string{} : found;
}

int Database::schema_version() { return newest_version(migrations()); }

ReadDatabase::ReadDatabase(const DatabaseOptions& options, bool unbounded)
    : connection_{std::make_unique<Connection>(options, Connection::Mode::read)}, unbounded_{unbounded} {
  require_current(*connection_, options.path);
}

ReadDatabase::~ReadDatabase() = default;

void ReadDatabase::read(const std::function<void(Tx&)>& body) {
  Tx tx{*connection_};
  if (!unbounded_) connection_->start_read_time();
  try {
    SQLite::Transaction snapshot{connection_->handle(), SQLite::TransactionBehavior::DEFERRED};
    body(tx);
    snapshot.commit();
  } catch (const SQLite::Exception& error) {
    rethrow_translated(error);
  }
}

}  // namespace alur::store
