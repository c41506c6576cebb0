#include "alur/store/queues.hpp"

#include "connection.hpp"
#include "counter.hpp"
#include "names.hpp"
#include "waits.hpp"

#include <charconv>
#include <stdexcept>

namespace alur::store {

namespace {

constexpr std::string_view message_columns =
    "id, chat_id, send_class, method, body, content_sha256, content_name, content_type, must_arrive, tag, state,"
    " attempts, doubts, not_before_ms, planned_ms, last_error";

std::vector<OutMessage> read_messages(Query& query) {
  std::vector<OutMessage> found;
  while (query.next()) {
    OutMessage& message = found.emplace_back();
    message.id = query.integer(0);
    message.chat_id = query.integer(1);
    message.send_class = value_of<SendClass>(query.text(2));
    message.method = query.text(3);
    message.body = query.text(4);
    message.content_sha256 = query.text(5);
    message.content_name = query.text(6);
    message.content_type = query.text(7);
    message.must_arrive = query.flag(8);
    message.tag = query.text(9);
    message.state = value_of<SendState>(query.text(10));
    message.attempts = static_cast<int>(query.integer(11));
    message.doubts = static_cast<int>(query.integer(12));
    message.not_before = query.instant(13);
    message.planned = query.instant(14);
    message.last_error = query.text(15);
  }
  return found;
}

std::optional<std::int64_t> case_named_by(std::string_view tag) {
  constexpr std::string_view prefix = "case:";
  if (!tag.starts_with(prefix)) return std::nullopt;
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(tag.data() + prefix.size(), tag.data() + tag.size(), id);
  if (error != std::errc{} || end != tag.data() + tag.size()) return std::nullopt;
  return id;
}

}  // namespace

std::int64_t Outbox::plan(const OutMessage& message) {
  const bool handed_over = message.state == SendState::sending;
  if (!handed_over && message.state != SendState::planned) {
    throw std::invalid_argument{"a message is planned, or planned and handed over at once"};
  }
  const std::int64_t id = next_send_number(tx_);
  Query{tx_,
        "INSERT INTO outbox (id, chat_id, send_class, method, body, content_sha256, content_name, content_type,"
        " must_arrive, tag, state, attempts, doubts, not_before_ms, planned_ms, last_error, case_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, '', ?)",
        id,
        message.chat_id,
        name_of(message.send_class),
        message.method,
        message.body,
        message.content_sha256,
        message.content_name,
        message.content_type,
        message.must_arrive,
        message.tag,
        name_of(message.state),
        handed_over ? 1 : 0,
        message.not_before,
        message.planned,
        case_named_by(message.tag)}
      .run();
  return id;
}

std::vector<OutMessage> Outbox::heads(std::size_t limit) {
  static const std::string sql =
      "SELECT " + std::string{message_columns} +
      " FROM outbox WHERE id IN (SELECT min(id) FROM outbox WHERE state NOT IN ('sent', 'dead') GROUP BY chat_id)"
      " ORDER BY send_class = 'notice', id LIMIT ?";
  Query query{tx_, sql, limit};
  return read_messages(query);
}

std::optional<OutMessage> Outbox::find(std::int64_t id) {
  static const std::string sql = "SELECT " + std::string{message_columns} + " FROM outbox WHERE id = ?";
  Query query{tx_, sql, id};
  std::vector<OutMessage> found = read_messages(query);
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

void Outbox::begin(std::int64_t id) {
  Query{tx_, "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id = ?", id}.run();
}

void Outbox::sent(std::int64_t id, std::optional<std::int64_t> message_id, time::Instant at) {
  // What was said is in the chat now; the row stays to know the message by.
  Query{tx_, "UPDATE outbox SET state = 'sent', message_id = ?, sent_ms = ?, body = '', last_error = '' WHERE id = ?",
        message_id, at, id}
      .run();
}

void Outbox::wait(std::int64_t id, SendState state, const std::string& error, time::Instant not_before) {
  if (state != SendState::waiting && state != SendState::ambiguous) {
    throw std::invalid_argument{"a message waits as waiting or as ambiguous"};
  }
  Query{tx_,
        "UPDATE outbox SET state = ?1, doubts = doubts + (?1 = 'ambiguous'), last_error = ?2, not_before_ms = ?3"
        " WHERE id = ?4",
        name_of(state),
        error,
        not_before,
        id}
      .run();
}

void Outbox::dead(std::int64_t id, const std::string& reason) {
  Query{tx_, "UPDATE outbox SET state = 'dead', last_error = ? WHERE id = ?", reason, id}.run();
}

Interrupted Outbox::recover(int doubts_max) {
  const std::int64_t given_up =
      Query{tx_,
            "UPDATE outbox SET state = 'dead', doubts = doubts + 1, last_error = ?"
            " WHERE state NOT IN ('sent', 'dead') AND state = 'sending' AND (must_arrive = 0 OR doubts + 1 >= ?)",
            interrupted_error, doubts_max}
          .run();
  const std::int64_t again = Query{tx_,
                                   "UPDATE outbox SET state = 'ambiguous', doubts = doubts + 1, last_error = ?"
                                   " WHERE state NOT IN ('sent', 'dead') AND state = 'sending'",
                                   interrupted_error}
                                 .run();
  return {static_cast<std::size_t>(again), static_cast<std::size_t>(given_up)};
}

std::vector<ChatWait> Outbox::waits(time::Instant now) {
  Query query{tx_,
              "SELECT chat_id, max(not_before_ms) FROM outbox WHERE state NOT IN ('sent', 'dead')"
              " AND not_before_ms > ? GROUP BY chat_id",
              now};
  return read_waits(query);
}

std::size_t Outbox::drop_unfinished() {
  return static_cast<std::size_t>(Query{tx_, "DELETE FROM outbox WHERE state NOT IN ('sent', 'dead')"}.run());
}

std::vector<OutMessage> Outbox::list_dead(std::size_t limit) {
  static const std::string sql =
      "SELECT " + std::string{message_columns} + " FROM outbox WHERE state = 'dead' ORDER BY id LIMIT ?";
  Query query{tx_, sql, limit};
  return read_messages(query);
}

bool Outbox::retry(std::int64_t id) {
  return Query{tx_,
               "UPDATE outbox SET state = 'planned', attempts = 0, doubts = 0, not_before_ms = 0"
               " WHERE id = ? AND state = 'dead'",
               id}
             .run() > 0;
}

std::size_t Outbox::unfinished() {
  Query query{tx_, "SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'dead')"};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

std::size_t Outbox::dead_count() {
  Query query{tx_, "SELECT count(*) FROM outbox WHERE state = 'dead'"};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

std::optional<time::Instant> Outbox::oldest_unfinished() {
  Query query{tx_, "SELECT min(planned_ms) FROM outbox WHERE state NOT IN ('sent', 'dead')"};
  query.next();
  return query.maybe_instant(0);
}

std::optional<CaseId> Outbox::case_of(std::int64_t chat_id, std::int64_t message_id) {
  Query query{tx_,
              "SELECT case_id FROM outbox WHERE chat_id = ?1 AND message_id = ?2 AND case_id IS NOT NULL"
              " UNION ALL SELECT case_id FROM card WHERE chat_id = ?1 AND message_id = ?2 AND case_id <> 0 LIMIT 1",
              chat_id, message_id};
  return query.next() ? std::optional{query.id<CaseId>(0)} : std::nullopt;
}

void Outbox::forget_older_than(time::Instant limit, std::size_t rows_max) {
  Query{tx_,
        "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE state IN ('sent', 'dead') AND planned_ms < ?"
        " ORDER BY planned_ms LIMIT ?)",
        limit, rows_max}
      .run();
}

}  // namespace alur::store
