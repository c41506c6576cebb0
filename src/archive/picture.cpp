#include "picture.hpp"

#include "bytes.hpp"
#include "limits.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace alur::archive {

namespace {

using Found = std::optional<Picture>;

std::string read_tail(const File& file, std::size_t bytes) {
  const std::uint64_t size = file.size();
  return file.read_at(size - std::min<std::uint64_t>(size, bytes), bytes);
}

/// [PNG] 11.2.2 and 11.2.5: IHDR comes first, IEND last.
Found read_png(const File& file) {
  const std::string head = file.read_at(0, 24);
  if (head.size() < 24 || head.substr(12, 4) != "IHDR") return std::nullopt;
  const bool whole = read_tail(file, limits::after_end_bytes_max + 8).find("IEND") != std::string::npos;
  return Picture{big_endian(head, 16, 4), big_endian(head, 20, 4), whole};
}

/// In the packed picture that begins here, FF D9 is the end and nothing else.
bool reaches_end_of_jpeg(const File& file, std::uint64_t at) {
  constexpr std::size_t step = std::size_t{64} * 1024;
  for (;; at += step) {
    const std::string block = file.read_at(at, step + 1);
    if (block.find("\xff\xd9") != block.npos) return true;
    if (block.size() < step + 1) return false;
  }
}

/// [T.81] B.1.1: segments up to the start of scan; one of them, a start of frame, has the size.
Found read_jpeg(const File& file) {
  Picture picture;
  std::uint64_t at = 2;
  for (;;) {
    const std::string segment = file.read_at(at, 9);
    if (segment.size() < 4 || segment[0] != '\xff') return std::nullopt;
    const std::uint64_t marker = big_endian(segment, 1, 1);
    const bool fill = marker == 0xff;
    if (fill) {
      ++at;
      continue;
    }
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      picture.height = big_endian(segment, 5, 2);
      picture.width = big_endian(segment, 7, 2);
    }
    at += 2 + big_endian(segment, 2, 2);
    constexpr std::uint64_t start_of_scan = 0xda;
    if (marker == start_of_scan) break;
  }
  picture.whole = reaches_end_of_jpeg(file, at);
  return picture;
}

Found read_gif(const File& file) {
  const std::string head = file.read_at(0, 10);
  const bool whole = read_tail(file, limits::after_end_bytes_max).find('\x3b') != std::string::npos;
  return Picture{little_endian(head, 6, 2), little_endian(head, 8, 2), whole};
}

/// BITMAPFILEHEADER has the file's size, which some leave 0. A height below 0 means lines from the top.
Found read_bmp(const File& file) {
  const std::string head = file.read_at(0, 26);
  const auto height = static_cast<std::int32_t>(little_endian(head, 22, 4));
  const auto lines = static_cast<std::uint64_t>(std::abs(std::int64_t{height}));
  return Picture{little_endian(head, 18, 4), lines, little_endian(head, 2, 4) <= file.size()};
}

/// [RFC 9649]: RIFF, its size, and a first chunk of one of three kinds.
Found read_webp(const File& file) {
  const std::string head = file.read_at(0, 30);
  const bool whole = little_endian(head, 4, 4) + 8 <= file.size();
  const std::string_view kind = std::string_view{head}.substr(std::min<std::size_t>(12, head.size()), 4);
  if (kind == "VP8X") return Picture{little_endian(head, 24, 3) + 1, little_endian(head, 27, 3) + 1, whole};
  if (kind == "VP8 ") {
    return Picture{little_endian(head, 26, 2) & 0x3fffU, little_endian(head, 28, 2) & 0x3fffU, whole};
  }
  if (kind != "VP8L") return std::nullopt;
  const std::uint64_t sizes = little_endian(head, 21, 4);
  return Picture{(sizes & 0x3fffU) + 1, (sizes >> 14U & 0x3fffU) + 1, whole};
}

/// [TIFF 6] section 2: the first directory has width and height; values may be of 2 or 4 bytes.
Found read_tiff(const File& file) {
  const std::string head = file.read_at(0, 8);
  const auto number = head.starts_with("II") ? little_endian : big_endian;
  const std::uint64_t directory_at = number(head, 4, 4);
  const std::uint64_t count = number(file.read_at(directory_at, 2), 0, 2);
  const std::string directory = file.read_at(directory_at + 2, count * 12);
  Picture picture;
  picture.whole = count > 0 && directory.size() == count * 12;
  for (std::size_t at = 0; at + 12 <= directory.size(); at += 12) {
    constexpr std::uint64_t short_values = 3;
    const std::uint64_t tag = number(directory, at, 2);
    const std::uint64_t value = number(directory, at + 8, number(directory, at + 2, 2) == short_values ? 2 : 4);
    if (tag == 256) picture.width = value;
    if (tag == 257) picture.height = value;
  }
  return picture;
}

/// [ISO 14496-12] 4.2 and [ISO 23008-12] 6.5.3: boxes to the end of the file; the largest "ispe" is the picture.
Found read_heif(const File& file) {
  Picture picture;
  const std::uint64_t size = file.size();
  std::uint64_t at = 0;
  while (at < size) {
    const std::string head = file.read_at(at, 16);
    std::uint64_t box_bytes = big_endian(head, 0, 4);
    if (box_bytes == 1) box_bytes = big_endian(head, 8, 8);
    if (box_bytes == 0) box_bytes = size - at;  // up to the end
    if (box_bytes < 8 || box_bytes > size - at) return picture;
    at += box_bytes;
  }
  const std::string properties = file.read_at(0, limits::mebibyte);
  for (std::size_t found = properties.find("ispe"); found != properties.npos;
       found = properties.find("ispe", found + 1)) {
    const std::uint64_t width = big_endian(properties, found + 8, 4);
    const std::uint64_t height = big_endian(properties, found + 12, 4);
    if (width * height > picture.width * picture.height) picture = {width, height, false};
  }
  picture.whole = true;
  return picture;
}

struct Reader {
  std::string_view media_type;
  Found (*read)(const File&);
};

constexpr std::array picture_readers{Reader{"image/png", read_png},   Reader{"image/jpeg", read_jpeg},
                                     Reader{"image/gif", read_gif},   Reader{"image/bmp", read_bmp},
                                     Reader{"image/webp", read_webp}, Reader{"image/tiff", read_tiff},
                                     Reader{"image/heic", read_heif}, Reader{"image/heif", read_heif}};

}  // namespace

std::optional<Picture> read_picture(const File& file, std::string_view media_type) {
  for (const Reader& reader : picture_readers) {
    if (reader.media_type == media_type) return reader.read(file);
  }
  return std::nullopt;
}

}  // namespace alur::archive
