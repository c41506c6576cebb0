#include "json.hpp"

#include <limits>

namespace alur::telegram {
namespace {

constexpr int nesting_max = 100;  // the server's own limit for what it reads

bool nested_too_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > nesting_max) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

[[noreturn]] void wrong(const char* key, const char* expected) {
  throw Unreadable(std::string{key} + ": " + expected + " expected");
}

std::int64_t to_integer(const Json& value, const char* key) {
  constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!value.is_number_integer()) wrong(key, "integer");
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > largest) wrong(key, "64-bit integer");
  return value.get<std::int64_t>();
}

}  // namespace

std::optional<Json> parse_json(std::string_view text) {
  if (nested_too_deep(text)) return std::nullopt;
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return std::nullopt;
  return json;
}

std::string to_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

const Json* find(const Json& object, const char* key) {
  if (!object.is_object()) wrong(key, "object around it");
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

const Json* find_object(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value != nullptr && !value->is_object()) wrong(key, "object");
  return value;
}

const Json& need_object(const Json& object, const char* key) {
  const Json* value = find_object(object, key);
  if (value == nullptr) wrong(key, "object");
  return *value;
}

const Json* find_array(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value != nullptr && !value->is_array()) wrong(key, "array");
  return value;
}

std::optional<std::int64_t> find_integer(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  return to_integer(*value, key);
}

std::int64_t need_integer(const Json& object, const char* key) {
  const auto value = find_integer(object, key);
  if (!value) wrong(key, "integer");
  return *value;
}

std::string string_or_empty(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value == nullptr) return {};
  if (!value->is_string()) wrong(key, "string");
  return value->get<std::string>();
}

std::string need_string(const Json& object, const char* key) {
  if (find(object, key) == nullptr) wrong(key, "string");
  return string_or_empty(object, key);
}

bool is_true(const Json& object, const char* key) {
  const Json* value = find(object, key);
  if (value != nullptr && !value->is_boolean()) wrong(key, "boolean");
  return value != nullptr && value->get<bool>();
}

}  // namespace alur::telegram
