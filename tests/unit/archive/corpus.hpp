#pragma once

#include "alur/archive/archive.hpp"

#include <optional>
#include <string>
#include <vector>

/// Uploads made from the samples of tests/data, the same in every run.
namespace alur::archive {

struct GoodFile {
  std::string name;
  std::string bytes;
};
std::vector<GoodFile> good_files();  ///< at least 300

struct BadFile {
  std::string name;
  std::string bytes;
  std::optional<Refused> expected;  ///< nothing where a cut decides whether its kind can still be told
};
std::vector<BadFile> bad_files();  ///< at least 300

/// A virus for scanners to find, by agreement of their makers.
std::string eicar();

std::string sample(const std::string& name);
/// A ZIP, with one more part or another content for one that it has.
std::string with_part(const std::string& zip, const std::string& name, const std::string& content);
/// A directory entry of a compound file, as [MS-CFB] 2.6 lays it out.
std::string directory_entry(const std::string& name);
std::string png_of(std::uint32_t width, std::uint32_t height);
std::string gif_of(std::uint16_t width, std::uint16_t height);
std::string bmp_of(std::uint32_t width, std::uint32_t height);

}  // namespace alur::archive
