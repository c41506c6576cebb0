#include "bytes.hpp"
#include "gate.hpp"
#include "limits.hpp"
#include "zip_directory.hpp"
#include "zip_nested.hpp"

#include <algorithm>
#include <set>

namespace alur::archive {

namespace {

/// A name that a careless reader unpacks elsewhere than where it was told to. Some systems write "\\" for "/".
bool leads_out(std::string_view name) {
  constexpr std::string_view separators = "/\\";
  if (name.empty() || separators.find(name[0]) != name.npos || name.find('\0') != name.npos) return true;
  if (name.size() > 1 && name[1] == ':') return true;
  for (std::size_t begin = 0; begin <= name.size();) {
    const std::size_t end = std::min(name.find_first_of(separators, begin), name.size());
    if (name.substr(begin, end - begin) == "..") return true;
    begin = end + 1;
  }
  return false;
}

bool unpacks_to_too_much(const ZipDirectory& directory, std::uint64_t file_bytes) {
  const auto too_dense = [](std::uint64_t unpacked, std::uint64_t packed) {
    return unpacked > limits::ratio_counts_from_bytes && unpacked / limits::ratio_max > packed;
  };
  std::uint64_t sum = 0;
  for (const ZipEntry& entry : directory.read) {
    if (entry.unpacked > limits::unpacked_max(file_bytes) || too_dense(entry.unpacked, entry.packed)) return true;
    sum += entry.unpacked;
  }
  return sum > limits::unpacked_max(file_bytes) || too_dense(sum, file_bytes);
}

/// Entries that share their packed bytes are how a small ZIP unpacks to petabytes.
bool overlaps(const ZipDirectory& directory) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> places;
  for (const ZipEntry& entry : directory.read) places.emplace_back(entry.begins_at, entry.ends_at);
  std::sort(places.begin(), places.end());
  return std::adjacent_find(places.begin(), places.end(), [](auto a, auto b) { return b.first < a.second; }) !=
         places.end();
}

bool is_unsafe(const ZipDirectory& directory, const FileType& type) {
  std::set<std::string_view> names;
  for (const ZipEntry& entry : directory.read) {
    if (entry.symlink || leads_out(entry.name) || !names.insert(entry.name).second) return true;
    if (names_an_archive(entry.name, type)) return true;
  }
  return false;
}

}  // namespace

Verdict pass_zip(const Candidate& candidate) {
  if (!candidate.found.zip || candidate.found.type == nullptr) return std::nullopt;
  const FileType& type = *candidate.found.type;
  const std::size_t entries_max = is_package(type) ? limits::package_entries_max : limits::zip_entries_max;
  const auto directory = read_zip_directory(File::open_to_read(candidate.path), entries_max);
  if (!directory) return Refused::damaged;
  if (directory->entries > entries_max || unpacks_to_too_much(*directory, candidate.bytes)) return Refused::inflates;
  if (std::any_of(directory->read.begin(), directory->read.end(), [](const auto& entry) { return entry.encrypted; })) {
    return Refused::encrypted;
  }
  if (overlaps(*directory)) return Refused::inflates;
  if (is_unsafe(*directory, type)) return Refused::unsafe_zip;
  return std::nullopt;
}

}  // namespace alur::archive
