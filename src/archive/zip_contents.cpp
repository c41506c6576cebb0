#include "zip_contents.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace alur::archive {

namespace {

constexpr std::size_t entries_max = 65'535;
constexpr std::size_t block_bytes = 10'240;

std::string lower(const char* name) {
  std::string text = name == nullptr ? "" : name;
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char character) { return static_cast<char>(std::tolower(character)); });
  return text;
}

const char* office_type(std::string_view name) {
  if (name.starts_with("word/")) return "docx";
  if (name.starts_with("xl/")) return "xlsx";
  if (name.starts_with("ppt/")) return "pptx";
  if (name.starts_with("visio/")) return "vsdx";
  return nullptr;
}

/// VBA in any Office document, Excel's macro sheets, Basic and scripts of OpenDocument.
bool is_macro(std::string_view name) {
  return name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/") || name.starts_with("basic/") ||
         name.starts_with("scripts/");
}

struct Seen {
  bool content_types = false;
  bool android_manifest = false;
  bool open_document = false;
  bool macros = false;
  const char* office = nullptr;

  void entry(const std::string& name) {
    content_types = content_types || name == "[content_types].xml";
    android_manifest = android_manifest || name == "androidmanifest.xml";
    open_document = open_document || name == "mimetype";
    macros = macros || is_macro(name);
    if (office == nullptr) office = office_type(name);
  }
};

}  // namespace

ZipContents read_zip_contents(const std::string& path) {
  struct Free {
    void operator()(::archive* reader) const { archive_read_free(reader); }
  };
  const std::unique_ptr<::archive, Free> reader{archive_read_new()};
  ZipContents contents;
  if (!reader || archive_read_support_format_zip(reader.get()) != ARCHIVE_OK ||
      archive_read_open_filename(reader.get(), path.c_str(), block_bytes) != ARCHIVE_OK) {
    return contents;
  }
  Seen seen;
  archive_entry* entry = nullptr;
  std::size_t entries = 0;
  int code = ARCHIVE_OK;
  while ((code = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK || code == ARCHIVE_WARN) {
    if (++entries > entries_max) return contents;
    seen.entry(lower(archive_entry_pathname(entry)));
  }
  contents.readable = code == ARCHIVE_EOF;
  const bool office = seen.content_types && seen.office != nullptr;
  if (office) contents.type = type_of_extension(seen.office);
  if (!office && seen.android_manifest) contents.type = type_of_extension("apk");
  contents.macros = seen.macros && (office || seen.open_document);
  return contents;
}

}  // namespace alur::archive
