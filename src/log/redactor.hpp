#pragma once

#include <string>

namespace alur::log {

/// Overwrites every byte that the text ever held, and empties it.
void wipe(std::string& text);

/// Registered as often as it was added; one removal takes one away. Texts shorter than `secret_bytes_min` are not
/// registered: they would cut up every line.
inline constexpr std::size_t secret_bytes_min = 6;
void register_secret(const std::string& value);
void unregister_secret(const std::string& value);

}  // namespace alur::log
