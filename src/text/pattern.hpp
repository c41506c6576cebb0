#pragma once

#include <unicode/msgfmt.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace alur::text {

/// One parsed pattern of the catalogue.
struct Pattern {
  std::unique_ptr<icu::MessageFormat> format;
  std::set<std::string, std::less<>> arguments;  ///< every name, those inside plural and select branches too
};

/// Throws std::invalid_argument saying where the pattern is wrong.
Pattern parse_pattern(std::string_view language, const std::string& pattern);

/// What parses and would yet not say what its author meant: an apostrophe that quotes (ICU takes '{ as literal), tags
/// that Telegram does not know or that are not closed, a bare ampersand.
std::vector<std::string> suspicious(std::string_view pattern);

}  // namespace alur::text
