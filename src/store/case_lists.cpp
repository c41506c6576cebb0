#include "alur/store/records.hpp"

#include "case_rows.hpp"
#include "names.hpp"

#include <limits>

namespace alur::store {

namespace {

/// After every deadline: what has none is the least urgent.
constexpr std::int64_t no_deadline = std::numeric_limits<std::int64_t>::max();

/// Parameters 1 and 2 are the filter's agency and participant, NULL when not asked for.
std::string select_cases(std::string_view columns, const Cases::Filter& filter) {
  std::string sql = "SELECT " + std::string{columns} + " FROM case_state c";
  if (filter.participant) sql += " JOIN participant p ON p.case_id = c.id";
  sql += filter.agency ? " WHERE c.agency = ?1" : " WHERE ?1 IS NULL";
  sql += filter.participant ? " AND p.person = ?2" : " AND ?2 IS NULL";
  if (filter.open_only) sql += " AND c.open = 1";
  return sql;
}

void add_waiting(Tx& tx, CaseId id, const workflow::Waiting& waiting) {
  Query{tx, "INSERT OR IGNORE INTO waited_role (role, case_id) VALUES (?, ?)", name_of(waiting.role), id}.run();
  std::optional<std::int64_t> due;
  if (waiting.due) due = time::to_ms(waiting.due->due);
  for (const PersonId person : waiting.people) {
    const bool taken = waiting.holder && *waiting.holder != person;
    Query{tx,
          "INSERT OR IGNORE INTO waiting (person, taken_by_other, urgency, case_id, what, step, role, round, due_ms)"
          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          person,
          taken,
          due.value_or(no_deadline),
          id,
          name_of(waiting.what),
          waiting.step,
          name_of(waiting.role),
          waiting.round,
          due}
        .run();
  }
}

}  // namespace

void Cases::set_waiting(CaseId id, const std::vector<workflow::Waiting>& waiting) {
  Query{tx_, "DELETE FROM waiting WHERE case_id = ?", id}.run();
  Query{tx_, "DELETE FROM waited_role WHERE case_id = ?", id}.run();
  for (const workflow::Waiting& one : waiting) add_waiting(tx_, id, one);
}

std::vector<TaskLine> Cases::tasks(PersonId person, std::size_t limit, std::size_t offset) {
  static const std::string sql = "SELECT " + std::string{line_columns} +
                                 ", w.what, w.step, w.round, w.role, w.due_ms, w.taken_by_other"
                                 " FROM waiting w JOIN case_state c ON c.id = w.case_id WHERE w.person = ?"
                                 " ORDER BY w.taken_by_other, w.urgency, w.case_id, w.what, w.step, w.role"
                                 " LIMIT ? OFFSET ?";
  Query query{tx_, sql, person, limit, offset};
  std::vector<TaskLine> lines;
  while (query.next()) {
    TaskLine& line = lines.emplace_back();
    line.of = read_line(query);
    line.what = value_of<workflow::Waiting::For>(query.text(line_column_count));
    line.step = static_cast<int>(query.integer(line_column_count + 1));
    line.round = static_cast<int>(query.integer(line_column_count + 2));
    line.role = value_of<process::Role>(query.text(line_column_count + 3));
    line.due = query.maybe_instant(line_column_count + 4);
    line.taken_by_other = query.flag(line_column_count + 5);
  }
  return lines;
}

std::size_t Cases::task_count(PersonId person) {
  Query query{tx_, "SELECT count(*) FROM waiting WHERE person = ?", person};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

std::vector<CaseId> Cases::waiting_for_role(process::Role role, std::size_t limit) {
  Query query{tx_, "SELECT case_id FROM waited_role WHERE role = ? ORDER BY case_id LIMIT ?", name_of(role), limit};
  std::vector<CaseId> ids;
  while (query.next()) ids.push_back(query.id<CaseId>(0));
  return ids;
}

std::vector<CaseLine> Cases::list(const Filter& filter, std::size_t limit, std::size_t offset) {
  Query query{tx_,           select_cases(line_columns, filter) + " ORDER BY c.open DESC, c.id DESC LIMIT ?3 OFFSET ?4",
              filter.agency, filter.participant,
              limit,         offset};
  std::vector<CaseLine> lines;
  while (query.next()) lines.push_back(read_line(query));
  return lines;
}

std::size_t Cases::count(const Filter& filter) {
  Query query{tx_, select_cases("count(*)", filter), filter.agency, filter.participant};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

std::vector<CaseLine> Cases::open_of_agency(AgencyId agency, std::size_t limit) {
  return list(Filter{agency, std::nullopt, true}, limit);
}

}  // namespace alur::store
