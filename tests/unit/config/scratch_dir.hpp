#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <stdlib.h>
#include <string>

namespace alur::config::testing {

/// A directory of its own for one test, gone afterwards.
class ScratchDir {
 public:
  ScratchDir() {
    std::string form = (std::filesystem::temp_directory_path() / "alur-config-XXXXXX").string();
    if (mkdtemp(form.data()) == nullptr) throw std::runtime_error{"no scratch directory"};
    path_ = form;
  }
  ~ScratchDir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDir(const ScratchDir&) = delete;
  ScratchDir& operator=(const ScratchDir&) = delete;

  std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + '/' + name; }

  std::string write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = path(name);
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << content;
    return file.string();
  }

 private:
  std::string path_;
};

}  // namespace alur::config::testing
