#include "memory_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <new>

namespace alur::simulation {

/// What SQLite holds of an open file, and the calls it makes.
struct DiskAccess {
  using File = MemoryDisk::File;
  struct Handle {
    sqlite3_file base;
    std::shared_ptr<File> file;
    bool maps = false;
  };

  static inline MemoryDisk* disk = nullptr;
  static inline sqlite3_vfs* system = nullptr;
  static inline sqlite3_vfs vfs{};

  static Handle& of(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }

  // --- a file --------------------------------------------------------------------------------------------------------

  static int close(sqlite3_file* file) {
    of(file).~Handle();
    return SQLITE_OK;
  }

  static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 at) {
    const std::string& bytes = of(file).file->bytes;
    const auto wanted = static_cast<std::size_t>(size);
    const auto from = std::min(static_cast<std::size_t>(at), bytes.size());
    const std::size_t there = std::min(wanted, bytes.size() - from);
    std::memcpy(into, bytes.data() + from, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
  }

  static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 at) {
    if (!disk->operate()) return SQLITE_IOERR_WRITE;
    File& written = *of(file).file;
    MemoryDisk::Write& write = written.unsynced.emplace_back();
    write.at = at;
    write.bytes.assign(static_cast<const char*>(from), static_cast<std::size_t>(size));
    disk->apply(written.bytes, write);
    return SQLITE_OK;
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (!disk->operate()) return SQLITE_IOERR_TRUNCATE;
    File& cut = *of(file).file;
    MemoryDisk::Write& write = cut.unsynced.emplace_back();
    write.at = size;
    write.truncates = true;
    disk->apply(cut.bytes, write);
    return SQLITE_OK;
  }

  static int sync(sqlite3_file* file, int /*flags*/) {
    if (!disk->operate()) return SQLITE_IOERR_FSYNC;
    ++disk->syncs_;
    if (disk->ignores_syncs_) return SQLITE_OK;
    File& synced = *of(file).file;
    for (const MemoryDisk::Write& write : synced.unsynced) disk->apply(synced.durable, write);
    synced.unsynced.clear();
    return SQLITE_OK;
  }

  static int size(sqlite3_file* file, sqlite3_int64* out) {
    *out = static_cast<sqlite3_int64>(of(file).file->bytes.size());
    return SQLITE_OK;
  }

  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int check_reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int operation, void* argument) {
    if (operation != SQLITE_FCNTL_MMAP_SIZE) return SQLITE_NOTFOUND;
    *static_cast<sqlite3_int64*>(argument) = 0;  // nothing is mapped
    return SQLITE_OK;
  }
  static int sector_size(sqlite3_file*) { return 4096; }
  static int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

  static int shm_map(sqlite3_file* file, int region, int size, int /*extend*/, void volatile** out) {
    Handle& handle = of(file);
    if (!handle.maps) {
      handle.maps = true;
      ++handle.file->mapped_by;
    }
    auto& regions = handle.file->shared_memory;
    while (regions.size() <= static_cast<std::size_t>(region)) {
      regions.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));  // zeroed
    }
    *out = regions[static_cast<std::size_t>(region)].get();
    return SQLITE_OK;
  }
  static int shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
  static void shm_barrier(sqlite3_file*) {}
  static int shm_unmap(sqlite3_file* file, int /*remove*/) {
    Handle& handle = of(file);
    if (handle.maps && --handle.file->mapped_by == 0) handle.file->shared_memory.clear();
    handle.maps = false;
    return SQLITE_OK;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods made = [] {
      sqlite3_io_methods all{};
      all.iVersion = 2;
      all.xClose = close;
      all.xRead = read;
      all.xWrite = write;
      all.xTruncate = truncate;
      all.xSync = sync;
      all.xFileSize = size;
      all.xLock = lock;
      all.xUnlock = lock;
      all.xCheckReservedLock = check_reserved;
      all.xFileControl = control;
      all.xSectorSize = sector_size;
      all.xDeviceCharacteristics = characteristics;
      all.xShmMap = shm_map;
      all.xShmLock = shm_lock;
      all.xShmBarrier = shm_barrier;
      all.xShmUnmap = shm_unmap;
      return all;
    }();
    return made;
  }

  // --- the disk ------------------------------------------------------------------------------------------------------

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    std::shared_ptr<File> opened = std::make_shared<File>();
    if (name != nullptr) {
      const auto found = disk->files_.find(name);
      if (found != disk->files_.end()) {
        opened = found->second;
      } else if ((flags & SQLITE_OPEN_CREATE) == 0) {
        file->pMethods = nullptr;
        return SQLITE_CANTOPEN;
      } else {
        disk->files_.emplace(name, opened);
      }
    }
    auto* handle = new (file) Handle{};
    handle->base.pMethods = &methods();
    handle->file = std::move(opened);
    if (out_flags != nullptr) *out_flags = flags;
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs*, const char* name, int /*sync*/) {
    if (!disk->operate()) return SQLITE_IOERR_DELETE;
    return disk->files_.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
  }

  static int access(sqlite3_vfs*, const char* name, int, int* out) {
    *out = disk->files_.contains(name) ? 1 : 0;
    return SQLITE_OK;
  }

  static int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return sqlite3_snprintf(size, out, "%s", name) != nullptr ? SQLITE_OK : SQLITE_CANTOPEN;
  }

  static int randomness(sqlite3_vfs*, int size, char* out) {
    const std::string bytes = disk->random_.bytes(static_cast<std::size_t>(size));
    std::memcpy(out, bytes.data(), bytes.size());
    return size;
  }

  static int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
  static int now(sqlite3_vfs*, double* out) {
    *out = 2'461'102.0;  // 2 March 2026: nothing here asks SQLite for the time
    return SQLITE_OK;
  }

  static void start(MemoryDisk& wanted) {
    disk = &wanted;
    system = sqlite3_vfs_find(nullptr);
    vfs = *system;
    vfs.iVersion = 1;
    vfs.zName = "alur-memory";
    vfs.szOsFile = static_cast<int>(sizeof(Handle));
    vfs.xOpen = open;
    vfs.xDelete = remove;
    vfs.xAccess = access;
    vfs.xFullPathname = full_path;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep;
    vfs.xCurrentTime = now;
    sqlite3_vfs_register(&vfs, 0);
  }
};

MemoryDisk::MemoryDisk(Random& random, const Image& image) : random_(random) {
  for (const auto& [name, bytes] : image) {
    auto file = std::make_shared<File>();
    file->bytes = bytes;
    file->durable = bytes;
    files_.emplace(name, std::move(file));
  }
  DiskAccess::start(*this);
  // SQLite keeps a generator of its own, seeded once a process: it begins anew from ours.
  sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(random_.below(1U << 30U)) + 1, nullptr);
}

MemoryDisk::~MemoryDisk() {
  sqlite3_vfs_unregister(&DiskAccess::vfs);
  DiskAccess::disk = nullptr;
}

MemoryDisk::Image MemoryDisk::image() const {
  Image image;
  for (const auto& [name, file] : files_) image.emplace(name, file->bytes);
  return image;
}

bool MemoryDisk::operate() {
  ++operations_;
  if (stops_at_ && operations_ >= *stops_at_) stopped_ = true;
  return !stopped_;
}

void MemoryDisk::apply(std::string& bytes, const Write& write) const {
  const auto at = static_cast<std::size_t>(write.at);
  if (write.truncates) {
    bytes.resize(at);
    return;
  }
  if (bytes.size() < at + write.bytes.size()) bytes.resize(at + write.bytes.size());
  bytes.replace(at, write.bytes.size(), write.bytes);
}

void MemoryDisk::apply_in_part(std::string& bytes, const Write& write) {
  constexpr std::size_t sector = 512;
  for (std::size_t from = 0; from < write.bytes.size(); from += sector) {
    if (random_.chance(0.5)) continue;
    Write part;
    part.at = write.at + static_cast<std::int64_t>(from);
    part.bytes = write.bytes.substr(from, sector);
    apply(bytes, part);
  }
}

void MemoryDisk::crash() {
  for (auto& [name, file] : files_) {
    auto survivor = std::make_shared<File>();
    survivor->durable = std::move(file->durable);
    const std::uint64_t kind = random_.below(3);  // of the whole file: all, nothing, or each write for itself
    for (const Write& write : file->unsynced) {
      const std::uint64_t fate = kind < 2 ? kind : random_.below(3);
      if (fate == 1 || (fate == 2 && write.truncates)) apply(survivor->durable, write);
      if (fate == 2 && !write.truncates) apply_in_part(survivor->durable, write);
    }
    survivor->bytes = survivor->durable;
    file = std::move(survivor);
  }
  stopped_ = false;
  stops_at_.reset();
}

}  // namespace alur::simulation
