#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace alur::store::test {

/// What was done to the files of one database, in order, and what was promised to whoever gave the work.
struct DiskEvent {
  enum class Kind : std::uint8_t { write, truncate, sync, failed_sync, promise } kind{};
  bool wal = false;     ///< the write-ahead log, as against the database itself
  std::int64_t at = 0;  ///< of a write: where; of a truncation: the new size
  std::string bytes;
};

/// A disk that can fail: SQLite's own VFS with a switch. One at a time, for as long as it lives.
class FaultVfs {
 public:
  FaultVfs();
  ~FaultVfs();
  FaultVfs(const FaultVfs&) = delete;
  FaultVfs& operator=(const FaultVfs&) = delete;
  static std::string name() { return "alur-fault"; }

  std::atomic<bool> full{false};                 ///< writes fail as on a full disk
  std::atomic<bool> sync_fails{false};           ///< fsync fails, of any file
  std::atomic<bool> database_sync_fails{false};  ///< only that of the database: a checkpoint's
  std::atomic<bool> without_shared_memory{false};

  // By number, from 0, of all writes or syncs so far; none while the bounds are equal. One thread.
  std::int64_t writes = 0;
  std::int64_t full_from = 0;
  std::int64_t full_until = 0;
  std::int64_t syncs = 0;
  std::int64_t sync_fails_from = 0;
  std::int64_t sync_fails_until = 0;
  /// Syncs that do nothing: of the log, or of everything, as a disk does that lies.
  bool skips_log_syncs = false;
  bool skips_all_syncs = false;
  /// Keeps every change of database and log where not null. One thread.
  std::vector<DiskEvent>* log = nullptr;
};

}  // namespace alur::store::test
