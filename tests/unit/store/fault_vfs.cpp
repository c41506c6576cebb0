#include "fault_vfs.hpp"

#include <sqlite3.h>

#include <new>

namespace alur::store::test {

namespace {

FaultVfs* faults = nullptr;
sqlite3_vfs* real = nullptr;
sqlite3_vfs shim;

struct FaultFile {
  sqlite3_file base;
  bool is_database;
  bool is_wal;
};

/// The real file lies behind ours in the memory that SQLite gave.
sqlite3_file* behind(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<FaultFile*>(file) + 1);
}
const sqlite3_io_methods* methods(sqlite3_file* file) { return behind(file)->pMethods; }

int close(sqlite3_file* file) { return methods(file)->xClose(behind(file)); }
int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
  return methods(file)->xRead(behind(file), into, size, at);
}
void keep(sqlite3_file* file, DiskEvent event) {
  const auto* ours = reinterpret_cast<FaultFile*>(file);
  if (faults->log == nullptr || !(ours->is_database || ours->is_wal)) return;
  event.wal = ours->is_wal;
  faults->log->push_back(std::move(event));
}

bool within(std::int64_t number, std::int64_t from, std::int64_t until) { return number >= from && number < until; }

int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
  if (faults->full || within(faults->writes++, faults->full_from, faults->full_until)) return SQLITE_FULL;
  keep(file, {DiskEvent::Kind::write, false, at,
              std::string{static_cast<const char*>(from), static_cast<std::size_t>(size)}});
  return methods(file)->xWrite(behind(file), from, size, at);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
  keep(file, {DiskEvent::Kind::truncate, false, size, {}});
  return methods(file)->xTruncate(behind(file), size);
}
int sync(sqlite3_file* file, int flags) {
  const auto* ours = reinterpret_cast<FaultFile*>(file);
  const bool switched = faults->sync_fails || (ours->is_database && faults->database_sync_fails);
  if (switched || within(faults->syncs++, faults->sync_fails_from, faults->sync_fails_until)) {
    keep(file, {DiskEvent::Kind::failed_sync, false, 0, {}});
    return SQLITE_IOERR_FSYNC;
  }
  if (faults->skips_all_syncs || (ours->is_wal && faults->skips_log_syncs)) return SQLITE_OK;
  keep(file, {DiskEvent::Kind::sync, false, 0, {}});
  // What the disk would have is in the log; waiting for the real one would only take time.
  return faults->log != nullptr ? SQLITE_OK : methods(file)->xSync(behind(file), flags);
}
int file_size(sqlite3_file* file, sqlite3_int64* size) { return methods(file)->xFileSize(behind(file), size); }
int lock(sqlite3_file* file, int level) { return methods(file)->xLock(behind(file), level); }
int unlock(sqlite3_file* file, int level) { return methods(file)->xUnlock(behind(file), level); }
int check_reserved(sqlite3_file* file, int* out) { return methods(file)->xCheckReservedLock(behind(file), out); }
int control(sqlite3_file* file, int operation, void* argument) {
  return methods(file)->xFileControl(behind(file), operation, argument);
}
int sector_size(sqlite3_file* file) { return methods(file)->xSectorSize(behind(file)); }
int characteristics(sqlite3_file* file) { return methods(file)->xDeviceCharacteristics(behind(file)); }
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** out) {
  return methods(file)->xShmMap(behind(file), page, size, extend, out);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return methods(file)->xShmLock(behind(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) { methods(file)->xShmBarrier(behind(file)); }
int shm_unmap(sqlite3_file* file, int remove) { return methods(file)->xShmUnmap(behind(file), remove); }

sqlite3_io_methods make_methods(int version) {
  sqlite3_io_methods made{};
  made.iVersion = version;
  made.xClose = close;
  made.xRead = read;
  made.xWrite = write;
  made.xTruncate = truncate;
  made.xSync = sync;
  made.xFileSize = file_size;
  made.xLock = lock;
  made.xUnlock = unlock;
  made.xCheckReservedLock = check_reserved;
  made.xFileControl = control;
  made.xSectorSize = sector_size;
  made.xDeviceCharacteristics = characteristics;
  made.xShmMap = shm_map;
  made.xShmLock = shm_lock;
  made.xShmBarrier = shm_barrier;
  made.xShmUnmap = shm_unmap;
  return made;
}

int open(sqlite3_vfs* /*vfs*/, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  static const sqlite3_io_methods with_shared_memory = make_methods(2);
  static const sqlite3_io_methods plain = make_methods(1);
  auto* ours = new (file) FaultFile{};
  ours->is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  ours->is_wal = (flags & SQLITE_OPEN_WAL) != 0;
  const int code = real->xOpen(real, name, behind(file), flags, out_flags);
  if (behind(file)->pMethods != nullptr)
    ours->base.pMethods = faults->without_shared_memory ? &plain : &with_shared_memory;
  return code;
}

}  // namespace

FaultVfs::FaultVfs() {
  faults = this;
  real = sqlite3_vfs_find(nullptr);
  shim = *real;
  shim.zName = "alur-fault";
  shim.szOsFile = static_cast<int>(sizeof(FaultFile)) + real->szOsFile;
  shim.xOpen = open;
  sqlite3_vfs_register(&shim, 0);
}

FaultVfs::~FaultVfs() {
  sqlite3_vfs_unregister(&shim);
  faults = nullptr;
}

}  // namespace alur::store::test
