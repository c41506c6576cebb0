#pragma once

#include "random.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alur::simulation {

/// SQLite's files in memory, with the one property of a disk that matters: what was written but not synced may be lost,
/// or half there, after a crash. Its VFS is registered for as long as it lives; one at a time.
///
/// Simplifications: a file's name is durable at once, and one connection at a time is at work, so locks are no-ops.
class MemoryDisk {
 public:
  using Image = std::map<std::string, std::string>;

  MemoryDisk(Random& random, const Image& image);
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;
  static std::string vfs() { return "alur-memory"; }

  Image image() const;  ///< as a running process sees it

  /// The machine stops at the `operations`-th write, sync, truncation or removal from now: that one and all later ones
  /// fail, until crash().
  void stop_after(std::uint64_t operations) { stops_at_ = operations_ + operations; }
  void never_stop() { stops_at_.reset(); }
  bool stopped() const { return stopped_; }
  /// What an earlier process had open is cut off. Of each write since the last sync, all, nothing or a part of its
  /// sectors is there afterwards.
  void crash();

  std::uint64_t syncs() const { return syncs_; }
  /// A disk that lies: syncs do nothing, so that a crash loses what was acknowledged. The control of the simulation.
  void ignore_syncs() { ignores_syncs_ = true; }

 private:
  friend struct DiskAccess;
  struct Write {
    std::int64_t at = 0;
    std::string bytes;
    bool truncates = false;  ///< to `at`
  };
  struct File {
    std::string bytes;
    std::string durable;
    std::vector<Write> unsynced;
    std::vector<std::unique_ptr<char[]>> shared_memory;
    int mapped_by = 0;
  };
  /// False when the machine has stopped.
  bool operate();
  void apply(std::string& bytes, const Write& write) const;
  void apply_in_part(std::string& bytes, const Write& write);

  Random& random_;
  std::map<std::string, std::shared_ptr<File>> files_;
  std::uint64_t operations_ = 0;
  std::uint64_t syncs_ = 0;
  std::optional<std::uint64_t> stops_at_;
  bool stopped_ = false;
  bool ignores_syncs_ = false;
};

}  // namespace alur::simulation
