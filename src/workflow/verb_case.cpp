#include "flow.hpp"
#include "limits.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

using process::Role;
using Reason = Refusal::Reason;

bool leads(const Attempt& attempt) {
  return attempt.in_person() && (attempt.holds(Role::kasi_pengembangan) || attempt.holds(Role::kabid_egov));
}

/// Whoever opened the case, and its agency, until step 1 is approved for the first time.
bool may_take_back(const Attempt& attempt) {
  const auto came_after = [](const StepState& step) { return step.no > 1 && step.round > 0; };
  if (std::ranges::any_of(attempt.state.steps, came_after)) return false;
  if (attempt.setting.roster.holds(attempt.actor.person, Role::instansi_pengguna, attempt.state.agency)) return true;
  const bool opener = attempt.state.opened_by == attempt.actor.person;
  return opener && (attempt.holds(Role::staff_egov) || attempt.holds(Role::kasi_pengembangan));
}

/// Performer, contributor or approver of the active step.
bool has_part(const Attempt& attempt) {
  const ActiveStep& active = attempt.active;
  const auto decides = [&](const PartyView& party) {
    return contains(party.people, attempt.actor.person) || contains(active.holders(party.named), attempt.actor.person);
  };
  return !active.performing(attempt.actor).empty() || !active.contributing(attempt.actor).empty() ||
         std::ranges::any_of(active.parties(), decides);
}

}  // namespace

Offer offer_pause(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  if (!leads(attempt)) return attempt.not_yours(Role::kasi_pengembangan);
  return Option{Option::Act::pause, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const PauseCase& command) {
  if (const Offer offer = offer_pause(attempt); !offer) return offer.error();
  if (blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(CasePaused{command.waiting_for, command.reason});
  return draft.take();
}

Offer offer_resume(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return *refused;
  if (attempt.state.status != CaseStatus::paused) return attempt.refusal(Reason::case_not_paused);
  if (!leads(attempt)) return attempt.not_yours(Role::kasi_pengembangan);
  return Option{Option::Act::resume, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ResumeCase&) {
  if (const Offer offer = offer_resume(attempt); !offer) return offer.error();
  const time::Instant since = attempt.state.pause ? attempt.state.pause->since : attempt.setting.now;
  Draft draft(attempt);
  draft.add(CaseResumed{attempt.setting.calendar.working_days_between(since, attempt.setting.now)});
  count_again(draft, {});
  return draft.take();
}

Offer offer_change_track(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  if (!attempt.holds(Role::kabid_egov) || !attempt.in_person()) return attempt.not_yours(Role::kabid_egov);
  if (attempt.state.current > track_open_until_step) return attempt.refusal(Reason::track_fixed);
  return Option{Option::Act::change_track, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ChangeTrack& command) {
  if (const Offer offer = offer_change_track(attempt); !offer) return offer.error();
  if (command.track == attempt.state.track) return attempt.refusal(Reason::same_track);
  if (command.steps < attempt.state.current) return attempt.refusal(Reason::track_fixed);
  if (blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(TrackChanged{command.track, command.process_id, command.process_version, command.steps, command.reason});
  return draft.take();
}

Offer offer_cancel(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return *refused;
  const bool may = attempt.holds(Role::kabid_egov) || may_take_back(attempt);
  if (may && attempt.in_person()) return Option{Option::Act::cancel, {}, {}, {}};
  const bool too_late = attempt.state.opened_by == attempt.actor.person && attempt.in_person();
  return too_late ? attempt.refusal(Reason::not_cancellable) : attempt.not_yours(Role::kabid_egov);
}

Decision decide(const Attempt& attempt, const CancelCase& command) {
  if (const Offer offer = offer_cancel(attempt); !offer) return offer.error();
  if (blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(CaseCancelled{command.reason});
  return draft.take();
}

Offer offer_note(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return *refused;
  const bool office = attempt.holds(Role::staff_egov) || attempt.holds(Role::kasi_pengembangan) ||
                      attempt.holds(Role::kabid_egov) || attempt.holds(Role::kepala_dinas);
  if (!office && !has_part(attempt)) return attempt.not_yours();
  return Option{Option::Act::note, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const AddNote& command) {
  if (const Offer offer = offer_note(attempt); !offer) return offer.error();
  if (blank(command.text)) return attempt.refusal(Reason::text_required);
  Draft draft(attempt);
  draft.add(NoteAdded{attempt.state.current, command.text});
  return draft.take();
}

Decision decide(const Attempt& attempt, const Recount& command) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return *refused;
  if (attempt.actor.person != PersonId{}) return attempt.refusal(Reason::not_yours);
  Draft draft(attempt);
  count_again(draft, command.why);
  std::vector<Event> events = draft.take();
  if (events.empty()) return attempt.refusal(Reason::nothing_changed);
  return events;
}

}  // namespace alur::workflow
