#include "alur/workflow/decide.hpp"

#include "evolve_step.hpp"

#include <algorithm>

/// What events do to the case as a whole; what they do to a step is in evolve_step.
namespace alur::workflow {

namespace {

void resize(CaseState& state, int steps) {
  const std::size_t had = state.steps.size();
  state.steps.resize(static_cast<std::size_t>(std::max(steps, 0)));
  for (std::size_t i = had; i < state.steps.size(); ++i) state.steps[i].no = static_cast<int>(i) + 1;
}

void end(CaseState& state, CaseStatus status, const Event& event) {
  state.status = status;
  state.ended = event.at;
  state.pause.reset();
}

void put_in_force(CaseState& state, process::Role role) {
  auto& all = state.appointments;
  const auto pending = [&](const Appointment& a) { return a.role == role && !a.in_force; };
  if (std::ranges::none_of(all, pending)) return;
  std::erase_if(all, [&](const Appointment& a) { return a.role == role && a.in_force; });
  for (Appointment& appointment : all) {
    if (appointment.role == role) appointment.in_force = true;
  }
}

struct Apply {
  CaseState& state;
  const Event& event;

  void operator()(const CaseOpened& fact) const {
    state.register_no = fact.register_no;
    state.title = fact.title;
    state.agency = fact.agency;
    state.request_letter = fact.letter;
    state.track = fact.track;
    state.process_id = fact.process_id;
    state.process_version = fact.process_version;
    state.opened_by = event.by;
    state.opened = event.at;
    resize(state, fact.steps);
  }
  void operator()(const ProviderChosen&) const { state.provider_chosen = event.at; }
  void operator()(const VersionFiled& fact) const { state.versions.push_back(fact.version); }
  void operator()(const VersionWithdrawn& fact) const {
    if (Version* version = find(fact.item, fact.number)) version->withdrawn = true;
  }
  void operator()(const ChangeExplained& fact) const {
    if (Version* version = find(fact.item, fact.number)) version->change_note = fact.note;
  }
  void operator()(const LetterAmended& fact) const {
    if (Version* version = find(fact.item, fact.number)) version->what.letter = fact.letter;
  }
  void operator()(const Appointed& fact) const {
    std::erase_if(state.appointments,
                  [&](const Appointment& a) { return a.role == fact.role && a.in_force == fact.in_force; });
    state.appointments.push_back({fact.role, fact.people, fact.names, fact.in_force});
  }
  void operator()(const AppointmentsInForce& fact) const {
    for (const process::Role role : fact.roles) put_in_force(state, role);
  }
  void operator()(const Reassigned& fact) const {
    std::erase_if(state.reassignments,
                  [&](const Reassignment& r) { return r.step == fact.step && r.role == fact.role; });
    state.reassignments.push_back({fact.step, fact.role, fact.to});
  }
  void operator()(const CasePaused& fact) const {
    state.status = CaseStatus::paused;
    state.pause = Pause{event.at, fact.waiting_for, fact.reason, event.by};
  }
  void operator()(const CaseResumed&) const {
    if (state.pause) state.pauses.push_back({state.pause->since, event.at, state.pause->waiting_for});
    state.pause.reset();
    state.status = CaseStatus::running;
  }
  void operator()(const TrackChanged& fact) const {
    state.track = fact.track;
    state.process_id = fact.process_id;
    state.process_version = fact.process_version;
    resize(state, std::max(fact.steps, state.current));
  }
  void operator()(const Returned&) const { ++state.returns; }
  void operator()(const StepStarted& fact) const { state.current = fact.step; }
  void operator()(const ApprovalWithdrawn& fact) const { state.current = fact.step; }
  void operator()(const NeedsListed& fact) const {
    state.needs.clear();
    for (const std::string& text : fact.needs) state.needs.push_back({text, {}});
  }
  void operator()(const NeedsMarked& fact) const {
    for (const NeedFinding& finding : fact.findings) {
      if (finding.need < 1 || finding.need > static_cast<int>(state.needs.size())) continue;
      auto& found = state.needs[static_cast<std::size_t>(finding.need - 1)].found;
      std::erase_if(found, [&](const Need::Found& one) { return stage_of(one.mark) == stage_of(finding.mark); });
      found.push_back({finding.mark, fact.step, fact.round});
    }
  }
  void operator()(const CaseCancelled& fact) const {
    state.end_reason = fact.reason;
    end(state, CaseStatus::cancelled, event);
  }
  void operator()(const CaseCompleted&) const { end(state, CaseStatus::done, event); }

  // What only a step remembers, or only the history.
  void operator()(const WorkClaimed&) const {}
  void operator()(const ClockStarted&) const {}
  void operator()(const VersionKept&) const {}
  void operator()(const SessionProposed&) const {}
  void operator()(const SessionAccepted&) const {}
  void operator()(const SessionBegun&) const {}
  void operator()(const SessionEnded&) const {}
  void operator()(const Submitted&) const {}
  void operator()(const SubmissionRecalled&) const {}
  void operator()(const Approved&) const {}
  void operator()(const ApprovalsVoided&) const {}
  void operator()(const SignatureAwaited&) const {}
  void operator()(const StepCompleted&) const {}
  void operator()(const ReturnRequested&) const {}
  void operator()(const ReturnDeclined&) const {}
  void operator()(const RoundTimeSet&) const {}
  void operator()(const DeadlineMoved&) const {}
  void operator()(const NoteAdded&) const {}
  void operator()(const ProgressReported&) const {}

  Version* find(const std::string& item, int number) const {
    const auto found =
        std::ranges::find_if(state.versions, [&](const Version& v) { return v.item == item && v.number == number; });
    return found == state.versions.end() ? nullptr : &*found;
  }
};

}  // namespace

void evolve(CaseState& state, const Event& event) {
  std::visit(Apply{state, event}, event.fact);
  evolve_steps(state, event);
  ++state.revision;
}

}  // namespace alur::workflow
