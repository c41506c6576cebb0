#pragma once

#include <cstdint>
#include <functional>
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
  std::uint64_t size() const;
  /// What stands there: fewer bytes than `size` at the end of the file, none behind it.
  std::string read_at(std::uint64_t offset, std::size_t size) const;
  void sync();
  void close() noexcept;

 private:
  File(int descriptor, std::string path) : descriptor_{descriptor}, path_{std::move(path)} {}
  int descriptor_ = -1;
  std::string path_;
};

/// The whole file in blocks, each beginning with the last `overlap` bytes of the one before, until `see` says false.
void read_blocks(const std::string& path, std::size_t overlap, const std::function<bool(std::string_view)>& see);

/// 0700; it may be there already.
void make_directory(const std::string& path);
void sync_directory(const std::string& path);
void rename_file(const std::string& from, const std::string& to);

}  // namespace alur::archive
