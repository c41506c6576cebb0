#include "alur/workflow/attention.hpp"

#include "deadlines.hpp"

#include <algorithm>

namespace alur::workflow {

using process::TimeUnit;

namespace {

int minutes_between(const time::WorkCalendar& calendar, time::Instant from, time::Instant to) {
  return static_cast<int>(calendar.working_minutes_between(from, to).count());
}

/// The pauses of [from, to), cut to it.
std::vector<FinishedPause> within(const std::vector<FinishedPause>& pauses, time::Instant from, time::Instant to) {
  std::vector<FinishedPause> cut;
  for (const FinishedPause& pause : pauses) {
    const time::Instant since = std::max(pause.from, from);
    const time::Instant until = std::min(pause.to, to);
    if (since < until) cut.push_back({since, until, pause.waiting_for});
  }
  return cut;
}

int used(const time::WorkCalendar& calendar, TimeUnit unit, time::Instant from, time::Instant to,
         const std::vector<FinishedPause>& pauses) {
  const Paused paused = paused_since(calendar, from, within(pauses, from, to));
  switch (unit) {
    case TimeUnit::working_days:
      return calendar.working_days_between(from, to) - paused.working_days;
    case TimeUnit::calendar_days:
      return static_cast<int>((calendar.day_of(to) - calendar.day_of(from)).count()) - paused.calendar_days;
    case TimeUnit::working_minutes:
      return minutes_between(calendar, from, to) - static_cast<int>(paused.minutes.count());
    case TimeUnit::none:
      return 0;
  }
  return 0;
}

std::optional<Performance> session_performance(const process::TimeLimit& limit, const time::WorkCalendar& calendar,
                                               const SessionState& session) {
  if (!session.begun || !session.ended) return std::nullopt;
  const int took = minutes_between(calendar, *session.begun, *session.ended);
  return Performance{limit.unit, limit.amount, took, took <= limit.amount};
}

}  // namespace

std::optional<Performance> performance(const process::Process& process, const time::WorkCalendar& calendar,
                                       const CaseState& state, int step) {
  if (step < 1 || step > std::min(process.last_step(), static_cast<int>(state.steps.size()))) return std::nullopt;
  const process::Step& rule = process.step(step);
  const StepState& at = state.step(step);
  const process::TimeLimit limit = step_limit(rule, at);
  if (limit.unit == TimeUnit::none || !at.submitted) return std::nullopt;
  if (rule.session) return session_performance(limit, calendar, at.session.value_or(SessionState{}));
  if (!at.measured_from || !at.due) return std::nullopt;
  return Performance{limit.unit, limit.amount,
                     used(calendar, limit.unit, *at.measured_from, *at.submitted, state.pauses),
                     *at.submitted <= at.due->due};
}

}  // namespace alur::workflow
