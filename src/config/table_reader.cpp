#include "table_reader.hpp"

#include <algorithm>
#include <sstream>

namespace alur::config {

namespace {

std::string_view name_of(toml::node_type type) {
  switch (type) {
    case toml::node_type::none:
      return "nothing";
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "a whole number";
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "true or false";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time";
    case toml::node_type::date_time:
      return "a date with time";
  }
  return "something else";
}

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "\"" : ", \"") + name + '"';
  return list;
}

std::string suggestion(const std::string& typed, const std::vector<std::string>& known) {
  if (const std::string near = nearest(typed, known); !near.empty()) return "; did you mean \"" + near + "\"?";
  return "; known: " + joined(known);
}

std::string written(double number) {
  std::ostringstream out;
  out << number;
  return out.str();
}

}  // namespace

TableReader::TableReader(Document& document, const toml::table& table, std::string path)
    : document_{&document}, table_{&table}, path_{std::move(path)} {}

std::string TableReader::path_of(std::string_view key) const {
  return (path_.empty() ? "" : path_ + '.') + std::string{key};
}

const toml::node* TableReader::find(std::string_view key, Need need) {
  known_.emplace_back(key);
  const toml::node* node = table_->get(key);
  if (node == nullptr && need == Need::required) document_->fault(path_of(key), "is missing");
  return node;
}

void TableReader::wrong_type(std::string_view key, const toml::node& node, std::string_view wanted) {
  const std::string message = "must be " + std::string{wanted} + ", not " + std::string{name_of(node.type())};
  document_->fault_at_line(path_of(key), line_of(node), message);
}

void TableReader::fault(std::string_view key, std::string message) {
  document_->fault(path_of(key), std::move(message));
}

std::optional<std::string> TableReader::text(std::string_view key, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_string()) return value->get();
  wrong_type(key, *node, "a text");
  return std::nullopt;
}

std::optional<bool> TableReader::boolean(std::string_view key) {
  const toml::node* node = find(key, Need::optional);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong_type(key, *node, "true or false");
  return std::nullopt;
}

std::optional<std::int64_t> TableReader::integer(std::string_view key, std::int64_t min, std::int64_t max, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  const auto* value = node->as_integer();
  if (value == nullptr) {
    wrong_type(key, *node, "a whole number");
    return std::nullopt;
  }
  if (value->get() >= min && value->get() <= max) return value->get();
  fault(key,
        "must be from " + std::to_string(min) + " to " + std::to_string(max) + ", not " + std::to_string(value->get()));
  return std::nullopt;
}

std::optional<double> TableReader::number(std::string_view key, double above, double max) {
  const toml::node* node = find(key, Need::optional);
  if (node == nullptr) return std::nullopt;
  const auto value = node->is_number() ? node->value<double>() : std::nullopt;
  if (!value) {
    wrong_type(key, *node, "a number");
    return std::nullopt;
  }
  if (*value > above && *value <= max) return value;
  fault(key, "must be above " + written(above) + " and at most " + written(max) + ", not " + written(*value));
  return std::nullopt;
}

std::optional<time::Day> TableReader::day(std::string_view key, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const auto* value = node->as_date()) {
    const toml::date date = value->get();
    return time::Day{std::chrono::year{date.year} / std::chrono::month{date.month} / std::chrono::day{date.day}};
  }
  wrong_type(key, *node, "a date, as 2026-01-31 without quotation marks");
  return std::nullopt;
}

std::optional<std::vector<std::string>> TableReader::texts(std::string_view key, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, *node, "an array of texts");
    return std::nullopt;
  }
  std::vector<std::string> values;
  bool whole = true;
  for (const toml::node& element : *array) {
    if (const auto* value = element.as_string()) {
      values.push_back(value->get());
    } else {
      wrong_type(key, element, "an array of texts");
      whole = false;
    }
  }
  return whole ? std::optional{values} : std::nullopt;
}

std::optional<TableReader> TableReader::table(std::string_view key, Need need) {
  const toml::node* node = find(key, need);
  if (node == nullptr) return std::nullopt;
  if (const toml::table* value = node->as_table()) return TableReader{*document_, *value, path_of(key)};
  wrong_type(key, *node, "a table");
  return std::nullopt;
}

std::vector<TableReader> TableReader::tables(std::string_view key, Need need) {
  std::vector<TableReader> readers;
  const toml::node* node = find(key, need);
  if (node == nullptr) return readers;
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, *node, "an array of tables");
    return readers;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const std::string element = std::string{key} + '[' + std::to_string(i) + ']';
    if (const toml::table* value = array->get(i)->as_table())
      readers.emplace_back(*document_, *value, path_of(element));
    else
      wrong_type(element, *array->get(i), "a table");
  }
  return readers;
}

void TableReader::not_a_choice(std::string_view key, const std::string& typed, const std::vector<std::string>& names) {
  fault(key, "\"" + typed + "\" is not known" + suggestion(typed, names));
}

void TableReader::report_unknown_keys() {
  for (const auto& [key, node] : *table_) {
    const std::string name{key.str()};
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    document_->fault_at_line(path_of(name), static_cast<int>(key.source().begin.line),
                             "is an unknown key" + suggestion(name, known_));
  }
}

}  // namespace alur::config
