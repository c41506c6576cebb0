#include "inspection.hpp"

#include "compound_file.hpp"
#include "file.hpp"
#include "magic_type.hpp"
#include "zip_contents.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace alur::archive {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t head_bytes = 4096;

std::string read_head(const std::string& path) {
  File file = File::open_to_read(path);
  std::string head(head_bytes, '\0');
  std::size_t filled = 0;
  while (filled < head.size()) {
    const std::size_t got = file.read(head.data() + filled, head.size() - filled);
    if (got == 0) break;
    filled += got;
  }
  head.resize(filled);
  return head;
}

bool starts_with_any(std::string_view head, std::initializer_list<std::string_view> signatures) {
  return std::any_of(signatures.begin(), signatures.end(), [&](auto start) { return head.starts_with(start); });
}

bool is_any(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), text) != all.end();
}

/// Windows, ELF, Mach-O (both ends, fat, which Java classes share), DEX, WebAssembly, and "#!" with or without a mark.
bool looks_like_program(std::string_view head) {
  return starts_with_any(head, {"MZ"sv,
                                "\x7f"
                                "ELF"sv,
                                "\xfe\xed\xfa\xce"sv, "\xfe\xed\xfa\xcf"sv, "\xce\xfa\xed\xfe"sv, "\xcf\xfa\xed\xfe"sv,
                                "\xca\xfe\xba\xbe"sv, "dex\n"sv, "\0asm"sv, "#!"sv, "\xef\xbb\xbf#!"sv});
}

bool is_program_media(std::string_view media) {
  return is_any(media, {"application/x-dosexec", "application/x-executable", "application/x-pie-executable",
                        "application/x-sharedlib", "application/x-mach-binary", "application/x-msi",
                        "application/java-archive", "text/x-shellscript", "text/x-msdos-batch", "text/x-php"});
}

const FileType* text_type(std::string_view media, std::string_view head) {
  if (media == "text/html") return nullptr;  // runs scripts wherever it is opened
  if (media == "text/rtf") return type_of_media(media);
  const bool drawing = head.find("<mxfile") != head.npos || head.find("<mxGraphModel") != head.npos;
  return type_of_media(drawing ? "application/vnd.jgraph.mxfile" : "text/plain");
}

bool is_text(std::string_view media) {
  return media.starts_with("text/") ||
         is_any(media, {"application/json", "application/csv", "application/xml", "application/x-ndjson"});
}

}  // namespace

Inspection inspect(const std::string& path) {
  const std::string head = read_head(path);
  const std::string media = magic_media_type(path);
  Inspection found;
  found.program = looks_like_program(head);
  if (head.starts_with("PK"sv)) {
    const ZipContents contents = read_zip_contents(path);
    found.type = contents.type ? contents.type : type_of_media(media);
    if (found.type == nullptr) found.type = type_of_media("application/zip");
    found.damaged = !contents.readable;
    found.macros = contents.macros;
    found.zip = true;
    found.program = found.program || (media == "application/java-archive" && contents.type == nullptr);
    return found;
  }
  found.program = found.program || is_program_media(media);
  if (is_compound_file(head)) {
    const CompoundContents contents = read_compound_contents(path, media);
    found.type = contents.type;
    found.macros = contents.macros;
    found.encrypted = contents.encrypted;
    found.damaged = !is_whole_compound_file(File::open_to_read(path));
    found.compound = true;
  } else {
    found.type = is_text(media) ? text_type(media, head) : type_of_media(media);
  }
  return found;
}

boost::system::result<std::string, Refused> judge(const Inspection& found, std::string_view file_name,
                                                  const std::vector<std::string>& allowed) {
  const std::string extension = last_extension(file_name);
  if (found.program || names_program(extension)) return Refused::program;
  if (found.macros) return Refused::macros;
  if (found.encrypted) return Refused::encrypted;
  if (found.damaged) return Refused::damaged;
  const auto is_allowed = [&](std::string_view name) {
    return std::find(allowed.begin(), allowed.end(), name) != allowed.end();
  };
  if (found.type == nullptr || std::none_of(found.type->extensions.begin(), found.type->extensions.end(), is_allowed)) {
    return Refused::type_not_allowed;
  }
  if (!extension.empty() && !found.type->named(extension)) return Refused::type_mismatch;
  return std::string{found.type->media_type};
}

}  // namespace alur::archive
