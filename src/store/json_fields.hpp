#pragma once

#include "alur/time/instant.hpp"

#include "codec.hpp"
#include "names.hpp"

#include <nlohmann/json.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Structs to JSON and back from one list of fields. A stored struct T has a function
///   template <class A> void fields(A& a, Of<A, T>& v) { a("step", v.step); ... }
/// that is run by a Writer (v is const) and by a Reader. An empty optional is left out; any other field that is missing
/// is an error.
namespace alur::store::json {

using Json = nlohmann::json;

/// `T` as archive `A` sees it: const when it is written.
template <class A, class T>
using Of = std::conditional_t<A::writes, const T, T>;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

class Writer;
class Reader;

template <class T>
Json to_json(const T& value);
template <class T>
void from_json(const Json& json, T& value);

/// Fields given with personal() go into a part of their own (the row of a person), kept out of the chained body.
class Writer {
 public:
  static constexpr bool writes = true;
  template <class T>
  void operator()(const char* name, const T& value) {
    put(body, name, value);
  }
  template <class T>
  void personal(const char* name, const T& value) {
    put(personal_part, name, value);
  }
  Json body = Json::object();
  Json personal_part = Json::object();

 private:
  template <class T>
  static void put(Json& into, const char* name, const T& value) {
    if constexpr (is_optional<T>) {
      if (value) into[name] = to_json(*value);
    } else {
      into[name] = to_json(value);
    }
  }
};

class Reader {
 public:
  static constexpr bool writes = false;
  /// `personal_part` is null when it was erased: its fields keep their defaults.
  Reader(const Json& body, const Json* personal_part) : body_{body}, personal_{personal_part} {}
  template <class T>
  void operator()(const char* name, T& value) {
    get(body_, name, value);
  }
  template <class T>
  void personal(const char* name, T& value) {
    if (personal_ != nullptr) get(*personal_, name, value);
  }

 private:
  template <class T>
  static void get(const Json& from, const char* name, T& value) {
    if constexpr (is_optional<T>) {
      value.reset();
      if (const auto found = from.find(name); found != from.end()) from_json(*found, value.emplace());
    } else {
      from_json(from.at(name), value);
    }
  }
  const Json& body_;
  const Json* personal_;
};

template <class T>
Json to_json(const T& value) {
  if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T> || std::is_same_v<T, std::string>) {
    return Json(value);
  } else if constexpr (StrongId<T>) {
    return Json(static_cast<std::int64_t>(value));
  } else if constexpr (std::is_enum_v<T>) {
    return Json(std::string{name_of(value)});
  } else if constexpr (std::is_same_v<T, time::Instant>) {
    return Json(time::to_ms(value));
  } else if constexpr (std::is_same_v<T, time::Day>) {
    return Json(day_text(value));
  } else if constexpr (is_vector<T>) {
    Json array = Json::array();
    for (const auto& element : value) array.push_back(to_json(element));
    return array;
  } else {
    Writer writer;
    fields(writer, value);
    return std::move(writer.body);
  }
}

template <class T>
void from_json(const Json& json, T& value) {
  if constexpr (std::is_same_v<T, bool> || std::is_integral_v<T> || std::is_same_v<T, std::string>) {
    value = json.get<T>();
  } else if constexpr (StrongId<T>) {
    value = static_cast<T>(json.get<std::int64_t>());
  } else if constexpr (std::is_enum_v<T>) {
    value = value_of<T>(json.get_ref<const std::string&>());
  } else if constexpr (std::is_same_v<T, time::Instant>) {
    value = time::from_ms(json.get<std::int64_t>());
  } else if constexpr (std::is_same_v<T, time::Day>) {
    value = day_from(json.get_ref<const std::string&>());
  } else if constexpr (is_vector<T>) {
    value.clear();
    for (const Json& element : json) from_json(element, value.emplace_back());
  } else {
    Reader reader{json, nullptr};
    fields(reader, value);
  }
}

}  // namespace alur::store::json
