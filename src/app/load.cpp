#include "load.hpp"

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <utility>
#include <vector>

namespace alur::app {

namespace {

config::Defaults defaults() {
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const bool in_build_tree = program.parent_path() == ALUR_BUILD_BIN_DIR;
  return config::Defaults{in_build_tree ? ALUR_SOURCE_CONFIG_DIR : ALUR_INSTALLED_CONFIG_DIR};
}

/// Says every fault; false when there was one.
bool report(const std::vector<config::Fault>& faults) {
  for (const config::Fault& fault : faults) std::cerr << fault.str() << '\n';
  return faults.empty();
}

/// Takes the value over and reports the faults; false when there was one.
template <class T>
bool take(config::Loaded<T>&& loaded, T& into) {
  into = std::move(loaded.value);
  return report(loaded.faults);
}

/// Whoever may list the process's environment (/proc/PID/environ, which shows this very memory) finds no token there.
void forget_token_of_environment() {
  char* value = std::getenv("ALURBOT_TOKEN");  // NOLINT(concurrency-mt-unsafe): at start, before any thread
  if (value == nullptr) return;
  ::explicit_bzero(value, std::strlen(value));
  ::unsetenv("ALURBOT_TOKEN");  // NOLINT(concurrency-mt-unsafe): as above
}

}  // namespace

std::optional<service::ServiceOptions> load(const std::string& config_file, TokenNeed token_need) {
  service::ServiceOptions options;
  if (!take(config::load_settings(config_file, defaults()), options.settings)) return std::nullopt;
  bool fine = take(config::load_processes(options.settings.process.dir), options.processes);
  fine = take(config::load_holidays(options.settings.office.holidays), options.holidays) && fine;
  options.texts = config::load_texts(options.settings.text.dir).value;
  fine = report(config::check_texts(options.settings.text.dir)) && fine;
  std::string token;
  fine = take(config::find_token(options.settings), token) && fine;
  forget_token_of_environment();
  if (token.empty() && token_need == TokenNeed::required) {
    std::cerr << config_file
              << ": no token: set ALURBOT_TOKEN, telegram.token_file, or a systemd credential named \"token\"\n";
    fine = false;
  }
  options.token = log::Secret{std::move(token)};
  if (!fine) return std::nullopt;
  return options;
}

}  // namespace alur::app
