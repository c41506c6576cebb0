#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

/// The ladder of reminders over virtual time, as people see it in their chats.
namespace alur::journey {

namespace {

using namespace std::chrono;

struct Said {
  std::string person;
  time::Instant at{};
  std::string first_line;
  std::string text;
};

local_seconds local(time::Instant at) { return local_seconds{floor<seconds>(at.time_since_epoch()) + hours{7}}; }
local_days day(time::Instant at) { return floor<days>(local(at)); }
minutes of_day(time::Instant at) { return duration_cast<minutes>(local(at) - day(at)); }

bool starts_with_any(const std::string& line, std::initializer_list<const char*> beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](const char* beginning) { return line.find(beginning) != std::string::npos; });
}

bool is_reminder(const Said& said) {
  return starts_with_any(said.text, {"Pengingat", "Batas waktu hari ini", "Terlambat ", "Mohon perhatian",
                                     "Laporan keterlambatan", "Kemajuan"}) &&
         said.first_line.find("Ringkasan") == std::string::npos;
}

/// Moves from one due moment to the next until `until`; everything the bot sent anew on the way.
std::vector<Said> live_until(Office& office, time::Instant until) {
  std::map<Person*, std::set<std::int64_t>> known;
  for (Person* person : office.everybody()) {
    for (const MessageView& message : office.telegram().transcript(person->id())) known[person].insert(message.id);
  }
  std::vector<Said> all;
  for (;;) {
    const auto next = office.next_due();
    const bool last = !next || *next > until;
    office.move_clock_to(last ? until : std::max(*next, office.now() + milliseconds{1}));
    for (Person* person : office.everybody()) {
      for (const MessageView& message : office.telegram().transcript(person->id())) {
        if (!message.from_bot || !known[person].insert(message.id).second) continue;
        const std::string& text = message.content.text;
        all.push_back({person->name(), message.date, text.substr(0, text.find('\n')), text});
      }
    }
    if (last) return all;
  }
}

time::Instant moment(int year, unsigned month, unsigned d, int hour, int minute) {
  return time::Instant{sys_days{std::chrono::year{year} / month / d} + hours{hour - 7} + minutes{minute}};
}

std::string seen_on(const std::vector<Said>& all, const std::string& person, int y, unsigned m, unsigned d) {
  std::string lines;
  for (const Said& said : all) {
    if (said.person == person && is_reminder(said) && day(said.at) == local_days{std::chrono::year{y} / m / d}) {
      lines += said.first_line + " | ";
    }
  }
  return lines;
}

void check_manners(const std::vector<Said>& all) {
  const std::set<local_days> free_days{
      local_days{2026y / March / 18}, local_days{2026y / March / 19},  local_days{2026y / March / 20},
      local_days{2026y / March / 23}, local_days{2026y / March / 24},  local_days{2026y / April / 3},
      local_days{2026y / May / 1},    local_days{2026y / May / 14},    local_days{2026y / May / 15},
      local_days{2026y / May / 27},   local_days{2026y / May / 28},    local_days{2026y / June / 1},
      local_days{2026y / June / 16},  local_days{2026y / August / 17}, local_days{2026y / August / 25}};
  std::set<std::tuple<std::string, local_days, std::string>> per_day;
  for (const Said& said : all) {
    if (!is_reminder(said)) continue;
    const weekday on{day(said.at)};
    EXPECT_TRUE(on != Saturday && on != Sunday) << said.first_line;
    EXPECT_FALSE(free_days.contains(day(said.at))) << said.first_line;
    EXPECT_GE(of_day(said.at), hours{7} + minutes{30}) << said.first_line;
    EXPECT_LT(of_day(said.at), hours{16} + minutes{30}) << said.first_line;
    const auto step = said.text.find("Tahap ");
    const std::string about = step == std::string::npos ? said.text : said.text.substr(step, 9);
    EXPECT_TRUE(per_day.insert({said.person, day(said.at), about}).second)
        << "twice on one day for " << said.person << ": " << said.first_line;
  }
}

}  // namespace

TEST(Reminders, climb_the_ladder_in_ramadan_and_around_the_march_holidays) {
  Office office;
  open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  // Opened on Monday 2 March: due on Thursday 5 March at 15.00, Ramadan hours.
  const auto all = live_until(office, moment(2026, 3, 27, 17, 0));
  check_manners(all);
  EXPECT_NE(seen_on(all, office.rina.name(), 2026, 3, 4), "") << "one working day before";
  EXPECT_NE(seen_on(all, office.rina.name(), 2026, 3, 5), "") << "on the day";
  EXPECT_NE(seen_on(all, office.rina.name(), 2026, 3, 6), "") << "T+1 to whoever is waited for";
  EXPECT_NE(seen_on(all, office.hendra.name(), 2026, 3, 6), "") << "T+1 to KASI";
  EXPECT_NE(seen_on(all, office.sari.name(), 2026, 3, 10), "") << "T+3 to KABID";
  EXPECT_NE(seen_on(all, office.anwar.name(), 2026, 3, 12), "") << "T+5 to Kepala Dinas";
  EXPECT_EQ(seen_on(all, office.rina.name(), 2026, 3, 3), "");
  EXPECT_EQ(seen_on(all, office.anwar.name(), 2026, 3, 25), "") << "afterwards in the digests only";
  office.check_record();
}

TEST(Reminders, keep_a_ninety_day_step_exact_over_its_quarters_and_a_restart) {
  Office office;
  const std::string no = open_case(office, "mandiri", "Aplikasi Antrean Layanan Kependudukan");
  for (int step = 1; step <= 8; ++step) mandiri_step(office, no, step);
  // Step 9 began on Monday 2 March; the ninetieth working day after it, by the calendar of 2026, is 27 July.
  auto all = live_until(office, moment(2026, 5, 11, 17, 0));
  office.stop_bot();
  office.start_bot();
  const auto later = live_until(office, moment(2026, 8, 12, 17, 0));
  all.insert(all.end(), later.begin(), later.end());
  check_manners(all);
  std::vector<std::string> to_putri;
  for (const Said& said : all) {
    if (said.person == office.putri.name() && is_reminder(said)) {
      to_putri.push_back(said.first_line);
    }
  }
  EXPECT_EQ(std::count_if(to_putri.begin(), to_putri.end(),
                          [](const std::string& line) { return line.find("Kemajuan") != std::string::npos; }),
            3)
      << "a quarter, half and three quarters";
  EXPECT_EQ(to_putri.size(), 6u) << "then the day before, the day itself, and T+1";
  office.check_record();
}

}  // namespace alur::journey
