#include "alur/store/database.hpp"

#include "connection.hpp"
#include "durable_file.hpp"
#include "schema.hpp"

#include <sqlite3.h>

#include <filesystem>

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

void ReadDatabase::copy_to(const std::string& target) {
  if (std::filesystem::exists(target)) throw std::runtime_error{target + " is there already"};
  const std::string partial = target + ".partial";
  std::filesystem::remove(partial);
  try {
    connection_->stop_read_time();
    make_private(partial);
    connection_->vacuum_into(partial);
    make_durable(partial, target);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(partial, ignored);
    throw;
  }
}

std::vector<std::string> ReadDatabase::damage() {
  std::vector<std::string> found;
  connection_->stop_read_time();
  Query whole{*connection_, "PRAGMA integrity_check(20)"};
  while (whole.next()) {
    if (std::string line = whole.text(0); line != "ok") found.push_back(std::move(line));
  }
  Query keys{*connection_, "SELECT \"table\", \"rowid\", \"parent\" FROM pragma_foreign_key_check LIMIT 20"};
  while (keys.next()) {
    found.push_back("row " + std::to_string(keys.integer(1)) + " of " + keys.text(0) + " names what " + keys.text(2) +
                    " does not hold");
  }
  return found;
}

}  // namespace alur::store
