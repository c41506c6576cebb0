#include "alur/store/queues.hpp"

#include "connection.hpp"

namespace alur::store {

namespace {

std::optional<Timer> read_timer(Query& query) {
  if (!query.next()) return std::nullopt;
  return Timer{query.text(0), query.text(1), query.instant(2), query.text(3)};
}

}  // namespace

void Timers::set(const Timer& timer) {
  Query{tx_,
        "INSERT INTO timer (kind, key, due_ms, payload) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET due_ms = excluded.due_ms, payload = excluded.payload",
        timer.kind,
        timer.key,
        timer.due,
        timer.payload}
      .run();
}

void Timers::clear(const std::string& kind, const std::string& key) {
  Query{tx_, "DELETE FROM timer WHERE kind = ? AND key = ?", kind, key}.run();
}

std::optional<Timer> Timers::find(const std::string& kind, const std::string& key) {
  Query query{tx_, "SELECT kind, key, due_ms, payload FROM timer WHERE kind = ? AND key = ?", kind, key};
  return read_timer(query);
}

std::vector<Timer> Timers::due(time::Instant now, std::size_t limit) {
  Query query{tx_, "SELECT kind, key, due_ms, payload FROM timer WHERE due_ms <= ? ORDER BY due_ms, kind, key LIMIT ?",
              now, limit};
  std::vector<Timer> timers;
  while (auto timer = read_timer(query)) timers.push_back(std::move(*timer));
  return timers;
}

std::optional<time::Instant> Timers::next() {
  Query query{tx_, "SELECT min(due_ms) FROM timer"};
  query.next();
  return query.maybe_instant(0);
}

}  // namespace alur::store
