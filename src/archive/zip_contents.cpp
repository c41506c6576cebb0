#include "zip_contents.hpp"

#include "bytes.hpp"
#include "zip_reader.hpp"

namespace alur::archive {

namespace {

constexpr std::size_t names_max = 65'535;

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
  ZipContents contents;
  ZipReader reader{path};
  Seen seen;
  for (std::size_t entries = 0; reader.next();) {
    if (++entries > names_max) return contents;
    seen.entry(lower_case(reader.name()));
  }
  contents.readable = !reader.failed();
  const bool office = seen.content_types && seen.office != nullptr;
  if (office) contents.type = type_of_extension(seen.office);
  if (!office && seen.android_manifest) contents.type = type_of_extension("apk");
  contents.macros = seen.macros && (office || seen.open_document);
  return contents;
}

}  // namespace alur::archive
