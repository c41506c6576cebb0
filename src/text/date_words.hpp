#pragma once

#include <chrono>
#include <string>
#include <string_view>

/// The words that dates and spans are written with. They are part of the shapes in dates.hpp, which a translator
/// cannot change one by one; that is why they stand here and not among the texts.
namespace alur::text {

struct SpanWords {
  std::string_view left_before, left_after;  ///< around what is left: "sisa {}", "{} left"
  std::string_view late_before, late_after;
  std::string_view due_now;    ///< the moment itself
  std::string_view just_late;  ///< past, and not a whole working hour ago
  std::string_view day, days;
  std::string_view hour, hours;
  std::string_view minute, minutes;
};

struct DateWords {
  std::string_view before_time;  ///< between the date and the time of day
  std::string_view decimal_mark;
  SpanWords spans;
};

const DateWords& date_words(std::string_view language);

std::string weekday_name(std::chrono::weekday day, std::string_view language);
std::string weekday_short(std::chrono::weekday day, std::string_view language);
std::string month_name(std::chrono::month month, std::string_view language);
std::string month_short(std::chrono::month month, std::string_view language);

}  // namespace alur::text
