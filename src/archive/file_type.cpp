#include "file_type.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace alur::archive {

namespace {

using Names = std::array<std::string_view, 3>;

/// Extensions of one content; unused places are empty.
struct Row {
  std::string_view media_type;
  Names extensions;
};

constexpr std::array rows{
    Row{"application/pdf", {"pdf"}},
    Row{"application/msword", {"doc"}},
    Row{"application/vnd.ms-excel", {"xls"}},
    Row{"application/vnd.ms-powerpoint", {"ppt"}},
    Row{"application/vnd.visio", {"vsd"}},
    Row{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", {"docx"}},
    Row{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", {"xlsx"}},
    Row{"application/vnd.openxmlformats-officedocument.presentationml.presentation", {"pptx"}},
    Row{"application/vnd.ms-visio.drawing.main+xml", {"vsdx"}},
    Row{"application/vnd.oasis.opendocument.text", {"odt"}},
    Row{"application/vnd.oasis.opendocument.spreadsheet", {"ods"}},
    Row{"application/vnd.oasis.opendocument.presentation", {"odp"}},
    Row{"application/vnd.oasis.opendocument.graphics", {"odg"}},
    Row{"text/rtf", {"rtf"}},
    Row{"image/jpeg", {"jpg", "jpeg"}},
    Row{"image/png", {"png"}},
    Row{"image/heic", {"heic", "heif"}},
    Row{"image/heif", {"heif", "heic"}},
    Row{"image/gif", {"gif"}},
    Row{"image/webp", {"webp"}},
    Row{"image/tiff", {"tif", "tiff"}},
    Row{"image/bmp", {"bmp"}},
    Row{"text/plain", {"txt", "csv", "md"}},
    Row{"application/vnd.jgraph.mxfile", {"drawio"}},
    Row{"application/zip", {"zip"}},
    Row{"application/vnd.android.package-archive", {"apk", "zip"}},
};

constexpr std::span<const std::string_view> used(const Names& names) {
  std::size_t count = 0;
  while (count < names.size() && !names[count].empty()) ++count;
  return {names.data(), count};
}

const std::array<FileType, rows.size()>& types() {
  static const auto all = [] {
    std::array<FileType, rows.size()> made{};
    std::transform(rows.begin(), rows.end(), made.begin(), [](const Row& row) {
      return FileType{row.media_type, used(row.extensions)};
    });
    return made;
  }();
  return all;
}

constexpr std::array<std::string_view, 29> program_extensions{
    "app", "bat", "chm", "cmd", "com", "cpl", "dll", "exe", "gadget", "hta", "inf", "jar", "js",  "jse", "lnk",
    "msc", "msi", "msp", "pif", "ps1", "reg", "scr", "sh",  "url",    "vb",  "vbe", "vbs", "wsf", "wsh"};

constexpr std::size_t extension_length_max = 6;

}  // namespace

bool FileType::named(std::string_view extension) const {
  return std::find(extensions.begin(), extensions.end(), extension) != extensions.end();
}

const FileType* type_of_extension(std::string_view extension) {
  for (const FileType& type : types()) {
    if (type.named(extension)) return &type;
  }
  return nullptr;
}

const FileType* type_of_media(std::string_view media_type) {
  for (const FileType& type : types()) {
    if (type.media_type == media_type) return &type;
  }
  return nullptr;
}

std::string last_extension(std::string_view file_name) {
  // Some systems drop these when they open a file: "x.exe ." starts.
  while (!file_name.empty() && (file_name.back() == ' ' || file_name.back() == '.')) file_name.remove_suffix(1);
  const auto dot = file_name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string extension;
  bool letters = false;
  for (const char character : file_name.substr(dot + 1)) {
    const auto byte = static_cast<unsigned char>(character);
    if (std::isalnum(byte) == 0) return {};
    letters = letters || std::isalpha(byte) != 0;
    extension += static_cast<char>(std::tolower(byte));
  }
  return letters && extension.size() <= extension_length_max ? extension : std::string{};
}

bool names_program(std::string_view extension) {
  return std::find(program_extensions.begin(), program_extensions.end(), extension) != program_extensions.end();
}

}  // namespace alur::archive
