#include "flow.hpp"
#include "limits.hpp"
#include "verbs.hpp"

#include <algorithm>

/// From the needs to the verdict on each: the answer to the SOP's Peringatan. Listing them is the office's choice; once
/// listed, every stage marks every need, and one that does not fit is taken only with a reason of both parties.
namespace alur::workflow {

namespace {

using Reason = Refusal::Reason;
using process::TraceStage;

std::optional<Refusal> not_tracing(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return refused;
  if (attempt.active.performing(attempt.actor).empty()) return attempt.not_yours();
  if (attempt.active.now().phase != Phase::in_progress) return attempt.refusal(Reason::wrong_phase);
  return std::nullopt;
}

Refusal with_needs(Refusal refused, std::vector<int> needs) {
  refused.needs = std::move(needs);
  return refused;
}

}  // namespace

Offer offer_list_needs(const Attempt& attempt) {
  if (auto refused = not_tracing(attempt)) return *refused;
  if (attempt.active.rule().trace != TraceStage::needs) return attempt.refusal(Reason::no_needs);
  return Option{Option::Act::list_needs, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const ListNeeds& command) {
  if (const Offer offer = offer_list_needs(attempt); !offer) return offer.error();
  const bool fits = !command.needs.empty() && command.needs.size() <= needs_max &&
                    std::ranges::none_of(command.needs, [](const std::string& need) {
                      return blank(need) || need.size() > need_bytes_max;
                    });
  if (!fits) return attempt.refusal(Reason::needs_invalid);
  Draft draft(attempt);
  take_on(draft);
  draft.add(NeedsListed{attempt.state.current, command.needs});
  return draft.take();
}

Offer offer_mark_needs(const Attempt& attempt) {
  if (auto refused = not_tracing(attempt)) return *refused;
  const auto& stage = attempt.active.rule().trace;
  if (!stage || *stage == TraceStage::needs || attempt.state.needs.empty()) return attempt.refusal(Reason::no_needs);
  return Option{Option::Act::mark_needs, {}, {}, {}};
}

Decision decide(const Attempt& attempt, const MarkNeeds& command) {
  if (const Offer offer = offer_mark_needs(attempt); !offer) return offer.error();
  const auto count = static_cast<int>(attempt.state.needs.size());
  const bool fits = !command.findings.empty() && std::ranges::all_of(command.findings, [&](const NeedFinding& one) {
    return one.need >= 1 && one.need <= count && stage_of(one.mark) == attempt.active.rule().trace;
  });
  if (!fits) return attempt.refusal(Reason::needs_invalid);
  Draft draft(attempt);
  take_on(draft);
  draft.add(NeedsMarked{attempt.state.current, attempt.active.now().round, command.findings});
  return draft.take();
}

std::optional<Refusal> needs_unmarked(const Attempt& attempt) {
  const auto& stage = attempt.active.rule().trace;
  if (!stage || *stage == TraceStage::needs) return std::nullopt;
  std::vector<int> unmarked = attempt.state.needs_without(*stage);
  if (unmarked.empty()) return std::nullopt;
  return with_needs(attempt.refusal(Reason::needs_unmarked), std::move(unmarked));
}

std::optional<Refusal> undecided_needs(const Attempt& attempt, const std::string& note) {
  if (attempt.active.rule().trace != TraceStage::verdicts || !blank(note)) return std::nullopt;
  std::vector<int> misfits = attempt.state.needs_with(NeedMark::does_not_fit);
  if (misfits.empty()) return std::nullopt;
  return with_needs(attempt.refusal(Reason::decision_required), std::move(misfits));
}

}  // namespace alur::workflow
