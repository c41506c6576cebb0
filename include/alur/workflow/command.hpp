#pragma once

#include "alur/process/process.hpp"
#include "alur/workflow/document.hpp"
#include "alur/workflow/ids.hpp"
#include "alur/workflow/state.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a person (or the calendar) asks of one case. Each struct is one verb of product.md, "Commands".
namespace alur::workflow {

/// Who acts. `on_behalf` is set when Staff E-Gov acts "atas nama" for a role that nobody in the chat holds.
struct Actor {
  PersonId person{};
  std::optional<process::Role> on_behalf;
};

struct OpenCase {
  std::string register_no;  ///< given out by the store
  std::string title;
  AgencyId agency{};
  std::optional<Letter> letter;
};
/// "Saya kerjakan", "Ambil alih".
struct Claim {};
/// "Penyedia sudah ditetapkan" (P4): the SOP's 3 days run from here.
struct ChooseProvider {};
/// File a version of an owed item, or of "lampiran"; in the signature phase, the signed letter.
struct FileVersion {
  std::string item;
  Submission what;
  std::string fingerprint;
};
/// "Salah berkas": the newest version of the item, until the hand-in.
struct WithdrawVersion {
  std::string item;
};
/// "Apa yang berubah" of the newest version.
struct ExplainChange {
  std::string item;
  std::string note;
};
/// "Tetap berlaku": the newest version of an earlier round counts again.
/// Number, date or signatory of a signed letter, by who filed it.
struct AmendLetter {
  std::string item;
  Letter letter;
};
struct KeepVersion {
  std::string item;
};
struct ProposeSession {
  time::Instant at{};
  std::string place;
};
struct AcceptSession {};
struct BeginSession {};
struct EndSession {};
/// A session entered afterwards ("dicatat kemudian").
struct RecordSession {
  time::Instant begun{};
  time::Instant ended{};
};
/// Hand the step in. A late one needs the reason ("alasan deviasi").
struct Submit {
  std::string late_reason;
};
/// Take back one's own hand-in, or one's own approval, while nobody has acted on it.
struct Recall {
  std::string reason;
};
struct Approve {
  std::string note;
  /// When set: the versions that the approver saw; anything else is refused as changed.
  std::vector<std::string> fingerprints;
};
/// The yes of somebody off the chat, from the signed sheet; by Staff E-Gov or KASI.
struct RecordApproval {
  process::Role role{};
  std::string signed_by;
  time::Day signed_on{};
  Content sheet;
};
/// By an approver of the active step, to a listed step.
struct Return {
  int to = 0;
  std::string reason;
  std::optional<process::TimeLimit> limit;  ///< of the new round; the SOP's when empty
};
/// By a performer: a wish that an approver (for the contractor: KABID) grants or declines.
struct RequestReturn {
  int to = 0;
  std::string reason;
};
struct GrantReturn {};
struct DeclineReturn {};
/// The time of a round that was returned, by who returned it, while it is being worked on.
struct SetRoundTime {
  std::optional<process::TimeLimit> limit;  ///< the SOP's when empty
};
struct Appoint {
  process::Role role{};
  std::vector<PersonId> people;
  std::vector<std::string> names;
  std::string reason;  ///< needed outside the step that appoints (KABID)
};
struct Reassign {
  process::Role role{};  ///< of the active step: a performing or approving role
  PersonId to{};
  std::string reason;
};
struct PauseCase {
  Party waiting_for{};
  std::string reason;
};
struct ResumeCase {};
/// `to` is the other variant, which the caller resolved; steps 1-3 are the same.
struct ChangeTrack {
  process::Track track{};
  std::string process_id;
  int process_version = 0;
  int steps = 0;
  std::string reason;
};
struct CancelCase {
  std::string reason;
};
struct AddNote {
  std::string text;
};
/// Answer to "Kemajuan": on schedule, or what is in the way.
struct ReportProgress {
  bool on_schedule = true;
  std::string text;
};
/// The needs out of the specification, in the step that lists them: the whole list, KB-01 first.
struct ListNeeds {
  std::vector<std::string> needs;
};
/// What a step of the trace found of needs. Marks are of the step's own stage; the last one of a need counts.
struct MarkNeeds {
  std::vector<NeedFinding> findings;
};
/// The calendar changed: running deadlines are counted again. Not a person's command.
struct Recount {
  std::string why;  ///< the holiday's name and letter, for the record
};

using Command = std::variant<Claim, ChooseProvider, FileVersion, WithdrawVersion, ExplainChange, KeepVersion,
                             ProposeSession, AcceptSession, BeginSession, EndSession, RecordSession, Submit, Recall,
                             Approve, RecordApproval, Return, RequestReturn, GrantReturn, DeclineReturn, SetRoundTime,
                             AmendLetter, Appoint, Reassign, PauseCase, ResumeCase, ChangeTrack, CancelCase, AddNote,
                             ReportProgress, ListNeeds, MarkNeeds, Recount>;

}  // namespace alur::workflow
