#include "zip_nested.hpp"

#include <algorithm>
#include <array>

namespace alur::archive {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array archive_extensions{"zip"sv, "rar"sv, "7z"sv,  "tar"sv, "gz"sv,  "tgz"sv,
                                        "bz2"sv, "tbz"sv, "xz"sv,  "txz"sv, "zst"sv, "cab"sv,
                                        "iso"sv, "img"sv, "arj"sv, "lzh"sv, "ace"sv, "zipx"sv};
constexpr std::array built_as_zip{"docx"sv, "xlsx"sv, "pptx"sv, "vsdx"sv, "dotx"sv, "xltx"sv, "potx"sv,
                                  "odt"sv,  "ods"sv,  "odp"sv,  "odg"sv,  "jar"sv,  "war"sv,  "aar"sv,
                                  "apk"sv,  "epub"sv, "thmx"sv, "glox"sv, "sldx"sv};
constexpr std::array archive_signatures{"PK\x03\x04"sv, "PK\x05\x06"sv, "Rar!\x1a\x07"sv, "7z\xbc\xaf\x27\x1c"sv,
                                        "MSCF\0\0\0\0"sv};

template <class Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// An app unpacks its own assets; nobody does by hand.
bool is_app(const FileType& type) { return type.named("apk"); }

}  // namespace

bool is_package(const FileType& type) { return type.named("zip"); }

bool names_an_archive(std::string_view entry_name, const FileType& within) {
  return !is_app(within) && is_one_of(last_extension(entry_name), archive_extensions);
}

bool is_hidden_archive(std::string_view entry_name, std::string_view head, const FileType& within) {
  return !is_app(within) && !is_one_of(last_extension(entry_name), built_as_zip) &&
         std::any_of(archive_signatures.begin(), archive_signatures.end(),
                     [&](auto start) { return head.starts_with(start); });
}

}  // namespace alur::archive
