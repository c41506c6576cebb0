#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

/// Reading JSON that somebody else wrote: nothing here throws but Unreadable, and that never leaves the module.
namespace alur::telegram {

using Json = nlohmann::json;

/// A field that is missing or of another type than the Bot API says.
struct Unreadable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Empty when it is no JSON, or nested deeper than any answer of Telegram's (writing it out again is recursive).
std::optional<Json> parse_json(std::string_view text);
/// Bytes that are no UTF-8 are replaced: text a person sent may hold anything.
std::string to_text(const Json& json);

/// Null when it is absent or null.
const Json* find(const Json& object, const char* key);
const Json& need_object(const Json& object, const char* key);
const Json* find_object(const Json& object, const char* key);
const Json* find_array(const Json& object, const char* key);
std::int64_t need_integer(const Json& object, const char* key);
std::optional<std::int64_t> find_integer(const Json& object, const char* key);
std::string need_string(const Json& object, const char* key);
std::string string_or_empty(const Json& object, const char* key);
bool is_true(const Json& object, const char* key);  ///< false when absent

}  // namespace alur::telegram
