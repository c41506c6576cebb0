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

process::TraceStage stage_of(NeedMark mark) {
  switch (mark) {
    case NeedMark::covered:
      return process::TraceStage::scenarios;
    case NeedMark::passed:
    case NeedMark::failed:
      return process::TraceStage::results;
    case NeedMark::fits:
    case NeedMark::fits_with_note:
    case NeedMark::does_not_fit:
      break;
  }
  return process::TraceStage::verdicts;
}

const Version* CaseState::present(std::string_view item) const {
  const auto found = std::find_if(versions.rbegin(), versions.rend(), [&](const Version& version) {
    return version.item == item && !version.withdrawn && counts(*this, version);
  });
  return found == versions.rend() ? nullptr : &*found;
}

std::optional<NeedMark> CaseState::mark_of(int no, process::TraceStage stage) const {
  for (const Need::Found& found : needs.at(static_cast<std::size_t>(no - 1)).found) {
    const bool known = found.step >= 1 && found.step <= static_cast<int>(steps.size());
    if (known && stage_of(found.mark) == stage && step(found.step).round == found.round) return found.mark;
  }
  return std::nullopt;
}

std::vector<int> CaseState::needs_without(process::TraceStage stage) const {
  std::vector<int> numbers;
  for (int no = 1; no <= static_cast<int>(needs.size()); ++no) {
    if (!mark_of(no, stage)) numbers.push_back(no);
  }
  return numbers;
}

std::vector<int> CaseState::needs_with(NeedMark mark) const {
  std::vector<int> numbers;
  for (int no = 1; no <= static_cast<int>(needs.size()); ++no) {
    if (mark_of(no, stage_of(mark)) == mark) numbers.push_back(no);
  }
  return numbers;
}

const Version* CaseState::newest(std::string_view item) const {
  const auto found = std::find_if(versions.rbegin(), versions.rend(),
                                  [&](const Version& version) { return version.item == item && !version.withdrawn; });
  return found == versions.rend() ? nullptr : &*found;
}

}  // namespace alur::workflow
