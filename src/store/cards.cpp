#include "alur/store/queues.hpp"

#include "connection.hpp"
#include "counter.hpp"
#include "names.hpp"
#include "waits.hpp"

#include <stdexcept>

namespace alur::store {

namespace {

constexpr std::string_view card_columns =
    "id, chat_id, key, ask, remark, case_id, html, keyboard, reply_to, silent, send_class, closing, wanted_rev,"
    " shown_rev, message_id, state, attempts, doubts, not_before_ms, planned_ms, last_error";

std::vector<Card> read_cards(Query& query) {
  std::vector<Card> found;
  while (query.next()) {
    Card& card = found.emplace_back();
    card.id = query.integer(0);
    card.chat_id = query.integer(1);
    card.key = query.text(2);
    card.ask = query.text(3);
    card.remark = query.flag(4);
    card.case_id = query.id<CaseId>(5);
    card.html = query.text(6);
    card.keyboard = query.text(7);
    card.reply_to = query.maybe_integer(8);
    card.silent = query.flag(9);
    card.send_class = value_of<SendClass>(query.text(10));
    card.closing = query.flag(11);
    card.wanted_rev = query.integer(12);
    card.shown_rev = query.integer(13);
    card.message_id = query.maybe_integer(14);
    card.state = value_of<SendState>(query.text(15));
    card.attempts = static_cast<int>(query.integer(16));
    card.doubts = static_cast<int>(query.integer(17));
    card.not_before = query.instant(18);
    card.planned = query.instant(19);
    card.last_error = query.text(20);
  }
  return found;
}

std::optional<Card> first(Query& query) {
  std::vector<Card> found = read_cards(query);
  return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::string select_cards(std::string_view rest) {
  return "SELECT " + std::string{card_columns} + " FROM card " + std::string{rest};
}

void insert(Tx& tx, const Card& wanted, std::int64_t rev) {
  Query{tx,
        "INSERT INTO card (chat_id, key, ask, remark, case_id, html, keyboard, reply_to, silent, send_class, closing,"
        " wanted_rev, shown_rev, state, attempts, doubts, not_before_ms, planned_ms, last_error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 'planned', 0, 0, 0, ?, '')",
        wanted.chat_id,
        wanted.key,
        wanted.ask,
        wanted.remark,
        wanted.case_id,
        wanted.html,
        wanted.keyboard,
        wanted.reply_to,
        wanted.silent,
        name_of(wanted.send_class),
        rev,
        wanted.planned}
      .run();
}

/// New content is a new revision, always: whoever is sending an older one can then not settle this one. A back-off
/// under way goes on.
void change(Tx& tx, const Card& live, const Card& wanted) {
  Query{tx,
        "UPDATE card SET html = ?, keyboard = ?, send_class = ?, wanted_rev = ?,"
        " state = iif(state = 'sent', 'planned', state), attempts = iif(state = 'sent', 0, attempts) WHERE id = ?",
        wanted.html,
        wanted.keyboard,
        name_of(wanted.send_class),
        next_send_number(tx),
        live.id}
      .run();
}

/// A dead card that another takes the place of: what it shows, if anything, is closed.
void bury(Tx& tx, const Card& successor, const std::string& closed_html) {
  Query{tx, "DELETE FROM card WHERE chat_id = ? AND key = ? AND state = 'dead' AND closing = 0 AND message_id IS NULL",
        successor.chat_id, successor.key}
      .run();
  Query{tx,
        "UPDATE card SET closing = 1, html = ?, keyboard = '', wanted_rev = ?, state = 'planned', attempts = 0,"
        " doubts = 0, not_before_ms = 0 WHERE chat_id = ? AND key = ? AND state = 'dead' AND closing = 0",
        closed_html,
        next_send_number(tx),
        successor.chat_id,
        successor.key}
      .run();
}

/// Nobody has seen it, and nothing on its way will show it.
bool never_shown(const Card& card) { return !card.message_id && card.state != SendState::sending; }

void drop(Tx& tx, std::int64_t id) { Query{tx, "DELETE FROM card WHERE id = ?", id}.run(); }

}  // namespace

std::optional<Card> Cards::find(std::int64_t id) {
  static const std::string sql = select_cards("WHERE id = ?");
  Query query{tx_, sql, id};
  return first(query);
}

std::optional<Card> Cards::live(std::int64_t chat_id, const std::string& key) {
  static const std::string sql = select_cards("WHERE chat_id = ? AND key = ? AND closing = 0 AND state <> 'dead'");
  Query query{tx_, sql, chat_id, key};
  return first(query);
}

std::vector<Card> Cards::live_of_case(CaseId id) {
  static const std::string sql = select_cards("WHERE case_id = ? AND closing = 0 AND state <> 'dead' ORDER BY id");
  Query query{tx_, sql, id};
  return read_cards(query);
}

void Cards::show(const Card& wanted, const std::string& closed_html) {
  const std::optional<Card> known = live(wanted.chat_id, wanted.key);
  if (known && known->ask == wanted.ask) {
    const bool same = known->html == wanted.html && known->keyboard == wanted.keyboard;
    if (!same) change(tx_, *known, wanted);
    return;
  }
  known ? close(known->id, closed_html) : bury(tx_, wanted, closed_html);
  insert(tx_, wanted, next_send_number(tx_));
}

void Cards::remark(Card wanted) {
  const std::int64_t rev = next_send_number(tx_);
  wanted.remark = true;
  wanted.key += std::to_string(rev);
  insert(tx_, wanted, rev);
}

void Cards::turn_into_remark(std::int64_t id, const Card& wanted) {
  const std::int64_t rev = next_send_number(tx_);
  Query{tx_,
        "UPDATE card SET remark = 1, key = ?, ask = ?, case_id = ?, html = ?, keyboard = ?, send_class = ?,"
        " wanted_rev = ?, shown_rev = 0, state = iif(state = 'sent', 'planned', state), attempts = 0, doubts = 0"
        " WHERE id = ?",
        wanted.key + std::to_string(rev),
        wanted.ask,
        wanted.case_id,
        wanted.html,
        wanted.keyboard,
        name_of(wanted.send_class),
        rev,
        id}
      .run();
}

void Cards::close(std::int64_t id, const std::string& html, const std::string& keyboard) {
  const std::optional<Card> card = find(id);
  if (!card || card->closing) return;
  if (never_shown(*card) && !card->remark) return drop(tx_, id);
  // What is still to be said keeps its place among what was said after it.
  const std::int64_t rev = never_shown(*card) ? card->wanted_rev : next_send_number(tx_);
  Query{tx_,
        "UPDATE card SET closing = 1, html = ?, keyboard = ?, wanted_rev = ?,"
        " state = iif(state = 'sent', 'planned', state), attempts = iif(state = 'sent', 0, attempts) WHERE id = ?",
        html,
        keyboard,
        rev,
        id}
      .run();
}

std::optional<Card> Cards::by_message(std::int64_t chat_id, std::int64_t message_id) {
  static const std::string sql = select_cards("WHERE chat_id = ? AND message_id = ? ORDER BY id DESC LIMIT 1");
  Query query{tx_, sql, chat_id, message_id};
  return first(query);
}

std::vector<Card> Cards::unsettled(std::size_t limit) {
  static const std::string sql = select_cards(
      "WHERE (chat_id, wanted_rev) IN (SELECT chat_id, min(wanted_rev) FROM card"
      " WHERE shown_rev < wanted_rev AND state <> 'dead' GROUP BY chat_id)"
      " AND shown_rev < wanted_rev AND state <> 'dead'"
      " ORDER BY send_class = 'notice', wanted_rev LIMIT ?");
  Query query{tx_, sql, limit};
  return read_cards(query);
}

void Cards::begin(std::int64_t id) {
  Query{tx_, "UPDATE card SET state = 'sending', attempts = attempts + 1 WHERE id = ?", id}.run();
}

void Cards::settled(std::int64_t id, std::int64_t rev, std::optional<std::int64_t> message_id) {
  Query{
      tx_,
      "UPDATE card SET shown_rev = max(shown_rev, ?1), message_id = coalesce(?2, message_id), attempts = 0,"
      " doubts = 0, not_before_ms = 0, last_error = '', state = iif(wanted_rev <= ?1, 'sent', 'planned') WHERE id = ?3",
      rev, message_id, id}
      .run();
  // A closed card is kept to know its message by; what it said is in the chat.
  Query{tx_, "UPDATE card SET html = '' WHERE id = ? AND closing = 1 AND state = 'sent'", id}.run();
}

void Cards::wait(std::int64_t id, SendState state, const std::string& error, time::Instant not_before) {
  if (state != SendState::waiting && state != SendState::ambiguous) {
    throw std::invalid_argument{"a card waits as waiting or as ambiguous"};
  }
  Query{tx_,
        "UPDATE card SET state = ?1, doubts = doubts + (?1 = 'ambiguous'), last_error = ?2, not_before_ms = ?3"
        " WHERE id = ?4",
        name_of(state),
        error,
        not_before,
        id}
      .run();
  Query{tx_, "DELETE FROM card WHERE id = ? AND closing = 1 AND remark = 0 AND message_id IS NULL", id}.run();
}

void Cards::dead(std::int64_t id, std::int64_t rev, const std::string& reason) {
  Query{tx_,
        "UPDATE card SET state = iif(wanted_rev <= ?1, 'dead', 'planned'), last_error = ?2,"
        " attempts = iif(wanted_rev <= ?1, attempts, 0), doubts = iif(wanted_rev <= ?1, doubts, 0) WHERE id = ?3",
        rev, reason, id}
      .run();
}

void Cards::lost(std::int64_t id) {
  Query{tx_,
        "UPDATE card SET message_id = NULL, shown_rev = 0, state = 'planned', attempts = 0, doubts = 0,"
        " not_before_ms = 0 WHERE id = ?",
        id}
      .run();
}

Interrupted Cards::recover(int doubts_max) {
  Query{tx_,
        "DELETE FROM card WHERE shown_rev < wanted_rev AND state <> 'dead'"
        " AND state IN ('sending', 'ambiguous') AND closing = 1 AND remark = 0 AND message_id IS NULL"}
      .run();
  const std::int64_t given_up =
      Query{tx_,
            "UPDATE card SET state = 'dead', doubts = doubts + 1, last_error = ? WHERE shown_rev < wanted_rev"
            " AND state <> 'dead' AND state = 'sending' AND message_id IS NULL AND doubts + 1 >= ?",
            interrupted_error, doubts_max}
          .run();
  const std::int64_t again = Query{tx_,
                                   "UPDATE card SET state = 'ambiguous', doubts = doubts + 1, last_error = ?"
                                   " WHERE shown_rev < wanted_rev AND state <> 'dead' AND state = 'sending'",
                                   interrupted_error}
                                 .run();
  return {static_cast<std::size_t>(again), static_cast<std::size_t>(given_up)};
}

std::vector<ChatWait> Cards::waits(time::Instant now) {
  Query query{tx_,
              "SELECT chat_id, max(not_before_ms) FROM card WHERE shown_rev < wanted_rev AND state <> 'dead'"
              " AND not_before_ms > ? GROUP BY chat_id",
              now};
  return read_waits(query);
}

std::vector<Card> Cards::list_dead(std::size_t limit) {
  static const std::string sql = select_cards("WHERE state = 'dead' ORDER BY wanted_rev LIMIT ?");
  Query query{tx_, sql, limit};
  return read_cards(query);
}

std::optional<Card> Cards::retry(std::int64_t wanted_rev) {
  static const std::string sql = select_cards("WHERE state = 'dead' AND wanted_rev = ?");
  Query query{tx_, sql, wanted_rev};
  const std::optional<Card> dead = first(query);
  if (!dead) return std::nullopt;
  Query{tx_, "UPDATE card SET state = 'planned', attempts = 0, doubts = 0, not_before_ms = 0 WHERE id = ?", dead->id}
      .run();
  return find(dead->id);
}

std::size_t Cards::dead_count() {
  Query query{tx_, "SELECT count(*) FROM card WHERE state = 'dead'"};
  query.next();
  return static_cast<std::size_t>(query.integer(0));
}

void Cards::forget_older_than(time::Instant limit, std::size_t rows_max) {
  Query{tx_,
        "DELETE FROM card WHERE id IN (SELECT id FROM card WHERE closing = 1 AND shown_rev >= wanted_rev"
        " AND planned_ms < ? ORDER BY planned_ms LIMIT ?)",
        limit, rows_max}
      .run();
  Query{tx_, "DELETE FROM card WHERE id IN (SELECT id FROM card WHERE state = 'dead' AND planned_ms < ? LIMIT ?)",
        limit, rows_max}
      .run();
}

std::size_t Cards::drop_unsettled() {
  const std::int64_t dropped =
      Query{tx_, "DELETE FROM card WHERE shown_rev < wanted_rev AND state <> 'dead' AND message_id IS NULL"}.run();
  const std::int64_t left = Query{tx_,
                                  "UPDATE card SET shown_rev = wanted_rev, state = 'sent', attempts = 0,"
                                  " not_before_ms = 0, last_error = '' WHERE shown_rev < wanted_rev"
                                  " AND state <> 'dead'"}
                                .run();
  return static_cast<std::size_t>(dropped + left);
}

}  // namespace alur::store
