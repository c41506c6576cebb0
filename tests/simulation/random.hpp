#pragma once

#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace alur::simulation {

/// The one source of chance of a run: the same seed gives the same run, on any standard library.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t below(std::uint64_t bound) { return bound == 0 ? 0 : engine_() % bound; }
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1.0p-53; }  ///< 0 <= x < 1
  bool chance(double probability) { return unit() < probability; }
  std::chrono::milliseconds between(std::chrono::milliseconds from, std::chrono::milliseconds to) {
    return from + std::chrono::milliseconds{below(static_cast<std::uint64_t>((to - from).count()) + 1)};
  }
  template <class T>
  const T& one_of(const std::vector<T>& things) {
    return things.at(below(things.size()));
  }
  std::string bytes(std::size_t count) {
    std::string out(count, '\0');
    for (char& byte : out) byte = static_cast<char>(engine_() & 0xff);
    return out;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace alur::simulation
