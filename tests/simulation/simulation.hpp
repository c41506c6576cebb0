#pragma once

#include "crowd.hpp"
#include "model.hpp"
#include "service_process.hpp"

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace alur::simulation {

/// Faults built in on purpose: each must be found, or the simulation sees nothing.
enum class Sabotage : std::uint8_t {
  none,
  disk_lies,        ///< syncs do nothing
  forgets_updates,  ///< each start forgets which updates were seen
  drops_updates,    ///< one update in a hundred is delivered, but not to the bot
  drops_sends,      ///< one send in a hundred is answered as done, and is not
};

struct Options {
  std::uint64_t seed = 1;
  std::chrono::minutes length{30};
  Sabotage sabotage = Sabotage::none;
};

struct Result {
  std::string failure;  ///< the first; empty when everything held
  std::uint64_t trace = 0;
  std::uint64_t updates = 0, transitions = 0, crashes = 0, crashes_in_commit = 0, sends = 0, doubles = 0;
};

/// One run: people, Telegram, and one process of the service after the other, under one seeded timeline.
Result run(const Options& options, const service::DataDir& data_dir);

}  // namespace alur::simulation
