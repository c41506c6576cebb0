#include "deadlines.hpp"

#include "limits.hpp"

#include <algorithm>

namespace alur::workflow {

using process::TimeLimit;
using process::TimeUnit;

namespace {

TimeLimit working_days(int days) { return {TimeUnit::working_days, days, false}; }

time::Deadline counted_days(const Counting& by, time::Instant from, int days) {
  const Paused paused = paused_since(by.calendar, from, by.pauses);
  return by.calendar.after_working_days(from, days + paused.working_days);
}

}  // namespace

bool counts_days(const TimeLimit& limit) {
  return limit.unit == TimeUnit::working_days || limit.unit == TimeUnit::calendar_days;
}

TimeLimit step_limit(const process::Step& rule, const StepState& step) {
  // Days given for a session are for holding it: how long it may take stays the SOP's.
  if (!step.round_limit || (rule.session && counts_days(*step.round_limit))) return rule.time;
  TimeLimit limit = *step.round_limit;
  limit.from_provider_chosen = rule.time.from_provider_chosen;
  return limit;
}

bool runs_from_first_act(const process::Step& rule, const StepState& step) {
  return !rule.session && step_limit(rule, step).unit == TimeUnit::working_minutes;
}

bool usable(const TimeLimit& limit) {
  if (limit.unit == TimeUnit::none || limit.amount < 1) return false;
  return limit.amount <= (counts_days(limit) ? round_days_max : round_minutes_max);
}

Paused paused_since(const time::WorkCalendar& calendar, time::Instant from, const std::vector<FinishedPause>& pauses) {
  Paused paused;
  for (const FinishedPause& pause : pauses) {
    if (pause.to <= from) continue;
    const time::Instant since = std::max(pause.from, from);
    paused.working_days += calendar.working_days_between(since, pause.to);
    paused.calendar_days += static_cast<int>((calendar.day_of(pause.to) - calendar.day_of(since)).count());
    paused.minutes += calendar.working_minutes_between(since, pause.to);
  }
  return paused;
}

std::optional<time::Deadline> counted(const time::WorkCalendar& calendar, time::Instant from, const TimeLimit& limit,
                                      const std::vector<FinishedPause>& pauses) {
  const Paused paused = paused_since(calendar, from, pauses);
  switch (limit.unit) {
    case TimeUnit::working_days:
      return calendar.after_working_days(from, limit.amount + paused.working_days);
    case TimeUnit::calendar_days:
      return calendar.after_calendar_days(from, limit.amount + paused.calendar_days);
    case TimeUnit::working_minutes:
      return calendar.after_working_minutes(from, std::chrono::minutes{limit.amount} + paused.minutes);
    case TimeUnit::none:
      return std::nullopt;
  }
  return std::nullopt;
}

time::Deadline Counting::approval(time::Instant from) const {
  return counted_days(*this, from, process.limits.approval_working_days);
}

time::Deadline Counting::session_wait(const process::Step& rule, const StepState& step, time::Instant started) const {
  const bool given = rule.session && step.round_limit && counts_days(*step.round_limit);
  const TimeLimit limit = given ? *step.round_limit : working_days(process.limits.session_wait_working_days);
  return counted(calendar, started, limit, pauses).value();
}

time::Deadline Counting::session_agreed(time::Instant planned) const {
  int days = 0;
  for (const FinishedPause& pause : pauses) {
    // A pause that was over before the day leaves the agreement as it is.
    if (pause.to > planned) days += calendar.working_days_between(pause.from, pause.to);
  }
  const time::Day day = calendar.day_of(planned);
  const time::Instant end_of_day = std::max(calendar.closing(day), planned);
  if (days == 0) return {end_of_day, !calendar.has_file(static_cast<int>(std::chrono::year_month_day{day}.year()))};
  return calendar.after_working_days(planned, days);
}

time::Deadline Counting::session_papers(time::Instant held) const {
  return counted_days(*this, held, process.limits.session_papers_working_days);
}

OpenDeadlines count_open(const Counting& counting, const process::Step& rule, const StepState& step) {
  OpenDeadlines open;
  if (step.phase == Phase::awaiting_approval && step.approval_from) {
    open.approval = counting.approval(*step.approval_from);
  }
  if (step.phase != Phase::in_progress || !step.started) return open;
  if (step.due && step.measured_from) {
    open.step = counted(counting.calendar, *step.measured_from, step_limit(rule, step), counting.pauses);
  }
  if (!rule.session) return open;
  const SessionState session = step.session.value_or(SessionState{});
  if (session.ended || session.begun) {
    open.session = counting.session_papers(session.ended.value_or(session.begun.value_or(*step.started)));
  } else if (session.agreed && session.planned) {
    open.session = counting.session_agreed(*session.planned);
  } else {
    open.session = counting.session_wait(rule, step, *step.started);
  }
  return open;
}

bool late(const process::Step& rule, const time::WorkCalendar& calendar, const StepState& step, time::Instant now) {
  if (!rule.session) return step.due && now > step.due->due;
  const TimeLimit limit = step_limit(rule, step);
  if (limit.unit != TimeUnit::working_minutes || !step.session || !step.session->begun) return false;
  const auto took = calendar.working_minutes_between(*step.session->begun, step.session->ended.value_or(now));
  return took > std::chrono::minutes{limit.amount};
}

}  // namespace alur::workflow
