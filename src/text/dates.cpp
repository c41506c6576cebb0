#include "alur/text/dates.hpp"

#include "date_words.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace alur::text {
namespace {

std::string two_digits(std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

std::string day_and_month(time::Day day, std::string month) {
  const std::chrono::year_month_day date{day};
  return std::to_string(static_cast<unsigned>(date.day())) + " " + std::move(month);
}

std::string hours_and_minutes(std::chrono::minutes since_midnight) {
  return two_digits(since_midnight.count() / 60) + "." + two_digits(since_midnight.count() % 60);
}

/// All of `text` as a number of at most `digits_max` digits.
std::optional<int> number(std::string_view text, std::size_t digits_max) {
  if (text.empty() || text.size() > digits_max || text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

}  // namespace

std::string date_plain(time::Day day, std::string_view language) {
  const std::chrono::year_month_day date{day};
  return day_and_month(day, month_name(date.month(), language)) + " " + std::to_string(static_cast<int>(date.year()));
}

std::string date_long(time::Day day, std::string_view language) {
  return weekday_name(std::chrono::weekday{day}, language) + ", " + date_plain(day, language);
}

std::string clock_time(time::Instant at, const time::WorkCalendar& calendar, std::string_view /*language*/) {
  return hours_and_minutes(calendar.minute_of(at)) + " " + calendar.zone_abbreviation(at);
}

std::string moment_long(time::Instant at, const time::WorkCalendar& calendar, std::string_view language) {
  std::string out = date_long(calendar.day_of(at), language);
  out += date_words(language).before_time;
  return out + clock_time(at, calendar, language);
}

std::string date_brief(time::Day day, std::string_view language) {
  return day_and_month(day, month_short(std::chrono::year_month_day{day}.month(), language));
}

std::string date_short(time::Day day, std::string_view language) {
  return weekday_short(std::chrono::weekday{day}, language) + " " + date_brief(day, language);
}

std::string moment_short(time::Instant at, const time::WorkCalendar& calendar, std::string_view language) {
  return date_short(calendar.day_of(at), language) + " " + clock_time(at, calendar, language);
}

std::string moment_brief(time::Instant at, const time::WorkCalendar& calendar, std::string_view language) {
  return date_brief(calendar.day_of(at), language) + " " + hours_and_minutes(calendar.minute_of(at));
}

Html moment_entity(time::Instant at, const time::WorkCalendar& calendar, std::string_view language) {
  const auto unix_s = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  return {"<tg-time unix=\"" + std::to_string(unix_s) + "\">" + escape(moment_long(at, calendar, language)).value +
          "</tg-time>"};
}

std::string file_size(std::uint64_t bytes, std::string_view language) {
  if (bytes < 1000) return std::to_string(bytes) + " byte";
  static constexpr std::array<std::string_view, 4> units{"kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::uint64_t scale = 1024;
  // 999.5 of a unit already reads as 1 of the next.
  while (unit + 1 < units.size() && bytes + scale / 2 >= 1000 * scale) {
    scale *= 1024;
    ++unit;
  }
  const std::uint64_t tenths = (bytes * 10 + scale / 2) / scale;
  std::string out;
  if (tenths >= 100 || unit == 0) {
    out = std::to_string((bytes + scale / 2) / scale);
  } else {
    out = std::to_string(tenths / 10);
    if (tenths % 10 != 0) (out += date_words(language).decimal_mark) += std::to_string(tenths % 10);
  }
  return (out += ' ') += units.at(unit);
}

std::string nip(std::string_view digits) {
  if (digits.size() != 18 || digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::string{digits};
  }
  std::string out;
  for (const auto& [from, count] : {std::pair{0, 8}, {8, 6}, {14, 1}, {15, 3}}) {
    if (!out.empty()) out += ' ';
    out += digits.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count));
  }
  return out;
}

std::string short_fingerprint(std::string_view sha256) {
  std::string out;
  for (const char c : sha256.substr(0, 8)) {
    if (out.size() == 4) out += ' ';
    out += c >= 'a' && c <= 'f' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

std::optional<time::Day> parse_date(std::string_view typed) {
  typed = trimmed(typed);
  const std::size_t first = typed.find_first_of("-/.");
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = typed.find(typed[first], first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto day = number(typed.substr(0, first), 2);
  const auto month = number(typed.substr(first + 1, second - first - 1), 2);
  const auto year = number(typed.substr(second + 1), 4);
  if (!day || !month || !year || *year < 1000) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return time::Day{date};
}

std::optional<std::chrono::minutes> parse_time(std::string_view typed) {
  typed = trimmed(typed);
  const std::size_t mark = typed.find_first_of(".:");
  if (mark == std::string_view::npos || typed.size() - mark != 3) return std::nullopt;
  const auto hour = number(typed.substr(0, mark), 2);
  const auto minute = number(typed.substr(mark + 1), 2);
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

}  // namespace alur::text
