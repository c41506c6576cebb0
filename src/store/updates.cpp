#include "alur/store/queues.hpp"

#include "connection.hpp"

#include <chrono>

namespace alur::store {

namespace {

constexpr std::chrono::hours remembered_for{7 * 24};

constexpr std::string_view parked_columns =
    "id, update_id, chat_id, raw, why, reference, attempts, set_aside, next_try_ms, since_ms";

/// Those that wait, but for no older one of their chat.
const std::string first_of_their_chat =
    " FROM parked_update AS p WHERE set_aside = 0 AND (chat_id = 0 OR NOT EXISTS"
    " (SELECT 1 FROM parked_update AS q WHERE q.chat_id = p.chat_id AND q.set_aside = 0 AND q.id < p.id))";

std::vector<Updates::Parked> read_parked(Query& query) {
  std::vector<Updates::Parked> found;
  while (query.next()) {
    Updates::Parked& parked = found.emplace_back();
    parked.id = query.integer(0);
    parked.update_id = query.integer(1);
    parked.chat_id = query.integer(2);
    parked.raw = query.text(3);
    parked.why = query.text(4);
    parked.reference = query.text(5);
    parked.attempts = static_cast<int>(query.integer(6));
    parked.set_aside = query.flag(7);
    parked.next_try = query.instant(8);
    parked.since = query.instant(9);
  }
  return found;
}

}  // namespace

bool Updates::remember(std::int64_t bot_id, std::int64_t update_id, time::Instant now) {
  // Ids come again after a quiet week; one that old is new.
  return Query{tx_,
               "INSERT INTO seen_update (bot_id, update_id, at_ms) VALUES (?, ?, ?)"
               " ON CONFLICT DO UPDATE SET at_ms = excluded.at_ms WHERE at_ms < ?",
               bot_id,
               update_id,
               now,
               now - remembered_for}
             .run() > 0;
}

void Updates::forget_older_than(time::Instant limit, std::size_t rows_max) {
  Query{tx_,
        "DELETE FROM seen_update WHERE (bot_id, update_id) IN"
        " (SELECT bot_id, update_id FROM seen_update WHERE at_ms < ? ORDER BY at_ms LIMIT ?)",
        limit, rows_max}
      .run();
}

void Updates::park(const Parked& parked) {
  Query{
      tx_,
      "INSERT INTO parked_update (update_id, chat_id, raw, why, reference, attempts, set_aside, next_try_ms, since_ms)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      parked.update_id,
      parked.chat_id,
      parked.raw,
      parked.why,
      parked.reference,
      parked.attempts,
      parked.set_aside,
      parked.next_try,
      parked.since}
      .run();
}

bool Updates::has_parked(std::int64_t chat_id) {
  Query query{tx_, "SELECT 1 FROM parked_update WHERE chat_id = ? AND set_aside = 0 LIMIT 1", chat_id};
  return query.next();
}

std::vector<Updates::Parked> Updates::due(time::Instant now, std::size_t limit) {
  static const std::string sql =
      "SELECT " + std::string{parked_columns} + first_of_their_chat + " AND next_try_ms <= ? ORDER BY id LIMIT ?";
  Query query{tx_, sql, now, limit};
  return read_parked(query);
}

std::optional<time::Instant> Updates::next_try() {
  static const std::string sql = "SELECT min(next_try_ms)" + first_of_their_chat;
  Query query{tx_, sql};
  return query.next() ? query.maybe_instant(0) : std::nullopt;
}

void Updates::attempt_begun(std::int64_t id) {
  Query{tx_, "UPDATE parked_update SET attempts = attempts + 1 WHERE id = ?", id}.run();
}

void Updates::attempt_failed(std::int64_t id, const std::string& why, time::Instant next_try, bool set_aside) {
  Query{tx_, "UPDATE parked_update SET why = ?, next_try_ms = ?, set_aside = ? WHERE id = ?", why, next_try, set_aside,
        id}
      .run();
}

void Updates::done(std::int64_t id) { Query{tx_, "DELETE FROM parked_update WHERE id = ?", id}.run(); }

std::vector<Updates::Parked> Updates::list(std::size_t limit) {
  static const std::string sql =
      "SELECT " + std::string{parked_columns} + " FROM parked_update ORDER BY set_aside DESC, id LIMIT ?";
  Query query{tx_, sql, limit};
  return read_parked(query);
}

bool Updates::retry(std::int64_t id, time::Instant now) {
  return Query{tx_, "UPDATE parked_update SET set_aside = 0, attempts = 0, next_try_ms = ? WHERE id = ?", now, id}
             .run() > 0;
}

std::size_t Updates::set_aside_count() {
  Query query{tx_, "SELECT count(*) FROM parked_update WHERE set_aside = 1"};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

}  // namespace alur::store
