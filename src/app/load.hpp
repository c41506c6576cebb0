#pragma once

#include "alur/service/service.hpp"

#include <string>

/// From a settings file to everything a program needs.
namespace alur::app {

enum class TokenNeed : bool { optional, required };

/// Loads and checks settings, processes, holidays, texts and the token. Every fault goes to stderr, one line each, with
/// file and line. Nothing when there was one.
std::optional<service::ServiceOptions> load(const std::string& config_file, TokenNeed token_need);

}  // namespace alur::app
