#include "zip_builder.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace alur::archive {

namespace {

void require_ok(int code) {
  if (code != ARCHIVE_OK) throw std::runtime_error{"libarchive writes no ZIP"};
}

std::uint32_t crc32(std::string_view bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      std::uint32_t value = i;
      for (int bit = 0; bit < 8; ++bit) value = value >> 1U ^ ((value & 1U) != 0 ? 0xedb88320U : 0U);
      made[i] = value;
    }
    return made;
  }();
  std::uint32_t crc = 0xffffffff;
  for (const char byte : bytes) crc = crc >> 8U ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xffU];
  return ~crc;
}

/// From the flags to the length of the extra field, which both headers share.
std::string shared_fields(const ZipMember& member) {
  return little_bytes(member.flags, 2) + little_bytes(0, 2) + little_bytes(0, 4) +
         little_bytes(crc32(member.content), 4) + little_bytes(member.content.size(), 4) +
         little_bytes(member.claims.value_or(static_cast<std::uint32_t>(member.content.size())), 4) +
         little_bytes(member.name.size(), 2) + little_bytes(0, 2);
}

std::string local_header(const ZipMember& member) {
  return "PK\x03\x04" + little_bytes(20, 2) + shared_fields(member) + member.name;
}

std::string central_header(const ZipMember& member, std::uint64_t at) {
  constexpr std::uint64_t made_on_unix = 3;
  return "PK\x01\x02" + little_bytes(made_on_unix << 8U | 20U, 2) + little_bytes(20, 2) + shared_fields(member) +
         little_bytes(0, 2) + little_bytes(0, 2) + little_bytes(0, 2) +
         little_bytes(std::uint64_t{member.unix_mode} << 16U, 4) + little_bytes(at, 4) + member.name;
}

std::string zip_end(std::size_t entries, std::size_t directory_bytes, std::size_t directory_at,
                    const std::string& comment) {
  return "PK\x05\x06" + little_bytes(0, 4) + little_bytes(entries, 2) + little_bytes(entries, 2) +
         little_bytes(directory_bytes, 4) + little_bytes(directory_at, 4) + little_bytes(comment.size(), 2) + comment;
}

}  // namespace

std::string little_bytes(std::uint64_t number, std::size_t size) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xffU);
  return bytes;
}

std::string big_bytes(std::uint64_t number, std::size_t size) {
  std::string bytes = little_bytes(number, size);
  std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

std::string packed_zip(const Parts& parts, int level) {
  std::string zip;
  const auto take = [](::archive*, void* into, const void* bytes, std::size_t size) -> la_ssize_t {
    static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  };
  const std::unique_ptr<::archive, int (*)(::archive*)> writer{archive_write_new(), archive_write_free};
  require_ok(archive_write_set_format_zip(writer.get()));
  require_ok(archive_write_set_bytes_in_last_block(writer.get(), 1));
  require_ok(archive_write_set_format_option(writer.get(), "zip", "compression-level", std::to_string(level).c_str()));
  require_ok(archive_write_open(writer.get(), &zip, nullptr, take, nullptr));
  for (const auto& [name, content] : parts) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry{archive_entry_new(), archive_entry_free};
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    require_ok(archive_write_header(writer.get(), entry.get()));
    archive_write_data(writer.get(), content.data(), content.size());
  }
  require_ok(archive_write_close(writer.get()));
  return zip;
}

Parts parts_of(const std::string& zip) {
  const std::unique_ptr<::archive, int (*)(::archive*)> reader{archive_read_new(), archive_read_free};
  require_ok(archive_read_support_format_zip(reader.get()));
  require_ok(archive_read_open_memory(reader.get(), zip.data(), zip.size()));
  Parts parts;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    std::string content(static_cast<std::size_t>(archive_entry_size(entry)), '\0');
    archive_read_data(reader.get(), content.data(), content.size());
    parts.emplace_back(archive_entry_pathname(entry), std::move(content));
  }
  return parts;
}

std::string stored_zip(const std::vector<ZipMember>& members, const std::string& comment) {
  std::string zip;
  std::string directory;
  for (const ZipMember& member : members) {
    directory += central_header(member, zip.size());
    zip += local_header(member) + member.content;
  }
  return zip + directory + zip_end(members.size(), directory.size(), zip.size(), comment);
}

std::string overlapping_zip(std::size_t members, std::size_t kernel_bytes) {
  std::string area(kernel_bytes, 'a');
  std::vector<std::pair<ZipMember, std::size_t>> from_end;
  for (std::size_t i = 0; i < members; ++i) {
    ZipMember member{"f" + std::to_string(i), area};
    area.insert(0, local_header(member));
    from_end.emplace_back(std::move(member), area.size());
  }
  std::string directory;
  for (const auto& [member, begins_before_end] : from_end) {
    directory += central_header(member, area.size() - begins_before_end);
  }
  return area + directory + zip_end(members, directory.size(), area.size(), "");
}

}  // namespace alur::archive
