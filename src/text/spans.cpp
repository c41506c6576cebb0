#include "alur/text/dates.hpp"

#include "date_words.hpp"

#include <algorithm>

namespace alur::text {
namespace {

std::string counted(std::int64_t n, std::string_view one, std::string_view many) {
  return std::to_string(n).append(n == 1 ? one : many);
}

std::string days_text(std::int64_t n, const SpanWords& words) { return counted(n, words.day, words.days); }

std::string below_a_day(std::chrono::minutes minutes, const SpanWords& words) {
  if (minutes < std::chrono::hours{1}) return counted(minutes.count(), words.minute, words.minutes);
  return counted(minutes.count() / 60, words.hour, words.hours);
}

/// The moment `days` working days before `due`, at its time of day or the day's closing where that is earlier. Days of
/// one deadline differ in length (Friday, Ramadan), so that whole days are counted and not minutes divided.
time::Instant days_before(time::Instant due, int days, const time::WorkCalendar& calendar) {
  const time::Day due_day = calendar.day_of(due);
  const time::Day day = calendar.add_working_days(due_day, -days);
  const bool at_closing = due >= calendar.closing(due_day);
  return at_closing ? calendar.closing(day)
                    : std::min(calendar.at(day, calendar.minute_of(due)), calendar.closing(day));
}

std::string left(time::Instant now, time::Instant due, const time::WorkCalendar& calendar, const SpanWords& words) {
  int days = std::max(0, calendar.working_days_between(now, due));
  while (days > 0 && calendar.working_minutes_between(days_before(due, days, calendar), now).count() > 0) --days;
  const auto rest = calendar.working_minutes_between(now, days == 0 ? due : days_before(due, days, calendar));
  if (days == 0 && rest.count() == 0) return std::string{words.due_now};
  std::string out{words.left_before};
  if (days == 0) {
    out += below_a_day(rest, words);
  } else {
    out += days_text(days, words);
    if (days == 1 && rest >= std::chrono::hours{1}) (out += ' ') += below_a_day(rest, words);
  }
  return out += words.left_after;
}

std::string late(time::Instant now, time::Instant due, const time::WorkCalendar& calendar, const SpanWords& words) {
  const int days = calendar.working_days_between(due, now);
  const auto minutes = calendar.working_minutes_between(due, now);
  if (days <= 0 && minutes < std::chrono::hours{1}) return std::string{words.just_late};
  std::string out{words.late_before};
  out += days > 0 ? days_text(days, words) : below_a_day(minutes, words);
  return out += words.late_after;
}

}  // namespace

std::string time_left(time::Instant at, time::Instant due, const time::WorkCalendar& calendar,
                      std::string_view language) {
  // What is shown beside it is in minutes: 08.30 to 15.00 is not an hour less for some seconds.
  const time::Instant now = std::chrono::floor<std::chrono::minutes>(at);
  const SpanWords& words = date_words(language).spans;
  if (now == due) return std::string{words.due_now};
  return now < due ? left(now, due, calendar, words) : late(now, due, calendar, words);
}

}  // namespace alur::text
