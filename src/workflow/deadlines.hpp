#pragma once

#include "alur/process/process.hpp"
#include "alur/time/work_calendar.hpp"
#include "alur/workflow/state.hpp"

#include <optional>
#include <vector>

/// How deadlines are counted: always from a moment, a limit and the pauses since, so that they can be counted again.
namespace alur::workflow {

/// What the step's own clock allows in this round: given by who returned it, else the SOP's. Of a session, minutes.
process::TimeLimit step_limit(const process::Step& rule, const StepState& step);
bool counts_days(const process::TimeLimit& limit);
/// The clock runs from the first act: minutes that are no session's (M4, M6).
bool runs_from_first_act(const process::Step& rule, const StepState& step);
/// A limit that a person may set for a round.
bool usable(const process::TimeLimit& limit);

/// Working days, calendar days and office minutes of `pauses` that lie after `from`.
struct Paused {
  int working_days = 0;
  int calendar_days = 0;
  std::chrono::minutes minutes{};
};
Paused paused_since(const time::WorkCalendar& calendar, time::Instant from, const std::vector<FinishedPause>& pauses);

/// None for a limit without a unit.
std::optional<time::Deadline> counted(const time::WorkCalendar& calendar, time::Instant from,
                                      const process::TimeLimit& limit, const std::vector<FinishedPause>& pauses);

/// Everything needed to count the deadlines of one step.
struct Counting {
  const process::Process& process;
  const time::WorkCalendar& calendar;
  const std::vector<FinishedPause>& pauses;

  time::Deadline approval(time::Instant from) const;
  /// A session not held yet: it waits from the step's start, or for the day that was agreed.
  time::Deadline session_wait(const process::Step& rule, const StepState& step, time::Instant started) const;
  time::Deadline session_agreed(time::Instant planned) const;
  time::Deadline session_papers(time::Instant held) const;
};

/// The deadlines of a step that are open now, counted afresh; empty where none runs.
struct OpenDeadlines {
  std::optional<time::Deadline> step;
  std::optional<time::Deadline> session;
  std::optional<time::Deadline> approval;
};
OpenDeadlines count_open(const Counting& counting, const process::Step& rule, const StepState& step);

/// Would a hand-in at `now` be late? A session is when it took longer than the SOP gives it; its papers are not the
/// SOP's.
bool late(const process::Step& rule, const time::WorkCalendar& calendar, const StepState& step, time::Instant now);

}  // namespace alur::workflow
