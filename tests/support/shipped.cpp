#include "support/shipped.hpp"

#include <stdexcept>
#include <string>

namespace alur::test {

namespace {

template <class T>
T value_of(config::Loaded<T> loaded) {
  if (!loaded.ok()) throw std::runtime_error(loaded.faults.front().str());
  return std::move(loaded.value);
}

}  // namespace

const Shipped& shipped() {
  static const std::string dir = ALUR_SOURCE_DIR "/config";
  static const Shipped loaded{value_of(config::load_settings(dir + "/alurbot.toml", {.config_dir = dir})),
                              value_of(config::load_processes(dir + "/process")),
                              value_of(config::load_holidays(dir + "/holidays")),
                              value_of(config::load_texts(dir + "/text"))};
  return loaded;
}

}  // namespace alur::test
