#pragma once

#include "alur/time/instant.hpp"
#include "alur/workflow/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alur::workflow {

/// One file as archived.
struct Content {
  std::string sha256;  ///< 64 lower-case hex digits
  std::uint64_t bytes = 0;
  std::string media_type;        ///< read from the content
  std::string file_name;         ///< as the sender named it; data, never a path
  std::string telegram_file_id;  ///< to send it again without uploading; may stop working
  bool operator==(const Content&) const = default;
};

/// Number, date and signatory of a signed letter.
struct Letter {
  std::string number;
  time::Day date{};
  std::string signatory;  ///< as shown, e.g. "Kepala Dinas"
  bool operator==(const Letter&) const = default;
};

enum class VersionKind : std::uint8_t { file, link, nihil, checklist };

/// What a person hands over for an owed item, before it has a number.
struct Submission {
  VersionKind kind = VersionKind::file;
  std::vector<Content> contents;     ///< of a file; an album of photos is several
  std::string link;                  ///< of a link
  std::string link_sha256;           ///< as given by the sender, or empty
  std::vector<std::string> checked;  ///< of a checklist: the items that are there
  std::optional<Letter> letter;      ///< of a signed letter
  bool operator==(const Submission&) const = default;
};

/// Items that no step owes.
inline constexpr std::string_view attachment_item = "lampiran";
/// The signed sheet behind a written approval; its Letter says who signed when.
inline constexpr std::string_view written_approval_item = "persetujuan-tertulis";

/// One version of one document. Never overwritten.
struct Version {
  std::string item;  ///< owed id, or one of the two above
  int number = 0;    ///< 1.. within the item
  int step = 0;
  int round = 0;
  PersonId by{};
  time::Instant at{};
  Submission what;
  std::string fingerprint;   ///< 64 hex digits; see fingerprint_of
  bool signed_copy = false;  ///< the signed file of a letter, as against its draft
  std::string change_note;   ///< what changed since the version before; empty when not said
  bool withdrawn = false;    ///< "Salah berkas"
  bool operator==(const Version&) const = default;
};

/// What the fingerprint is the SHA-256 of (product, "Documents"): of one file, nothing (its own hash is it); of
/// several, their hashes a line each; of a link, address and given SHA-256; of "nihil" and a checklist, a canonical
/// line. The hash itself is made by whoever has a hash function, and handed to FileVersion.
std::string fingerprint_source(const Submission& what);

}  // namespace alur::workflow
