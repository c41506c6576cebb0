#include "alur/store/queues.hpp"

#include "connection.hpp"

namespace alur::store {

namespace {

constexpr std::string_view job_columns =
    "id, kind, payload, chat_id, case_id, person, attempts, not_before_ms, planned_ms";

std::vector<Job> read_jobs(Query& query) {
  std::vector<Job> found;
  while (query.next()) {
    Job& job = found.emplace_back();
    job.id = query.integer(0);
    job.kind = query.text(1);
    job.payload = query.text(2);
    job.chat_id = query.integer(3);
    job.case_id = query.id<CaseId>(4);
    job.person = query.id<PersonId>(5);
    job.attempts = static_cast<int>(query.integer(6));
    job.not_before = query.instant(7);
    job.planned = query.instant(8);
  }
  return found;
}

std::string select_jobs(std::string_view rest) {
  return "SELECT " + std::string{job_columns} + " FROM job " + std::string{rest};
}

}  // namespace

std::int64_t Jobs::plan(const Job& job) {
  Query query{tx_,
              "INSERT INTO job (kind, payload, chat_id, case_id, person, attempts, not_before_ms, planned_ms)"
              " VALUES (?, ?, ?, ?, ?, 0, ?, ?) RETURNING id",
              job.kind,
              job.payload,
              job.chat_id,
              job.case_id,
              job.person,
              job.not_before,
              job.planned};
  query.next();
  const std::int64_t id = query.integer(0);
  query.run();
  return id;
}

std::vector<Job> Jobs::due(time::Instant now, std::size_t limit) {
  static const std::string sql = select_jobs("WHERE not_before_ms <= ? ORDER BY not_before_ms, id LIMIT ?");
  Query query{tx_, sql, now, limit};
  return read_jobs(query);
}

std::optional<Job> Jobs::find(std::int64_t id) {
  static const std::string sql = select_jobs("WHERE id = ?");
  Query query{tx_, sql, id};
  std::vector<Job> found = read_jobs(query);
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

void Jobs::again(std::int64_t id, time::Instant not_before) {
  Query{tx_, "UPDATE job SET attempts = attempts + 1, not_before_ms = ? WHERE id = ?", not_before, id}.run();
}

void Jobs::finish(std::int64_t id) { Query{tx_, "DELETE FROM job WHERE id = ?", id}.run(); }

std::vector<Job> Jobs::open_of(PersonId person, CaseId case_id) {
  static const std::string sql = select_jobs("WHERE person = ? AND case_id = ? ORDER BY id");
  Query query{tx_, sql, person, case_id};
  return read_jobs(query);
}

std::vector<Job> Jobs::open_in_chat(std::int64_t chat_id) {
  static const std::string sql = select_jobs("WHERE chat_id = ? ORDER BY id");
  Query query{tx_, sql, chat_id};
  return read_jobs(query);
}

std::size_t Jobs::open_count() {
  Query query{tx_, "SELECT count(*) FROM job"};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

}  // namespace alur::store
