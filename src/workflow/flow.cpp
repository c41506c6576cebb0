#include "flow.hpp"

namespace alur::workflow {

namespace {

ActiveStep active_of(const Draft& draft) { return {draft.setting().process, draft.setting().roster, draft.state()}; }

std::vector<process::Role> roles_to_put_in_force(const CaseState& state, const process::Step& rule) {
  std::vector<process::Role> roles;
  for (const Appointment& appointment : state.appointments) {
    if (!appointment.in_force && contains(rule.appoints, appointment.role)) roles.push_back(appointment.role);
  }
  return roles;
}

void move_if_changed(Draft& draft, DeadlineMoved::Which which, const std::optional<time::Deadline>& was,
                     const std::optional<time::Deadline>& now, const std::string& why) {
  if (was && now && *was != *now) draft.add(DeadlineMoved{draft.state().current, which, *was, *now, why});
}

}  // namespace

void start_step(Draft& draft, int no, const std::optional<process::TimeLimit>& round_limit, int returned_from) {
  const process::Step& rule = draft.setting().process.step(no);
  const time::Instant now = draft.setting().now;
  StepState fresh;
  fresh.round_limit = round_limit;
  StepStarted started;
  started.step = no;
  started.round = draft.state().step(no).round + 1;
  started.round_limit = round_limit;
  started.returned_from = returned_from;
  const bool provider_awaited = rule.time.from_provider_chosen && !draft.state().provider_chosen;
  if (!rule.session && !runs_from_first_act(rule, fresh) && !provider_awaited) {
    started.due = counted(draft.setting().calendar, now, step_limit(rule, fresh), {});
  }
  if (rule.session) started.session_due = draft.counting().session_wait(rule, fresh, now);
  draft.add(started);
}

void take_on(Draft& draft) {
  const ActiveStep active = active_of(draft);
  if (!active.holder()) draft.add(WorkClaimed{draft.state().current});
  if (active.now().measured_from || !runs_from_first_act(active.rule(), active.now())) return;
  const auto due = counted(draft.setting().calendar, draft.setting().now, step_limit(active.rule(), active.now()), {});
  if (due) draft.add(ClockStarted{draft.state().current, *due});
}

void settle(Draft& draft) {
  const ActiveStep active = active_of(draft);
  if (!active.all_given()) return;
  if (active.asks_modification()) {
    send_back(draft, *active.rule().modification_to, {}, {});
  } else if (!active.unsigned_letters().empty()) {
    draft.add(SignatureAwaited{draft.state().current});
  } else {
    complete(draft);
  }
}

void complete(Draft& draft) {
  const int no = draft.state().current;
  const process::Process& process = draft.setting().process;
  std::vector<process::Role> roles = roles_to_put_in_force(draft.state(), process.step(no));
  if (!roles.empty()) draft.add(AppointmentsInForce{std::move(roles)});
  draft.add(StepCompleted{no});
  if (no < process.last_step()) {
    start_step(draft, no + 1);
  } else {
    draft.add(CaseCompleted{});
  }
}

void send_back(Draft& draft, int to, const std::string& reason, const std::optional<process::TimeLimit>& limit) {
  const int from = draft.state().current;
  draft.add(Returned{from, to, reason});
  start_step(draft, to, limit, from);
}

void count_again(Draft& draft, const std::string& why) {
  const CaseState& state = draft.state();
  const StepState was = state.active();
  const OpenDeadlines now = count_open(draft.counting(), draft.setting().process.step(state.current), was);
  move_if_changed(draft, DeadlineMoved::Which::step, was.due, now.step, why);
  move_if_changed(draft, DeadlineMoved::Which::session, was.session_due, now.session, why);
  move_if_changed(draft, DeadlineMoved::Which::approval, was.approval_due, now.approval, why);
}

}  // namespace alur::workflow
