#pragma once

#include "alur/store/records.hpp"

#include "connection.hpp"

#include <string_view>

/// The row of a case and what is derived from its state beside it, so that lists need not read states.
namespace alur::store {

/// Columns of a CaseLine; `c` is case_state. Read back by read_line() from the first column on.
inline constexpr std::string_view line_columns =
    "c.id, c.register_no, c.title, c.agency, c.track, c.status, c.step, c.due_ms";
inline constexpr int line_column_count = 8;

CaseLine read_line(const Query& row);

/// The deadline that runs now: of the approval, the step or the session; none while paused or after the end.
std::optional<time::Instant> running_deadline(const workflow::CaseState& state);

CaseId insert_case(Tx& tx, const workflow::CaseState& state);
/// Compare and set: false when the stored revision is not `expected_revision`.
bool update_case(Tx& tx, CaseId id, const workflow::CaseState& state, std::int64_t expected_revision);

/// Who has a part: those who acted in `events` for good, those appointed or assigned as of `state`.
void update_participants(Tx& tx, CaseId id, const workflow::CaseState& state,
                         const std::vector<workflow::Event>& events);

}  // namespace alur::store
