#pragma once

#include "alur/workflow/decide.hpp"

#include <optional>
#include <vector>

/// Whom a case waits for, and when to say so. Pure, like decide.
namespace alur::workflow {

/// One thing a case waits for, from one role (or one person of it). The rows of `/tugas`, the addressees of cards.
struct Waiting {
  enum class For : std::uint8_t {
    work,          ///< perform the step
    contribution,  ///< file documents without handing in (P5: the contractor)
    approval,
    signature,        ///< the signed letter is to be filed
    session_answer,   ///< "Bersedia" or another time
    return_decision,  ///< a performer asked for a return
    provider,         ///< P4: "penyedia ditetapkan"
  };
  For what{};
  int step = 0;
  int round = 0;
  process::Role role{};
  /// Everybody who could do it, in the chat or not; empty when nobody holds the role.
  std::vector<PersonId> people;
  /// Who took it on; the others of `people` are reminded no more.
  std::optional<PersonId> holder;
  /// The role that the rule names, when the approval went up because only the submitter holds it.
  std::optional<process::Role> instead_of;
  std::optional<time::Deadline> due;
  time::Instant since{};
};

/// Nothing for an ended case. A paused case still waits (documents are taken), but nothing is due.
std::vector<Waiting> waiting(const process::Process& process, const Roster& roster, const CaseState& state);

/// Everybody who holds `role` for this case: of its agency, appointed to it, or reassigned.
std::vector<PersonId> holders(const process::Process& process, const Roster& roster, const CaseState& state,
                              process::Role role);
/// May this person see the case at all, by role, agency, appointment or part (product.md, "sees").
bool involved(const process::Process& process, const Roster& roster, const CaseState& state, PersonId person);

struct Reminder {
  enum class Kind : std::uint8_t {
    half_time,    ///< steps of 5 days or more
    quarter,      ///< steps of 30 days or more: `part` of 4; asks for progress
    day_before,   ///< one working day before
    on_the_day,   ///< at 08.00, in Ramadan at opening
    late_holder,  ///< T+1 to whoever is waited for, and KASI
    late_kabid,   ///< T+3
    late_head,    ///< T+5
    session_day_before,
    session_hour_before,
  };
  Kind kind{};
  int step = 0;
  int round = 0;
  Waiting::For about{};
  int part = 0;  ///< of a quarter
  int working_days_late = 0;
  time::Instant at{};  ///< the office moment it belongs to
  time::Deadline due;
  std::vector<PersonId> to;  ///< whoever is waited for, or the post it climbs to
};

/// The earliest office moment after `after` at which this case has something to remind of; empty for none. What was
/// missed comes at the next office moment from `setting.now`.
std::optional<time::Instant> next_reminder(const Setting& setting, const CaseState& state, time::Instant after);

/// What to remind of at `setting.now`, having reminded of everything up to `after`: after an outage the latest of
/// each (step, person) only, never two for one step and person on one day. Empty outside office hours: nothing is lost,
/// ask again at next_reminder() with the same `after`.
std::vector<Reminder> reminders(const Setting& setting, const CaseState& state, time::Instant after);

/// How a finished step did against its limit; for D4 ("Waktu: 3 dari 3 hari kerja") and the end of a case.
struct Performance {
  process::TimeUnit unit{};
  int limit = 0;
  int used = 0;  ///< in the same unit
  bool on_time = true;
};
std::optional<Performance> performance(const process::Process& process, const time::WorkCalendar& calendar,
                                       const CaseState& state, int step);

}  // namespace alur::workflow
