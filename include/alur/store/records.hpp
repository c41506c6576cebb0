#pragma once

#include "alur/office/office.hpp"
#include "alur/store/database.hpp"
#include "alur/workflow/attention.hpp"
#include "alur/workflow/decide.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// The record: events in one hash chain, and the state that follows from them.
namespace alur::store {

using workflow::AgencyId;
using workflow::CaseId;
using workflow::PersonId;

/// A case as it stands, with its id.
struct CaseRecord {
  CaseId id{};
  workflow::CaseState state;
};

/// A line of a list: enough to show without loading the state.
struct CaseLine {
  CaseId id{};
  std::string register_no;
  std::string title;
  AgencyId agency{};
  process::Track track{};
  workflow::CaseStatus status{};
  int step = 0;
  std::optional<time::Instant> due;
};

/// One event of a case as history shows it.
struct HistoryLine {
  std::int64_t seq = 0;
  workflow::Event event;
};

/// A row of `waiting`: one thing one person may do now, found by index for `/tugas`.
struct TaskLine {
  CaseLine of;
  workflow::Waiting::For what{};
  int step = 0;
  int round = 0;
  process::Role role{};
  std::optional<time::Instant> due;
  bool taken_by_other = false;
};

class Cases {
 public:
  explicit Cases(Tx& tx) : tx_(tx) {}

  /// The next register of the track in the year of the office's day: "M26-001". Given once; numbers are not reused.
  std::string next_register(process::Track track, int year);
  CaseId open(const std::vector<workflow::Event>& events);
  /// Appends events to the chain and stores the evolved state. `at` of an event is never before the newest one's.
  void append(CaseRecord& record, const std::vector<workflow::Event>& events);
  std::optional<CaseRecord> find(CaseId id);
  std::optional<CaseRecord> find(const std::string& register_no);  ///< in any case

  /// Replaces what the case waits for.
  void set_waiting(CaseId id, const std::vector<workflow::Waiting>& waiting);
  /// What waits for this person, late and most urgent first; `limit` rows.
  std::vector<TaskLine> tasks(PersonId person, std::size_t limit, std::size_t offset = 0);
  std::size_t task_count(PersonId person);
  /// Open cases waiting for any holder of `role`: for a new holder's cards.
  std::vector<CaseId> waiting_for_role(process::Role role, std::size_t limit);

  struct Filter {
    std::optional<AgencyId> agency;       ///< of this agency only
    std::optional<PersonId> participant;  ///< in whose cases this person has had a part, or is appointed
    bool open_only = false;
  };
  std::vector<CaseLine> list(const Filter& filter, std::size_t limit, std::size_t offset = 0);
  std::size_t count(const Filter& filter);
  std::vector<CaseLine> open_of_agency(AgencyId agency, std::size_t limit);
  std::vector<CaseId> open_cases_after(CaseId after, std::size_t limit);  ///< for work in chunks
  /// Newest first.
  std::vector<HistoryLine> history(CaseId id, std::size_t limit, std::size_t offset = 0);
  std::vector<PersonId> participants(CaseId id);           ///< everybody an event names as its doer
  int running_count(process::Role role, PersonId person);  ///< cases a person is appointed to now
  std::size_t completed_since(time::Instant since);        ///< for "selesai bulan ini"

 private:
  Tx& tx_;
};

class OfficeRecords {
 public:
  explicit OfficeRecords(Tx& tx) : tx_(tx) {}
  /// The whole state; the caller keeps it and evolves it with what it appends.
  office::State load();
  void append(office::State& state, const std::vector<office::Event>& events);

 private:
  Tx& tx_;
};

/// Instant of the newest event, so that `now` never lies before it.
std::optional<time::Instant> newest_event(Tx& tx);

}  // namespace alur::store
