#include "card_closed.hpp"

#include "card_text.hpp"

#include <utility>

namespace alur::chat {

namespace {

using Closing = std::optional<std::string>;

/// One sentence for each event after which a card may have lost its question.
class WhatMoved {
 public:
  WhatMoved(const View& view, const workflow::Event& event) : view_{view}, event_{event} {}

  Closing operator()(const workflow::Submitted&) const { return by("closed.submitted"); }
  Closing operator()(const workflow::SubmissionRecalled&) const { return by("closed.recalled"); }
  Closing operator()(const workflow::Approved& approved) const {
    const bool in_part = view_.state().step(approved.step).phase == workflow::Phase::awaiting_approval;
    if (!approved.approval.written) return by(in_part ? "closed.approved_in_part" : "closed.approved");
    return view_.say("closed.approved_in_writing", {{"by", approved.approval.written_by}, {"at", at()}});
  }
  Closing operator()(const workflow::ApprovalWithdrawn&) const { return by("closed.approval_withdrawn"); }
  Closing operator()(const workflow::ApprovalsVoided&) const { return by("closed.changed"); }
  Closing operator()(const workflow::StepCompleted&) const { return by("closed.completed"); }
  Closing operator()(const workflow::Returned& returned) const {
    return by("closed.returned", {{"to", std::int64_t{returned.to}}});
  }
  Closing operator()(const workflow::ReturnRequested&) const { return by("closed.return_requested"); }
  Closing operator()(const workflow::ReturnDeclined&) const { return by("closed.return_declined"); }
  Closing operator()(const workflow::SessionProposed&) const { return by("closed.session_proposed"); }
  Closing operator()(const workflow::SessionAccepted&) const { return by("closed.session_accepted"); }
  Closing operator()(const workflow::SessionBegun&) const { return by("closed.session_begun"); }
  Closing operator()(const workflow::SessionEnded&) const { return by("closed.session_ended"); }
  Closing operator()(const workflow::ProviderChosen&) const { return by("closed.provider_chosen"); }
  Closing operator()(const workflow::Reassigned& reassigned) const {
    return by("closed.reassigned", {{"to", view_.name(reassigned.to)}});
  }
  Closing operator()(const workflow::Appointed&) const { return by("closed.appointed"); }
  Closing operator()(const workflow::TrackChanged&) const { return by("closed.track_changed"); }
  Closing operator()(const workflow::CaseCancelled&) const { return by("closed.cancelled"); }
  Closing operator()(const workflow::CaseCompleted&) const { return by("closed.completed"); }
  Closing operator()(const workflow::CaseOpened&) const { return std::nullopt; }
  Closing operator()(const workflow::StepStarted&) const { return std::nullopt; }
  Closing operator()(const workflow::WorkClaimed&) const { return std::nullopt; }
  Closing operator()(const workflow::ClockStarted&) const { return std::nullopt; }
  Closing operator()(const workflow::VersionFiled&) const { return std::nullopt; }
  Closing operator()(const workflow::VersionWithdrawn&) const { return std::nullopt; }
  Closing operator()(const workflow::ChangeExplained&) const { return std::nullopt; }
  Closing operator()(const workflow::LetterAmended&) const { return std::nullopt; }
  Closing operator()(const workflow::RoundTimeSet&) const { return std::nullopt; }
  Closing operator()(const workflow::VersionKept&) const { return std::nullopt; }
  Closing operator()(const workflow::SignatureAwaited&) const { return std::nullopt; }
  Closing operator()(const workflow::AppointmentsInForce&) const { return std::nullopt; }
  Closing operator()(const workflow::CasePaused&) const { return std::nullopt; }
  Closing operator()(const workflow::CaseResumed&) const { return std::nullopt; }
  Closing operator()(const workflow::DeadlineMoved&) const { return std::nullopt; }
  Closing operator()(const workflow::NoteAdded&) const { return std::nullopt; }
  Closing operator()(const workflow::ProgressReported&) const { return std::nullopt; }
  Closing operator()(const workflow::NeedsListed&) const { return std::nullopt; }
  Closing operator()(const workflow::NeedsMarked&) const { return std::nullopt; }

 private:
  std::string at() const { return view_.moment(event_.at); }
  std::string by(std::string_view key, text::Args more = {}) const {
    more.emplace_back("by", view_.name(event_.by));
    more.emplace_back("at", at());
    return view_.say(key, more);
  }

  const View& view_;
  const workflow::Event& event_;
};

std::string how_it_stands(const View& view, int step) {
  const workflow::StepState& state = view.state().step(step);
  if (!state.approvals.empty() && state.phase != workflow::Phase::in_progress) {
    const workflow::ApprovalGiven& last = state.approvals.back();
    return view.say(last.written ? "closed.approved_in_writing" : "closed.approved",
                    {{"by", last.written ? last.written_by : view.name(last.by)}, {"at", view.moment(last.at)}});
  }
  if (state.submitted && state.phase == workflow::Phase::awaiting_approval) {
    return view.say("closed.submitted", {{"by", view.name(state.submitted_by)}, {"at", view.moment(*state.submitted)}});
  }
  return view.say("closed.not_yours");
}

}  // namespace

std::optional<std::string> what_moved(const View& view, const workflow::Event& event) {
  return std::visit(WhatMoved{view, event}, event.fact);
}

std::string closed_card(const View& view, int step, std::span<const workflow::Event> events) {
  for (const workflow::Event& event : events) {
    if (const auto said = what_moved(view, event); said) return moved_on(view, step, *said);
  }
  return moved_on(view, step, how_it_stands(view, step));
}

}  // namespace alur::chat
