#include "alur/time/work_calendar.hpp"

#include "zone.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

namespace alur::time {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::minutes;

namespace {

constexpr minutes day_length{24 * 60};

int year_of(Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

std::array<Stretch, 2> work_of(const DayHours& hours) {
  return {Stretch{hours.office.from, hours.rest.from}, Stretch{hours.rest.to, hours.office.to}};
}

void require_days(int count) {
  if (count < 0) throw std::invalid_argument{"a time limit has no negative days"};
}

}  // namespace

bool in_order(const DayHours& hours) {
  return hours.office.from >= minutes::zero() && hours.office.from < hours.rest.from &&
         hours.rest.from <= hours.rest.to && hours.rest.to < hours.office.to && hours.office.to <= day_length;
}

bool is_known_zone(const std::string& zone) {
  try {
    Zone{zone};
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

struct WorkCalendar::Impl {
  Impl(std::string name, OfficeHours office_hours) : zone_name{std::move(name)}, zone{zone_name}, hours{office_hours} {}

  std::string zone_name;
  Zone zone;
  OfficeHours hours;
  std::set<int> years;
  std::map<Day, Holiday> holidays;
  std::vector<std::pair<Day, Day>> ramadans;  ///< first and last day
};

WorkCalendar::WorkCalendar(std::string zone, OfficeHours hours, std::vector<HolidayYear> years) {
  for (const DayHours& kind : {hours.normal, hours.friday, hours.ramadan, hours.ramadan_friday})
    if (!in_order(kind)) throw std::runtime_error{"office hours need opening < break < closing"};
  auto impl = std::make_shared<Impl>(std::move(zone), hours);
  for (HolidayYear& year : years) {
    impl->years.insert(year.year);
    impl->holidays.merge(year.days);
    if (year.ramadan_first && year.ramadan_last) impl->ramadans.emplace_back(*year.ramadan_first, *year.ramadan_last);
  }
  impl_ = std::move(impl);
}

WorkCalendar WorkCalendar::with(const std::map<Day, Holiday>& local) const {
  WorkCalendar copy{*this};
  auto impl = std::make_shared<Impl>(*impl_);
  impl->holidays.insert(local.begin(), local.end());
  copy.impl_ = std::move(impl);
  return copy;
}

const std::string& WorkCalendar::zone() const { return impl_->zone_name; }

Day WorkCalendar::day_of(Instant t) const { return std::chrono::floor<days>(impl_->zone.to_local(t)); }

minutes WorkCalendar::minute_of(Instant t) const {
  const LocalTime local = impl_->zone.to_local(t);
  return std::chrono::floor<minutes>(local - std::chrono::floor<days>(local));
}

Instant WorkCalendar::at(Day day, minutes minute) const { return impl_->zone.to_instant(LocalTime{day} + minute); }

std::string WorkCalendar::zone_abbreviation(Instant t) const { return impl_->zone.abbreviation(t); }

bool WorkCalendar::is_working(Day day) const {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !impl_->holidays.contains(day);
}

bool WorkCalendar::in_ramadan(Day day) const {
  return std::any_of(impl_->ramadans.begin(), impl_->ramadans.end(),
                     [day](const auto& ramadan) { return ramadan.first <= day && day <= ramadan.second; });
}

bool WorkCalendar::has_file(int year) const { return impl_->years.contains(year); }

std::optional<Holiday> WorkCalendar::holiday(Day day) const {
  const auto found = impl_->holidays.find(day);
  if (found == impl_->holidays.end()) return std::nullopt;
  return found->second;
}

DayHours WorkCalendar::hours(Day day) const {
  const bool friday = std::chrono::weekday{day} == std::chrono::Friday;
  if (in_ramadan(day)) return friday ? impl_->hours.ramadan_friday : impl_->hours.ramadan;
  return friday ? impl_->hours.friday : impl_->hours.normal;
}

Instant WorkCalendar::opening(Day day) const { return at(day, hours(day).office.from); }

Instant WorkCalendar::closing(Day day) const { return at(day, hours(day).office.to); }

bool WorkCalendar::in_office_hours(Instant t) const {
  const Day day = day_of(t);
  return is_working(day) && opening(day) <= t && t < closing(day);
}

Instant WorkCalendar::next_office_moment(Instant t) const {
  if (in_office_hours(t)) return t;
  const Day day = day_of(t);
  if (is_working(day) && t < opening(day)) return opening(day);
  return opening(next_working_day(day));
}

Day WorkCalendar::next_working_day(Day day) const {
  do day += days{1};
  while (!is_working(day));
  return day;
}

Day WorkCalendar::previous_working_day(Day day) const {
  do day -= days{1};
  while (!is_working(day));
  return day;
}

Day WorkCalendar::add_working_days(Day day, int count) const {
  for (; count > 0; --count) day = next_working_day(day);
  for (; count < 0; ++count) day = previous_working_day(day);
  return day;
}

Deadline WorkCalendar::after_working_days(Instant received, int count) const {
  require_days(count);
  const Day first = day_of(received);
  Day due = add_working_days(first, count);
  if (!is_working(due)) due = next_working_day(due);
  return {closing(due), !all_years_known(first + days{count > 0 ? 1 : 0}, due)};
}

Deadline WorkCalendar::after_calendar_days(Instant received, int count) const {
  require_days(count);
  const Day counted = day_of(received) + days{count};
  const Day due = is_working(counted) ? counted : next_working_day(counted);
  return {closing(due), !all_years_known(counted, due)};
}

Deadline WorkCalendar::after_working_minutes(Instant start, minutes amount) const {
  if (amount < minutes::zero()) throw std::invalid_argument{"a time limit has no negative minutes"};
  const Day first = day_of(start);
  milliseconds left = amount;
  if (left == milliseconds::zero()) return {start, !has_file(year_of(first))};
  for (Day day = is_working(first) ? first : next_working_day(first);; day = next_working_day(day)) {
    for (const Stretch& stretch : work_of(hours(day))) {
      const Instant from = std::max(start, at(day, stretch.from));
      const Instant to = at(day, stretch.to);
      if (to <= from) continue;
      if (left <= to - from) return {from + left, !all_years_known(first, day)};
      left -= to - from;
    }
  }
}

int WorkCalendar::working_days_between(Instant from, Instant to) const {
  const Day first = std::min(day_of(from), day_of(to));
  const Day last = std::max(day_of(from), day_of(to));
  int count = 0;
  for (Day day = first + days{1}; day <= last; day += days{1}) count += is_working(day) ? 1 : 0;
  return from <= to ? count : -count;
}

minutes WorkCalendar::working_minutes_between(Instant from, Instant to) const {
  milliseconds worked{};
  for (Day day = day_of(from); day <= day_of(to); day += days{1}) {
    if (!is_working(day)) continue;
    for (const Stretch& stretch : work_of(hours(day))) {
      const Instant begin = std::max(from, at(day, stretch.from));
      const Instant end = std::min(to, at(day, stretch.to));
      if (begin < end) worked += end - begin;
    }
  }
  return std::chrono::floor<minutes>(worked);
}

minutes WorkCalendar::minutes_per_day() const {
  minutes sum{};
  for (const Stretch& stretch : work_of(impl_->hours.normal)) sum += stretch.to - stretch.from;
  return sum;
}

std::vector<CountedDay> WorkCalendar::explain(Instant received, int count) const {
  const Day first = day_of(received);
  const Day due = day_of(after_working_days(received, count).due - milliseconds{1});
  std::vector<CountedDay> lines{{first, 0, CountedDay::Why::received, {}}};
  int number = 0;
  for (Day day = first + days{1}; day <= due; day += days{1}) {
    if (is_working(day)) {
      lines.push_back({day, ++number, CountedDay::Why::counted, {}});
    } else if (const auto named = holiday(day)) {
      lines.push_back({day, 0, CountedDay::Why::holiday, named->name});
    } else {
      lines.push_back({day, 0, CountedDay::Why::weekend, {}});
    }
  }
  return lines;
}

bool WorkCalendar::all_years_known(Day first, Day last) const {
  for (int year = year_of(first); year <= year_of(last); ++year)
    if (!has_file(year)) return false;
  return true;
}

}  // namespace alur::time
