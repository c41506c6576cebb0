#include "codec.hpp"
#include "codec_values.hpp"

namespace alur::store {

namespace json {

template <class A>
void fields(A& a, Of<A, workflow::SessionState>& v) {
  a("planned", v.planned);
  a("place", v.place);
  a("proposed_by", v.proposed_by);
  a("proposed_at", v.proposed_at);
  a("accepted_by", v.accepted_by);
  a("agreed", v.agreed);
  a("begun", v.begun);
  a("ended", v.ended);
  a("recorded_later", v.recorded_later);
}
template <class A>
void fields(A& a, Of<A, workflow::ReturnRequest>& v) {
  a("to", v.to);
  a("reason", v.reason);
  a("by", v.by);
  a("at", v.at);
}
template <class A>
void fields(A& a, Of<A, workflow::Kept>& v) {
  a("item", v.item);
  a("number", v.number);
}
template <class A>
void fields(A& a, Of<A, workflow::FirstAct>& v) {
  a("by", v.by);
  a("at", v.at);
}
template <class A>
void fields(A& a, Of<A, workflow::StepState>& v) {
  a("no", v.no);
  a("phase", v.phase);
  a("round", v.round);
  a("returned_from", v.returned_from);
  a("returned_by", v.returned_by);
  a("started", v.started);
  a("due", v.due);
  a("session_due", v.session_due);
  a("round_limit", v.round_limit);
  a("measured_from", v.measured_from);
  a("holder", v.holder);
  a("session", v.session);
  a("submitted", v.submitted);
  a("submitted_by", v.submitted_by);
  a("late_reason", v.late_reason);
  a("approval_due", v.approval_due);
  a("approval_from", v.approval_from);
  a("approvals", v.approvals);
  a("kept", v.kept);
  a("first_act", v.first_act);
  a("return_request", v.return_request);
  a("signature_since", v.signature_since);
  a("completed", v.completed);
}
template <class A>
void fields(A& a, Of<A, workflow::Pause>& v) {
  a("since", v.since);
  a("waiting_for", v.waiting_for);
  a("reason", v.reason);
  a("by", v.by);
}
template <class A>
void fields(A& a, Of<A, workflow::FinishedPause>& v) {
  a("from", v.from);
  a("to", v.to);
  a("waiting_for", v.waiting_for);
}
template <class A>
void fields(A& a, Of<A, workflow::Appointment>& v) {
  a("role", v.role);
  a("people", v.people);
  a("names", v.names);
  a("in_force", v.in_force);
}
template <class A>
void fields(A& a, Of<A, workflow::Reassignment>& v) {
  a("step", v.step);
  a("role", v.role);
  a("to", v.to);
}
template <class A>
void fields(A& a, Of<A, workflow::Need::Found>& v) {
  a("mark", v.mark);
  a("step", v.step);
  a("round", v.round);
}
template <class A>
void fields(A& a, Of<A, workflow::Need>& v) {
  a("text", v.text);
  a("found", v.found);
}
template <class A>
void fields(A& a, Of<A, workflow::CaseState>& v) {
  a("register_no", v.register_no);
  a("title", v.title);
  a("agency", v.agency);
  a("request_letter", v.request_letter);
  a("track", v.track);
  a("process_id", v.process_id);
  a("process_version", v.process_version);
  a("opened_by", v.opened_by);
  a("opened", v.opened);
  a("status", v.status);
  a("current", v.current);
  a("returns", v.returns);
  a("revision", v.revision);
  a("steps", v.steps);
  a("versions", v.versions);
  a("appointments", v.appointments);
  a("reassignments", v.reassignments);
  a("needs", v.needs);
  a("provider_chosen", v.provider_chosen);
  a("pause", v.pause);
  a("pauses", v.pauses);
  a("ended", v.ended);
  a("end_reason", v.end_reason);
}

}  // namespace json

std::string encode(const workflow::CaseState& state) { return json::to_json(state).dump(); }

workflow::CaseState decode_case_state(const std::string& place, std::string_view text) {
  try {
    workflow::CaseState state;
    json::from_json(json::Json::parse(text), state);
    return state;
  } catch (const std::exception& error) {
    throw UnreadableRecord{place + " cannot be read: " + error.what()};
  }
}

}  // namespace alur::store
