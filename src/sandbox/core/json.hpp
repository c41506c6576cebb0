#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace alur::sandbox {

/// Keys in the order they were put in, as on the wire.
using Json = nlohmann::ordered_json;

/// One line, everything beyond ASCII as \uXXXX, as the real server writes it.
inline std::string to_wire(const Json& json) { return json.dump(-1, ' ', true, Json::error_handler_t::replace); }

}  // namespace alur::sandbox
