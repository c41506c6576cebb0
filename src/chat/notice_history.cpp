#include "card_documents.hpp"
#include "notice_parts.hpp"
#include "notices.hpp"

namespace alur::chat {

namespace {

/// What somebody did, as the end of a sentence that begins with their name.
class Did {
 public:
  explicit Did(const View& view) : view_{view} {}

  std::string operator()(const workflow::CaseOpened& opened) const {
    return view_.say("history.opened", {{"title", opened.title}});
  }
  std::string operator()(const workflow::StepStarted& started) const {
    return of(started.step, "history.step_started", {{"round", std::int64_t{started.round}}});
  }
  std::string operator()(const workflow::WorkClaimed& claimed) const { return of(claimed.step, "history.claimed"); }
  std::string operator()(const workflow::ClockStarted& started) const {
    return of(started.step, "history.clock_started", {{"due", view_.moment(started.due.due)}});
  }
  std::string operator()(const workflow::ProviderChosen&) const { return view_.say("history.provider_chosen"); }
  std::string operator()(const workflow::VersionFiled& filed) const {
    if (filed.version.what.letter) {
      return of(filed.version.step, "history.letter_filed",
                {{"document", version_name(view_, filed.version)}, {"number", filed.version.what.letter->number}});
    }
    return of(filed.version.step, "history.filed", {{"document", version_name(view_, filed.version)}});
  }
  std::string operator()(const workflow::VersionWithdrawn& withdrawn) const {
    return about_version("history.withdrawn", withdrawn.item, withdrawn.number);
  }
  std::string operator()(const workflow::ChangeExplained& explained) const {
    return about_version("history.explained", explained.item, explained.number, {{"text", explained.note}});
  }
  std::string operator()(const workflow::VersionKept& kept) const {
    return about_version("history.kept", kept.item, kept.number);
  }
  std::string operator()(const workflow::SessionProposed& proposed) const {
    return of(proposed.step, "history.session_proposed", {{"time", view_.moment(proposed.at)}});
  }
  std::string operator()(const workflow::SessionAccepted& accepted) const {
    return of(accepted.step, "history.session_accepted");
  }
  std::string operator()(const workflow::SessionBegun& begun) const { return of(begun.step, "history.session_begun"); }
  std::string operator()(const workflow::SessionEnded& ended) const {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(ended.ended - ended.begun);
    return of(ended.step, ended.recorded_later ? "history.session_recorded" : "history.session_ended",
              {{"used", static_cast<std::int64_t>(minutes.count())}});
  }
  std::string operator()(const workflow::Submitted& submitted) const {
    if (submitted.late_reason.empty()) return of(submitted.step, "history.submitted");
    return of(submitted.step, "history.submitted_late", {{"reason", submitted.late_reason}});
  }
  std::string operator()(const workflow::SubmissionRecalled& recalled) const {
    return of(recalled.step, "history.recalled");
  }
  std::string operator()(const workflow::Approved& approved) const {
    const text::Args args{{"roles", view_.short_titles(approved.approval.for_roles)},
                          {"signed_by", approved.approval.written_by},
                          {"text", approved.approval.note}};
    if (approved.approval.written) return of(approved.step, "history.approved_in_writing", args);
    return of(approved.step, approved.approval.note.empty() ? "history.approved" : "history.approved_with_note", args);
  }
  std::string operator()(const workflow::ApprovalWithdrawn& withdrawn) const {
    return of(withdrawn.step, "history.approval_withdrawn", {{"reason", withdrawn.reason}});
  }
  std::string operator()(const workflow::ApprovalsVoided& voided) const {
    return of(voided.step, "history.approvals_voided",
              {{"document", item_title(view_, voided.item)}, {"number", std::int64_t{voided.number}}});
  }
  std::string operator()(const workflow::SignatureAwaited& awaited) const {
    return of(awaited.step, "history.signature_awaited");
  }
  std::string operator()(const workflow::StepCompleted& completed) const {
    return of(completed.step, "history.step_completed");
  }
  std::string operator()(const workflow::Returned& returned) const {
    return of(returned.to, returned.reason.empty() ? "history.returned_by_product" : "history.returned",
              {{"reason", returned.reason}});
  }
  std::string operator()(const workflow::ReturnRequested& requested) const {
    return of(requested.to, "history.return_requested", {{"reason", requested.reason}});
  }
  std::string operator()(const workflow::ReturnDeclined& declined) const {
    return of(declined.step, "history.return_declined");
  }
  std::string operator()(const workflow::RoundTimeSet& set) const {
    if (!set.round_limit) return of(set.step, "history.round_time_sop");
    return of(set.step, "history.round_time_set", {{"limit", view_.limit(*set.round_limit)}});
  }
  std::string operator()(const workflow::LetterAmended& amended) const {
    return about_version("history.letter_amended", amended.item, amended.number,
                         {{"letter_no", amended.letter.number},
                          {"date", text::date_plain(amended.letter.date, view_.language())},
                          {"signatory", amended.letter.signatory}});
  }
  std::string operator()(const workflow::Appointed& appointed) const {
    std::vector<std::string> names;
    for (const PersonId person : appointed.people) names.push_back(view_.name(person));
    names.insert(names.end(), appointed.names.begin(), appointed.names.end());
    return view_.say("history.appointed", {{"people", view_.join(names)}, {"role", view_.title(appointed.role)}});
  }
  std::string operator()(const workflow::AppointmentsInForce& in_force) const {
    return view_.say("history.appointments_in_force", {{"roles", view_.titles(in_force.roles)}});
  }
  std::string operator()(const workflow::Reassigned& reassigned) const {
    const text::Args handed{{"to", view_.name(reassigned.to)}, {"role", view_.title(reassigned.role)}};
    if (reassigned.reason.empty()) return of(reassigned.step, "history.reassigned", handed);
    text::Args because = handed;
    because.emplace_back("reason", reassigned.reason);
    return of(reassigned.step, "history.reassigned_because", because);
  }
  std::string operator()(const workflow::CasePaused& paused) const {
    return view_.say("history.paused", {{"party", view_.party(paused.waiting_for)}, {"reason", paused.reason}});
  }
  std::string operator()(const workflow::CaseResumed& resumed) const {
    return view_.say("history.resumed", {{"n", std::int64_t{resumed.working_days}}});
  }
  std::string operator()(const workflow::DeadlineMoved& moved) const {
    return of(moved.step, "history.deadline_moved",
              {{"now", view_.moment(moved.now.due)}, {"was", view_.moment(moved.was.due)}, {"why", moved.why}});
  }
  std::string operator()(const workflow::TrackChanged& changed) const {
    return view_.say(
        "history.track_changed",
        {{"track", view_.label(changed.track == process::Track::mandiri ? "track.mandiri" : "track.pengembang")},
         {"reason", changed.reason}});
  }
  std::string operator()(const workflow::CaseCancelled& cancelled) const {
    return view_.say("history.cancelled", {{"reason", cancelled.reason}});
  }
  std::string operator()(const workflow::CaseCompleted&) const { return view_.say("history.case_completed"); }
  std::string operator()(const workflow::NoteAdded& note) const {
    return view_.say("history.note", {{"text", note.text}});
  }
  std::string operator()(const workflow::NeedsListed& listed) const {
    return of(listed.step, "history.needs_listed", {{"n", static_cast<std::int64_t>(listed.needs.size())}});
  }
  std::string operator()(const workflow::NeedsMarked& marked) const {
    return of(marked.step, "history.needs_marked", {{"n", static_cast<std::int64_t>(marked.findings.size())}});
  }
  std::string operator()(const workflow::ProgressReported& reported) const {
    return of(reported.step, reported.on_schedule ? "history.on_schedule" : "history.obstacle",
              {{"text", reported.text}});
  }

 private:
  /// A step that the present track may not have (the record outlives a change of jalur) is told by its number alone.
  std::string of(int step, std::string_view key, text::Args more = {}) const {
    more.emplace_back("of", std::int64_t{step});
    return view_.say(key, more);
  }
  std::string about_version(std::string_view key, const std::string& item, int number, text::Args more = {}) const {
    more.emplace_back("document", item_title(view_, item));
    more.emplace_back("number", std::int64_t{number});
    return view_.say(key, more);
  }

  const View& view_;
};

/// What follows from what somebody did, and is nobody's deed of its own.
bool follows(const workflow::Event& event) {
  if (const auto* returned = std::get_if<workflow::Returned>(&event.fact)) return returned->reason.empty();
  const workflow::Fact& fact = event.fact;
  return std::holds_alternative<workflow::StepStarted>(fact) ||
         std::holds_alternative<workflow::SignatureAwaited>(fact) ||
         std::holds_alternative<workflow::StepCompleted>(fact) ||
         std::holds_alternative<workflow::AppointmentsInForce>(fact) ||
         std::holds_alternative<workflow::DeadlineMoved>(fact) || std::holds_alternative<workflow::CaseCompleted>(fact);
}

}  // namespace

std::string history_line(const Context& ctx, const store::CaseRecord& record, const workflow::Event& event,
                         std::string_view language) {
  const View view{ctx, record, language};
  text::Args args{{"at", text::moment_brief(event.at, ctx.calendar, language)},
                  {"by", view.name(event.by)},
                  {"did", text::Html{std::visit(Did{view}, event.fact)}}};
  if (follows(event)) return view.say("history.line_of_itself", args);
  if (!event.on_behalf) return view.say("history.line", args);
  args.emplace_back("role", view.title(*event.on_behalf));
  return view.say("history.line_on_behalf", args);
}

}  // namespace alur::chat
