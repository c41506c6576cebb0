#include "seeds.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace alur::simulation {

namespace {

/// Asked when something failed, so that it is the commit that failed.
std::string commit() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> git{
      ::popen("git -C '" ALUR_SOURCE_DIR "' describe --always --dirty 2>/dev/null", "r"), ::pclose};
  std::array<char, 64> line{};
  if (!git || std::fgets(line.data(), static_cast<int>(line.size()), git.get()) == nullptr) return "an unknown commit";
  const std::string found{line.data()};
  return found.substr(0, found.find('\n'));
}

}  // namespace

bool by_night() { return std::getenv("ALUR_LONG") != nullptr; }

std::uint64_t day_or_night(std::uint64_t day, std::uint64_t night) { return by_night() ? night : day; }

bool wanted(std::uint64_t seed) {
  const char* only = std::getenv("ALUR_SEED");
  return only == nullptr || std::stoull(only) == seed;
}

std::string replay_of(std::uint64_t seed) {
  const std::string number = std::to_string(seed);
  return "seed " + number + " of " + commit() + "; again with " + (by_night() ? "ALUR_LONG=1 " : "") +
         "ALUR_SEED=" + number;
}

}  // namespace alur::simulation
