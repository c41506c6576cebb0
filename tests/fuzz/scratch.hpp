#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <unistd.h>

namespace alur::fuzz {

/// A file of its own directory, for readers that take a path. Removed with the process.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& name)
      : directory_(std::filesystem::temp_directory_path() / ("alur-fuzz-" + name + "-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(directory_);
    path_ = directory_ / name;
  }
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void write(std::string_view bytes) const {
    std::ofstream{path_, std::ios::binary | std::ios::trunc}.write(bytes.data(),
                                                                   static_cast<std::streamsize>(bytes.size()));
  }
  std::string path() const { return path_.string(); }
  std::string directory() const { return directory_.string(); }

 private:
  std::filesystem::path directory_;
  std::filesystem::path path_;
};

}  // namespace alur::fuzz
