#include "compound_file.hpp"

#include "file.hpp"

#include <array>
#include <vector>

namespace alur::archive {

namespace {

/// [MS-CFB] 2.6: directory entries are 128 bytes, aligned; UTF-16 name, its length with the final NUL at 64, object
/// type at 66. Looked for at every such place instead of by the allocation tables: a damaged or crafted table hides
/// nothing.
constexpr std::size_t entry_bytes = 128;
constexpr std::size_t name_length_at = 64;
constexpr std::size_t object_type_at = 66;

std::string entry_name(std::string_view entry) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(entry[at]); };
  const std::size_t length = byte(name_length_at) + 256U * byte(name_length_at + 1);
  const unsigned type = byte(object_type_at);
  if (length < 4 || length > name_length_at || length % 2 != 0 || (type != 1 && type != 2 && type != 5)) return {};
  std::string name;
  for (std::size_t at = 0; at + 2 < length; at += 2) {
    if (byte(at + 1) != 0 || byte(at) < 0x20 || byte(at) > 0x7e) return {};
    name += entry[at];
  }
  return name;
}

struct MainStream {
  std::string_view name;
  std::string_view extension;
};

constexpr std::array main_streams{MainStream{"WordDocument", "doc"}, MainStream{"PowerPoint Document", "ppt"},
                                  MainStream{"VisioDocument", "vsd"}, MainStream{"Workbook", "xls"},
                                  MainStream{"Book", "xls"}};

}  // namespace

bool is_compound_file(std::string_view head) {
  constexpr std::string_view signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8};
  return head.starts_with(signature);
}

CompoundContents read_compound_contents(const std::string& path, std::string_view magic_media) {
  CompoundContents contents;
  std::array<bool, main_streams.size()> present{};
  File file = File::open_to_read(path);
  std::vector<char> block(512 * entry_bytes);
  std::size_t filled = 0;
  for (;;) {
    const std::size_t got = file.read(block.data() + filled, block.size() - filled);
    filled += got;
    if (got != 0 && filled < block.size()) continue;
    for (std::size_t at = 0; at + entry_bytes <= filled; at += entry_bytes) {
      const std::string name = entry_name({block.data() + at, entry_bytes});
      contents.macros = contents.macros || name == "_VBA_PROJECT" || name == "_VBA_PROJECT_CUR";
      for (std::size_t i = 0; i < main_streams.size(); ++i) present[i] = present[i] || name == main_streams[i].name;
    }
    if (got == 0) break;
    filled = 0;
  }
  for (std::size_t i = 0; i < main_streams.size(); ++i) {
    if (!present[i]) continue;
    const FileType* type = type_of_extension(main_streams[i].extension);
    if (contents.type == nullptr || type->media_type == magic_media) contents.type = type;
  }
  return contents;
}

}  // namespace alur::archive
