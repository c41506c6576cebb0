#include "event_log.hpp"

#include "alur/store/audit.hpp"

#include "names.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace alur::store {

namespace {

void put(Sha256& hasher, std::int64_t value) {
  std::array<char, 8> bytes{};
  auto rest = static_cast<std::uint64_t>(value);
  for (auto place = bytes.rbegin(); place != bytes.rend(); ++place) {
    *place = static_cast<char>(rest & 0xffU);
    rest >>= 8U;
  }
  hasher.update({bytes.data(), bytes.size()});
}

void put(Sha256& hasher, std::string_view text) {
  put(hasher, static_cast<std::int64_t>(text.size()));
  hasher.update(text);
}

/// An absent value is told from an empty one by a length that none has.
template <class T>
void put(Sha256& hasher, const std::optional<T>& value) {
  if (!value) return put(hasher, std::int64_t{-1});
  put(hasher, std::int64_t{1});
  put(hasher, *value);
}

constexpr const char* newest = "SELECT seq, at_ms, hash FROM event WHERE seq = (SELECT max(seq) FROM event)";

}  // namespace

Digest chain_hash(Sha256& hasher, std::string_view prev_hash, const EventRow& row) {
  hasher.update("alur event 1\n");
  put(hasher, prev_hash);
  put(hasher, row.seq);
  put(hasher, row.at_ms);
  put(hasher, row.stream);
  put(hasher, row.case_id);
  put(hasher, row.kind);
  put(hasher, row.actor);
  put(hasher, row.on_behalf);
  put(hasher, row.body);
  put(hasher, row.personal);
  return hasher.finish();
}

Digest personal_digest(Sha256& hasher, std::string_view salt, std::string_view data) {
  put(hasher, salt);
  put(hasher, data);
  return hasher.finish();
}

EventLog::EventLog(Tx& tx) : tx_{tx}, at_ms_{std::numeric_limits<std::int64_t>::min()}, hash_{view(genesis)} {
  Query query{tx_, newest};
  if (!query.next()) return;
  seq_ = query.integer(0);
  at_ms_ = query.integer(1);
  hash_ = query.bytes(2);
}

void EventLog::append(CaseId id, const workflow::Event& event) {
  EventRow row;
  row.stream = "case";
  row.case_id = raw(id);
  row.actor = raw(event.by);
  if (event.on_behalf) row.on_behalf = name_of(*event.on_behalf);
  append(row, event.at, encode(event.fact));
}

void EventLog::append(const office::Event& event) {
  EventRow row;
  row.stream = "office";
  row.actor = raw(event.by);
  append(row, event.at, encode(event.fact));
}

void EventLog::append(EventRow row, time::Instant at, const EncodedFact& fact) {
  row.seq = ++seq_;
  row.at_ms = time::to_ms(at);
  // Time in the record never runs back: `now` is taken at or after the newest event by whoever calls.
  if (row.at_ms < at_ms_) throw std::invalid_argument{"an event before the newest one"};
  at_ms_ = row.at_ms;
  row.kind = fact.kind;
  row.body = fact.body;

  std::string salt;
  std::optional<Digest> commitment;
  if (!fact.personal.empty()) {
    Query random{tx_, "SELECT randomblob(16)"};
    random.next();
    salt = random.bytes(0);
    commitment = personal_digest(hasher_, salt, fact.personal);
    row.personal = view(*commitment);
  }
  const Digest hash = chain_hash(hasher_, hash_, row);
  Query{tx_,
        "INSERT INTO event (seq, at_ms, stream, case_id, kind, actor, on_behalf, body, personal, prev_hash, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row.seq,
        row.at_ms,
        row.stream,
        row.case_id,
        row.kind,
        row.actor,
        row.on_behalf,
        row.body,
        commitment ? std::optional{Blob{row.personal}} : std::nullopt,
        Blob{hash_},
        Blob{view(hash)}}
      .run();
  if (commitment) {
    Query{tx_, "INSERT INTO event_personal (seq, salt, data) VALUES (?, ?, ?)", row.seq, Blob{salt}, fact.personal}
        .run();
  }
  hash_ = view(hash);
}

workflow::Event read_case_event(const Query& row) {
  workflow::Event event;
  event.at = row.instant(1);
  event.by = row.id<PersonId>(2);
  if (!row.is_null(3)) event.on_behalf = value_of<process::Role>(row.text(3));
  event.fact = decode_case_fact(row.integer(0), row.text(4), row.bytes(5));
  return event;
}

office::Event read_office_event(const Query& row) {
  office::Event event;
  event.at = row.instant(1);
  event.by = row.id<PersonId>(2);
  event.fact = decode_office_fact(row.integer(0), row.text(3), row.bytes(4),
                                  row.is_null(5) ? std::nullopt : std::optional{row.text(5)});
  return event;
}

std::optional<time::Instant> newest_event(Tx& tx) {
  Query query{tx, newest};
  return query.next() ? std::optional{query.instant(1)} : std::nullopt;
}

std::string chain_head(Tx& tx) {
  Query query{tx, newest};
  if (!query.next()) return "0 " + hex(genesis);
  Digest hash{};
  const std::string_view bytes = query.bytes(2);
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return std::to_string(query.integer(0)) + " " + hex(hash);
}

}  // namespace alur::store
