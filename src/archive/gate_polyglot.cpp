#include "bytes.hpp"
#include "file.hpp"
#include "gate.hpp"
#include "limits.hpp"

#include <algorithm>
#include <array>

namespace alur::archive {

namespace {

using std::string_view_literals::operator""sv;

/// Readers of ZIP look for the end record from the end, and some take what stands before and behind it.
bool ends_as_zip(const File& file, bool to_the_last_byte) {
  const std::uint64_t size = file.size();
  const std::uint64_t tail_at = size - std::min<std::uint64_t>(size, limits::zip_end_bytes_max);
  const std::string tail = file.read_at(tail_at, limits::zip_end_bytes_max);
  for (std::size_t at = tail.rfind("PK\x05\x06"); at != tail.npos;
       at = at == 0 ? tail.npos : tail.rfind("PK\x05\x06", at - 1)) {
    if (at + 22 > tail.size()) continue;
    const std::uint64_t directory_bytes = little_endian(tail, at + 12, 4);
    const bool last = at + 22 + little_endian(tail, at + 20, 2) == tail.size();
    if ((to_the_last_byte && !last) || directory_bytes > tail_at + at) continue;
    if (file.read_at(tail_at + at - directory_bytes, 4) == "PK\x01\x02") return true;
  }
  return false;
}

/// Tape archives and disc images are known by what stands deep in them.
bool is_tar_or_disc(const File& file) { return file.read_at(257, 5) == "ustar" || file.read_at(32'769, 5) == "CD001"; }

/// What starts another reader wherever it stands: self-extracting archives, pages and server scripts.
bool contains_another(const std::string& path) {
  constexpr std::array archives{"Rar!\x1a\x07"sv, "7z\xbc\xaf\x27\x1c"sv};
  constexpr std::array pages{"<script"sv, "<?php"sv, "<html"sv};
  bool found = false;
  read_blocks(path, 8, [&](std::string_view block) {
    found = contains_any_case(block, pages) || std::any_of(archives.begin(), archives.end(), [&](auto signature) {
              return block.find(signature) != block.npos;
            });
    return !found;
  });
  return found;
}

bool is_picture(const FileType& type) { return type.media_type.starts_with("image/"); }

}  // namespace

Verdict pass_polyglot(const Candidate& candidate) {
  if (candidate.found.type == nullptr) return std::nullopt;
  const FileType& type = *candidate.found.type;
  const File file = File::open_to_read(candidate.path);
  if (!candidate.found.zip && ends_as_zip(file, candidate.found.compound)) return Refused::two_in_one;
  // Readers of PDF take a header within the first 1,024 bytes.
  const bool pdf = type.media_type == "application/pdf";
  if (!pdf && !type.media_type.starts_with("text/") && file.read_at(0, 1024).find("%PDF-") != std::string::npos) {
    return Refused::two_in_one;
  }
  if (is_tar_or_disc(file)) return Refused::two_in_one;
  if (is_picture(type) && contains_another(candidate.path)) return Refused::two_in_one;
  return std::nullopt;
}

}  // namespace alur::archive
