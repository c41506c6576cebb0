#include "bytes.hpp"
#include "gate.hpp"
#include "limits.hpp"
#include "zip_reader.hpp"

#include <algorithm>

namespace alur::archive {

namespace {

/// UTF-16 becomes what UTF-8 would be, as far as the words that are looked for go. Nothing when it is longer than any
/// such part is.
std::optional<std::string> read_part(ZipReader& reader) {
  std::string text = lower_case(reader.read_all(limits::zip_part_bytes_max + 1));
  if (text.size() > limits::zip_part_bytes_max) return std::nullopt;
  text.erase(std::remove(text.begin(), text.end(), '\0'), text.end());
  return text;
}

/// `name="value"` or `name='value'` in one element.
std::string_view attribute(std::string_view element, std::string_view name) {
  for (std::size_t at = element.find(name); at != element.npos; at = element.find(name, at + 1)) {
    const std::size_t equals = element.find_first_not_of(" \t\r\n", at + name.size());
    if (equals == element.npos || element[equals] != '=' ||
        std::string_view{" \t\r\n"}.find(element[at - 1]) == element.npos) {
      continue;
    }
    const std::size_t quote = element.find_first_of("\"'", equals);
    if (quote == element.npos) return {};
    const std::size_t end = element.find(element[quote], quote + 1);
    return element.substr(quote + 1, end == element.npos ? end : end - quote - 1);
  }
  return {};
}

/// On another machine. A file beside it, or on a disc of this one, is what an office's own templates and pictures are.
bool is_remote(std::string_view target) {
  if (target.find("&#") != target.npos) return true;  // nobody writes an address so who does not hide it
  constexpr std::string_view disc = "file:///";
  if (target.starts_with(disc)) target.remove_prefix(disc.size());
  if (target.starts_with("//") || target.find("\\\\") != target.npos) return true;
  const std::size_t colon = target.find(':');
  return colon != target.npos && colon != 1;
}

/// Links wait for a click, and values from another workbook for a yes; all else is loaded when the document is opened.
bool loads_from_elsewhere(std::string_view relationship) {
  const std::string_view type = attribute(relationship, "type");
  const std::string_view mode = attribute(relationship, "targetmode");
  if (mode.empty() || mode == "internal" || type.ends_with("/hyperlink") || type.ends_with("/externallinkpath")) {
    return false;
  }
  return is_remote(attribute(relationship, "target"));
}

bool any_loads_from_elsewhere(std::string_view relationships) {
  constexpr std::string_view start = "relationship";
  for (std::size_t at = relationships.find(start); at != relationships.npos; at = relationships.find(start, at + 1)) {
    const std::size_t end = std::min(relationships.find('>', at), relationships.size());
    const bool element = at + start.size() < end &&
                         std::string_view{" \t\r\n"}.find(relationships[at + start.size()]) != relationships.npos;
    if (element && loads_from_elsewhere(relationships.substr(at, end - at))) return true;
  }
  return false;
}

Verdict pass_part(std::string_view name, ZipReader& reader) {
  const bool types = name == "[content_types].xml";
  const bool relationships = name.ends_with(".rels");
  const bool manifest = name == "meta-inf/manifest.xml";
  if (!types && !relationships && !manifest) return std::nullopt;
  const auto part = read_part(reader);
  if (!part) return Refused::inflates;
  const auto says = [&](std::string_view word) { return part->find(word) != part->npos; };
  if (types && (says("macroenabled") || says("vbaproject"))) return Refused::macros;
  if (relationships && any_loads_from_elsewhere(*part)) return Refused::active;
  if (manifest && says("encryption-data")) return Refused::encrypted;
  return std::nullopt;
}

}  // namespace

Verdict pass_office_package(const Candidate& candidate) {
  const bool office =
      candidate.found.type != nullptr && candidate.found.type->media_type.starts_with("application/vnd.");
  if (!candidate.found.zip || !office || candidate.found.type->named("apk")) return std::nullopt;
  ZipReader reader{candidate.path};
  while (reader.next()) {
    if (const Verdict refused = pass_part(lower_case(reader.name()), reader)) return refused;
  }
  if (reader.failed()) return Refused::damaged;
  return std::nullopt;
}

}  // namespace alur::archive
