#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

using Reason = Refusal::Reason;

Refusal acted_on(const Attempt& attempt, PersonId person, time::Instant at) {
  Refusal refused = attempt.refusal(Reason::acted_on);
  refused.person = person;
  refused.at = at;
  return refused;
}

using process::Role;

/// Does the actor hold what this yes was given by, or the post above it? Who lost it since takes nothing back.
bool may_still_decide(const Attempt& attempt, int step, const ApprovalGiven& given) {
  if (given.written) return attempt.holds(Role::staff_egov) || attempt.holds(Role::kasi_pengembangan);
  return std::ranges::any_of(given.for_roles, [&](Role named) {
    for (std::optional<Role> role = named; role; role = process::next_up(*role)) {
      const std::vector<PersonId> people = holders_in_step(attempt.setting.roster, attempt.state, step, *role);
      if (contains(people, attempt.actor.person)) return true;
    }
    return false;
  });
}

/// The same of a hand-in: by a performer, or by Staff E-Gov for one.
bool may_still_perform(const Attempt& attempt) {
  return attempt.holds(Role::staff_egov) || !attempt.active.performing(attempt.actor).empty();
}

/// The step whose last yes started the active one, while that yes is all there is to undo; 0 when there is none.
int completed_just_before(const Attempt& attempt) {
  const StepState& now = attempt.active.now();
  if (attempt.state.current <= 1 || now.returned_from != 0 || now.phase != Phase::in_progress) return 0;
  const StepState& before = attempt.state.step(attempt.state.current - 1);
  // What followed from the yes outside the case, a signature or an appointment, is not undone by a tap.
  const bool only_moved_on = !before.signature_since && attempt.setting.process.step(before.no).appoints.empty();
  return before.phase == Phase::done && !before.approvals.empty() && only_moved_on ? before.no : 0;
}

/// The step in which the actor's yes may be taken back.
Result<int> step_of_yes(const Attempt& attempt) {
  const StepState& now = attempt.active.now();
  if (now.phase == Phase::awaiting_approval || now.phase == Phase::awaiting_signature) {
    const bool gave = std::ranges::any_of(now.approvals,
                                          [&](const ApprovalGiven& given) { return given.by == attempt.actor.person; });
    if (!gave) return attempt.not_yours();
    const ApprovalGiven& last = now.approvals.back();
    if (last.by == attempt.actor.person && !may_still_decide(attempt, now.no, last)) return attempt.not_yours();
    if (last.by != attempt.actor.person) return acted_on(attempt, last.by, last.at);
    const auto filed = std::ranges::find_if(attempt.state.versions, [&](const Version& version) {
      return version.signed_copy && version.item != written_approval_item && version.step == now.no &&
             version.round == now.round;
    });
    if (filed != attempt.state.versions.end()) return acted_on(attempt, filed->by, filed->at);
    return now.no;
  }
  const int before = completed_just_before(attempt);
  if (before == 0) return attempt.not_yours();
  const ApprovalGiven& last = attempt.state.step(before).approvals.back();
  if (last.by != attempt.actor.person || !may_still_decide(attempt, before, last)) return attempt.not_yours();
  if (now.first_act) return acted_on(attempt, now.first_act->by, now.first_act->at);
  return before;
}

}  // namespace

Offer offer_recall_submission(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const StepState& now = attempt.active.now();
  if (now.phase != Phase::awaiting_approval && now.phase != Phase::awaiting_signature) {
    return attempt.refusal(Reason::wrong_phase);
  }
  if (now.submitted_by != attempt.actor.person || !may_still_perform(attempt)) return attempt.not_yours();
  if (!now.approvals.empty()) return acted_on(attempt, now.approvals.back().by, now.approvals.back().at);
  if (now.phase != Phase::awaiting_approval) return attempt.refusal(Reason::wrong_phase);
  return Option{Option::Act::recall_submission, {}, {}, {}};
}

Offer offer_withdraw_approval(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  if (!attempt.in_person()) return attempt.not_yours();
  const Result<int> step = step_of_yes(attempt);
  if (!step) return step.error();
  return Option{Option::Act::withdraw_approval, {}, {*step}, {}};
}

Decision decide(const Attempt& attempt, const Recall& command) {
  Draft draft(attempt);
  // Who handed in and decides too (joint) takes back the later of the two first.
  if (offer_withdraw_approval(attempt)) {
    const int step = *step_of_yes(attempt);
    const int undone = step == attempt.state.current ? 0 : attempt.state.current;
    draft.add(ApprovalWithdrawn{step, command.reason, undone, draft.counting().approval(attempt.setting.now)});
    return draft.take();
  }
  if (const Offer offer = offer_recall_submission(attempt); !offer) {
    const bool other = offer.error().reason == Reason::wrong_phase || offer.error().reason == Reason::not_yours;
    return other ? offer_withdraw_approval(attempt).error() : offer.error();
  }
  draft.add(SubmissionRecalled{attempt.state.current});
  count_again(draft, {});
  return draft.take();
}

}  // namespace alur::workflow
