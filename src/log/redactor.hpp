#pragma once

#include <string>

namespace alur::log {

/// Overwrites every byte that the text ever held, and empties it.
void wipe(std::string& text);

/// Shorter secrets are not registered: they would cut up every line.
inline constexpr std::size_t secret_bytes_min = 6;
/// Registered as often as it was added; one removal takes one away.
void register_secret(const std::string& value);
void unregister_secret(const std::string& value);

}  // namespace alur::log
