#include "evolve_step.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

struct ApplyToSteps {
  CaseState& state;
  const Event& event;

  StepState* step(int no) const {
    return no >= 1 && no <= static_cast<int>(state.steps.size()) ? &state.step(no) : nullptr;
  }
  template <class Change>
  void change(int no, Change&& change) const {
    if (StepState* found = step(no)) change(*found);
  }
  /// Somebody did something in this round.
  void acted(StepState& in) const {
    if (!in.first_act && event.by != PersonId{}) in.first_act = FirstAct{event.by, event.at};
  }
  void took_on(StepState& in) const {
    if (!in.holder) in.holder = event.by;
    acted(in);
  }
  static SessionState& session(StepState& in) {
    if (!in.session) in.session.emplace();
    return *in.session;
  }

  void operator()(const StepStarted& fact) const {
    change(fact.step, [&](StepState& in) {
      in = StepState{};
      in.no = fact.step;
      in.round = fact.round;
      in.returned_from = fact.returned_from;
      if (fact.returned_from != 0) in.returned_by = event.by;
      in.phase = Phase::in_progress;
      in.started = event.at;
      in.due = fact.due;
      in.session_due = fact.session_due;
      in.round_limit = fact.round_limit;
      if (fact.due) in.measured_from = event.at;
    });
  }
  void operator()(const WorkClaimed& fact) const {
    change(fact.step, [&](StepState& in) {
      in.holder = event.by;
      acted(in);
    });
  }
  void operator()(const ClockStarted& fact) const {
    change(fact.step, [&](StepState& in) {
      in.measured_from = event.at;
      in.due = fact.due;
    });
  }
  void operator()(const ProviderChosen&) const {
    change(state.current, [&](StepState& in) { acted(in); });
  }
  void operator()(const VersionFiled& fact) const {
    change(fact.version.step, [&](StepState& in) { acted(in); });
  }
  void operator()(const VersionKept& fact) const {
    change(fact.step, [&](StepState& in) {
      in.kept.push_back({fact.item, fact.number});
      took_on(in);
    });
  }
  void operator()(const SessionProposed& fact) const {
    change(fact.step, [&](StepState& in) {
      SessionState& at = session(in);
      at.planned = fact.at;
      at.place = fact.place;
      at.proposed_by = event.by;
      at.proposed_at = event.at;
      at.accepted_by = fact.accepted_by;
      at.agreed = fact.agreed;
      in.session_due = fact.session_due;
      acted(in);
    });
  }
  void operator()(const SessionAccepted& fact) const {
    change(fact.step, [&](StepState& in) {
      SessionState& at = session(in);
      at.accepted_by.insert(at.accepted_by.end(), fact.roles.begin(), fact.roles.end());
      at.agreed = fact.agreed;
      in.session_due = fact.session_due;
      acted(in);
    });
  }
  void operator()(const SessionBegun& fact) const {
    change(fact.step, [&](StepState& in) {
      SessionState& at = session(in);
      at.begun = fact.at;
      at.ended.reset();
      at.recorded_later = false;
      in.session_due = fact.papers_due;
      took_on(in);
    });
  }
  void operator()(const SessionEnded& fact) const {
    change(fact.step, [&](StepState& in) {
      SessionState& at = session(in);
      at.begun = fact.begun;
      at.ended = fact.ended;
      at.recorded_later = fact.recorded_later;
      in.session_due = fact.papers_due;
      took_on(in);
    });
  }
  void operator()(const Submitted& fact) const {
    change(fact.step, [&](StepState& in) {
      in.phase = Phase::awaiting_approval;
      in.submitted = event.at;
      in.submitted_by = event.by;
      in.late_reason = fact.late_reason;
      in.approval_due = fact.approval_due;
      in.approval_from = event.at;
      in.approvals.clear();
      in.return_request.reset();
      took_on(in);
    });
  }
  void operator()(const SubmissionRecalled& fact) const {
    change(fact.step, [&](StepState& in) {
      in.phase = Phase::in_progress;
      in.submitted.reset();
      in.submitted_by = {};
      in.late_reason.clear();
      in.approval_due.reset();
      in.approval_from.reset();
      in.approvals.clear();
    });
  }
  void operator()(const Approved& fact) const {
    change(fact.step, [&](StepState& in) {
      in.approvals.push_back(fact.approval);
      if (!fact.approval_due) return;
      in.approval_due = fact.approval_due;
      in.approval_from = event.at;
    });
  }
  void operator()(const ApprovalWithdrawn& fact) const {
    change(fact.step, [&](StepState& in) {
      if (!in.approvals.empty()) in.approvals.pop_back();
      in.phase = Phase::awaiting_approval;
      in.completed.reset();
      in.signature_since.reset();
      in.approval_due = fact.approval_due;
      in.approval_from = event.at;
    });
    // Nobody had acted in it, so its number is given again.
    change(fact.undone_step, [&](StepState& in) {
      const int round = in.round - 1;
      in = StepState{};
      in.no = fact.undone_step;
      in.round = std::max(round, 0);
    });
  }
  void operator()(const ApprovalsVoided& fact) const {
    change(fact.step, [&](StepState& in) {
      in.approvals.clear();
      in.approval_due = fact.approval_due;
      in.approval_from = event.at;
      // Whoever changes what was handed in, hands it in: they cannot approve it either.
      in.submitted_by = event.by;
    });
  }
  void operator()(const SignatureAwaited& fact) const {
    change(fact.step, [&](StepState& in) {
      in.phase = Phase::awaiting_signature;
      in.signature_since = event.at;
    });
  }
  void operator()(const StepCompleted& fact) const {
    change(fact.step, [&](StepState& in) {
      in.phase = Phase::done;
      in.completed = event.at;
      in.return_request.reset();
    });
  }
  void operator()(const Returned& fact) const {
    for (int no = std::max(fact.to, 1); no <= fact.from; ++no) {
      change(no, [&](StepState& in) {
        in.phase = Phase::inactive;
        in.approvals.clear();
        in.completed.reset();
        in.return_request.reset();
      });
    }
  }
  void operator()(const ReturnRequested& fact) const {
    change(fact.step, [&](StepState& in) {
      in.return_request = ReturnRequest{fact.to, fact.reason, event.by, event.at};
      acted(in);
    });
  }
  void operator()(const ReturnDeclined& fact) const {
    change(fact.step, [&](StepState& in) { in.return_request.reset(); });
  }
  void operator()(const RoundTimeSet& fact) const {
    change(fact.step, [&](StepState& in) {
      in.round_limit = fact.round_limit;
      if (fact.due) in.due = fact.due;
    });
  }
  void operator()(const Appointed&) const {
    change(state.current, [&](StepState& in) { acted(in); });
  }
  void operator()(const Reassigned& fact) const {
    change(fact.step, [&](StepState& in) { acted(in); });
  }
  void operator()(const DeadlineMoved& fact) const {
    change(fact.step, [&](StepState& in) {
      switch (fact.which) {
        case DeadlineMoved::Which::step:
          in.due = fact.now;
          return;
        case DeadlineMoved::Which::session:
          in.session_due = fact.now;
          return;
        case DeadlineMoved::Which::approval:
          in.approval_due = fact.now;
          return;
      }
    });
  }
  void operator()(const ProgressReported& fact) const {
    change(fact.step, [&](StepState& in) { acted(in); });
  }

  void operator()(const NeedsListed& fact) const {
    change(fact.step, [&](StepState& in) { took_on(in); });
  }
  void operator()(const NeedsMarked& fact) const {
    change(fact.step, [&](StepState& in) { took_on(in); });
  }

  // What concerns no step.
  void operator()(const CaseOpened&) const {}
  void operator()(const VersionWithdrawn&) const {}
  void operator()(const ChangeExplained&) const {}
  void operator()(const LetterAmended&) const {}
  void operator()(const AppointmentsInForce&) const {}
  void operator()(const CasePaused&) const {}
  void operator()(const CaseResumed&) const {}
  void operator()(const TrackChanged&) const {}
  void operator()(const CaseCancelled&) const {}
  void operator()(const CaseCompleted&) const {}
  void operator()(const NoteAdded&) const {}
};

}  // namespace

void evolve_steps(CaseState& state, const Event& event) { std::visit(ApplyToSteps{state, event}, event.fact); }

}  // namespace alur::workflow
