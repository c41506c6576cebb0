#pragma once

#include <cstdint>
#include <string>

namespace alur::simulation {

/// ALUR_LONG is set: the form that runs by night.
bool by_night();
/// `day` with the tests, `night` with ALUR_LONG.
std::uint64_t day_or_night(std::uint64_t day, std::uint64_t night);
/// Only the seed that ALUR_SEED names, if any.
bool wanted(std::uint64_t seed);
/// "seed 17 of 1a2b3c4: ALUR_SEED=17 ...": how this very run is had again.
std::string replay_of(std::uint64_t seed);

}  // namespace alur::simulation
