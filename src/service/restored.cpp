#include "restored.hpp"

#include "alur/store/records.hpp"

#include "watch.hpp"

#include <algorithm>

namespace alur::service {

namespace {
constexpr const char* restored_setting = "service.restored_ms";
}  // namespace

time::Instant newest_moment(store::Tx& tx) {
  const time::Instant event = store::newest_event(tx).value_or(time::Instant{});
  const auto alive = store::Settings{tx}.get(alive_setting);
  return alive ? std::max(event, time::from_ms(std::stoll(*alive))) : event;
}

void mark_restored(store::Tx& tx, time::Instant goes_back_to) {
  store::Settings{tx}.set(restored_setting, std::to_string(time::to_ms(goes_back_to)));
}

std::optional<chat::Restored> take_restored_mark(store::Tx& tx) {
  store::Settings settings{tx};
  const auto mark = settings.get(restored_setting);
  if (!mark) return std::nullopt;
  settings.clear(restored_setting);
  settings.clear(watched_setting);
  settings.clear(alive_setting);  // of the time before the restore, which is told of now: it was no outage
  return chat::Restored{time::from_ms(std::stoll(*mark))};
}

}  // namespace alur::service
