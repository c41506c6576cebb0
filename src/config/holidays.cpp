#include "alur/config/config.hpp"

#include "table_reader.hpp"

#include <algorithm>

namespace alur::config {

namespace {

constexpr int year_min = 2000;
constexpr int year_max = 2200;

int year_of(time::Day day) { return static_cast<int>(std::chrono::year_month_day{day}.year()); }

void read_ramadan(TableReader reader, time::HolidayYear& year) {
  year.ramadan_first = reader.day("first", Need::required);
  year.ramadan_last = reader.day("last", Need::required);
  if (year.ramadan_first && year.ramadan_last && *year.ramadan_last < *year.ramadan_first)
    reader.fault("last", "lies before the first day");
  reader.report_unknown_keys();
}

void read_day(TableReader reader, const std::string& source, time::HolidayYear& year) {
  const auto day = reader.day("date", Need::required);
  time::Holiday holiday;
  holiday.source = source;
  assign(holiday.name, reader.text("name", Need::required));
  assign(holiday.source, reader.text("source"));
  assign(holiday.shared_leave, reader.boolean("shared_leave"));
  reader.report_unknown_keys();
  if (!day) return;
  if (year.year != 0 && year_of(*day) != year.year) reader.fault("date", "is not in " + std::to_string(year.year));
  if (!year.days.emplace(*day, std::move(holiday)).second) reader.fault("date", "stands there twice");
}

time::HolidayYear read_year(Document& document) {
  time::HolidayYear year;
  TableReader reader{document, document.root(), ""};
  assign(year.year, reader.integer("year", year_min, year_max, Need::required));
  const std::string source = reader.text("source", Need::required).value_or("");
  if (auto ramadan = reader.table("ramadan")) read_ramadan(std::move(*ramadan), year);
  for (TableReader& day : reader.tables("day", Need::required)) read_day(std::move(day), source, year);
  reader.report_unknown_keys();
  return year;
}

}  // namespace

Loaded<std::vector<time::HolidayYear>> load_holidays(const std::string& dir) {
  Loaded<std::vector<time::HolidayYear>> loaded;
  for (const std::string& file : toml_files(dir, loaded.faults)) {
    auto document = Document::open(file, loaded.faults);
    if (!document) continue;
    time::HolidayYear year = read_year(*document);
    const bool known = std::any_of(loaded.value.begin(), loaded.value.end(),
                                   [&year](const time::HolidayYear& other) { return other.year == year.year; });
    if (known) document->fault("year", "another file has " + std::to_string(year.year) + " too");
    loaded.value.push_back(std::move(year));
  }
  return loaded;
}

}  // namespace alur::config
