#pragma once

#include "alur/time/instant.hpp"

#include "names.hpp"

#include <boost/pfr.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

/// A value of any stored type in which no field has its default, made from the type itself: a field or an alternative
/// that the codec does not know cannot hide.
namespace alur::store::test {

template <class T>
struct Fill;

/// Counts up, so that no two fields are alike.
struct Seed {
  std::int64_t value = 0;
  std::int64_t next() { return ++value; }
};

template <class T>
T filled(Seed& seed) {
  if constexpr (requires { Fill<T>::make(seed); }) {
    return Fill<T>::make(seed);
  } else if constexpr (std::is_same_v<T, bool>) {
    return true;
  } else if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(seed.next());
  } else if constexpr (StrongId<T>) {
    return static_cast<T>(seed.next());
  } else if constexpr (std::is_enum_v<T>) {
    return Names<T>::all.back().value;
  } else {
    T value{};
    boost::pfr::for_each_field(value, [&](auto& field) { field = filled<std::decay_t<decltype(field)>>(seed); });
    return value;
  }
}

template <>
struct Fill<std::string> {
  static std::string make(Seed& seed) { return "naskah \"é\" <b>& " + std::to_string(seed.next()); }
};
template <>
struct Fill<time::Instant> {
  static time::Instant make(Seed& seed) { return time::from_ms(1'700'000'000'123 + seed.next()); }
};
template <>
struct Fill<time::Day> {
  static time::Day make(Seed& seed) { return time::Day{std::chrono::days{20'000 + seed.next()}}; }
};
template <>
struct Fill<process::Role> {
  static process::Role make(Seed& /*seed*/) { return process::Role::auditor; }
};
template <>
struct Fill<process::Track> {
  static process::Track make(Seed& /*seed*/) { return process::Track::pengembang; }
};
template <class T>
struct Fill<std::optional<T>> {
  static std::optional<T> make(Seed& seed) { return filled<T>(seed); }
};
template <class T>
struct Fill<std::vector<T>> {
  static std::vector<T> make(Seed& seed) { return {filled<T>(seed), filled<T>(seed)}; }
};

}  // namespace alur::store::test
