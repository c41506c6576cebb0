#pragma once

#include "attempt.hpp"

/// Every verb twice: may this person do it now (`offer_*`, with what it may be done on), and what it makes of the case
/// (`decide_*`, which asks the same offer first and then looks at the arguments). options() lists the offers.
namespace alur::workflow {

using Offer = Result<Option>;
using Decision = Result<std::vector<Event>>;

// work
Offer offer_claim(const Attempt&);
Offer offer_choose_provider(const Attempt&);
Offer offer_submit(const Attempt&);
Offer offer_report_progress(const Attempt&);
Decision decide(const Attempt&, const Claim&);
Decision decide(const Attempt&, const ChooseProvider&);
Decision decide(const Attempt&, const Submit&);
Decision decide(const Attempt&, const ReportProgress&);

// documents
Offer offer_file(const Attempt&);
Offer offer_withdraw_version(const Attempt&);
Offer offer_explain_change(const Attempt&);
Offer offer_keep_version(const Attempt&);
Offer offer_amend_letter(const Attempt&);
Decision decide(const Attempt&, const FileVersion&);
Decision decide(const Attempt&, const WithdrawVersion&);
Decision decide(const Attempt&, const ExplainChange&);
Decision decide(const Attempt&, const KeepVersion&);
Decision decide(const Attempt&, const AmendLetter&);

// session
Offer offer_propose_session(const Attempt&);
Offer offer_accept_session(const Attempt&);
Offer offer_begin_session(const Attempt&);
Offer offer_end_session(const Attempt&);
Offer offer_record_session(const Attempt&);
Decision decide(const Attempt&, const ProposeSession&);
Decision decide(const Attempt&, const AcceptSession&);
Decision decide(const Attempt&, const BeginSession&);
Decision decide(const Attempt&, const EndSession&);
Decision decide(const Attempt&, const RecordSession&);

// approval
Offer offer_approve(const Attempt&);
Offer offer_record_approval(const Attempt&);
Decision decide(const Attempt&, const Approve&);
Decision decide(const Attempt&, const RecordApproval&);

// taking back
Offer offer_recall_submission(const Attempt&);
Offer offer_withdraw_approval(const Attempt&);
Decision decide(const Attempt&, const Recall&);

// returning
Offer offer_return(const Attempt&);
Offer offer_request_return(const Attempt&);
Offer offer_decide_return(const Attempt&);
Offer offer_set_round_time(const Attempt&);
Decision decide(const Attempt&, const Return&);
Decision decide(const Attempt&, const RequestReturn&);
Decision decide(const Attempt&, const GrantReturn&);
Decision decide(const Attempt&, const DeclineReturn&);
Decision decide(const Attempt&, const SetRoundTime&);

// people
Offer offer_appoint(const Attempt&);
Offer offer_reassign(const Attempt&);
Decision decide(const Attempt&, const Appoint&);
Decision decide(const Attempt&, const Reassign&);

// the trace of needs
Offer offer_list_needs(const Attempt&);
Offer offer_mark_needs(const Attempt&);
Decision decide(const Attempt&, const ListNeeds&);
Decision decide(const Attempt&, const MarkNeeds&);
/// Needs that still have to be marked in the active step.
std::optional<Refusal> needs_unmarked(const Attempt&);
/// Needs that do not fit where `note` says nothing about them.
std::optional<Refusal> undecided_needs(const Attempt&, const std::string& note);

// the case
Offer offer_pause(const Attempt&);
Offer offer_resume(const Attempt&);
Offer offer_change_track(const Attempt&);
Offer offer_cancel(const Attempt&);
Offer offer_note(const Attempt&);
Decision decide(const Attempt&, const PauseCase&);
Decision decide(const Attempt&, const ResumeCase&);
Decision decide(const Attempt&, const ChangeTrack&);
Decision decide(const Attempt&, const CancelCase&);
Decision decide(const Attempt&, const AddNote&);
Decision decide(const Attempt&, const Recount&);

}  // namespace alur::workflow
