#pragma once

#include "alur/config/config.hpp"

/// The configuration that is installed with the program, read once per test program.
namespace alur::test {

/// Throws std::runtime_error with the first fault.
struct Shipped {
  config::Settings settings;
  std::vector<process::Process> processes;
  std::vector<time::HolidayYear> holidays;
  text::Catalogue::Texts texts;

  time::WorkCalendar calendar() const { return {settings.office.timezone, settings.office.work_hours, holidays}; }
};
const Shipped& shipped();

}  // namespace alur::test
