#include "reminder_memory.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat {

ReminderMemory::ReminderMemory(std::string_view payload, time::Day today, time::Instant now)
    : reminded_up_to{now}, today_{today} {
  if (payload.empty()) return;
  const auto stored = nlohmann::json::parse(payload);
  reminded_up_to = time::from_ms(stored.at("after").get<std::int64_t>());
  if (stored.at("day").get<std::int64_t>() != today.time_since_epoch().count()) return;
  for (const auto& one : stored.at("told")) {
    told_.emplace_back(one.at(0).get<int>(), PersonId{one.at(1).get<std::int64_t>()});
  }
}

bool ReminderMemory::told_today(int step, PersonId person) const {
  return std::find(told_.begin(), told_.end(), std::pair{step, person}) != told_.end();
}

void ReminderMemory::note(int step, PersonId person) { told_.emplace_back(step, person); }

std::string ReminderMemory::json() const {
  nlohmann::json told = nlohmann::json::array();
  for (const auto& [step, person] : told_) told.push_back({step, workflow::raw(person)});
  return nlohmann::json{
      {"after", time::to_ms(reminded_up_to)}, {"day", today_.time_since_epoch().count()}, {"told", std::move(told)}}
      .dump();
}

}  // namespace alur::chat
