#include "case_rows.hpp"

#include "codec.hpp"
#include "names.hpp"

namespace alur::store {

namespace {

std::optional<time::Instant> due_of(const std::optional<time::Deadline>& deadline) {
  return deadline ? std::optional{deadline->due} : std::nullopt;
}

void add_participant(Tx& tx, CaseId id, PersonId person, bool acted) {
  Query{tx,
        "INSERT INTO participant (person, case_id, acted) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET acted = max(acted, excluded.acted)",
        person, id, acted}
      .run();
}

}  // namespace

CaseLine read_line(const Query& row) {
  CaseLine line;
  line.id = row.id<CaseId>(0);
  line.register_no = row.text(1);
  line.title = row.text(2);
  line.agency = row.id<AgencyId>(3);
  line.track = value_of<process::Track>(row.text(4));
  line.status = value_of<workflow::CaseStatus>(row.text(5));
  line.step = static_cast<int>(row.integer(6));
  line.due = row.maybe_instant(7);
  return line;
}

std::optional<time::Instant> running_deadline(const workflow::CaseState& state) {
  if (state.status != workflow::CaseStatus::running || state.current == 0) return std::nullopt;
  const workflow::StepState& step = state.active();
  switch (step.phase) {
    case workflow::Phase::in_progress:
      return step.due ? due_of(step.due) : due_of(step.session_due);
    case workflow::Phase::awaiting_approval:
      return due_of(step.approval_due);
    case workflow::Phase::inactive:
    case workflow::Phase::awaiting_signature:
    case workflow::Phase::done:
      return std::nullopt;
  }
  return std::nullopt;
}

CaseId insert_case(Tx& tx, const workflow::CaseState& state) {
  Query query{tx,
              "INSERT INTO case_state (register_no, title, agency, track, status, open, step, due_ms, revision, state)"
              " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
              state.register_no,
              state.title,
              state.agency,
              name_of(state.track),
              name_of(state.status),
              state.open(),
              state.current,
              running_deadline(state),
              state.revision,
              encode(state)};
  query.next();
  const auto id = query.id<CaseId>(0);
  query.run();
  return id;
}

bool update_case(Tx& tx, CaseId id, const workflow::CaseState& state, std::int64_t expected_revision) {
  return Query{tx,
               "UPDATE case_state SET title = ?, agency = ?, track = ?, status = ?, open = ?, step = ?, due_ms = ?,"
               " revision = ?, state = ? WHERE id = ? AND revision = ?",
               state.title,
               state.agency,
               name_of(state.track),
               name_of(state.status),
               state.open(),
               state.current,
               running_deadline(state),
               state.revision,
               encode(state),
               id,
               expected_revision}
             .run() == 1;
}

void update_participants(Tx& tx, CaseId id, const workflow::CaseState& state,
                         const std::vector<workflow::Event>& events) {
  Query{tx, "DELETE FROM participant WHERE case_id = ? AND acted = 0", id}.run();
  Query{tx, "DELETE FROM appointment WHERE case_id = ?", id}.run();
  for (const workflow::Event& event : events) {
    if (event.by != PersonId{}) add_participant(tx, id, event.by, true);
  }
  for (const workflow::Appointment& appointment : state.appointments) {
    for (const PersonId person : appointment.people) {
      add_participant(tx, id, person, false);
      if (!state.open()) continue;
      Query{tx, "INSERT OR IGNORE INTO appointment (person, role, case_id) VALUES (?, ?, ?)", person,
            name_of(appointment.role), id}
          .run();
    }
  }
  for (const workflow::Reassignment& reassignment : state.reassignments) {
    add_participant(tx, id, reassignment.to, false);
  }
}

}  // namespace alur::store
