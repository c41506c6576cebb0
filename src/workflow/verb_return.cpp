#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

using Reason = Refusal::Reason;

std::vector<int> back_targets(const process::Step& rule, int latest) {
  std::vector<int> steps;
  for (const process::BackTarget& target : rule.back_to) {
    if (target.step <= latest) steps.push_back(target.step);
  }
  return steps;
}

Refusal target_not_allowed(const Attempt& attempt, std::vector<int> steps) {
  Refusal refused = attempt.refusal(Reason::back_target_not_allowed);
  refused.steps = std::move(steps);
  return refused;
}

bool lists(const std::vector<int>& steps, int step) { return std::ranges::find(steps, step) != steps.end(); }

/// Could this person still have sent the case back from that step? Whoever has lost the post has no say in its time.
bool still_decides(const Attempt& attempt, int from) {
  std::vector<process::Role> roles = attempt.setting.process.step(from).approval.parties;
  // Where a party cannot decide, it goes up to these.
  roles.push_back(process::Role::kabid_egov);
  roles.push_back(process::Role::kepala_dinas);
  return std::ranges::any_of(
      roles, [&](process::Role role) { return contains(attempt.active.holders(role), attempt.actor.person); });
}

}  // namespace

/// Everybody whose turn has come, whether the yes was given already or not: one veto returns.
Offer offer_return(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const PersonId person = attempt.actor.person;
  const ActiveStep& active = attempt.active;
  const auto decides = [&](const PartyView& party) { return contains(party.people, person); };
  const auto may = [&](const PartyView& party) { return party.in_turn && decides(party); };
  if (!attempt.in_person() || std::ranges::none_of(active.parties(), decides)) {
    const bool own = active.now().phase == Phase::awaiting_approval && person == active.now().submitted_by &&
                     std::ranges::any_of(active.rule().approval.parties,
                                         [&](process::Role role) { return contains(active.holders(role), person); });
    return own ? attempt.refusal(Reason::own_submission) : attempt.not_yours();
  }
  if (active.now().phase != Phase::awaiting_approval) return attempt.refusal(Reason::wrong_phase);
  if (std::ranges::none_of(active.parties(), may)) {
    Refusal refused = attempt.refusal(Reason::not_your_turn);
    refused.role = active.first_pending()->role;
    return refused;
  }
  std::vector<int> steps = back_targets(active.rule(), attempt.state.current);
  if (steps.empty()) return target_not_allowed(attempt, {});
  return Option{Option::Act::return_to, {}, std::move(steps), {}};
}

Decision decide(const Attempt& attempt, const Return& command) {
  const Offer offer = offer_return(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->steps, command.to)) return target_not_allowed(attempt, offer->steps);
  if (blank(command.reason)) return attempt.refusal(Reason::reason_required);
  if (command.limit && !usable(*command.limit)) return attempt.refusal(Reason::limit_invalid);
  Draft draft(attempt);
  send_back(draft, command.to, command.reason, command.limit);
  return draft.take();
}

Offer offer_request_return(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const ActiveStep& active = attempt.active;
  if (active.performing(attempt.actor).empty() && active.contributing(attempt.actor).empty()) {
    return attempt.not_yours();
  }
  // Whoever may send it back need not ask.
  if (offer_return(attempt)) return attempt.refusal(Reason::wrong_phase);
  // While it is being worked on, a step cannot go back to itself.
  const bool working = active.now().phase == Phase::in_progress;
  std::vector<int> steps = back_targets(active.rule(), attempt.state.current - (working ? 1 : 0));
  if (steps.empty()) return target_not_allowed(attempt, {});
  return Option{Option::Act::request_return, {}, std::move(steps), {}};
}

Decision decide(const Attempt& attempt, const RequestReturn& command) {
  const Offer offer = offer_request_return(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->steps, command.to)) return target_not_allowed(attempt, offer->steps);
  if (blank(command.reason)) return attempt.refusal(Reason::reason_required);
  Draft draft(attempt);
  draft.add(ReturnRequested{attempt.state.current, command.to, command.reason});
  return draft.take();
}

Offer offer_decide_return(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const std::optional<ReturnRequest>& request = attempt.active.now().return_request;
  if (!request) return attempt.refusal(Reason::no_request);
  const std::vector<PartyView> deciders = attempt.active.return_deciders(request->by);
  const bool decides = std::ranges::any_of(
      deciders, [&](const PartyView& party) { return contains(party.people, attempt.actor.person); });
  if (decides && attempt.in_person()) return Option{Option::Act::decide_return, {}, {request->to}, {}};
  if (deciders.empty()) return attempt.not_yours();
  return attempt.not_yours(deciders.front().role);
}

Decision decide(const Attempt& attempt, const GrantReturn&) {
  if (const Offer offer = offer_decide_return(attempt); !offer) return offer.error();
  const ReturnRequest request = attempt.active.now().return_request.value();
  Draft draft(attempt);
  send_back(draft, request.to, request.reason, {});
  return draft.take();
}

Decision decide(const Attempt& attempt, const DeclineReturn&) {
  if (const Offer offer = offer_decide_return(attempt); !offer) return offer.error();
  Draft draft(attempt);
  draft.add(ReturnDeclined{attempt.state.current});
  return draft.take();
}

Offer offer_set_round_time(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return *refused;
  const StepState& now = attempt.active.now();
  const bool returned_it = now.returned_from != 0 && now.returned_by == attempt.actor.person;
  if (!returned_it || !attempt.in_person() || !still_decides(attempt, now.returned_from)) return attempt.not_yours();
  if (now.phase != Phase::in_progress) return attempt.refusal(Reason::wrong_phase);
  if (!counts_days(attempt.active.rule().time)) return attempt.refusal(Reason::limit_invalid);
  return Option{Option::Act::set_round_time, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const SetRoundTime& command) {
  if (const Offer offer = offer_set_round_time(attempt); !offer) return offer.error();
  if (command.limit && !usable(*command.limit)) return attempt.refusal(Reason::limit_invalid);
  StepState with_it = attempt.active.now();
  with_it.round_limit = command.limit;
  Draft draft(attempt);
  const std::optional<time::Deadline> due = count_open(draft.counting(), attempt.active.rule(), with_it).step;
  draft.add(RoundTimeSet{with_it.no, command.limit, due});
  return draft.take();
}

}  // namespace alur::workflow
