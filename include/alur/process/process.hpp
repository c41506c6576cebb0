#pragma once

#include "alur/process/role.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alur::process {

/// Where a statement of the definition comes from (sop/steps, "Basis marks").
enum class Basis : std::uint8_t {
  stated,     ///< S: the SOP's text
  box,        ///< B: a surviving box of the PENGEMBANG chart
  analogy,    ///< A: the same step of the other variant
  inference,  ///< I: ours; an office may change it
};

enum class OwedKind : std::uint8_t {
  file,
  link_or_file,
  file_or_nihil,
  checklist,
  letter,  ///< drafted, approved as paraf, signed off the chat, filed again signed
};

/// A document that a step owes. Ids are unique in a process and typed by people: short, lower case, [a-z0-9-].
struct Owed {
  std::string id;
  std::string title;        ///< the SOP's own wording
  std::string short_title;  ///< for a button, at most 28 characters
  OwedKind kind = OwedKind::file;
  std::vector<std::string> items;  ///< of a checklist
  bool operator==(const Owed&) const = default;
};

/// How the parties of an approval decide.
enum class ApprovalMode : std::uint8_t {
  sequence,  ///< one after the other, in the order of `parties`
  all,       ///< every one, in any order
  joint,     ///< every one on the same versions, the submitter's own party included; one veto returns
};

struct Approval {
  ApprovalMode mode = ApprovalMode::all;
  std::vector<Role> parties;
  Basis basis = Basis::inference;
  bool operator==(const Approval&) const = default;
};

enum class TimeUnit : std::uint8_t { working_days, calendar_days, working_minutes, none };

/// What the SOP allows ("Waktu").
struct TimeLimit {
  TimeUnit unit = TimeUnit::none;
  int amount = 0;
  /// The clock waits for "penyedia ditetapkan" (P4).
  bool from_provider_chosen = false;
  bool operator==(const TimeLimit&) const = default;
};

struct BackTarget {
  int step = 0;
  std::string label;  ///< what a button says, e.g. "perbaiki prototype"
  bool operator==(const BackTarget&) const = default;
};

/// What a step adds to the trace of needs, the answer to the SOP's Peringatan (features that do not match needs make a
/// system useless): the list, a test scenario for each, the result of its test, the verdict on it.
enum class TraceStage : std::uint8_t { needs, scenarios, results, verdicts };

struct Step {
  int no = 0;                  ///< 1.. without a gap
  std::string activity;        ///< the SOP's own wording, plain text
  std::string short_activity;  ///< for lists and buttons, at most 40 characters
  std::vector<Role> performers;
  Basis performers_basis = Basis::inference;
  /// Roles that may file documents and get the card too, but do not hand in (P5: the contractor).
  std::vector<Role> contributors;
  Approval approval;
  std::vector<Owed> owed;
  TimeLimit time;
  Basis time_unit_basis = Basis::inference;  ///< the SOP says "hari", not which; minutes and no time are its own
  bool session = false;                      ///< a meeting, timed from begin to end
  bool progress_asked = false;               ///< "Kemajuan" is asked at each quarter
  std::vector<Role> appoints;
  std::vector<BackTarget> back_to;
  Basis back_to_basis = Basis::inference;
  /// Documents of earlier steps that a reader of this step's card needs, by owed id.
  std::vector<std::string> materials;
  /// Set where the step's own product can send the case back (M3/P3: a request for modification goes to 2).
  std::optional<int> modification_to;
  std::optional<TraceStage> trace;
  bool operator==(const Step&) const = default;

  bool has_letter() const;
  const Owed* find_owed(std::string_view id) const;
};

enum class Track : std::uint8_t { mandiri, pengembang };
std::string_view id_of(Track track);  ///< "mandiri", "pengembang"
std::optional<Track> track_from(std::string_view id);
/// The letter of the register: M or P.
char register_letter(Track track);

/// Limits that the SOP does not set ("bukan ketentuan SOP").
struct OfficeLimits {
  int approval_working_days = 1;
  int session_wait_working_days = 3;
  int session_papers_working_days = 1;
  bool operator==(const OfficeLimits&) const = default;
};

/// One variant of an SOP. Immutable once loaded; a case keeps the version that it started with.
struct Process {
  Track track = Track::mandiri;
  std::string id;      ///< e.g. "muara-enim-2021-mandiri"
  int version = 1;     ///< a change of the file is a new version
  std::string title;   ///< the SOP's name
  std::string number;  ///< the SOP's number
  OfficeLimits limits;
  std::vector<Step> steps;
  bool operator==(const Process&) const = default;

  int last_step() const { return static_cast<int>(steps.size()); }
  const Step& step(int no) const;  ///< 1 <= no <= last_step()
  /// The step that owes document `owed_id`, or nullptr.
  const Step* step_owing(std::string_view owed_id) const;
};

/// Something wrong in a definition. `path` names the place as in the file: "step[2].owed[0].kind"; config adds
/// file and line.
struct Fault {
  std::string path;
  std::string message;
  bool operator==(const Fault&) const = default;
};

/// What fits a button or a line of a list, in characters as a person counts them.
inline constexpr std::size_t short_title_max = 28;
inline constexpr std::size_t short_activity_max = 40;
inline constexpr std::size_t back_label_max = 40;
inline constexpr std::size_t checklist_item_max = 40;
inline constexpr std::size_t owed_id_max = 24;

/// Everything wrong with a process, each fault once. Checked: numbering, unknown or missing references, ways back to
/// later steps, a performer who is the sole approver, a role nobody can hold (appointed by no earlier step),
/// times without a unit, stages of the trace out of order, checklists without items, duplicate ids, titles too long for
/// a button, empty texts, and a step that cannot be sent back to itself (its work could never be corrected).
std::vector<Fault> lint(const Process& process);

}  // namespace alur::process
