#include "compound_file.hpp"

#include "bytes.hpp"
#include "file.hpp"

#include <algorithm>
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

constexpr std::size_t stream_head_bytes = 512;

/// Of Word, Excel, and of what either embeds; "Macros" and "VBA" hold them.
bool is_macro_storage(std::string_view name) {
  return name == "_VBA_PROJECT" || name == "_VBA_PROJECT_CUR" || name == "Macros" || name == "VBA";
}

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

/// [MS-CFB] 2.2: as a power of two, 9 or 12.
std::uint64_t sector_bytes_of(const File& file) {
  return std::uint64_t{1} << std::clamp<std::uint64_t>(little_endian(file.read_at(30, 2), 0, 2), 9, 12);
}

/// [MS-DOC] 2.5.1: fEncrypted of the file information block.
bool is_encrypted_word(std::string_view stream) {
  return little_endian(stream, 0, 2) == 0xa5ec && (little_endian(stream, 10, 2) & 0x0100U) != 0;
}

/// [MS-XLS] 2.4.117: a FilePass record among the first, which are in clear.
bool is_encrypted_workbook(std::string_view stream) {
  constexpr std::uint64_t file_pass = 0x002f;
  constexpr std::uint64_t begins = 0x0809;
  if (little_endian(stream, 0, 2) != begins) return false;
  for (std::size_t at = 0; at + 4 <= stream.size(); at += 4 + little_endian(stream, at + 2, 2)) {
    if (little_endian(stream, at, 2) == file_pass) return true;
  }
  return false;
}

/// Where streams begin ([MS-CFB] 2.2, 2.4, 2.6.1): in sectors, or, short ones, in the mini stream of the root entry.
class StreamHeads {
 public:
  explicit StreamHeads(const File& file) : file_{file}, sector_bytes_{sector_bytes_of(file)} {}

  void note_root(std::string_view entry) { mini_stream_at_ = sector_at(entry); }
  std::string read(std::string_view entry) const {
    constexpr std::uint64_t short_below_bytes = 4096;
    constexpr std::uint64_t mini_sector_bytes = 64;
    const bool is_short = little_endian(entry, 120, 4) < short_below_bytes;
    const std::uint64_t at =
        is_short ? mini_stream_at_ + little_endian(entry, first_sector_at, 4) * mini_sector_bytes : sector_at(entry);
    return file_.read_at(at, stream_head_bytes);
  }

 private:
  static constexpr std::size_t first_sector_at = 116;
  std::uint64_t sector_at(std::string_view entry) const {
    return (little_endian(entry, first_sector_at, 4) + 1) * sector_bytes_;
  }

  const File& file_;
  std::uint64_t sector_bytes_;
  std::uint64_t mini_stream_at_ = 0;
};

bool is_encrypted_stream(const StreamHeads& heads, std::string_view name, std::string_view entry) {
  if (name == "EncryptedPackage" || name == "EncryptedSummary") return true;
  if (name == "WordDocument") return is_encrypted_word(heads.read(entry));
  return (name == "Workbook" || name == "Book") && is_encrypted_workbook(heads.read(entry));
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

bool is_whole_compound_file(const File& file) {
  constexpr std::uint64_t table_places = 109;  // in the header; they reach 7 MB, which is where old documents end
  constexpr std::uint64_t unused = 0xffffffff;
  const std::string header = file.read_at(0, 512);
  const std::uint64_t sector_bytes = sector_bytes_of(file);
  const std::uint64_t tables = std::min(little_endian(header, 44, 4), table_places);
  std::uint64_t used = 0;
  for (std::uint64_t i = 0; i < tables; ++i) {
    const std::uint64_t sector = little_endian(header, 76 + 4 * i, 4);
    const std::string table = file.read_at((sector + 1) * sector_bytes, sector_bytes);
    if (table.size() < sector_bytes) return false;
    for (std::uint64_t at = 0; at < sector_bytes; at += 4) {
      if (little_endian(table, at, 4) != unused) used = i * sector_bytes / 4 + at / 4 + 1;
    }
  }
  return tables > 0 && file.size() > used * sector_bytes;
}

CompoundContents read_compound_contents(const std::string& path, std::string_view magic_media) {
  CompoundContents contents;
  std::array<bool, main_streams.size()> present{};
  File file = File::open_to_read(path);
  StreamHeads heads{file};
  std::vector<char> block(512 * entry_bytes);
  std::size_t filled = 0;
  for (;;) {
    const std::size_t got = file.read(block.data() + filled, block.size() - filled);
    filled += got;
    if (got != 0 && filled < block.size()) continue;
    for (std::size_t at = 0; at + entry_bytes <= filled; at += entry_bytes) {
      const std::string_view entry{block.data() + at, entry_bytes};
      const std::string name = entry_name(entry);
      contents.macros = contents.macros || is_macro_storage(name);
      if (name == "Root Entry") heads.note_root(entry);
      contents.encrypted = contents.encrypted || is_encrypted_stream(heads, name, entry);
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
