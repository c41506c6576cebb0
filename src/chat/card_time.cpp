#include "card_text.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using workflow::SessionState;
using workflow::StepState;

std::string paused_line(const View& view) {
  const workflow::Pause& pause = *view.state().pause;
  return view.say("time.paused", {{"since", view.moment(pause.since)}, {"party", view.party(pause.waiting_for)}});
}

std::string due_line(const View& view, std::string_view key, const time::Deadline& due) {
  std::string line = view.say(key, {{"due", view.deadline(due.due)}, {"left", view.left(due.due)}});
  if (due.provisional) line += view.say("time.provisional");
  return line;
}

std::string minutes_used(const View& view, const SessionState& session) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(*session.ended - *session.begun);
  return view.say(
      session.recorded_later ? "time.session_recorded" : "time.session_ended",
      {{"used", static_cast<std::int64_t>(minutes.count())}, {"limit", std::int64_t{view.step().time.amount}}});
}

std::string planned_line(const View& view, const SessionState& session) {
  const std::string line = view.say("time.session_planned",
                                    {{"at", view.deadline(*session.planned)}, {"limit", view.limit(view.step().time)}});
  return line + view.say(session.agreed ? "time.session_agreed" : "time.session_asked");
}

std::vector<std::string> session_lines(const View& view) {
  const StepState& step = view.state().active();
  const SessionState session = step.session.value_or(SessionState{});
  if (session.ended && session.begun) {
    std::vector<std::string> lines{minutes_used(view, session)};
    if (step.session_due) lines.push_back(due_line(view, "time.session_papers", *step.session_due));
    return lines;
  }
  if (session.begun) {
    std::vector<std::string> lines{
        view.say("time.session_begun", {{"at", view.clock(*session.begun)}, {"limit", view.limit(view.step().time)}})};
    if (step.due) lines.push_back(view.say("time.session_until", {{"due", view.deadline(step.due->due)}}));
    return lines;
  }
  if (session.planned) {
    std::vector<std::string> lines{planned_line(view, session)};
    if (!session.place.empty()) lines.push_back(view.say("time.session_place", {{"place", session.place}}));
    return lines;
  }
  if (step.session_due) {
    return {view.say("time.session_wait",
                     {{"limit", view.limit(view.step().time)}, {"due", view.deadline(step.session_due->due)}})};
  }
  return {view.say("time.session_length", {{"limit", view.limit(view.step().time)}})};
}

/// Why no deadline runs although the SOP gives the step a time, or that it gives none.
std::string no_due_line(const View& view) {
  const process::TimeLimit& limit = limit_of(view.step(), view.state().active());
  if (limit.unit == process::TimeUnit::none) return view.say("time.none");
  return view.say(limit.from_provider_chosen ? "time.from_provider" : "time.from_first_act",
                  {{"limit", view.limit(limit)}});
}

}  // namespace

std::vector<std::string> work_time_lines(const View& view) {
  if (view.state().pause) return {paused_line(view)};
  if (view.step().session) return session_lines(view);
  const StepState& step = view.state().active();
  if (!step.due) return {no_due_line(view)};
  return {due_line(view, step.round_limit ? "time.due_of_round" : "time.due", *step.due)};
}

std::string approval_time_line(const View& view, const workflow::Waiting& waiting) {
  if (view.state().pause) return paused_line(view);
  return waiting.due ? due_line(view, "time.approval", *waiting.due) : std::string{};
}

}  // namespace alur::chat
