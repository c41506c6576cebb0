#include "fixture.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace alur::archive {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string_view name_of(Refused refused) {
  switch (refused) {
    case Refused::empty:
      return "empty";
    case Refused::too_big:
      return "too_big";
    case Refused::program:
      return "program";
    case Refused::type_not_allowed:
      return "type_not_allowed";
    case Refused::type_mismatch:
      return "type_mismatch";
    case Refused::macros:
      return "macros";
    case Refused::misleading_name:
      return "misleading_name";
    case Refused::two_in_one:
      return "two_in_one";
    case Refused::damaged:
      return "damaged";
    case Refused::encrypted:
      return "encrypted";
    case Refused::inflates:
      return "inflates";
    case Refused::unsafe_zip:
      return "unsafe_zip";
    case Refused::active:
      return "active";
    case Refused::too_many_pixels:
      return "too_many_pixels";
    case Refused::infected:
      return "infected";
    case Refused::not_scannable:
      return "not_scannable";
    case Refused::not_scanned:
      return "not_scanned";
  }
  return "?";
}

ArchiveTest::ArchiveTest() {
  std::string pattern = (fs::temp_directory_path() / "alur-archive-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
  root = pattern;
}

ArchiveTest::~ArchiveTest() { fs::remove_all(root); }

std::vector<std::string> ArchiveTest::quarantined() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator{root / "archive/quarantine"}) names.push_back(entry.path());
  return names;
}

std::string outcome(const boost::system::result<Stored, Refused>& result) {
  return result.has_value() ? result->media_type : std::string{name_of(result.error())};
}

boost::system::result<Stored, Refused> put_in(Archive& archive, const std::string& bytes, const std::string& name) {
  const auto intake = archive.intake();
  intake->write(bytes);
  return intake->finish(name);
}

}  // namespace alur::archive
