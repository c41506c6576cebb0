#pragma once

#include "core/world.hpp"

#include <nlohmann/json.hpp>

/// The world's lasting state as JSON, both ways. Reading throws nlohmann's exceptions on anything else.
namespace alur::sandbox {

nlohmann::json state_to_json(const WorldState& state);
WorldState state_from_json(const nlohmann::json& json);  ///< files without their bytes

}  // namespace alur::sandbox
