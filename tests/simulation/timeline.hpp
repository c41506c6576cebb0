#pragma once

#include "alur/time/clock.hpp"

#include "random.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

namespace alur::simulation {

using SteadyTime = std::chrono::steady_clock::time_point;
using std::chrono::milliseconds;

/// What happened, as one number: two runs of a seed must agree in it.
class Trace {
 public:
  void note(std::string_view text) {
    for (const char byte : text) mix(static_cast<unsigned char>(byte));
    mix(0);
  }
  void note(std::uint64_t number) {
    for (int i = 0; i < 8; ++i) mix((number >> (8 * i)) & 0xff);
  }
  std::uint64_t hash() const { return hash_; }

 private:
  void mix(std::uint64_t byte) { hash_ = (hash_ ^ byte) * 1'099'511'628'211ULL; }  // FNV-1a
  std::uint64_t hash_ = 14'695'981'039'346'656'037ULL;
};

/// Everything that will happen, in order of its virtual time; what falls on one instant, in an order of chance.
class Timeline {
 public:
  Timeline(std::uint64_t seed, time::Instant start) : random(seed), clock(start) {}

  void after(milliseconds delay, std::function<void()> what) {
    to_come_.emplace(std::pair{clock.steady() + delay, random.below(1U << 20U)}, std::move(what));
  }
  /// On to what comes next, and does it. False, with the clock at `until`, when nothing comes before.
  bool step(SteadyTime until) {
    if (to_come_.empty() || to_come_.begin()->first.first > until) {
      clock.advance(std::chrono::ceil<milliseconds>(until - clock.steady()));
      return false;
    }
    const auto first = to_come_.begin();
    clock.advance(std::chrono::ceil<milliseconds>(first->first.first - clock.steady()));
    const std::function<void()> what = std::move(first->second);
    to_come_.erase(first);
    what();
    return true;
  }

  Random random;
  time::VirtualClock clock;
  Trace trace;

 private:
  std::multimap<std::pair<SteadyTime, std::uint64_t>, std::function<void()>> to_come_;
};

}  // namespace alur::simulation
