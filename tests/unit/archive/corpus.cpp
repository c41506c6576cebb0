#include "corpus.hpp"

#include "fixture.hpp"
#include "zip_builder.hpp"

#include <algorithm>
#include <stdexcept>

namespace alur::archive {

std::string eicar() {
  // In two pieces, so that no scanner takes the tests for one.
  return std::string{R"(X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-)"} + "ANTIVIRUS-TEST-FILE!$H+H*";
}

std::string sample(const std::string& name) {
  std::string bytes = read_file(std::filesystem::path{ALUR_TEST_DATA} / name);
  if (bytes.empty()) throw std::runtime_error{"no sample " + name};
  return bytes;
}

/// OpenDocument tells its type by a first part that is stored.
std::string with_part(const std::string& zip, const std::string& name, const std::string& content) {
  Parts parts = parts_of(zip);
  const auto same = std::find_if(parts.begin(), parts.end(), [&](const auto& part) { return part.first == name; });
  if (same != parts.end()) same->second = content;
  if (same == parts.end()) parts.emplace_back(name, content);
  if (parts.front().first != "mimetype") return packed_zip(parts);
  std::vector<ZipMember> members;
  for (const auto& [part_name, part] : parts) members.push_back({part_name, part});
  return stored_zip(members);
}

std::string directory_entry(const std::string& name) {
  std::string entry(128, '\0');
  for (std::size_t i = 0; i < name.size(); ++i) entry[2 * i] = name[i];
  entry[64] = static_cast<char>(2 * (name.size() + 1));
  entry[66] = 1;
  return entry;
}

std::string png_of(std::uint32_t width, std::uint32_t height) {
  std::string png = sample("alur.png");
  return png.replace(16, 8, big_bytes(width, 4) + big_bytes(height, 4));
}

std::string gif_of(std::uint16_t width, std::uint16_t height) {
  using std::string_literals::operator""s;
  return "GIF89a" + little_bytes(width, 2) + little_bytes(height, 2) + "\x80\0\0\0\0\0\xff\xff\xff"s +
         "\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"s + ";";
}

std::string bmp_of(std::uint32_t width, std::uint32_t height) {
  constexpr std::size_t head_bytes = 54;
  const std::string pixels(256, '\x7f');
  return "BM" + little_bytes(head_bytes + pixels.size(), 4) + little_bytes(0, 4) + little_bytes(head_bytes, 4) +
         little_bytes(40, 4) + little_bytes(width, 4) + little_bytes(height, 4) + little_bytes(1, 2) +
         little_bytes(24, 2) + std::string(24, '\0') + pixels;
}

}  // namespace alur::archive
