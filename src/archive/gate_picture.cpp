#include "gate.hpp"
#include "limits.hpp"
#include "picture.hpp"

namespace alur::archive {

Verdict pass_picture(const Candidate& candidate) {
  if (candidate.found.type == nullptr || !candidate.found.type->media_type.starts_with("image/")) return std::nullopt;
  const auto picture = read_picture(File::open_to_read(candidate.path), candidate.found.type->media_type);
  if (!picture || !picture->whole || picture->width == 0 || picture->height == 0) return Refused::damaged;
  if (picture->width > limits::pixels_max / picture->height) return Refused::too_many_pixels;
  return std::nullopt;
}

}  // namespace alur::archive
