#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

/// What the gates of the archive let pass at most.
namespace alur::archive::limits {

using namespace std::chrono_literals;

inline constexpr std::uint64_t mebibyte = std::uint64_t{1024} * 1024;

inline constexpr std::size_t after_end_bytes_max = 1024;  // behind the end of a PDF, PNG or GIF, or a ZIP's comment
inline constexpr std::uint64_t pixels_max = 40'000'000;

inline constexpr std::size_t zip_entries_max = 2'000;       // of a document
inline constexpr std::size_t package_entries_max = 20'000;  // of a ZIP or APK, which hold whole systems
inline constexpr std::uint64_t unpacked_bytes_max = 200 * mebibyte;
inline constexpr std::uint64_t ratio_max = 100;
inline constexpr std::uint64_t ratio_counts_from_bytes = mebibyte;  // short texts pack better than that
inline constexpr std::size_t zip_part_bytes_max = mebibyte;         // of a part that is read for what it refers to
inline constexpr std::size_t zip_end_bytes_max = 22 + 65'535;       // the end record with the longest comment

inline constexpr auto ping_deadline = 2'000ms;
inline constexpr std::size_t scan_chunk_bytes = std::size_t{64} * 1024;
inline constexpr std::size_t scan_reply_bytes_max = 1024;

/// A file above the usual size, from a Bot API server of one's own, may unpack to four times its size.
constexpr std::uint64_t unpacked_max(std::uint64_t file_bytes) { return std::max(unpacked_bytes_max, 4 * file_bytes); }

}  // namespace alur::archive::limits
