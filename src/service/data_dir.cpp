#include "data_dir.hpp"

#include "durable.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <system_error>
#include <unistd.h>

namespace alur::service {

namespace {

[[noreturn]] void fail(const std::string& what) { throw std::system_error(errno, std::generic_category(), what); }

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

}  // namespace

DataDir::DataDir(std::string path) : path_(std::move(path)) {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored)) {
    std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), ignored);
    if (::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) fail("cannot make data_dir " + path_);
  }
  lock_ = ::open((path_ + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock_ < 0) fail("cannot write in data_dir " + path_);
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    ::close(lock_);
    if (error == EWOULDBLOCK) throw DataDirBusy("another alurbot is using " + path_);
    errno = error;
    fail("cannot lock data_dir " + path_);
  }
}

DataDir::~DataDir() { ::close(lock_); }

std::string DataDir::button_key(const std::function<std::string(std::size_t)>& random_bytes) {
  constexpr std::size_t key_bytes = 32;
  const std::string path = path_ + "/button.key";
  std::ifstream in(path, std::ios::binary);
  std::string key((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (key.size() == key_bytes) return key;
  if (in.is_open()) throw std::runtime_error(path + " is damaged: it must hold 32 bytes");
  key = random_bytes(key_bytes);
  replace_file(path, key);
  return key;
}

double DataDir::disk_free() const {
  struct statvfs info {};
  if (::statvfs(path_.c_str(), &info) != 0) fail("statvfs " + path_);
  if (info.f_blocks == 0) return 1.0;
  return static_cast<double>(info.f_bavail) / static_cast<double>(info.f_blocks);
}

std::string read_small_file(const std::string& path) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.get() < 0) fail("cannot read " + path);
  std::string text;
  std::array<char, 4096> block{};
  for (;;) {
    const ssize_t got = ::read(file.get(), block.data(), block.size());
    if (got < 0) fail("cannot read " + path);
    if (got == 0) break;
    text.append(block.data(), static_cast<std::size_t>(got));
  }
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

std::string read_small_file_if_there(const std::string& path) {
  return std::filesystem::exists(path) ? read_small_file(path) : std::string{};
}

void replace_file(const std::string& path, const std::string& content) {
  const std::string temporary = path + ".new";
  {
    const Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    if (file.get() < 0) fail("cannot write " + temporary);
    std::size_t done = 0;
    while (done < content.size()) {
      const ssize_t written = ::write(file.get(), content.data() + done, content.size() - done);
      if (written < 0) fail("cannot write " + temporary);
      done += static_cast<std::size_t>(written);
    }
    if (::fsync(file.get()) != 0) fail("cannot fsync " + temporary);
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) fail("cannot rename " + temporary);
  sync_folder(std::filesystem::path(path).parent_path().string());
}

}  // namespace alur::service
