#include "work_hours.hpp"

#include "alur/text/dates.hpp"

namespace alur::config {

namespace {

constexpr const char* hour_form = "must be an hour as \"07.30\"";
constexpr const char* break_form = "must be two hours as \"12.00-13.00\"";

void read_hour(TableReader& reader, std::string_view key, time::MinuteOfDay& minute) {
  const auto typed = reader.text(key);
  if (!typed) return;
  if (const auto hour = text::parse_time(*typed))
    minute = *hour;
  else
    reader.fault(key, hour_form);
}

void read_break(TableReader& reader, time::Stretch& rest) {
  const auto typed = reader.text("break");
  if (!typed) return;
  const auto dash = typed->find('-');
  if (dash == std::string::npos) return reader.fault("break", break_form);
  const auto from = text::parse_time(typed->substr(0, dash));
  const auto to = text::parse_time(typed->substr(dash + 1));
  if (!from || !to) return reader.fault("break", break_form);
  rest = {*from, *to};
}

void read_day_hours(TableReader& office, std::string_view kind, time::DayHours& hours) {
  auto reader = office.table(kind);
  if (!reader) return;
  read_hour(*reader, "open", hours.office.from);
  read_hour(*reader, "close", hours.office.to);
  read_break(*reader, hours.rest);
  reader->report_unknown_keys();
  if (!time::in_order(hours)) office.fault(kind, "needs open < break < close");
}

}  // namespace

time::OfficeHours default_work_hours() {
  using namespace std::chrono_literals;
  return {.normal = {{7h + 30min, 16h}, {12h, 13h}},
          .friday = {{7h + 30min, 16h + 30min}, {11h + 30min, 13h}},
          .ramadan = {{8h, 15h}, {12h, 12h + 30min}},
          .ramadan_friday = {{8h, 15h + 30min}, {11h + 30min, 12h + 30min}}};
}

void read_work_hours(TableReader reader, time::OfficeHours& hours) {
  read_day_hours(reader, "normal", hours.normal);
  read_day_hours(reader, "friday", hours.friday);
  read_day_hours(reader, "ramadan", hours.ramadan);
  read_day_hours(reader, "ramadan_friday", hours.ramadan_friday);
  reader.report_unknown_keys();
}

}  // namespace alur::config
