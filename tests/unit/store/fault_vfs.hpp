#pragma once

#include <atomic>
#include <string>

namespace alur::store::test {

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
};

}  // namespace alur::store::test
