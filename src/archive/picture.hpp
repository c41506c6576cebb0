#pragma once

#include "file.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// What a picture's own headers say; nothing is decoded.
namespace alur::archive {

struct Picture {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  bool whole = false;  ///< it goes on to its own end mark
};

/// Nothing for a picture whose headers cannot be followed. `media_type` is one of ours, "image/...".
std::optional<Picture> read_picture(const File& file, std::string_view media_type);

}  // namespace alur::archive
