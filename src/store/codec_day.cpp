#include "codec.hpp"

#include <chrono>

namespace alur::store {

std::string day_text(time::Day day) {
  const std::chrono::year_month_day date{day};
  std::string text = std::to_string(static_cast<int>(date.year()));
  for (const unsigned part : {static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())}) {
    text += part < 10 ? "-0" : "-";
    text += std::to_string(part);
  }
  return text;
}

time::Day day_from(const std::string& text) {
  const auto number = [&](std::size_t from, std::size_t length) { return std::stoi(text.substr(from, length)); };
  const auto dash = text.find('-', 1);
  if (dash == std::string::npos || text.size() != dash + 6) throw std::invalid_argument{"no day: " + text};
  const std::chrono::year_month_day date{std::chrono::year{number(0, dash)},
                                         std::chrono::month{static_cast<unsigned>(number(dash + 1, 2))},
                                         std::chrono::day{static_cast<unsigned>(number(dash + 4, 2))}};
  if (!date.ok()) throw std::invalid_argument{"no day: " + text};
  return time::Day{date};
}

}  // namespace alur::store
