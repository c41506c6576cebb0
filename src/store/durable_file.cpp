#include "durable_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
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

void make_durable(const std::string& partial, const std::string& target) {
  sync(partial, O_RDONLY);
  std::filesystem::rename(partial, target);
  const std::filesystem::path directory = std::filesystem::path{target}.parent_path();
  sync(directory.empty() ? "." : directory.string(), O_RDONLY | O_DIRECTORY);
}

}  // namespace alur::store
