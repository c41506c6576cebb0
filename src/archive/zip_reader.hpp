#pragma once

#include <memory>
#include <string>
#include <string_view>

struct archive;

namespace alur::archive {

/// The entries of a ZIP, one after the other, through libarchive; to memory only. Not thread-safe.
class ZipReader {
 public:
  explicit ZipReader(const std::string& path);

  /// On to the next entry. False at the end, and where the ZIP cannot be read any further.
  bool next();
  const std::string& name() const { return name_; }
  /// The entry's next bytes; empty at its end, and where it cannot be read any further.
  std::string_view read();
  /// The entry's bytes from here, `bytes_max` at most.
  std::string read_all(std::size_t bytes_max);
  /// Did something keep it from reading on?
  bool failed() const { return failed_; }

 private:
  struct Free {
    void operator()(::archive* reader) const;
  };
  std::unique_ptr<::archive, Free> reader_;
  std::string name_;
  std::string block_;
  bool failed_ = false;
};

}  // namespace alur::archive
