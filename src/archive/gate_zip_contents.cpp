#include "gate.hpp"
#include "limits.hpp"
#include "zip_nested.hpp"
#include "zip_reader.hpp"

namespace alur::archive {

/// The directory may lie: what comes out is counted. libarchive checks each entry against its checksum.
Verdict pass_zip_contents(const Candidate& candidate) {
  if (!candidate.found.zip || candidate.found.type == nullptr) return std::nullopt;
  std::uint64_t bytes = 0;
  ZipReader reader{candidate.path};
  while (reader.next()) {
    std::string_view block = reader.read();
    if (is_hidden_archive(reader.name(), block, *candidate.found.type)) return Refused::unsafe_zip;
    for (; !block.empty(); block = reader.read()) {
      bytes += block.size();
      if (bytes > limits::unpacked_max(candidate.bytes)) return Refused::inflates;
      if (bytes > limits::ratio_counts_from_bytes && bytes / limits::ratio_max > candidate.bytes) {
        return Refused::inflates;
      }
    }
  }
  if (reader.failed()) return Refused::damaged;
  return std::nullopt;
}

}  // namespace alur::archive
