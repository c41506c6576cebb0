#pragma once

#include "alur/time/instant.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alur::time {

/// One stretch of a day, [from, to), in minutes since local midnight.
struct Stretch {
  MinuteOfDay from{};
  MinuteOfDay to{};
  bool operator==(const Stretch&) const = default;
};

/// Office hours of one kind of day: opening, closing, and the break between.
struct DayHours {
  Stretch office;
  Stretch rest;
  bool operator==(const DayHours&) const = default;
};

/// Perpres 21/2023 art. 4-5; every office sets its own ends (sop/steps: "Working time").
struct OfficeHours {
  DayHours normal;
  DayHours friday;
  DayHours ramadan;
  DayHours ramadan_friday;
  bool operator==(const OfficeHours&) const = default;
};

/// opening < break start <= break end < closing, all within one day.
bool in_order(const DayHours& hours);
/// Is `zone` a name that the system's zone database has, e.g. "Asia/Jakarta"?
bool is_known_zone(const std::string& zone);

struct Holiday {
  std::string name;
  std::string source;         ///< the decree or letter, with its number
  bool shared_leave = false;  ///< cuti bersama
  bool operator==(const Holiday&) const = default;
};

/// What a holiday file says of one year. Days outside every year that has a file are "sementara".
struct HolidayYear {
  int year = 0;
  std::map<Day, Holiday> days;
  std::optional<Day> ramadan_first;
  std::optional<Day> ramadan_last;
};

/// A moment by which something is due.
struct Deadline {
  Instant due{};
  /// True when the count ran into a year that has no holiday file ("sementara").
  bool provisional = false;
  bool operator==(const Deadline&) const = default;
};

/// One line of an explained count.
struct CountedDay {
  Day day{};
  int number = 0;  ///< 1.. when it counted, 0 when it did not
  enum class Why : std::uint8_t { counted, received, weekend, holiday } why = Why::counted;
  std::string holiday;  ///< its name, when `why` is holiday
  bool operator==(const CountedDay&) const = default;
};

/// Working time of an office: which days and minutes count. A value: immutable once made, cheap to copy (shared),
/// safe from any thread. Days are the office's own (zone given); a day counts when it is Monday to Friday and no
/// holiday. Source of the rules: sop/steps "Working time"; Perpres 21/2023.
class WorkCalendar {
 public:
  /// `zone` is an IANA name. Throws std::runtime_error for an unknown zone, or hours that are not in_order().
  WorkCalendar(std::string zone, OfficeHours hours, std::vector<HolidayYear> years);

  /// The same calendar with local holidays added (an admin's /libur).
  WorkCalendar with(const std::map<Day, Holiday>& local) const;

  const std::string& zone() const;
  Day day_of(Instant t) const;
  std::chrono::minutes minute_of(Instant t) const;  ///< since local midnight
  Instant at(Day day, std::chrono::minutes minute) const;
  std::string zone_abbreviation(Instant t) const;  ///< WIB, WITA, WIT; otherwise what tzdata says

  bool is_working(Day day) const;
  bool in_ramadan(Day day) const;
  bool has_file(int year) const;
  std::optional<Holiday> holiday(Day day) const;
  /// Office hours of the day whether it is a working day or not.
  DayHours hours(Day day) const;
  Instant opening(Day day) const;
  Instant closing(Day day) const;
  bool in_office_hours(Instant t) const;  ///< a working day, between opening and closing (the break included)
  /// `t` itself in office hours, else the next opening.
  Instant next_office_moment(Instant t) const;
  Day next_working_day(Day day) const;  ///< the first working day after `day`
  Day previous_working_day(Day day) const;
  Day add_working_days(Day day, int days) const;  ///< `days` may be negative

  /// The day of receipt is not counted, whatever day and hour that is; due at closing of the n-th working day after
  /// it. For 0 days: at closing of the day itself, or of the next working day. `days` >= 0 here and below.
  Deadline after_working_days(Instant received, int days) const;
  /// Due at closing of the n-th calendar day; when that is no working day, of the next one.
  Deadline after_calendar_days(Instant received, int days) const;
  /// `minutes` of office time (breaks not counted) from `start`.
  Deadline after_working_minutes(Instant start, std::chrono::minutes minutes) const;

  /// Working days after the day of `from` up to and including the day of `to`; negative when `to` is earlier.
  int working_days_between(Instant from, Instant to) const;
  /// Office minutes in [from, to), breaks and non-working days not counted; 0 when `to` <= `from`.
  std::chrono::minutes working_minutes_between(Instant from, Instant to) const;
  /// Minutes of one ordinary working day: the unit in which "sisa 1 hari kerja 2 jam kerja" is said.
  std::chrono::minutes minutes_per_day() const;

  /// The count behind after_working_days, day by day from the day of receipt to the due day.
  std::vector<CountedDay> explain(Instant received, int days) const;

 private:
  bool all_years_known(Day first, Day last) const;

  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

}  // namespace alur::time
