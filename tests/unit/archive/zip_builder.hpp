#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// ZIP files for the tests: as programs write them (through libarchive), and byte by byte, as nobody should.
namespace alur::archive {

using Parts = std::vector<std::pair<std::string, std::string>>;

/// Deflated at `level` (0 stores), in this order.
std::string packed_zip(const Parts& parts, int level = 6);
/// The parts of a ZIP that libarchive can read.
Parts parts_of(const std::string& zip);

struct ZipMember {
  std::string name;
  std::string content;                    ///< stored
  std::uint32_t flags = 0;                ///< bit 0: encrypted
  std::uint32_t unix_mode = 0;            ///< with the kind: 0120777 is a symbolic link
  std::optional<std::uint32_t> claims{};  ///< bytes it says it unpacks to
};
std::string stored_zip(const std::vector<ZipMember>& members, const std::string& comment = "");
/// Each member's packed bytes contain all members behind it.
std::string overlapping_zip(std::size_t members, std::size_t kernel_bytes);

std::string little_bytes(std::uint64_t number, std::size_t size);
std::string big_bytes(std::uint64_t number, std::size_t size);

}  // namespace alur::archive
