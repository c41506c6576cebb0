#pragma once

#include "alur/config/config.hpp"
#include "alur/log/log.hpp"

#include <string>
#include <utility>
#include <vector>

/// The running service: every edge, started and drained in order.
namespace alur::service {

struct ServiceOptions {
  config::Settings settings;
  log::Secret token;
  std::vector<process::Process> processes;
  text::Catalogue::Texts texts;
  std::vector<time::HolidayYear> holidays;
};

/// Serves until SIGTERM or SIGINT (first drains, second exits at once). Returns the process's exit status; what is
/// wrong went to the log as one clear line.
int serve(ServiceOptions options);

/// Hands a command of the command line to the running service through data_dir/alurbot.sock, or, when none runs, takes
/// the lock and does it here. Returns the desk's JSON. Throws std::runtime_error with one clear line.
std::string run_office_command(ServiceOptions options, const std::string& name,
                               const std::vector<std::pair<std::string, std::string>>& args);

}  // namespace alur::service
