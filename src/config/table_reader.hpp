#pragma once

#include "document.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alur::config {

enum class Need : std::uint8_t { optional, required };

/// Reads one table key by key. A missing or wrong value is a fault of the document and comes back empty. Whatever was
/// not asked for is unknown: ask for every key, then report_unknown_keys().
class TableReader {
 public:
  TableReader(Document& document, const toml::table& table, std::string path);

  std::optional<std::string> text(std::string_view key, Need need = Need::optional);
  std::optional<bool> boolean(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key, std::int64_t min, std::int64_t max,
                                      Need need = Need::optional);
  /// A number above `above` and at most `max`; a whole one will do.
  std::optional<double> number(std::string_view key, double above, double max);
  std::optional<time::Day> day(std::string_view key, Need need = Need::optional);
  std::optional<std::vector<std::string>> texts(std::string_view key, Need need = Need::optional);
  std::optional<TableReader> table(std::string_view key, Need need = Need::optional);
  std::vector<TableReader> tables(std::string_view key, Need need = Need::optional);

  /// One of the names of `choices`, an array of {name, value}.
  template <class Choices>
  auto choice(std::string_view key, const Choices& choices, Need need = Need::optional)
      -> std::optional<typename Choices::value_type::second_type> {
    const auto typed = text(key, need);
    if (!typed) return std::nullopt;
    return chosen(key, *typed, choices);
  }
  /// The same for an array of names.
  template <class Choices>
  auto choice_list(std::string_view key, const Choices& choices, Need need = Need::optional)
      -> std::vector<typename Choices::value_type::second_type> {
    std::vector<typename Choices::value_type::second_type> values;
    const auto typed = texts(key, need);
    if (!typed) return values;
    for (std::size_t i = 0; i < typed->size(); ++i)
      if (const auto value = chosen(std::string{key} + '[' + std::to_string(i) + ']', (*typed)[i], choices))
        values.push_back(*value);
    return values;
  }

  void fault(std::string_view key, std::string message);
  void report_unknown_keys();

 private:
  const toml::node* find(std::string_view key, Need need);
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  std::string path_of(std::string_view key) const;
  void not_a_choice(std::string_view key, const std::string& typed, const std::vector<std::string>& names);

  template <class Choices>
  auto chosen(std::string_view key, const std::string& typed, const Choices& choices)
      -> std::optional<typename Choices::value_type::second_type> {
    std::vector<std::string> names;
    for (const auto& [name, value] : choices) {
      if (name == typed) return value;
      names.emplace_back(name);
    }
    not_a_choice(key, typed, names);
    return std::nullopt;
  }

  Document* document_;
  const toml::table* table_;
  std::string path_;
  std::vector<std::string> known_;
};

/// Sets `target` where the file said something.
template <class Target, class Value>
void assign(Target& target, std::optional<Value> value) {
  if (value) target = static_cast<Target>(std::move(*value));
}

}  // namespace alur::config
