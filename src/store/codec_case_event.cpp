#include "codec_values.hpp"
#include "fact_codec.hpp"

namespace alur::store {

namespace json {

template <class A>
void fields(A& a, Of<A, workflow::CaseOpened>& v) {
  a("register_no", v.register_no);
  a("title", v.title);
  a("agency", v.agency);
  a("letter", v.letter);
  a("track", v.track);
  a("process_id", v.process_id);
  a("process_version", v.process_version);
  a("steps", v.steps);
}
template <class A>
void fields(A& a, Of<A, workflow::StepStarted>& v) {
  a("step", v.step);
  a("round", v.round);
  a("returned_from", v.returned_from);
  a("due", v.due);
  a("session_due", v.session_due);
  a("round_limit", v.round_limit);
}
template <class A>
void fields(A& a, Of<A, workflow::WorkClaimed>& v) {
  a("step", v.step);
}
template <class A>
void fields(A& a, Of<A, workflow::ClockStarted>& v) {
  a("step", v.step);
  a("due", v.due);
}
template <class A>
void fields(A& /*a*/, Of<A, workflow::ProviderChosen>& /*v*/) {}
template <class A>
void fields(A& a, Of<A, workflow::VersionFiled>& v) {
  a("version", v.version);
}
template <class A>
void fields(A& a, Of<A, workflow::VersionWithdrawn>& v) {
  a("item", v.item);
  a("number", v.number);
}
template <class A>
void fields(A& a, Of<A, workflow::ChangeExplained>& v) {
  a("item", v.item);
  a("number", v.number);
  a("note", v.note);
}
template <class A>
void fields(A& a, Of<A, workflow::VersionKept>& v) {
  a("step", v.step);
  a("round", v.round);
  a("item", v.item);
  a("number", v.number);
}
template <class A>
void fields(A& a, Of<A, workflow::SessionProposed>& v) {
  a("step", v.step);
  a("at", v.at);
  a("place", v.place);
  a("accepted_by", v.accepted_by);
  a("agreed", v.agreed);
  a("session_due", v.session_due);
}
template <class A>
void fields(A& a, Of<A, workflow::SessionAccepted>& v) {
  a("step", v.step);
  a("roles", v.roles);
  a("agreed", v.agreed);
  a("session_due", v.session_due);
}
template <class A>
void fields(A& a, Of<A, workflow::SessionBegun>& v) {
  a("step", v.step);
  a("at", v.at);
  a("papers_due", v.papers_due);
}
template <class A>
void fields(A& a, Of<A, workflow::SessionEnded>& v) {
  a("step", v.step);
  a("begun", v.begun);
  a("ended", v.ended);
  a("recorded_later", v.recorded_later);
  a("papers_due", v.papers_due);
}
template <class A>
void fields(A& a, Of<A, workflow::Submitted>& v) {
  a("step", v.step);
  a("late_reason", v.late_reason);
  a("approval_due", v.approval_due);
  a("fingerprints", v.fingerprints);
}
template <class A>
void fields(A& a, Of<A, workflow::SubmissionRecalled>& v) {
  a("step", v.step);
}
template <class A>
void fields(A& a, Of<A, workflow::Approved>& v) {
  a("step", v.step);
  a("approval", v.approval);
  a("approval_due", v.approval_due);
}
template <class A>
void fields(A& a, Of<A, workflow::ApprovalWithdrawn>& v) {
  a("step", v.step);
  a("reason", v.reason);
  a("undone_step", v.undone_step);
  a("approval_due", v.approval_due);
}
template <class A>
void fields(A& a, Of<A, workflow::ApprovalsVoided>& v) {
  a("step", v.step);
  a("item", v.item);
  a("number", v.number);
  a("approval_due", v.approval_due);
}
template <class A>
void fields(A& a, Of<A, workflow::SignatureAwaited>& v) {
  a("step", v.step);
}
template <class A>
void fields(A& a, Of<A, workflow::StepCompleted>& v) {
  a("step", v.step);
}
template <class A>
void fields(A& a, Of<A, workflow::Returned>& v) {
  a("from", v.from);
  a("to", v.to);
  a("reason", v.reason);
}
template <class A>
void fields(A& a, Of<A, workflow::ReturnRequested>& v) {
  a("step", v.step);
  a("to", v.to);
  a("reason", v.reason);
}
template <class A>
void fields(A& a, Of<A, workflow::ReturnDeclined>& v) {
  a("step", v.step);
}
template <class A>
void fields(A& a, Of<A, workflow::RoundTimeSet>& v) {
  a("step", v.step);
  a("round_limit", v.round_limit);
  a("due", v.due);
}
template <class A>
void fields(A& a, Of<A, workflow::LetterAmended>& v) {
  a("item", v.item);
  a("number", v.number);
  a("letter", v.letter);
}
template <class A>
void fields(A& a, Of<A, workflow::Appointed>& v) {
  a("role", v.role);
  a("people", v.people);
  a("names", v.names);
  a("reason", v.reason);
  a("in_force", v.in_force);
}
template <class A>
void fields(A& a, Of<A, workflow::AppointmentsInForce>& v) {
  a("roles", v.roles);
}
template <class A>
void fields(A& a, Of<A, workflow::Reassigned>& v) {
  a("step", v.step);
  a("role", v.role);
  a("to", v.to);
  a("reason", v.reason);
}
template <class A>
void fields(A& a, Of<A, workflow::CasePaused>& v) {
  a("waiting_for", v.waiting_for);
  a("reason", v.reason);
}
template <class A>
void fields(A& a, Of<A, workflow::CaseResumed>& v) {
  a("working_days", v.working_days);
}
template <class A>
void fields(A& a, Of<A, workflow::DeadlineMoved>& v) {
  a("step", v.step);
  a("which", v.which);
  a("was", v.was);
  a("now", v.now);
  a("why", v.why);
}
template <class A>
void fields(A& a, Of<A, workflow::TrackChanged>& v) {
  a("track", v.track);
  a("process_id", v.process_id);
  a("process_version", v.process_version);
  a("steps", v.steps);
  a("reason", v.reason);
}
template <class A>
void fields(A& a, Of<A, workflow::CaseCancelled>& v) {
  a("reason", v.reason);
}
template <class A>
void fields(A& /*a*/, Of<A, workflow::CaseCompleted>& /*v*/) {}
template <class A>
void fields(A& a, Of<A, workflow::NoteAdded>& v) {
  a("step", v.step);
  a("text", v.text);
}
template <class A>
void fields(A& a, Of<A, workflow::ProgressReported>& v) {
  a("step", v.step);
  a("on_schedule", v.on_schedule);
  a("text", v.text);
}
template <class A>
void fields(A& a, Of<A, workflow::NeedFinding>& v) {
  a("need", v.need);
  a("mark", v.mark);
}
template <class A>
void fields(A& a, Of<A, workflow::NeedsListed>& v) {
  a("step", v.step);
  a("needs", v.needs);
}
template <class A>
void fields(A& a, Of<A, workflow::NeedsMarked>& v) {
  a("step", v.step);
  a("round", v.round);
  a("findings", v.findings);
}

template <>
constexpr std::string_view kind_of<workflow::CaseOpened> = "case_opened";
template <>
constexpr std::string_view kind_of<workflow::StepStarted> = "step_started";
template <>
constexpr std::string_view kind_of<workflow::WorkClaimed> = "work_claimed";
template <>
constexpr std::string_view kind_of<workflow::ClockStarted> = "clock_started";
template <>
constexpr std::string_view kind_of<workflow::ProviderChosen> = "provider_chosen";
template <>
constexpr std::string_view kind_of<workflow::VersionFiled> = "version_filed";
template <>
constexpr std::string_view kind_of<workflow::VersionWithdrawn> = "version_withdrawn";
template <>
constexpr std::string_view kind_of<workflow::ChangeExplained> = "change_explained";
template <>
constexpr std::string_view kind_of<workflow::VersionKept> = "version_kept";
template <>
constexpr std::string_view kind_of<workflow::SessionProposed> = "session_proposed";
template <>
constexpr std::string_view kind_of<workflow::SessionAccepted> = "session_accepted";
template <>
constexpr std::string_view kind_of<workflow::SessionBegun> = "session_begun";
template <>
constexpr std::string_view kind_of<workflow::SessionEnded> = "session_ended";
template <>
constexpr std::string_view kind_of<workflow::Submitted> = "submitted";
template <>
constexpr std::string_view kind_of<workflow::SubmissionRecalled> = "submission_recalled";
template <>
constexpr std::string_view kind_of<workflow::Approved> = "approved";
template <>
constexpr std::string_view kind_of<workflow::ApprovalWithdrawn> = "approval_withdrawn";
template <>
constexpr std::string_view kind_of<workflow::ApprovalsVoided> = "approvals_voided";
template <>
constexpr std::string_view kind_of<workflow::SignatureAwaited> = "signature_awaited";
template <>
constexpr std::string_view kind_of<workflow::StepCompleted> = "step_completed";
template <>
constexpr std::string_view kind_of<workflow::Returned> = "returned";
template <>
constexpr std::string_view kind_of<workflow::ReturnRequested> = "return_requested";
template <>
constexpr std::string_view kind_of<workflow::ReturnDeclined> = "return_declined";
template <>
constexpr std::string_view kind_of<workflow::RoundTimeSet> = "round_time_set";
template <>
constexpr std::string_view kind_of<workflow::LetterAmended> = "letter_amended";
template <>
constexpr std::string_view kind_of<workflow::Appointed> = "appointed";
template <>
constexpr std::string_view kind_of<workflow::AppointmentsInForce> = "appointments_in_force";
template <>
constexpr std::string_view kind_of<workflow::Reassigned> = "reassigned";
template <>
constexpr std::string_view kind_of<workflow::CasePaused> = "case_paused";
template <>
constexpr std::string_view kind_of<workflow::CaseResumed> = "case_resumed";
template <>
constexpr std::string_view kind_of<workflow::DeadlineMoved> = "deadline_moved";
template <>
constexpr std::string_view kind_of<workflow::TrackChanged> = "track_changed";
template <>
constexpr std::string_view kind_of<workflow::CaseCancelled> = "case_cancelled";
template <>
constexpr std::string_view kind_of<workflow::CaseCompleted> = "case_completed";
template <>
constexpr std::string_view kind_of<workflow::NoteAdded> = "note_added";
template <>
constexpr std::string_view kind_of<workflow::ProgressReported> = "progress_reported";
template <>
constexpr std::string_view kind_of<workflow::NeedsListed> = "needs_listed";
template <>
constexpr std::string_view kind_of<workflow::NeedsMarked> = "needs_marked";

}  // namespace json

EncodedFact encode(const workflow::Fact& fact) { return json::encode_fact(fact); }

workflow::Fact decode_case_fact(std::int64_t seq, std::string_view kind, std::string_view body) {
  return json::decode_fact<workflow::Fact>(seq, kind, body, std::nullopt);
}

}  // namespace alur::store
