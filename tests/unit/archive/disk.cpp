#include "disk.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace alur::archive::disk {

namespace {

enum class Mood { well, recording, deadly, full };

Mood mood = Mood::well;
int wanted = 0;
std::string calls;

void begin(Mood next, int step) {
  mood = next;
  wanted = step;
  calls.clear();
}

/// False when the call fails, for want of space.
bool note(char call) {
  if (mood == Mood::well) return true;
  const int step = static_cast<int>(calls.size());
  calls += call;
  if (mood == Mood::deadly && step == wanted) ::_exit(died);
  errno = ENOSPC;
  return mood != Mood::full || step < wanted;
}

}  // namespace

void die_at(int step) { begin(Mood::deadly, step); }
void be_full_at(int step) { begin(Mood::full, step); }
void record() { begin(Mood::recording, 0); }

std::string be_well() {
  mood = Mood::well;
  return calls;
}

}  // namespace alur::archive::disk

// In place of the C library's, which ask the system the same.
extern "C" {

int mkdir(const char* path, mode_t mode) noexcept {
  if (!alur::archive::disk::note('m')) return -1;
  return static_cast<int>(::syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
  if (!alur::archive::disk::note('w')) return -1;
  return ::syscall(SYS_write, descriptor, bytes, size);
}

int fsync(int descriptor) {
  if (!alur::archive::disk::note('s')) return -1;
  return static_cast<int>(::syscall(SYS_fsync, descriptor));
}

int rename(const char* from, const char* to) noexcept {
  if (!alur::archive::disk::note('r')) return -1;
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}
}
