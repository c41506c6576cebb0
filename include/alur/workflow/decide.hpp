#pragma once

#include "alur/process/process.hpp"
#include "alur/time/work_calendar.hpp"
#include "alur/workflow/command.hpp"
#include "alur/workflow/event.hpp"
#include "alur/workflow/roster.hpp"
#include "alur/workflow/state.hpp"

#include <boost/system/result.hpp>

#include <optional>
#include <string>
#include <vector>

/// The one place where a case changes its mind. Pure: no I/O, no clock, no text. Source: sop/steps, "Rules of the
/// flow".
namespace alur::workflow {

/// Why a command was not taken. Values are what the sentence to the person needs; `none` never leaves decide().
struct Refusal {
  enum class Reason : std::uint8_t {
    case_ended,
    case_paused,
    case_not_paused,
    not_yours,         ///< not this person's part: `role` is whom the step waits for
    wrong_phase,       ///< the step is not where this can be done: `phase`
    already_approved,  ///< by `person` at `at`
    already_moved_on,  ///< the step is done, or another round
    already_claimed_by_you,
    own_submission,  ///< nobody approves what they handed in
    not_your_turn,   ///< sequence: `role` first
    items_missing,   ///< `items`
    unknown_item,    ///< `items`: what this step owes
    wrong_kind,      ///< e.g. "nihil" for a document that needs a file; `items`
    nothing_to_withdraw,
    nothing_to_keep,
    acted_on,  ///< a recall too late: `person` acted at `at`
    reason_required,
    late_reason_required,
    back_target_not_allowed,  ///< `steps`
    no_request,
    versions_changed,
    not_a_session,
    session_not_begun,
    session_already_begun,
    session_time_invalid,
    letter_details_required,
    appointment_missing,  ///< `role`
    nobody_given,
    person_cannot_hold,  ///< `person` does not hold `role`, or handed the step in
    provider_not_chosen,
    provider_already_chosen,
    track_fixed,
    same_track,
    not_cancellable,
    text_required,
    no_holder,      ///< nobody holds `role`
    limit_invalid,  ///< the time for a new round is no time
    session_not_proposed,
    session_already_accepted,
    nobody_else,        ///< to hand `role` to
    nothing_changed,    ///< of a recount: every deadline stays
    no_needs,           ///< nothing to mark: no list, or the step is no part of the trace
    needs_invalid,      ///< no list of needs, or a mark that is not the step's to give
    needs_unmarked,     ///< `needs` still have to be marked before the hand-in
    decision_required,  ///< `needs` do not fit: a yes says why it takes them so (SOP, Peringatan)
  };
  Reason reason{};
  int step = 0;
  Phase phase{};
  std::optional<process::Role> role;
  PersonId person{};
  std::optional<time::Instant> at;
  std::vector<std::string> items;
  std::vector<int> steps;
  std::vector<int> needs;
};

template <class T>
using Result = boost::system::result<T, Refusal>;

/// Everything decide() may look at besides state and command. References outlive the call.
struct Setting {
  const process::Process& process;
  const Roster& roster;
  const time::WorkCalendar& calendar;
  time::Instant now;
};

/// Opens a case: CaseOpened and the start of step 1. Whether this person may open one for that agency is
/// office::may's to say.
std::vector<Event> open(const Setting& setting, const Actor& actor, const OpenCase& command);

/// What the command makes of this case: events, at least one, or the refusal. Never both, never a partial effect.
Result<std::vector<Event>> decide(const Setting& setting, const CaseState& state, const Actor& actor,
                                  const Command& command);

/// Applies one event. Cannot fail: every event that decide() made from `state`, or that was stored, applies.
void evolve(CaseState& state, const Event& event);

/// A verb that this person could use on the case now, with what it may be used on.
struct Option {
  enum class Act : std::uint8_t {
    claim,      ///< nobody has it yet
    take_over,  ///< a colleague has it ("Ambil alih")
    choose_provider,
    file,              ///< `items`
    file_signed,       ///< `items`: the letter, in the signature phase
    withdraw_version,  ///< `items`
    explain_change,    ///< `items`
    keep_version,      ///< `items`
    propose_session,
    accept_session,
    begin_session,
    end_session,
    record_session,
    submit,  ///< everything owed is there
    recall_submission,
    approve,            ///< `roles`: the parties this yes stands for
    record_approval,    ///< `roles`: parties off the chat
    withdraw_approval,  ///< `steps`: the one whose yes it is
    return_to,          ///< `steps`
    request_return,     ///< `steps`
    decide_return,      ///< grant or decline
    set_round_time,
    amend_letter,  ///< `items`
    appoint,       ///< `roles`
    reassign,      ///< `roles`
    pause,
    resume,
    change_track,
    cancel,
    note,
    report_progress,
    list_needs,
    mark_needs,
  };
  Act act{};
  std::vector<std::string> items;
  std::vector<int> steps;
  std::vector<process::Role> roles;
};

/// What `actor` could do now: the one source of buttons and refusals. decide() accepts a command (well-formed: reasons
/// given, listed items and steps used) exactly when its act is offered here.
std::vector<Option> options(const Setting& setting, const CaseState& state, const Actor& actor);
const Option* find(const std::vector<Option>& options, Option::Act act);

/// One part of the active step, and somebody who could take it over.
struct Successor {
  process::Role role{};
  PersonId person{};
};
/// What `actor` may hand to whom: exactly the pairs for which decide() takes a Reassign that names its reason. Holders
/// of the role come first, then the post above it, then the rest of the office; of those, the part waited for first.
std::vector<Successor> successors(const Setting& setting, const CaseState& state, const Actor& actor);

}  // namespace alur::workflow
