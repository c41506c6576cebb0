#include "connection.hpp"

#include <sqlite3.h>

#include <array>
#include <span>
#include <stdexcept>

namespace alur::store {

namespace {

/// Vendor's advice for applications that never need the defaults (sqlite.org/security.html), with room for one case
/// state or one raw update.
constexpr int value_bytes_max = 16 * 1024 * 1024;
constexpr std::array<std::pair<int, int>, 11> low_limits{{
    {SQLITE_LIMIT_LENGTH, value_bytes_max},
    {SQLITE_LIMIT_SQL_LENGTH, 100'000},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 20},
    {SQLITE_LIMIT_COMPOUND_SELECT, 4},
    {SQLITE_LIMIT_VDBE_OP, 25'000},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 50},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
}};

/// Virtual machine steps between two looks at the clock: some 50 us.
constexpr int steps_per_look = 2'000;

struct Pragma {
  const char* set;
  const char* get;
  const char* wanted;
};

constexpr std::array guards{
    Pragma{"PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "1"},
    Pragma{"PRAGMA trusted_schema = OFF", "PRAGMA trusted_schema", "0"},
    Pragma{"PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "1"},
    Pragma{"PRAGMA mmap_size = 0", "PRAGMA mmap_size", "0"},
    Pragma{"PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "2"},
};

constexpr std::array journal{
    Pragma{"PRAGMA journal_mode = WAL", "PRAGMA journal_mode", "wal"},
    Pragma{"PRAGMA synchronous = FULL", "PRAGMA synchronous", "2"},
    Pragma{"PRAGMA wal_autocheckpoint = 0", "PRAGMA wal_autocheckpoint", "0"},
};

void set_and_read_back(Connection& connection, std::span<const Pragma> pragmas) {
  for (const Pragma& pragma : pragmas) {
    connection.text(pragma.set);
    if (const std::string found = connection.text(pragma.get); found != pragma.wanted) {
      throw StartError{std::string{pragma.get} + " is " + found + ", not " + pragma.wanted};
    }
  }
}

void configure(sqlite3* handle, int option, int wanted, const char* name) {
  int found = -1;
  if (sqlite3_db_config(handle, option, wanted, &found) != SQLITE_OK || found != wanted) {
    throw StartError{std::string{"SQLite does not take the option "} + name};
  }
}

SQLite::Database open(const DatabaseOptions& options, Connection::Mode mode) {
  const int flags =
      mode == Connection::Mode::read ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
  try {
    return SQLite::Database{options.path, flags, static_cast<int>(busy_timeout.count()), options.vfs};
  } catch (const SQLite::Exception& error) {
    throw StartError{"cannot open " + options.path + ": " + error.what()};
  }
}

}  // namespace

Connection::Connection(const DatabaseOptions& options, Mode mode) : database_{open(options, mode)} {
  sqlite3* handle = database_.getHandle();
  sqlite3_extended_result_codes(handle, 1);
  for (const auto& [limit, value] : low_limits) sqlite3_limit(handle, limit, value);
  configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive");
  // The checkpoint inside close swallows its errors: ours is asked for by the owner, and seen.
  configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, "no_ckpt_on_close");
  set_and_read_back(*this, guards);
}

void Connection::use_wal() {
  set_and_read_back(*this, journal);
  sqlite3_wal_hook(database_.getHandle(), &Connection::on_commit, this);
}

void Connection::vacuum_into(const std::string& target) {
  sqlite3* handle = database_.getHandle();
  const int attached = sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 1);  // VACUUM INTO attaches its target
  try {
    SQLite::Statement statement{database_, "VACUUM INTO ?"};
    statement.bind(1, target);
    statement.exec();
  } catch (const SQLite::Exception& error) {
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, attached);
    rethrow_translated(error);
  }
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, attached);
}

void Connection::execute(const char* sql) {
  try {
    database_.exec(sql);
  } catch (const SQLite::Exception& error) {
    rethrow_translated(error);
  }
}

std::int64_t Connection::integer(std::string_view sql) {
  Query query{*this, sql};
  return query.next() ? query.integer(0) : 0;
}

std::string Connection::text(std::string_view sql) {
  Query query{*this, sql};
  return query.next() ? query.text(0) : std::string{};
}

bool Connection::autocommit() const { return sqlite3_get_autocommit(database_.getHandle()) != 0; }

void Connection::start_read_time() {
  read_until_ = std::chrono::steady_clock::now() + read_time_max;
  sqlite3_progress_handler(database_.getHandle(), steps_per_look, &Connection::on_progress, this);
}

void Connection::stop_read_time() { sqlite3_progress_handler(database_.getHandle(), 0, nullptr, nullptr); }

Connection::Cached& Connection::prepared(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  try {
    std::string text{sql};
    auto statement = std::make_unique<SQLite::Statement>(database_, text);
    return statements_.emplace(std::move(text), Cached{std::move(statement)}).first->second;
  } catch (const SQLite::Exception& error) {
    rethrow_translated(error);
  }
}

int Connection::on_commit(void* self, sqlite3*, const char*, int pages) {
  static_cast<Connection*>(self)->wal_pages_ = pages;
  return SQLITE_OK;
}

int Connection::on_progress(void* self) {
  return std::chrono::steady_clock::now() > static_cast<Connection*>(self)->read_until_ ? 1 : 0;
}

Query::Query(Connection& connection, Connection::Cached& cached) : connection_{connection}, cached_{cached} {
  if (cached_.in_use) throw std::logic_error{"a statement is run while it runs: " + cached_.statement->getQuery()};
  cached_.in_use = true;
}

Query::~Query() {
  cached_.statement->tryReset();  // what went wrong was thrown by next()
  cached_.in_use = false;
}

bool Query::next() {
  try {
    return cached_.statement->executeStep();
  } catch (const SQLite::Exception& error) {
    rethrow_translated(error);
  }
}

std::int64_t Query::run() {
  while (next()) {
  }
  return connection_.handle().getChanges();
}

std::int64_t Query::integer(int column) const { return cached_.statement->getColumn(column).getInt64(); }

std::optional<std::int64_t> Query::maybe_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::string Query::text(int column) const { return cached_.statement->getColumn(column).getString(); }

std::string_view Query::bytes(int column) const {
  const SQLite::Column found = cached_.statement->getColumn(column);
  const auto* data = static_cast<const char*>(found.getBlob());
  return {data, static_cast<std::size_t>(found.getBytes())};
}

bool Query::is_null(int column) const { return cached_.statement->isColumnNull(column); }

std::optional<time::Instant> Query::maybe_instant(int column) const {
  return is_null(column) ? std::nullopt : std::optional{instant(column)};
}

void Query::bind_integer(std::int64_t value) { cached_.statement->bind(++bound_, value); }
void Query::bind_null() { cached_.statement->bind(++bound_); }
void Query::bind_value(const std::string& value) { cached_.statement->bind(++bound_, value); }
void Query::bind_value(Blob value) {
  cached_.statement->bind(++bound_, static_cast<const void*>(value.bytes.data()), static_cast<int>(value.bytes.size()));
}

void rethrow_translated(const SQLite::Exception& error) {
  switch (error.getErrorCode() & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw TransactionLost{error.what()};
    case SQLITE_INTERRUPT:
      throw ReadCut{"a read took longer than " + std::to_string(read_time_max.count()) + " ms"};
    default:
      throw;
  }
}

}  // namespace alur::store
