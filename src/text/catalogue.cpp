#include "alur/text/catalogue.hpp"

#include "pattern.hpp"

#include <unicode/fmtable.h>
#include <unicode/msgfmt.h>

#include <iterator>
#include <list>
#include <set>
#include <stdexcept>

namespace alur::text {
namespace {

/// 800 parsed formats cost 19 MiB; a card and its neighbours use some 30.
constexpr std::size_t parsed_patterns_max = 64;
constexpr std::string_view fallback_language = "id";

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

icu::Formattable formattable(const Value& value) {
  return std::visit(
      Overloaded{
          [](const std::string& text) { return icu::Formattable{icu::UnicodeString::fromUTF8(escape(text).value)}; },
          [](std::int64_t number) { return icu::Formattable{number}; },
          [](const Html& html) { return icu::Formattable{icu::UnicodeString::fromUTF8(html.value)}; }},
      value);
}

std::string joined(const std::set<std::string, std::less<>>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

}  // namespace

struct Catalogue::Impl {
  explicit Impl(std::shared_ptr<const Texts> given) : texts{std::move(given)} {}

  struct Parsed {
    std::string language;
    std::string key;
    Pattern pattern;
  };

  const std::string* find(std::string_view language, std::string_view key) const {
    const auto of_language = texts->find(language);
    if (of_language == texts->end()) return nullptr;
    const auto found = of_language->second.find(key);
    return found == of_language->second.end() ? nullptr : &found->second;
  }

  /// The language that `key` is said in when `language` is asked for.
  std::string_view spoken(std::string_view language, std::string_view key) const {
    if (find(language, key) != nullptr) return language;
    if (find(fallback_language, key) != nullptr) return fallback_language;
    throw std::out_of_range{"no text has the key " + std::string{key}};
  }

  const Pattern& parsed(std::string_view language, std::string_view key) {
    for (auto it = recent.begin(); it != recent.end(); ++it) {
      if (it->key != key || it->language != language) continue;
      recent.splice(recent.begin(), recent, it);
      return recent.front().pattern;
    }
    recent.push_front({std::string{language}, std::string{key}, parse_pattern(language, *find(language, key))});
    if (recent.size() > parsed_patterns_max) recent.pop_back();
    return recent.front().pattern;
  }

  std::shared_ptr<const Texts> texts;
  std::list<Parsed> recent;  ///< newest use first
};

Catalogue::Catalogue(Texts texts) : impl_{std::make_unique<Impl>(std::make_shared<const Texts>(std::move(texts)))} {}
Catalogue Catalogue::another() const {
  Catalogue other{Texts{}};
  other.impl_ = std::make_unique<Impl>(impl_->texts);
  return other;
}
Catalogue::~Catalogue() = default;
Catalogue::Catalogue(Catalogue&&) noexcept = default;

bool Catalogue::has(std::string_view language, std::string_view key) const {
  return impl_->find(language, key) != nullptr;
}

std::string Catalogue::format(std::string_view language, std::string_view key, const Args& args) const {
  const Pattern& pattern = impl_->parsed(impl_->spoken(language, key), key);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  std::set<std::string_view> given;
  for (const auto& [name, value] : args) {
    given.insert(name);
    names.push_back(
        icu::UnicodeString::fromUTF8(icu::StringPiece{name.data(), static_cast<std::int32_t>(name.size())}));
    values.push_back(formattable(value));
  }
  for (const auto& needed : pattern.arguments) {
    if (!given.contains(needed)) {
      throw std::invalid_argument{"text " + std::string{key} + " needs the argument " + needed};
    }
  }
  icu::UnicodeString out;
  UErrorCode status = U_ZERO_ERROR;
  pattern.format->format(names.data(), values.data(), static_cast<std::int32_t>(args.size()), out, status);
  if (U_FAILURE(status) != 0) {
    throw std::invalid_argument{"text " + std::string{key} + " cannot be formatted: " + u_errorName(status)};
  }
  std::string utf8;
  return out.toUTF8String(utf8);
}

std::vector<Catalogue::Fault> Catalogue::lint() const {
  std::vector<Fault> faults;
  std::map<std::string, std::map<std::string, std::set<std::string, std::less<>>>>
      arguments;  // key -> language -> names
  for (const auto& [language, patterns] : *impl_->texts) {
    for (const auto& [key, pattern] : patterns) {
      try {
        arguments[key][language] = parse_pattern(language, pattern).arguments;
      } catch (const std::invalid_argument& error) {
        faults.push_back({language, key, error.what()});
        arguments[key];
      }
      for (auto& message : suspicious(pattern)) faults.push_back({language, key, std::move(message)});
    }
  }
  for (const auto& [key, by_language] : arguments) {
    for (const auto& [language, patterns] : *impl_->texts) {
      if (!patterns.contains(key)) faults.push_back({language, key, "missing in this language"});
    }
    for (auto it = by_language.begin(); it != by_language.end(); ++it) {
      const auto& first = *by_language.begin();
      if (it->second == first.second) continue;
      faults.push_back({it->first, key,
                        "arguments differ: " + joined(it->second) + " here, " + joined(first.second) + " in \"" +
                            first.first + "\""});
    }
  }
  return faults;
}

}  // namespace alur::text
