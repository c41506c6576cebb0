#include "durable.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alur::service {

namespace {

[[noreturn]] void fail_at(const std::string& what, int error) {
  throw std::system_error(error, std::generic_category(), what);
}

void sync_path(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) fail_at("cannot fsync " + path, error);
}

}  // namespace

void make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), S_IRWXU) != 0) fail_at("cannot make " + path, errno);
}

void sync_file(const std::string& path) { sync_path(path, O_RDONLY); }

void sync_folder(const std::string& path) { sync_path(path, O_RDONLY | O_DIRECTORY); }

void sync_folders(const std::string& path) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.is_directory()) sync_folder(entry.path().string());
  }
  sync_folder(path);
}

void rename_path(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) fail_at("cannot rename " + from, errno);
}

}  // namespace alur::service
