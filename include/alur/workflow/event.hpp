#pragma once

#include "alur/workflow/command.hpp"

#include <string>
#include <variant>
#include <vector>

/// What happened to one case. Facts carry everything evolve() needs (deadlines included), so that a state can be
/// rebuilt without a calendar, a roster or a process. Field names are those of the stored record: a change needs a
/// reader for the old shape.
namespace alur::workflow {

struct CaseOpened {
  std::string register_no;
  std::string title;
  AgencyId agency{};
  std::optional<Letter> letter;
  process::Track track{};
  std::string process_id;
  int process_version = 0;
  int steps = 0;
};
struct StepStarted {
  int step = 0;
  int round = 0;
  std::optional<time::Deadline> due;
  std::optional<time::Deadline> session_due;
  std::optional<process::TimeLimit> round_limit;
  int returned_from = 0;  ///< the step that sent it back; 0 when it came in order
};
struct WorkClaimed {
  int step = 0;
};
/// The clock of the step's limit began later than the step: first act (M4, M6), provider chosen (P4).
struct ClockStarted {
  int step = 0;
  time::Deadline due;
};
struct ProviderChosen {};
struct VersionFiled {
  Version version;
};
struct VersionWithdrawn {
  std::string item;
  int number = 0;
};
struct ChangeExplained {
  std::string item;
  int number = 0;
  std::string note;
};
struct LetterAmended {
  std::string item;
  int number = 0;
  Letter letter;
};
struct VersionKept {
  int step = 0;
  int round = 0;
  std::string item;
  int number = 0;
};
struct SessionProposed {
  int step = 0;
  time::Instant at{};
  std::string place;
  std::vector<process::Role> accepted_by;  ///< the proposer's own party
  bool agreed = false;                     ///< nobody else is there to be asked
  time::Deadline session_due;              ///< the wait's limit, or the agreed day
};
struct SessionAccepted {
  int step = 0;
  std::vector<process::Role> roles;
  bool agreed = false;  ///< the last party that was asked
  time::Deadline session_due;
};
struct SessionBegun {
  int step = 0;
  time::Instant at{};
  time::Deadline papers_due;
};
struct SessionEnded {
  int step = 0;
  time::Instant begun{};
  time::Instant ended{};
  bool recorded_later = false;
  time::Deadline papers_due;
};
struct Submitted {
  int step = 0;
  std::string late_reason;
  time::Deadline approval_due;
  std::vector<std::string> fingerprints;
};
struct SubmissionRecalled {
  int step = 0;
};
struct Approved {
  int step = 0;
  ApprovalGiven approval;
  std::optional<time::Deadline> approval_due;  ///< of the next in a sequence
};
struct ApprovalWithdrawn {
  int step = 0;
  std::string reason;
  /// The step that had started because of it, and is taken back; 0 when none had.
  int undone_step = 0;
  time::Deadline approval_due;
};
/// A new version came while approvals were open: they are void.
struct ApprovalsVoided {
  int step = 0;
  std::string item;
  int number = 0;
  time::Deadline approval_due;
};
struct SignatureAwaited {
  int step = 0;
};
struct StepCompleted {
  int step = 0;
};
struct Returned {
  int from = 0;
  int to = 0;
  std::string reason;  ///< empty when the step's own product asks for it (M3/P3: a request for modification)
};
struct ReturnRequested {
  int step = 0;
  int to = 0;
  std::string reason;
};
struct ReturnDeclined {
  int step = 0;
};
struct RoundTimeSet {
  int step = 0;
  std::optional<process::TimeLimit> round_limit;  ///< the SOP's when empty
  std::optional<time::Deadline> due;              ///< counted with it; empty where the clock does not run yet
};
struct Appointed {
  process::Role role{};
  std::vector<PersonId> people;
  std::vector<std::string> names;
  std::string reason;
  bool in_force = false;
};
/// The letter is signed: what was appointed for it holds from now.
struct AppointmentsInForce {
  std::vector<process::Role> roles;
};
struct Reassigned {
  int step = 0;
  process::Role role{};
  PersonId to{};
  std::string reason;
};
struct CasePaused {
  Party waiting_for{};
  std::string reason;
};
struct CaseResumed {
  int working_days = 0;  ///< that the pause lasted
};
struct DeadlineMoved {
  int step = 0;
  enum class Which : std::uint8_t { step, session, approval } which{};
  time::Deadline was;
  time::Deadline now;
  std::string why;
};
struct TrackChanged {
  process::Track track{};
  std::string process_id;
  int process_version = 0;
  int steps = 0;
  std::string reason;
};
struct CaseCancelled {
  std::string reason;
};
struct CaseCompleted {};
struct NoteAdded {
  int step = 0;
  std::string text;
};
struct ProgressReported {
  int step = 0;
  bool on_schedule = true;
  std::string text;
};

struct NeedsListed {
  int step = 0;
  std::vector<std::string> needs;
};
struct NeedsMarked {
  int step = 0;
  int round = 0;
  std::vector<NeedFinding> findings;
};

using Fact =
    std::variant<CaseOpened, StepStarted, WorkClaimed, ClockStarted, ProviderChosen, VersionFiled, VersionWithdrawn,
                 ChangeExplained, VersionKept, SessionProposed, SessionAccepted, SessionBegun, SessionEnded, Submitted,
                 SubmissionRecalled, Approved, ApprovalWithdrawn, ApprovalsVoided, SignatureAwaited, StepCompleted,
                 Returned, ReturnRequested, ReturnDeclined, RoundTimeSet, LetterAmended, Appointed, AppointmentsInForce,
                 Reassigned, CasePaused, CaseResumed, DeadlineMoved, TrackChanged, CaseCancelled, CaseCompleted,
                 NoteAdded, ProgressReported, NeedsListed, NeedsMarked>;

struct Event {
  time::Instant at{};
  PersonId by{};  ///< 0 for the calendar
  std::optional<process::Role> on_behalf;
  Fact fact;
};

}  // namespace alur::workflow
