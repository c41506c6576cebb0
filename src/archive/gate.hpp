#pragma once

#include "alur/archive/archive.hpp"

#include "inspection.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What a file must pass between quarantine and archive: one gate a file, each a pure function of a file that lies in
/// quarantine. They read and count; nothing is executed or unpacked to disk. Safe from any thread. They throw
/// std::system_error when the file cannot be read.
namespace alur::archive {

struct Candidate {
  std::string path;
  std::string file_name;  ///< as its sender chose it; never a path
  std::uint64_t bytes = 0;
  Inspection found;
};

/// Why it stops here; nothing when it passes.
using Verdict = std::optional<Refused>;

Verdict pass_name(const Candidate& file);            ///< says what it is: no turned text, one extension
Verdict pass_polyglot(const Candidate& file);        ///< of one family of files only
Verdict pass_pdf(const Candidate& file);             ///< whole, and without a password
Verdict pass_picture(const Candidate& file);         ///< whole, and of a size that can be shown
Verdict pass_zip(const Candidate& file);             ///< its directory: counts, declared sizes, names, overlaps
Verdict pass_zip_contents(const Candidate& file);    ///< its contents: counted sizes, archives within
Verdict pass_office_package(const Candidate& file);  ///< OOXML and OpenDocument: macros, passwords, what they load
Verdict pass_rich_text(const Candidate& file);       ///< RTF and plain text: objects, scripts

struct Gate {
  std::string_view name;
  Verdict (*pass)(const Candidate&);
};
/// In the order in which a file meets them, once its type by content and extension (`judge`) is one that is taken.
std::span<const Gate> gates();

/// The media type under which the file is taken, or the first gate's refusal.
boost::system::result<std::string, Refused> pass_gates(const Candidate& file, const std::vector<std::string>& allowed);

}  // namespace alur::archive
