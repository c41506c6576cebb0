#pragma once

#include "core/sandbox_clock.hpp"
#include "core/world.hpp"

#include <set>
#include <string>

namespace alur::sandbox {

/// A world on disk, so that a demo goes on after a restart: one JSON file, and beside it `<file>.files/` with the bytes
/// of every file, each written once. Faults, violations and presses are of one run and are not kept.
class StateFile {
 public:
  explicit StateFile(std::string path) : path_(std::move(path)) {}
  /// Nothing happens when there is no such file. Throws std::runtime_error when it cannot be read or is of another bot.
  void load(World& world, SandboxClock& clock);
  /// Atomic: written beside and renamed. Throws std::system_error.
  void save(const World& world, const SandboxClock& clock);

 private:
  std::string path_;
  std::set<std::string> files_written_;
};

}  // namespace alur::sandbox
