#include "pattern.hpp"

#include <unicode/messagepattern.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace alur::text {
namespace {

std::set<std::string, std::less<>> argument_names(const icu::MessagePattern& parsed) {
  std::set<std::string, std::less<>> names;
  for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
    const auto& part = parsed.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_NAME && part.getType() != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
    std::string name;
    names.insert(parsed.getSubstring(part).toUTF8String(name));
  }
  return names;
}

std::string where(const UParseError& error) {
  std::string before;
  icu::UnicodeString{error.preContext}.toUTF8String(before);
  return before.empty() ? "at its beginning" : "after \"" + before + "\"";
}

/// The tags of parse_mode=HTML (Bot API, "Formatting options") that texts use.
constexpr std::array<std::string_view, 12> known_tags{"b", "strong", "i",   "em", "u",          "ins",
                                                      "s", "code",   "pre", "a",  "blockquote", "tg-time"};

/// Name of the tag that starts at `at` ("<b>", "</b>", "<a href=..>"), with '/' kept for a closing one.
std::string_view tag_at(std::string_view pattern, std::size_t at, std::size_t end) {
  const std::string_view inside = pattern.substr(at + 1, end - at - 1);
  return inside.substr(0, inside.find_first_of(" \n"));
}

void check_tags(std::string_view pattern, std::vector<std::string>& faults) {
  std::vector<std::string_view> open;
  for (std::size_t at = pattern.find('<'); at != std::string_view::npos; at = pattern.find('<', at + 1)) {
    const std::size_t end = pattern.find('>', at);
    if (end == std::string_view::npos) {
      faults.emplace_back("a '<' that begins no tag: write &lt;");
      return;
    }
    std::string_view tag = tag_at(pattern, at, end);
    const bool closing = tag.starts_with('/');
    if (closing) tag.remove_prefix(1);
    if (std::find(known_tags.begin(), known_tags.end(), tag) == known_tags.end()) {
      faults.push_back("unknown tag <" + std::string{tag} + ">");
    } else if (!closing) {
      open.push_back(tag);
    } else if (open.empty() || open.back() != tag) {
      faults.push_back("</" + std::string{tag} + "> closes nothing");
    } else {
      open.pop_back();
    }
  }
  for (const auto tag : open) faults.push_back("<" + std::string{tag} + "> is not closed");
}

void check_ampersands(std::string_view pattern, std::vector<std::string>& faults) {
  for (std::size_t at = pattern.find('&'); at != std::string_view::npos; at = pattern.find('&', at + 1)) {
    const std::string_view rest = pattern.substr(at);
    const bool entity = rest.starts_with("&amp;") || rest.starts_with("&lt;") || rest.starts_with("&gt;") ||
                        rest.starts_with("&quot;") || rest.starts_with("&#");
    if (!entity) faults.emplace_back("a bare '&': write &amp;");
  }
}

void check_apostrophes(std::string_view pattern, std::vector<std::string>& faults) {
  for (std::size_t at = pattern.find('\''); at != std::string_view::npos; at = pattern.find('\'', at + 1)) {
    const char next = at + 1 < pattern.size() ? pattern[at + 1] : ' ';
    if (next == '\'') {
      ++at;
    } else if (next == '{' || next == '}' || next == '#' || next == '|') {
      faults.push_back(std::string{"an apostrophe before '"} + next + "' quotes what follows: write '' or ’");
    }
  }
}

}  // namespace

Pattern parse_pattern(std::string_view language, const std::string& pattern) {
  const auto source = icu::UnicodeString::fromUTF8(pattern);
  UErrorCode status = U_ZERO_ERROR;
  UParseError at{};
  const icu::MessagePattern parsed{source, &at, status};
  if (U_FAILURE(status) != 0) {
    throw std::invalid_argument{std::string{"pattern does not parse ("} + u_errorName(status) + ") " + where(at)};
  }
  Pattern out;
  out.arguments = argument_names(parsed);
  out.format = std::make_unique<icu::MessageFormat>(source, icu::Locale{std::string{language}.c_str()}, at, status);
  if (U_FAILURE(status) != 0) {
    throw std::invalid_argument{std::string{"pattern is not usable: "} + u_errorName(status)};
  }
  return out;
}

std::vector<std::string> suspicious(std::string_view pattern) {
  std::vector<std::string> faults;
  check_apostrophes(pattern, faults);
  check_tags(pattern, faults);
  check_ampersands(pattern, faults);
  return faults;
}

}  // namespace alur::text
