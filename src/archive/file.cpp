#include "file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alur::archive {

namespace {

[[noreturn]] void fail(const char* what, const std::string& path) {
  const int error = errno;
  throw std::system_error{error, std::generic_category(), std::string{what} + " " + path};
}

int open_or_fail(const std::string& path, int flags, mode_t mode = 0) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode);
  if (descriptor < 0) fail("cannot open", path);
  return descriptor;
}

}  // namespace

File File::create(const std::string& path) {
  return {open_or_fail(path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR), path};
}

File File::open_to_read(const std::string& path) { return {open_or_fail(path, O_RDONLY), path}; }

File& File::operator=(File&& other) noexcept {
  if (this != &other) {
    close();
    descriptor_ = std::exchange(other.descriptor_, -1);
    path_ = std::move(other.path_);
  }
  return *this;
}

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", path_);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::size_t File::read(char* into, std::size_t size) {
  for (;;) {
    const ssize_t got = ::read(descriptor_, into, size);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) fail("cannot read", path_);
  }
}

std::uint64_t File::size() const {
  struct stat found {};
  if (::fstat(descriptor_, &found) != 0) fail("cannot stat", path_);
  return static_cast<std::uint64_t>(found.st_size);
}

std::string File::read_at(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = ::pread(descriptor_, bytes.data() + filled, size - filled, static_cast<off_t>(offset + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read", path_);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

void File::sync() {
  if (::fsync(descriptor_) != 0) fail("cannot sync", path_);
}

void File::close() noexcept {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

void read_blocks(const std::string& path, std::size_t overlap, const std::function<bool(std::string_view)>& see) {
  constexpr std::size_t step = std::size_t{256} * 1024;
  File file = File::open_to_read(path);
  std::string block(step + overlap, '\0');
  std::size_t kept = 0;
  while (const std::size_t got = file.read(block.data() + kept, step)) {
    const std::string_view seen{block.data(), kept + got};
    if (!see(seen)) return;
    kept = std::min(overlap, seen.size());
    std::copy(seen.end() - static_cast<std::ptrdiff_t>(kept), seen.end(), block.begin());
  }
}

void make_directory(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail("cannot make directory", path);
}

void sync_directory(const std::string& path) {
  const int descriptor = open_or_fail(path, O_RDONLY | O_DIRECTORY);
  const bool synced = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  if (!synced) fail("cannot sync", path);
}

void rename_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail("cannot rename to", to);
}

}  // namespace alur::archive
