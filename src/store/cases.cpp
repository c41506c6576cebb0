#include "alur/store/records.hpp"

#include "case_rows.hpp"
#include "codec.hpp"
#include "counter.hpp"
#include "event_log.hpp"
#include "names.hpp"

#include <stdexcept>

namespace alur::store {

namespace {

std::optional<CaseRecord> read_record(Query& query) {
  if (!query.next()) return std::nullopt;
  CaseRecord record;
  record.id = query.id<CaseId>(0);
  record.state = decode_case_state("case " + query.text(1), query.bytes(2));
  return record;
}

std::vector<CaseId> read_ids(Query& query) {
  std::vector<CaseId> ids;
  while (query.next()) ids.push_back(query.id<CaseId>(0));
  return ids;
}

std::size_t read_count(Query& query) { return query.next() ? static_cast<std::size_t>(query.integer(0)) : 0; }

}  // namespace

std::string Cases::next_register(process::Track track, int year) {
  const auto two_digits = std::to_string(100 + year % 100).substr(1);
  const std::string series = process::register_letter(track) + two_digits;
  std::string number = std::to_string(next_number(tx_, "register:" + series));
  if (number.size() < 3) number.insert(0, 3 - number.size(), '0');
  return series + "-" + number;
}

CaseId Cases::open(const std::vector<workflow::Event>& events) {
  workflow::CaseState state;
  for (const workflow::Event& event : events) evolve(state, event);
  const CaseId id = insert_case(tx_, state);
  EventLog log{tx_};
  for (const workflow::Event& event : events) log.append(id, event);
  update_participants(tx_, id, state, events);
  return id;
}

void Cases::append(CaseRecord& record, const std::vector<workflow::Event>& events) {
  workflow::CaseState state = record.state;
  EventLog log{tx_};
  for (const workflow::Event& event : events) {
    evolve(state, event);
    log.append(record.id, event);
  }
  if (!update_case(tx_, record.id, state, record.state.revision)) {
    throw std::logic_error{"case " + state.register_no + " changed under a command"};
  }
  update_participants(tx_, record.id, state, events);
  record.state = std::move(state);
}

std::optional<CaseRecord> Cases::find(CaseId id) {
  Query query{tx_, "SELECT id, register_no, state FROM case_state WHERE id = ?", id};
  return read_record(query);
}

std::optional<CaseRecord> Cases::find(const std::string& register_no) {
  Query query{tx_, "SELECT id, register_no, state FROM case_state WHERE register_no = ?", register_no};
  return read_record(query);
}

std::vector<CaseId> Cases::open_cases_after(CaseId after, std::size_t limit) {
  Query query{tx_, "SELECT id FROM case_state WHERE open = 1 AND id > ? ORDER BY id LIMIT ?", after, limit};
  return read_ids(query);
}

std::vector<HistoryLine> Cases::history(CaseId id, std::size_t limit, std::size_t offset) {
  static const std::string sql =
      "SELECT " + std::string{case_event_columns} + " FROM event WHERE case_id = ? ORDER BY seq DESC LIMIT ? OFFSET ?";
  Query query{tx_, sql, id, limit, offset};
  std::vector<HistoryLine> lines;
  while (query.next()) lines.push_back({query.integer(0), read_case_event(query)});
  return lines;
}

std::vector<PersonId> Cases::participants(CaseId id) {
  Query query{tx_, "SELECT person FROM participant WHERE case_id = ? AND acted = 1 ORDER BY person", id};
  std::vector<PersonId> people;
  while (query.next()) people.push_back(query.id<PersonId>(0));
  return people;
}

int Cases::running_count(process::Role role, PersonId person) {
  Query query{tx_, "SELECT count(*) FROM appointment WHERE person = ? AND role = ?", person, name_of(role)};
  return static_cast<int>(read_count(query));
}

std::size_t Cases::completed_since(time::Instant since) {
  Query query{tx_, "SELECT count(*) FROM event WHERE kind = 'case_completed' AND at_ms >= ?", since};
  return static_cast<std::size_t>(read_count(query));
}

}  // namespace alur::store
