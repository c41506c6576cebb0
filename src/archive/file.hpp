#pragma once

#include <string>
#include <string_view>
#include <utility>

/// POSIX files whose every failure is seen. Everything throws std::system_error naming the path.
namespace alur::archive {

class File {
 public:
  File() = default;
  /// Must not exist; 0600.
  static File create(const std::string& path);
  static File open_to_read(const std::string& path);
  File(File&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)}, path_{std::move(other.path_)} {}
  File& operator=(File&& other) noexcept;
  ~File() { close(); }

  void write(std::string_view bytes);
  /// Up to `size` bytes into `into`; 0 at the end.
  std::size_t read(char* into, std::size_t size);
  void sync();
  void close() noexcept;

 private:
  File(int descriptor, std::string path) : descriptor_{descriptor}, path_{std::move(path)} {}
  int descriptor_ = -1;
  std::string path_;
};

/// 0700; it may be there already.
void make_directory(const std::string& path);
void sync_directory(const std::string& path);
void rename_file(const std::string& from, const std::string& to);

}  // namespace alur::archive
