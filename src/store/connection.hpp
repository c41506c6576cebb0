#pragma once

#include "alur/store/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

/// One SQLite handle with its guards, its prepared statements, and the translation of its errors.
namespace alur::store {

inline constexpr std::chrono::milliseconds busy_timeout{5'000};
inline constexpr std::chrono::milliseconds read_time_max{2'000};

class Query;

class Connection {
 public:
  enum class Mode : std::uint8_t { write, read };

  /// Opens and sets limits and pragmas that do not touch the file; the journal is use_wal()'s. Throws StartError.
  Connection(const DatabaseOptions& options, Mode mode);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// WAL with every commit synced and no checkpoint but ours; read back. Throws StartError.
  void use_wal();
  /// A consistent copy at `target`, which must not exist; not synced.
  void vacuum_into(const std::string& target);

  /// Runs statements that give no rows. Throws like Query.
  void execute(const char* sql);
  std::int64_t integer(std::string_view sql);
  std::string text(std::string_view sql);

  /// False inside BEGIN .. COMMIT: also how a transaction that SQLite ended by itself shows.
  bool autocommit() const;
  /// Pages in the write-ahead log after the newest commit.
  int wal_pages() const { return wal_pages_; }
  /// Everything run from now until the next call is cut after `read_time_max`.
  void start_read_time();
  void stop_read_time();

  SQLite::Database& handle() { return database_; }

 private:
  friend class Query;
  struct Cached {
    std::unique_ptr<SQLite::Statement> statement;
    bool in_use = false;
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  Cached& prepared(std::string_view sql);
  static int on_commit(void* self, sqlite3*, const char*, int pages);
  static int on_progress(void* self);

  SQLite::Database database_;
  std::unordered_map<std::string, Cached, TextHash, std::equal_to<>> statements_;
  int wal_pages_ = 0;
  std::chrono::steady_clock::time_point read_until_;
};

/// Bytes, as against text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement for as long as it runs. It stays prepared by its text, so texts are few and carry no values.
/// Values are bound in order and copied: integers, ids (as numbers), text, blobs, instants, optionals (empty is NULL).
///
/// Throws TransactionLost for what ends or must end the transaction (full disk, I/O, memory, a lock), ReadCut for a
/// read that took too long, otherwise SQLite::Exception.
class Query {
 public:
  template <class... Values>
  Query(Tx& tx, std::string_view sql, const Values&... values) : Query(tx.connection(), sql, values...) {}
  template <class... Values>
  Query(Connection& connection, std::string_view sql, const Values&... values)
      : Query(connection, connection.prepared(sql)) {
    (bind(values), ...);
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  bool next();         ///< the next row, or false
  std::int64_t run();  ///< to the end; rows changed

  std::int64_t integer(int column) const;
  std::optional<std::int64_t> maybe_integer(int column) const;
  bool flag(int column) const { return integer(column) != 0; }
  std::string text(int column) const;
  /// Valid until the next row.
  std::string_view bytes(int column) const;
  bool is_null(int column) const;
  time::Instant instant(int column) const { return time::from_ms(integer(column)); }
  std::optional<time::Instant> maybe_instant(int column) const;
  template <class Id>
  Id id(int column) const {
    return static_cast<Id>(integer(column));
  }

 private:
  Query(Connection& connection, Connection::Cached& cached);

  template <class T>
  void bind(const T& value) {
    if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      bind_integer(static_cast<std::int64_t>(value));
    } else if constexpr (std::is_same_v<T, time::Instant>) {
      bind_integer(time::to_ms(value));
    } else {
      bind_value(value);
    }
  }
  template <class T>
  void bind(const std::optional<T>& value) {
    value ? bind(*value) : bind_null();
  }
  void bind_integer(std::int64_t value);
  void bind_null();
  void bind_value(const std::string& value);
  void bind_value(std::string_view value) { bind_value(std::string{value}); }
  void bind_value(const char* value) { bind_value(std::string{value}); }
  void bind_value(Blob value);

  Connection& connection_;
  Connection::Cached& cached_;
  int bound_ = 0;
};

/// Throws what `error` means (see Query). Inside a handler only.
[[noreturn]] void rethrow_translated(const SQLite::Exception& error);

}  // namespace alur::store
