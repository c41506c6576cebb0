#pragma once

#include "alur/time/work_calendar.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace alur::text {

/// Text that is HTML already (made by this module or from the catalogue). Everything else is escaped when it is put in.
struct Html {
  std::string value;
};

/// The one escaper: & < > " for parse_mode=HTML; control characters and bidi overrides removed (tab and newline kept as
/// a space and a newline), invalid UTF-8 replaced by U+FFFD.
Html escape(std::string_view written_by_a_person);
/// The same cleaning without the escaping: for buttons, pop-ups and file names. One line.
std::string plain(std::string_view written_by_a_person);
/// `html` without tags, entities decoded: for pop-ups and logs.
std::string strip(std::string_view html);
/// Without what shows nothing at either end: white space of any script and zero-width
/// characters (UAX 44: White_Space, Default_Ignorable_Code_Point). What belongs to the last character stays.
std::string_view trim(std::string_view written_by_a_person);
/// At most `code_points` long, ending in an ellipsis where cut.
std::string shorten(std::string_view text, std::size_t code_points);
/// Code points as Telegram counts them.
std::size_t length(std::string_view utf8);

using Value = std::variant<std::string, std::int64_t, Html>;
using Args = std::vector<std::pair<std::string_view, Value>>;

/// Every sentence the bot says, by language and key: ICU MessageFormat patterns from config/text/*.toml. Patterns are
/// HTML; string arguments are escaped on the way in, Html ones are not. Parsed on use; 64 parsed ones are kept.
/// Not thread-safe: one per thread that speaks.
class Catalogue {
 public:
  /// language ("id", "en") -> key -> pattern.
  using Texts = std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>>;
  explicit Catalogue(Texts texts);
  ~Catalogue();
  Catalogue(Catalogue&&) noexcept;
  /// The same texts, for another thread.
  Catalogue another() const;

  /// Throws std::out_of_range for a key no language has; falls back to "id" where only the language lacks it (lint
  /// reports both, so neither happens in what ships). A missing argument throws std::invalid_argument.
  std::string format(std::string_view language, std::string_view key, const Args& args = {}) const;
  bool has(std::string_view language, std::string_view key) const;

  struct Fault {
    std::string language;
    std::string key;
    std::string message;
  };
  /// Patterns that do not parse, keys that one language lacks, arguments that differ between languages.
  std::vector<Fault> lint() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace alur::text
