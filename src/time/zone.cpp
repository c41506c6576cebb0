#include "zone.hpp"

namespace alur::time {

Zone::Zone(const std::string& name) : zone_{date::locate_zone(name)} {}

LocalTime Zone::to_local(Instant t) const { return LocalTime{zone_->to_local(t).time_since_epoch()}; }

Instant Zone::to_instant(LocalTime local) const {
  const date::local_time<std::chrono::milliseconds> same{local.time_since_epoch()};
  return zone_->to_sys(same, date::choose::earliest);
}

std::string Zone::abbreviation(Instant t) const { return zone_->get_info(t).abbrev; }

}  // namespace alur::time
