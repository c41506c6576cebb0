#pragma once

#include "alur/archive/archive.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace alur::archive {

inline const std::vector<std::string> all_types{
    "pdf",  "doc", "docx", "xls",  "xlsx", "ppt",  "pptx", "vsd",  "vsdx", "odt", "ods", "odp", "odg",    "rtf", "jpg",
    "jpeg", "png", "heic", "heif", "gif",  "webp", "tif",  "tiff", "bmp",  "txt", "csv", "md",  "drawio", "zip", "apk"};

std::string read_file(const std::filesystem::path& path);
std::string_view name_of(Refused refused);

/// A folder for one test, and an archive in it.
class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest();
  ~ArchiveTest() override;

  std::string directory() const { return (root / "archive").string(); }
  Archive make(std::vector<std::string> types = all_types, std::uint64_t bytes_max = 20'000'000) const {
    return Archive{directory(), {bytes_max, std::move(types)}};
  }
  std::vector<std::string> quarantined() const;

  std::filesystem::path root;
};

/// The media type it was filed as, or the refusal's name.
std::string outcome(const boost::system::result<Stored, Refused>& result);
boost::system::result<Stored, Refused> put_in(Archive& archive, const std::string& bytes, const std::string& name);

}  // namespace alur::archive
