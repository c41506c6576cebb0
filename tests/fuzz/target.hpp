#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

/// A fuzz target is a function over bytes from outside. It must come to its end whatever they are; what else it holds
/// to it says with require(). Built with libFuzzer (preset fuzz) each is a program; built with the tests, all of them
/// are one that replays every corpus.
namespace alur::fuzz {

using Run = void (*)(std::string_view input);

struct Target {
  std::string_view name;
  Run run;
};

inline std::vector<Target>& targets() {
  static std::vector<Target> all;
  return all;
}

struct Registered {
  Registered(std::string_view name, Run run) { targets().push_back({name, run}); }
};

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace alur::fuzz

#ifdef ALUR_LIBFUZZER
#define ALUR_FUZZ_TARGET(name)                                                        \
  static void name(std::string_view input);                                           \
  extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { \
    name({reinterpret_cast<const char*>(data), size});                                \
    return 0;                                                                         \
  }                                                                                   \
  static void name(std::string_view input)
#else
#define ALUR_FUZZ_TARGET(name)                                        \
  static void name(std::string_view input);                           \
  static const alur::fuzz::Registered registered_##name{#name, name}; \
  static void name(std::string_view input)
#endif
