#pragma once

#include "alur/office/office.hpp"
#include "alur/office/permission.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace alur::office::test {

using process::Role;
using Reason = Refusal::Reason;

inline time::WorkCalendar calendar() {
  using std::chrono::minutes;
  const auto day = [](int from, int to) {
    return time::DayHours{{minutes{from}, minutes{to}}, {minutes{720}, minutes{780}}};
  };
  time::HolidayYear year;
  year.year = 2026;
  const time::Day holiday{std::chrono::year{2026} / 5 / 1};
  year.days.emplace(holiday, time::Holiday{"Hari Buruh", "SKB", false});
  return {"Asia/Jakarta", {day(450, 960), day(450, 990), day(480, 900), day(480, 930)}, {year}};
}

inline time::Day day(int year, unsigned month, unsigned number) {
  return time::Day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(number)};
}

/// An office with the state held, and every event that led to it.
class Office {
 public:
  Result<std::vector<Event>> run(PersonId by, const Command& command) {
    auto decided = decide(state, work, by, command, now);
    if (decided) {
      for (const Event& event : *decided) evolve(state, event);
      events.insert(events.end(), decided->begin(), decided->end());
    }
    return decided;
  }

  Reason refused(PersonId by, const Command& command) {
    const auto decided = run(by, command);
    EXPECT_FALSE(decided.has_value());
    return decided ? Reason::not_allowed : decided.error().reason;
  }

  AgencyId agency(const std::string& name, bool company = false) {
    EXPECT_TRUE(run({}, AddAgency{name, company}).has_value());
    return same_name(state, name);
  }

  InviteId invite(PersonId by, Role role, const std::string& name, const std::string& code, AgencyId agency_id = {}) {
    MakeInvite wanted;
    wanted.code_sha256 = code;
    wanted.role = role;
    wanted.name = name;
    wanted.agency = agency_id;
    const auto made = run(by, wanted);
    EXPECT_TRUE(made.has_value());
    return state.invite_by_hash(code)->id;
  }

  /// Somebody with this role, in by an invite of the command line, whose account is `account`.
  PersonId member(Role role, std::int64_t account, AgencyId agency_id = {}) {
    const std::string code = "code" + std::to_string(account) + std::string{process::id_of(role)};
    invite({}, role, "", code, agency_id);
    EXPECT_TRUE(run({}, OpenInvite{code, account, "Akun " + std::to_string(account)}).has_value());
    return state.by_telegram(account)->id;
  }

  State state;
  std::vector<Event> events;
  time::WorkCalendar work = calendar();
  time::Instant now = work.at(day(2026, 3, 2), std::chrono::minutes{520});
};

template <class T>
bool has(const std::vector<Event>& events) {
  for (const Event& event : events) {
    if (std::holds_alternative<T>(event.fact)) return true;
  }
  return false;
}

}  // namespace alur::office::test
