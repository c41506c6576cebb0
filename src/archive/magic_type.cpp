#include "magic_type.hpp"

#include <magic.h>

#include <memory>
#include <stdexcept>
#include <type_traits>

namespace alur::archive {

std::string magic_media_type(const std::string& path) {
  struct Close {
    void operator()(magic_t cookie) const { magic_close(cookie); }
  };
  // Opened for one file: a handle is for one thread, and its tables are not kept in memory between files.
  const std::unique_ptr<std::remove_pointer_t<magic_t>, Close> cookie{
      magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR)};
  if (!cookie || magic_load(cookie.get(), nullptr) != 0) throw std::runtime_error{"libmagic has no database"};
  const char* media = magic_file(cookie.get(), path.c_str());
  if (media == nullptr) throw std::runtime_error{std::string{"libmagic: "} + magic_error(cookie.get())};
  return media;
}

}  // namespace alur::archive
