#pragma once

#include "alur/time/work_calendar.hpp"

#include <string>

/// The office of the SOP in 2026, as the facts in its documents assume it: WIB, Perpres 21/2023, SKB 2026.
namespace alur::time::testing {

using namespace std::chrono_literals;

inline Day day(int year, unsigned month, unsigned day_of_month) {
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month}};
}

inline OfficeHours office_hours() {
  return {.normal = {{7h + 30min, 16h}, {12h, 13h}},
          .friday = {{7h + 30min, 16h + 30min}, {11h + 30min, 13h}},
          .ramadan = {{8h, 15h}, {12h, 12h + 30min}},
          .ramadan_friday = {{8h, 15h + 30min}, {11h + 30min, 12h + 30min}}};
}

inline HolidayYear skb_2026() {
  HolidayYear year;
  year.year = 2026;
  year.ramadan_first = day(2026, 2, 19);
  year.ramadan_last = day(2026, 3, 20);
  const std::vector<std::pair<unsigned, unsigned>> weekdays_off{
      {1, 1},  {1, 16}, {2, 16}, {2, 17}, {3, 18}, {3, 19}, {3, 20}, {3, 23}, {3, 24},  {4, 3},  {5, 1},
      {5, 14}, {5, 15}, {5, 27}, {5, 28}, {6, 1},  {6, 16}, {8, 17}, {8, 25}, {12, 24}, {12, 25}};
  for (const auto& [month, day_of_month] : weekdays_off)
    year.days.emplace(day(2026, month, day_of_month),
                      Holiday{"libur " + std::to_string(day_of_month) + "-" + std::to_string(month), "SKB", false});
  return year;
}

inline WorkCalendar muara_enim() { return {"Asia/Jakarta", office_hours(), {skb_2026()}}; }

}  // namespace alur::time::testing
