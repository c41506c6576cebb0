#pragma once

#include "alur/chat/desk.hpp"
#include "alur/text/catalogue.hpp"
#include "alur/time/work_calendar.hpp"

#include "memory_disk.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// The office that is simulated: a small SOP of its own with one step of each kind of approval, seven people, and a
/// record that begins with them.
namespace alur::simulation {

inline constexpr const char* database_name = "alur.db";
inline constexpr const char* button_key = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

struct Person {
  std::int64_t account = 0;
  std::string name;
  process::Role role{};
};

const std::vector<Person>& people();
const process::Process& sop();
chat::DeskOptions office_options();
const text::Catalogue& office_texts();
const time::WorkCalendar& office_calendar();
/// Monday, 2 March 2026, 09.00 WIB.
time::Instant opening_time();
/// The record of an office where everybody is in and nothing has happened.
const MemoryDisk::Image& fresh_office();

}  // namespace alur::simulation
