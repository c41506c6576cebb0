#include "attempt.hpp"

#include <algorithm>
#include <utility>

namespace alur::workflow {

Refusal Attempt::refusal(Refusal::Reason reason) const {
  Refusal refused;
  refused.reason = reason;
  refused.step = state.current;
  refused.phase = active.now().phase;
  return refused;
}

Refusal Attempt::not_yours(process::Role role) const {
  Refusal refused = refusal(Refusal::Reason::not_yours);
  refused.role = role;
  return refused;
}

Refusal Attempt::not_yours() const {
  const PartyView* pending = active.now().phase == Phase::awaiting_approval ? active.first_pending() : nullptr;
  if (pending != nullptr) return not_yours(pending->role);
  if (!active.rule().performers.empty()) return not_yours(active.rule().performers.front());
  return refusal(Refusal::Reason::not_yours);
}

std::optional<Refusal> closed(const Attempt& attempt, WhilePaused while_paused) {
  if (!attempt.state.open()) return attempt.refusal(Refusal::Reason::case_ended);
  if (attempt.state.status == CaseStatus::paused && while_paused == WhilePaused::refused) {
    return attempt.refusal(Refusal::Reason::case_paused);
  }
  return std::nullopt;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

void Draft::add(Fact fact) {
  events_.push_back({setting_.now, actor_.person, actor_.on_behalf, std::move(fact)});
  evolve(state_, events_.back());
}

}  // namespace alur::workflow
