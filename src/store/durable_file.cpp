#include "durable_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace alur::store {

namespace {

void sync(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) throw std::system_error{error, std::generic_category(), "cannot sync " + path};
}

}  // namespace

void make_private(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) throw std::system_error{errno, std::generic_category(), "cannot make " + path};
  ::close(descriptor);
}

void make_durable(const std::string& partial, const std::string& target) {
  sync(partial, O_RDONLY);
  std::filesystem::rename(partial, target);
  const std::filesystem::path directory = std::filesystem::path{target}.parent_path();
  sync(directory.empty() ? "." : directory.string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace alur::store
