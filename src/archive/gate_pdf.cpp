#include "file.hpp"
#include "gate.hpp"
#include "limits.hpp"

#include <cctype>

namespace alur::archive {

namespace {

constexpr std::string_view white_space{" \t\r\n\f\0", 6};

/// A trailer's key: "/Encrypt 12 0 R" or "/Encrypt <<", not "/EncryptMetadata".
bool has_encrypt_key(std::string_view block) {
  constexpr std::string_view key = "/Encrypt";
  for (std::size_t at = block.find(key); at != block.npos; at = block.find(key, at + 1)) {
    const std::size_t value = block.find_first_not_of(white_space, at + key.size());
    if (value == block.npos) continue;
    if (block.substr(value, 2) == "<<") return true;
    const std::size_t after = block.find_first_not_of("0123456789", value);
    if (value > at + key.size() && after != block.npos && after > value && block[after] == ' ') return true;
  }
  return false;
}

bool is_encrypted(const std::string& path) {
  constexpr std::size_t longest_key = 64;
  bool found = false;
  read_blocks(path, longest_key, [&](std::string_view block) {
    found = has_encrypt_key(block);
    return !found;
  });
  return found;
}

}  // namespace

/// A PDF is read from its end: where that is missing, half of it is.
Verdict pass_pdf(const Candidate& candidate) {
  if (candidate.found.type == nullptr || candidate.found.type->media_type != "application/pdf") return std::nullopt;
  constexpr std::string_view end_mark = "%%EOF";
  constexpr std::size_t start_bytes_max = 256;  // "startxref", an offset, and white space
  const File file = File::open_to_read(candidate.path);
  if (file.read_at(0, 5) != "%PDF-") return Refused::two_in_one;
  const std::uint64_t size = file.size();
  const std::size_t tail_bytes = limits::after_end_bytes_max + end_mark.size() + start_bytes_max;
  const std::string tail = file.read_at(size - std::min<std::uint64_t>(size, tail_bytes), tail_bytes);
  const std::size_t end = tail.rfind(end_mark);
  if (end == tail.npos || tail.size() - end - end_mark.size() > limits::after_end_bytes_max) return Refused::damaged;
  if (tail.rfind("startxref", end) == tail.npos) return Refused::damaged;
  if (is_encrypted(candidate.path)) return Refused::encrypted;
  return std::nullopt;
}

}  // namespace alur::archive
