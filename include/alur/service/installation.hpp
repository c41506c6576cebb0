#pragma once

#include "alur/config/config.hpp"

#include <string>
#include <vector>

/// What of an installation stands in the way of serving from it.
namespace alur::service {

/// A line each, in words that an operator can act on; empty when nothing does. Looks at what this process may do, so
/// become_owner_of() goes before. `config_file` is where the settings come from. Changes nothing.
std::vector<std::string> installation_faults(const config::Settings& settings, const std::string& config_file);

}  // namespace alur::service
