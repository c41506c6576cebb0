#include "alur/workflow/state.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

/// Filed in the round its step is in, or kept for it.
bool counts(const CaseState& state, const Version& version) {
  const bool known = version.step >= 1 && version.step <= static_cast<int>(state.steps.size());
  if (!known) return false;
  const StepState& step = state.step(version.step);
  if (version.round == step.round) return true;
  return std::ranges::any_of(
      step.kept, [&](const Kept& kept) { return kept.item == version.item && kept.number == version.number; });
}

}  // namespace

const Version* CaseState::present(std::string_view item) const {
  const auto found = std::find_if(versions.rbegin(), versions.rend(), [&](const Version& version) {
    return version.item == item && !version.withdrawn && counts(*this, version);
  });
  return found == versions.rend() ? nullptr : &*found;
}

const Version* CaseState::newest(std::string_view item) const {
  const auto found = std::find_if(versions.rbegin(), versions.rend(),
                                  [&](const Version& version) { return version.item == item && !version.withdrawn; });
  return found == versions.rend() ? nullptr : &*found;
}

}  // namespace alur::workflow
