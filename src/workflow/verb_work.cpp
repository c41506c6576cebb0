#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

using Reason = Refusal::Reason;

/// The performer of a step in progress, in a running case.
std::optional<Refusal> not_working(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return refused;
  if (attempt.active.performing(attempt.actor).empty()) return attempt.not_yours();
  if (attempt.active.now().phase != Phase::in_progress) return attempt.refusal(Reason::wrong_phase);
  return std::nullopt;
}

/// A role that the step appoints, and nobody was appointed to.
std::optional<process::Role> unappointed(const Attempt& attempt) {
  for (const process::Role role : attempt.active.rule().appoints) {
    const bool done = std::ranges::any_of(attempt.state.appointments,
                                          [&](const Appointment& appointment) { return appointment.role == role; });
    if (!done) return role;
  }
  return std::nullopt;
}

}  // namespace

Offer offer_claim(const Attempt& attempt) {
  if (auto refused = not_working(attempt)) return *refused;
  const std::optional<PersonId> holder = attempt.active.holder();
  if (holder == attempt.actor.person) return attempt.refusal(Reason::already_claimed_by_you);
  if (holder) return Option{Option::Act::take_over, {}, {}, {}};
  // A session is taken on by holding it.
  if (attempt.active.rule().session) return attempt.refusal(Reason::session_not_begun);
  return Option{Option::Act::claim, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const Claim&) {
  if (const Offer offer = offer_claim(attempt); !offer) return offer.error();
  Draft draft(attempt);
  draft.add(WorkClaimed{attempt.state.current});
  take_on(draft);
  return draft.take();
}

Offer offer_choose_provider(const Attempt& attempt) {
  if (auto refused = not_working(attempt)) return *refused;
  if (!attempt.active.rule().time.from_provider_chosen) return attempt.refusal(Reason::wrong_phase);
  if (attempt.state.provider_chosen) return attempt.refusal(Reason::provider_already_chosen);
  return Option{Option::Act::choose_provider, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ChooseProvider&) {
  if (const Offer offer = offer_choose_provider(attempt); !offer) return offer.error();
  Draft draft(attempt);
  draft.add(ProviderChosen{});
  const ActiveStep& active = attempt.active;
  const auto due = counted(attempt.setting.calendar, attempt.setting.now, step_limit(active.rule(), active.now()), {});
  if (due) draft.add(ClockStarted{attempt.state.current, *due});
  take_on(draft);
  return draft.take();
}

Offer offer_submit(const Attempt& attempt) {
  if (auto refused = not_working(attempt)) return *refused;
  if (attempt.active.provider_awaited()) return attempt.refusal(Reason::provider_not_chosen);
  if (auto missing = attempt.active.missing(); !missing.empty()) {
    Refusal refused = attempt.refusal(Reason::items_missing);
    refused.items = std::move(missing);
    return refused;
  }
  if (const auto role = unappointed(attempt)) {
    Refusal refused = attempt.refusal(Reason::appointment_missing);
    refused.role = role;
    return refused;
  }
  const StepState& now = attempt.active.now();
  if (attempt.active.rule().session && !(now.session && now.session->begun)) {
    return attempt.refusal(Reason::session_not_begun);
  }
  if (auto unmarked = needs_unmarked(attempt)) return *std::move(unmarked);
  return Option{Option::Act::submit, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const Submit& command) {
  if (const Offer offer = offer_submit(attempt); !offer) return offer.error();
  const StepState& now = attempt.active.now();
  const time::Instant at = attempt.setting.now;
  const bool is_late = late(attempt.active.rule(), attempt.setting.calendar, now, at);
  if (is_late && blank(command.late_reason)) return attempt.refusal(Reason::late_reason_required);
  Draft draft(attempt);
  if (now.session && now.session->begun && !now.session->ended) {
    draft.add(SessionEnded{now.no, *now.session->begun, at, false, draft.counting().session_papers(at)});
  }
  Submitted submitted;
  submitted.step = now.no;
  if (is_late) submitted.late_reason = command.late_reason;
  submitted.approval_due = draft.counting().approval(at);
  for (const Version* version : attempt.active.handed_in()) submitted.fingerprints.push_back(version->fingerprint);
  draft.add(std::move(submitted));
  settle(draft);
  return draft.take();
}

Offer offer_report_progress(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const ActiveStep& active = attempt.active;
  if (active.performing(attempt.actor).empty() && active.contributing(attempt.actor).empty()) {
    return attempt.not_yours();
  }
  if (active.now().phase != Phase::in_progress) return attempt.refusal(Reason::wrong_phase);
  return Option{Option::Act::report_progress, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ReportProgress& command) {
  if (const Offer offer = offer_report_progress(attempt); !offer) return offer.error();
  if (!command.on_schedule && blank(command.text)) return attempt.refusal(Reason::text_required);
  Draft draft(attempt);
  draft.add(ProgressReported{attempt.state.current, command.on_schedule, command.text});
  return draft.take();
}

}  // namespace alur::workflow
