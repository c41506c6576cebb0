#include "alur/config/config.hpp"
#include "alur/text/catalogue.hpp"

#include "fuzz/scratch.hpp"
#include "fuzz/target.hpp"

/// Every kind of TOML but the processes: the settings, a year of holidays, texts.
ALUR_FUZZ_TARGET(settings) {
  using namespace alur;
  static const fuzz::ScratchFile file{"alurbot.toml"};
  static const fuzz::ScratchFile year{"2026.toml"};
  static const fuzz::ScratchFile words{"id.toml"};
  file.write(input);
  const auto settings = config::load_settings(file.path(), {ALUR_SOURCE_DIR "/config"});
  for (const config::Fault& fault : settings.faults) {
    fuzz::require(!fault.message.empty() && fault.line >= 0, "a fault has a place and words");
  }
  year.write(input);
  config::load_holidays(year.directory());
  words.write(input);
  config::load_texts(words.directory());
  config::check_texts(words.directory());
}
