#include "ladder.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

/// What is due now, the latest of each person; older than today only where today brings nothing more.
std::vector<Rung> latest_due(const std::vector<Rung>& rungs, const Setting& setting, time::Instant after) {
  const auto day_of = [&](time::Instant at) { return setting.calendar.day_of(at); };
  const time::Day today = day_of(setting.now);
  std::vector<Rung> due;
  for (const Rung& rung : rungs) {
    if (rung.at <= after || rung.at > setting.now) continue;
    // Rungs come oldest first.
    std::erase_if(due, [&](const Rung& earlier) { return earlier.to == rung.to; });
    due.push_back(rung);
  }
  std::erase_if(due, [&](const Rung& rung) {
    return day_of(rung.at) < today && std::ranges::any_of(rungs, [&](const Rung& other) {
             return other.to == rung.to && day_of(other.at) == today;
           });
  });
  return due;
}

bool same_message(const Reminder& reminder, const Rung& rung) {
  return reminder.kind == rung.kind && reminder.about == rung.about && reminder.part == rung.part &&
         reminder.at == rung.at && reminder.due == rung.due;
}

}  // namespace

std::optional<time::Instant> next_reminder(const Setting& setting, const CaseState& state, time::Instant after) {
  for (const Rung& rung : ladder(setting, state)) {
    if (rung.at <= after) continue;
    return rung.at > setting.now ? rung.at : setting.calendar.next_office_moment(setting.now);
  }
  return std::nullopt;
}

std::vector<Reminder> reminders(const Setting& setting, const CaseState& state, time::Instant after) {
  if (!setting.calendar.in_office_hours(setting.now)) return {};
  std::vector<Reminder> grouped;
  for (const Rung& rung : latest_due(ladder(setting, state), setting, after)) {
    const auto same =
        std::ranges::find_if(grouped, [&](const Reminder& reminder) { return same_message(reminder, rung); });
    if (same != grouped.end()) {
      same->to.push_back(rung.to);
      continue;
    }
    grouped.push_back({rung.kind,
                       state.current,
                       state.active().round,
                       rung.about,
                       rung.part,
                       rung.working_days_late,
                       rung.at,
                       rung.due,
                       {rung.to}});
  }
  return grouped;
}

}  // namespace alur::workflow
