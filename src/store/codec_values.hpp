#pragma once

#include "alur/workflow/state.hpp"

#include "json_fields.hpp"

/// Fields of what both events and states are made of.
namespace alur::store::json {

template <class A>
void fields(A& a, Of<A, time::Deadline>& v) {
  a("due", v.due);
  a("provisional", v.provisional);
}
template <class A>
void fields(A& a, Of<A, process::TimeLimit>& v) {
  a("unit", v.unit);
  a("amount", v.amount);
  a("from_provider_chosen", v.from_provider_chosen);
}
template <class A>
void fields(A& a, Of<A, workflow::Content>& v) {
  a("sha256", v.sha256);
  a("bytes", v.bytes);
  a("media_type", v.media_type);
  a("file_name", v.file_name);
  a("telegram_file_id", v.telegram_file_id);
}
template <class A>
void fields(A& a, Of<A, workflow::Letter>& v) {
  a("number", v.number);
  a("date", v.date);
  a("signatory", v.signatory);
}
template <class A>
void fields(A& a, Of<A, workflow::Submission>& v) {
  a("kind", v.kind);
  a("contents", v.contents);
  a("link", v.link);
  a("link_sha256", v.link_sha256);
  a("checked", v.checked);
  a("letter", v.letter);
}
template <class A>
void fields(A& a, Of<A, workflow::Version>& v) {
  a("item", v.item);
  a("number", v.number);
  a("step", v.step);
  a("round", v.round);
  a("by", v.by);
  a("at", v.at);
  a("what", v.what);
  a("fingerprint", v.fingerprint);
  a("signed_copy", v.signed_copy);
  a("change_note", v.change_note);
  a("withdrawn", v.withdrawn);
}
template <class A>
void fields(A& a, Of<A, workflow::ApprovalGiven>& v) {
  a("by", v.by);
  a("for_roles", v.for_roles);
  a("at", v.at);
  a("note", v.note);
  a("fingerprints", v.fingerprints);
  a("written", v.written);
  a("written_by", v.written_by);
}

}  // namespace alur::store::json
