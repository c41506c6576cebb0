#include "zip_directory.hpp"

#include "bytes.hpp"
#include "limits.hpp"

#include <algorithm>

namespace alur::archive {

namespace {

// [APPNOTE] 4.3.7, 4.3.12, 4.3.14 to 4.3.16: sizes of the fixed parts.
constexpr std::size_t local_bytes = 30;
constexpr std::size_t central_bytes = 46;
constexpr std::size_t end_bytes = 22;
constexpr std::size_t locator_bytes = 20;
constexpr std::size_t wide_end_bytes = 56;
constexpr std::uint64_t in_wide_field = 0xffffffff;

struct EndRecord {
  std::uint64_t entries = 0;
  std::uint64_t directory_bytes = 0;
  std::uint64_t directory_at = 0;
  std::uint64_t directory_ends_at = 0;
};

std::optional<EndRecord> read_wide_end(const File& file, std::uint64_t end_at) {
  if (end_at < locator_bytes) return std::nullopt;
  const std::string locator = file.read_at(end_at - locator_bytes, locator_bytes);
  if (!locator.starts_with("PK\x06\x07")) return std::nullopt;
  const std::uint64_t at = little_endian(locator, 8, 8);
  const std::string record = at < end_at ? file.read_at(at, wide_end_bytes) : std::string{};
  if (!record.starts_with("PK\x06\x06") || record.size() < wide_end_bytes) return std::nullopt;
  return EndRecord{little_endian(record, 32, 8), little_endian(record, 40, 8), little_endian(record, 48, 8), at};
}

std::optional<EndRecord> read_end(const File& file) {
  const std::uint64_t size = file.size();
  const std::uint64_t tail_at = size - std::min<std::uint64_t>(size, limits::zip_end_bytes_max);
  const std::string tail = file.read_at(tail_at, limits::zip_end_bytes_max);
  const std::size_t at = tail.rfind("PK\x05\x06");
  if (at == tail.npos || at + end_bytes > tail.size()) return std::nullopt;
  const std::uint64_t comment_bytes = little_endian(tail, at + 20, 2);
  if (at + end_bytes + comment_bytes != tail.size() || comment_bytes > limits::after_end_bytes_max) return std::nullopt;
  const EndRecord record{little_endian(tail, at + 10, 2), little_endian(tail, at + 12, 4),
                         little_endian(tail, at + 16, 4), tail_at + at};
  const bool wide =
      record.entries == 0xffff || record.directory_bytes == in_wide_field || record.directory_at == in_wide_field;
  return wide ? read_wide_end(file, tail_at + at) : record;
}

/// Sizes and place that do not fit 32 bits stand in the extra field 1, those that do not only, in this order.
void read_wide_sizes(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::uint64_t id = little_endian(extra, 0, 2);
    const std::string_view field = extra.substr(4, little_endian(extra, 2, 2));
    if (id == 1) {
      std::size_t at = 0;
      for (std::uint64_t* number : {&entry.unpacked, &entry.packed, &entry.begins_at}) {
        if (*number != in_wide_field) continue;
        *number = little_endian(field, at, 8);
        at += 8;
      }
      return;
    }
    extra.remove_prefix(4 + field.size());
  }
}

ZipEntry read_entry(std::string_view record, std::string_view name, std::string_view extra) {
  constexpr std::uint64_t made_on_unix = 3;
  constexpr std::uint64_t made_on_a_mac = 19;
  constexpr std::uint64_t kind_mask = 0170000;
  constexpr std::uint64_t kind_symlink = 0120000;
  constexpr std::uint64_t method_aes = 99;
  ZipEntry entry;
  entry.name = name;
  const std::uint64_t made_on = little_endian(record, 5, 1);
  entry.encrypted = (little_endian(record, 8, 2) & 0x41U) != 0 || little_endian(record, 10, 2) == method_aes;
  entry.packed = little_endian(record, 20, 4);
  entry.unpacked = little_endian(record, 24, 4);
  entry.begins_at = little_endian(record, 42, 4);
  entry.symlink = (made_on == made_on_unix || made_on == made_on_a_mac) &&
                  (little_endian(record, 40, 2) & kind_mask) == kind_symlink;
  read_wide_sizes(extra, entry);
  return entry;
}

/// Where its packed bytes end, if its local header bears the same name.
bool find_end(const File& file, ZipEntry& entry, std::uint64_t directory_at) {
  if (entry.begins_at >= directory_at) return false;
  const std::string local = file.read_at(entry.begins_at, local_bytes + entry.name.size());
  if (!local.starts_with("PK\x03\x04") || local.size() < local_bytes) return false;
  if (std::string_view{local}.substr(local_bytes) != entry.name || little_endian(local, 26, 2) != entry.name.size()) {
    return false;
  }
  entry.ends_at = entry.begins_at + local_bytes + entry.name.size() + little_endian(local, 28, 2) + entry.packed;
  return entry.packed <= directory_at && entry.ends_at <= directory_at;
}

}  // namespace

std::optional<ZipDirectory> read_zip_directory(const File& file, std::size_t entries_max) {
  const auto end = read_end(file);
  if (!end || end->directory_bytes > end->directory_ends_at ||
      end->directory_at != end->directory_ends_at - end->directory_bytes) {
    return std::nullopt;
  }
  ZipDirectory directory{end->directory_at, end->entries, {}};
  std::uint64_t at = end->directory_at;
  while (directory.read.size() < std::min<std::uint64_t>(end->entries, entries_max)) {
    const std::string record = file.read_at(at, central_bytes);
    if (!record.starts_with("PK\x01\x02") || record.size() < central_bytes) return std::nullopt;
    const std::uint64_t name_bytes = little_endian(record, 28, 2);
    const std::uint64_t extra_bytes = little_endian(record, 30, 2);
    const std::string names = file.read_at(at + central_bytes, name_bytes + extra_bytes);
    if (names.size() < name_bytes + extra_bytes) return std::nullopt;
    const std::string_view all{names};
    ZipEntry entry = read_entry(record, all.substr(0, name_bytes), all.substr(name_bytes));
    if (!find_end(file, entry, end->directory_at)) return std::nullopt;
    directory.read.push_back(std::move(entry));
    at += central_bytes + names.size() + little_endian(record, 32, 2);
  }
  const bool all_read = directory.read.size() == end->entries;
  if (end->entries == 0 || (all_read && at != end->directory_ends_at)) return std::nullopt;
  return directory;
}

}  // namespace alur::archive
