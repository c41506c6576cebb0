#include "zip_reader.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

namespace alur::archive {

namespace {

constexpr std::size_t read_block_bytes = std::size_t{64} * 1024;

}  // namespace

void ZipReader::Free::operator()(::archive* reader) const { archive_read_free(reader); }

ZipReader::ZipReader(const std::string& path) : reader_{archive_read_new()}, block_(read_block_bytes, '\0') {
  failed_ = !reader_ || archive_read_support_format_zip(reader_.get()) != ARCHIVE_OK ||
            archive_read_open_filename(reader_.get(), path.c_str(), read_block_bytes) != ARCHIVE_OK;
}

bool ZipReader::next() {
  if (failed_) return false;
  archive_entry* entry = nullptr;
  const int code = archive_read_next_header(reader_.get(), &entry);
  if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
    failed_ = code != ARCHIVE_EOF;
    return false;
  }
  const char* name = archive_entry_pathname(entry);  // none where the locale has not its characters
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  name_ = name == nullptr ? "" : name;
  return true;
}

std::string_view ZipReader::read() {
  if (failed_) return {};
  const la_ssize_t got = archive_read_data(reader_.get(), block_.data(), block_.size());
  failed_ = got < 0;
  return {block_.data(), failed_ ? 0 : static_cast<std::size_t>(got)};
}

std::string ZipReader::read_all(std::size_t bytes_max) {
  std::string text;
  while (text.size() < bytes_max) {
    const std::string_view more = read();
    if (more.empty()) break;
    text += more.substr(0, bytes_max - text.size());
  }
  return text;
}

}  // namespace alur::archive
