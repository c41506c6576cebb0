#pragma once

#include "alur/process/process.hpp"
#include "alur/time/work_calendar.hpp"
#include "alur/workflow/document.hpp"
#include "alur/workflow/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace alur::workflow {

enum class CaseStatus : std::uint8_t { running, paused, done, cancelled };

enum class Phase : std::uint8_t { inactive, in_progress, awaiting_approval, awaiting_signature, done };

/// The party a waiting time is booked to.
enum class Party : std::uint8_t { instansi_pengguna, kepala_dinas, penyedia, other };

struct ApprovalGiven {
  PersonId by{};
  std::vector<process::Role> for_roles;  ///< several when one person holds two roles of the rule ("merangkap")
  time::Instant at{};
  std::string note;
  std::vector<std::string> fingerprints;  ///< of exactly the versions decided on
  /// A yes given on paper by somebody off the chat, recorded by `by` ("persetujuan tertulis").
  bool written = false;
  std::string written_by;  ///< name of who signed the sheet
  bool operator==(const ApprovalGiven&) const = default;
};

struct SessionState {
  std::optional<time::Instant> planned;
  std::string place;
  PersonId proposed_by{};
  std::optional<time::Instant> proposed_at;
  std::vector<process::Role> accepted_by;  ///< the parties that said "Bersedia" to `planned`
  bool agreed = false;                     ///< every party that the chat reaches did
  std::optional<time::Instant> begun;
  std::optional<time::Instant> ended;
  bool recorded_later = false;
  bool operator==(const SessionState&) const = default;
};

struct ReturnRequest {
  int to = 0;
  std::string reason;
  PersonId by{};
  time::Instant at{};
  bool operator==(const ReturnRequest&) const = default;
};

/// "Tetap berlaku": a version of an earlier round that counts in this one.
struct Kept {
  std::string item;
  int number = 0;
  bool operator==(const Kept&) const = default;
};

/// The first thing that anybody did in a round: from then on the approval before it cannot be taken back.
struct FirstAct {
  PersonId by{};
  time::Instant at{};
  bool operator==(const FirstAct&) const = default;
};

struct StepState {
  int no = 0;
  Phase phase = Phase::inactive;
  int round = 0;                         ///< how often it has been started; 0 before the first time
  int returned_from = 0;                 ///< the step that sent it back; 0 when it came in order
  PersonId returned_by{};                ///< who did, where one person did
  std::optional<time::Instant> started;  ///< of this round: when it became somebody's
  /// Set once the limit runs: at start for days, at the first act for minutes (M4, M6), at "penyedia ditetapkan" (P4),
  /// at the begin of a session. Without one the step has no overdue state yet (or ever).
  std::optional<time::Deadline> due;
  /// A session's own wait (limits.session_wait_working_days or the agreed day); its papers after it ended.
  std::optional<time::Deadline> session_due;
  std::optional<process::TimeLimit> round_limit;  ///< given by who returned it, instead of the SOP's
  /// From when `due` is counted: the start, the first act, "penyedia ditetapkan" or the session's begin, as above.
  std::optional<time::Instant> measured_from;
  std::optional<PersonId> holder;  ///< who said "Saya kerjakan", uploaded or began
  std::optional<SessionState> session;
  std::optional<time::Instant> submitted;
  PersonId submitted_by{};
  std::string late_reason;
  std::optional<time::Deadline> approval_due;
  std::optional<time::Instant> approval_from;  ///< from when approval_due is counted
  std::vector<ApprovalGiven> approvals;        ///< of the current hand-in
  std::vector<Kept> kept;
  std::optional<FirstAct> first_act;
  std::optional<ReturnRequest> return_request;
  std::optional<time::Instant> signature_since;
  std::optional<time::Instant> completed;
  bool operator==(const StepState&) const = default;
};

/// What was found of a need: a scenario tests it; its test passed or failed; the review's verdict.
enum class NeedMark : std::uint8_t { covered, passed, failed, fits, fits_with_note, does_not_fit };
process::TraceStage stage_of(NeedMark mark);

struct NeedFinding {
  int need = 0;  ///< 1 is KB-01
  NeedMark mark{};
  bool operator==(const NeedFinding&) const = default;
};

/// A need out of the specification ("KB-01"), in the order of the list.
struct Need {
  struct Found {
    NeedMark mark{};
    int step = 0;
    int round = 0;  ///< of that step: what was found in an earlier one counts no more
    bool operator==(const Found&) const = default;
  };
  std::string text;
  std::vector<Found> found;  ///< one a stage at most
  bool operator==(const Need&) const = default;
};

struct Pause {
  time::Instant since{};
  Party waiting_for{};
  std::string reason;
  PersonId by{};
  bool operator==(const Pause&) const = default;
};

/// One finished pause, kept because deadlines and figures are moved by it.
struct FinishedPause {
  time::Instant from{};
  time::Instant to{};
  Party waiting_for{};
  bool operator==(const FinishedPause&) const = default;
};

struct Appointment {
  process::Role role{};
  std::vector<PersonId> people;
  /// The contractor's people, who need not be in the chat (P4).
  std::vector<std::string> names;
  bool in_force = false;  ///< from the moment the letter is filed signed
  bool operator==(const Appointment&) const = default;
};

/// Somebody made the performer or approver of a step's role instead of the role's holders.
struct Reassignment {
  int step = 0;
  process::Role role{};
  PersonId to{};
  bool operator==(const Reassignment&) const = default;
};

/// One case ("permohonan"). A value; rebuilt by evolving its events from CaseState{}.
struct CaseState {
  std::string register_no;  ///< given once, e.g. "M26-001"
  std::string title;
  AgencyId agency{};
  std::optional<Letter> request_letter;
  process::Track track = process::Track::mandiri;
  std::string process_id;
  int process_version = 0;
  PersonId opened_by{};
  time::Instant opened{};
  CaseStatus status = CaseStatus::running;
  int current = 0;  ///< the active step; after the end, the last one that was
  int returns = 0;  ///< so that the case's putaran is returns + 1
  /// Counts every event: what a button was made for is compared with it where the step's round is not enough.
  std::int64_t revision = 0;
  std::vector<StepState> steps;   ///< index no - 1
  std::vector<Version> versions;  ///< all of them, oldest first
  std::vector<Appointment> appointments;
  std::vector<Reassignment> reassignments;
  std::vector<Need> needs;
  std::optional<time::Instant> provider_chosen;  ///< P4: "penyedia ditetapkan"
  std::optional<Pause> pause;
  std::vector<FinishedPause> pauses;  ///< oldest first
  std::optional<time::Instant> ended;
  std::string end_reason;  ///< of a cancellation
  bool operator==(const CaseState&) const = default;

  const StepState& step(int no) const { return steps.at(static_cast<std::size_t>(no - 1)); }
  StepState& step(int no) { return steps.at(static_cast<std::size_t>(no - 1)); }
  const StepState& active() const { return step(current); }
  bool open() const { return status == CaseStatus::running || status == CaseStatus::paused; }
  /// The newest version of `item` that is not withdrawn and counts in the round its step is in: handed in, or kept, in
  /// that round. nullptr when the item is still owed.
  const Version* present(std::string_view item) const;
  /// The newest version not withdrawn, of any round.
  const Version* newest(std::string_view item) const;
  /// What was found of need `no` (1 is KB-01) at that stage, in the round its step is in.
  std::optional<NeedMark> mark_of(int no, process::TraceStage stage) const;
  /// The needs without a mark at `stage`, or with `mark`; in the order of the list.
  std::vector<int> needs_without(process::TraceStage stage) const;
  std::vector<int> needs_with(NeedMark mark) const;
};

}  // namespace alur::workflow
