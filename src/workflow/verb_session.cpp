#include "flow.hpp"
#include "limits.hpp"
#include "verbs.hpp"

namespace alur::workflow {

namespace {

using Reason = Refusal::Reason;

/// A session step in progress, of a running case.
std::optional<Refusal> no_session(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return refused;
  if (!attempt.active.rule().session) return attempt.refusal(Reason::not_a_session);
  if (attempt.active.session_parties_of(attempt.actor).empty()) return attempt.not_yours();
  if (attempt.active.now().phase != Phase::in_progress) return attempt.refusal(Reason::wrong_phase);
  return std::nullopt;
}

/// The same, by who performs the step: begins, ends and enters it.
std::optional<Refusal> not_leading(const Attempt& attempt) {
  if (auto refused = no_session(attempt)) return refused;
  if (attempt.active.performing(attempt.actor).empty()) return attempt.not_yours();
  return std::nullopt;
}

SessionState session_of(const Attempt& attempt) { return attempt.active.now().session.value_or(SessionState{}); }

/// Has every party accepted that the chat can reach?
bool agreed(const Attempt& attempt, const std::vector<process::Role>& accepted) {
  for (const process::Role role : attempt.active.session_parties()) {
    if (!contains(accepted, role) && attempt.active.reachable(role)) return false;
  }
  return true;
}

time::Deadline session_due(const Attempt& attempt, time::Instant planned, bool is_agreed) {
  const Counting counting{attempt.setting.process, attempt.setting.calendar, attempt.state.pauses};
  const StepState& now = attempt.active.now();
  return is_agreed ? counting.session_agreed(planned)
                   : counting.session_wait(attempt.active.rule(), now, now.started.value_or(attempt.setting.now));
}

}  // namespace

Offer offer_propose_session(const Attempt& attempt) {
  if (auto refused = no_session(attempt)) return *refused;
  const SessionState session = session_of(attempt);
  if (session.begun) return attempt.refusal(Reason::session_already_begun);
  // Whoever only takes part answers: with another time, once there is one.
  if (attempt.active.performing(attempt.actor).empty() && !session.planned) return attempt.not_yours();
  return Option{Option::Act::propose_session, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ProposeSession& command) {
  if (const Offer offer = offer_propose_session(attempt); !offer) return offer.error();
  const time::Instant now = attempt.setting.now;
  if (command.at <= now || command.at > now + session_ahead_max) return attempt.refusal(Reason::session_time_invalid);
  SessionProposed proposed;
  proposed.step = attempt.state.current;
  proposed.at = command.at;
  proposed.place = command.place;
  proposed.accepted_by = attempt.active.session_parties_of(attempt.actor);
  proposed.agreed = agreed(attempt, proposed.accepted_by);
  proposed.session_due = session_due(attempt, command.at, proposed.agreed);
  Draft draft(attempt);
  draft.add(std::move(proposed));
  return draft.take();
}

Offer offer_accept_session(const Attempt& attempt) {
  if (auto refused = no_session(attempt)) return *refused;
  const SessionState session = session_of(attempt);
  if (session.begun) return attempt.refusal(Reason::session_already_begun);
  if (!session.planned) return attempt.refusal(Reason::session_not_proposed);
  std::vector<process::Role> roles = attempt.active.session_parties_of(attempt.actor);
  std::erase_if(roles, [&](process::Role role) { return contains(session.accepted_by, role); });
  if (roles.empty()) return attempt.refusal(Reason::session_already_accepted);
  return Option{Option::Act::accept_session, {}, {}, std::move(roles)};
}

Decision decide(const Attempt& attempt, const AcceptSession&) {
  const Offer offer = offer_accept_session(attempt);
  if (!offer) return offer.error();
  const SessionState session = session_of(attempt);
  std::vector<process::Role> accepted = session.accepted_by;
  accepted.insert(accepted.end(), offer->roles.begin(), offer->roles.end());
  const bool is_agreed = agreed(attempt, accepted);
  Draft draft(attempt);
  draft.add(SessionAccepted{attempt.state.current, offer->roles, is_agreed,
                            session_due(attempt, *session.planned, is_agreed)});
  return draft.take();
}

Offer offer_begin_session(const Attempt& attempt) {
  if (auto refused = not_leading(attempt)) return *refused;
  if (session_of(attempt).begun) return attempt.refusal(Reason::session_already_begun);
  return Option{Option::Act::begin_session, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const BeginSession&) {
  if (const Offer offer = offer_begin_session(attempt); !offer) return offer.error();
  const time::Instant now = attempt.setting.now;
  Draft draft(attempt);
  draft.add(SessionBegun{attempt.state.current, now, draft.counting().session_papers(now)});
  const auto due = counted(attempt.setting.calendar, now, step_limit(attempt.active.rule(), attempt.active.now()), {});
  if (due) draft.add(ClockStarted{attempt.state.current, *due});
  return draft.take();
}

Offer offer_end_session(const Attempt& attempt) {
  if (auto refused = not_leading(attempt)) return *refused;
  const SessionState session = session_of(attempt);
  if (!session.begun || session.ended) return attempt.refusal(Reason::session_not_begun);
  return Option{Option::Act::end_session, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const EndSession&) {
  if (const Offer offer = offer_end_session(attempt); !offer) return offer.error();
  const time::Instant now = attempt.setting.now;
  Draft draft(attempt);
  draft.add(SessionEnded{attempt.state.current, *session_of(attempt).begun, now, false,
                         draft.counting().session_papers(now)});
  return draft.take();
}

/// Also corrects a session that somebody forgot to end.
Offer offer_record_session(const Attempt& attempt) {
  if (auto refused = not_leading(attempt)) return *refused;
  if (session_of(attempt).ended) return attempt.refusal(Reason::session_already_begun);
  return Option{Option::Act::record_session, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const RecordSession& command) {
  if (const Offer offer = offer_record_session(attempt); !offer) return offer.error();
  const time::Instant now = attempt.setting.now;
  const bool in_order = command.begun < command.ended && command.ended <= now;
  if (!in_order || command.begun < attempt.active.now().started.value_or(now)) {
    return attempt.refusal(Reason::session_time_invalid);
  }
  Draft draft(attempt);
  draft.add(SessionEnded{attempt.state.current, command.begun, command.ended, true,
                         draft.counting().session_papers(command.ended)});
  return draft.take();
}

}  // namespace alur::workflow
