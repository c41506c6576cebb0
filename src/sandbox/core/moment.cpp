#include "core/moment.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>

namespace alur::sandbox {
namespace {

/// Takes fixed-width numbers and separators off the front.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  bool take(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take(std::size_t digits, int& value) {
    if (text_.size() < digits) return false;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + digits, value);
    if (error != std::errc{} || end != text_.data() + digits || value < 0) return false;
    text_.remove_prefix(digits);
    return true;
  }
  bool done() const { return text_.empty(); }

 private:
  std::string_view text_;
};

bool take_offset(Cursor& cursor, std::chrono::minutes& offset) {
  if (cursor.take('Z')) return true;
  const bool west = cursor.take('-');
  if (!west && !cursor.take('+')) return false;
  int hours = 0;
  int minutes = 0;
  if (!cursor.take(2, hours) || !cursor.take(':') || !cursor.take(2, minutes)) return false;
  if (hours > 14 || minutes > 59) return false;
  offset = std::chrono::minutes{(hours * 60 + minutes) * (west ? -1 : 1)};
  return true;
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text) {
  Cursor cursor{text};
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  const bool dated = cursor.take(4, year) && cursor.take('-') && cursor.take(2, month) && cursor.take('-') &&
                     cursor.take(2, day) && (cursor.take('T') || cursor.take(' '));
  if (!dated || !cursor.take(2, hour) || !cursor.take(':') || !cursor.take(2, minute)) return {};
  if (cursor.take(':') && !cursor.take(2, second)) return {};
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  Moment moment;
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return {};
  if (!take_offset(cursor, moment.offset) || !cursor.done()) return {};
  moment.at = time::Instant{std::chrono::sys_days{date}} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
              std::chrono::seconds{second} - moment.offset;
  return moment;
}

std::string format_moment(const Moment& moment) {
  const auto local = std::chrono::floor<std::chrono::seconds>(moment.at + moment.offset);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{local - day};
  const long offset = moment.offset.count();
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld%c%02ld:%02ld",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()),
                static_cast<long>(clock.seconds().count()), offset < 0 ? '-' : '+', std::labs(offset) / 60,
                std::labs(offset) % 60);
  return text.data();
}

}  // namespace alur::sandbox
