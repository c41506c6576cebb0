#include "alur/store/audit.hpp"

#include "case_rows.hpp"
#include "codec.hpp"
#include "connection.hpp"
#include "event_log.hpp"
#include "office_rows.hpp"

#include <algorithm>
#include <charconv>
#include <set>

namespace alur::store {

namespace {

std::string hex_of(std::string_view bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) return "(no hash)";
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return hex(digest);
}

/// "seq hash", as chain_head() writes it.
struct Head {
  std::int64_t seq = 0;
  std::string_view hash;
};

std::optional<Head> parse_head(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.remove_suffix(1);
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  Head head;
  const auto [end, error] = std::from_chars(text.data(), text.data() + space, head.seq);
  if (error != std::errc{} || end != text.data() + space) return std::nullopt;
  head.hash = text.substr(space + 1);
  return head;
}

class Audit {
 public:
  Audit(Tx& tx, const std::string& kept_head) : tx_{tx}, kept_{parse_head(kept_head)} {
    if (!kept_head.empty() && !kept_) find(0, "the kept head cannot be read: " + kept_head);
  }

  AuditReport run() {
    chain();
    cases();
    office();
    report_.contents.assign(contents_.begin(), contents_.end());
    return std::move(report_);
  }

 private:
  void find(std::int64_t seq, std::string what) { report_.findings.push_back({seq, std::move(what)}); }

  void chain();
  void link(const Query& row);
  void cases();
  void one_case(const CaseLine& line, std::int64_t revision, std::string_view stored);
  std::optional<workflow::CaseState> rebuild(CaseId id);
  void office();

  Tx& tx_;
  AuditReport report_;
  std::optional<Head> kept_;
  std::set<std::string> contents_;
  Sha256 hasher_;
  std::int64_t seq_ = 0;
  std::int64_t at_ms_ = 0;
  std::string hash_{view(genesis)};
};

void Audit::chain() {
  Query row{tx_,
            "SELECT e.seq, e.at_ms, e.stream, e.case_id, e.kind, e.actor, e.on_behalf, e.body, e.personal,"
            " e.prev_hash, e.hash, p.salt, p.data FROM event e LEFT JOIN event_personal p ON p.seq = e.seq"
            " ORDER BY e.seq"};
  while (row.next()) {
    link(row);
    ++report_.events;
    if (kept_ && kept_->seq == seq_ && kept_->hash != hex_of(hash_)) {
      find(seq_, "the kept head names another event here: the record was rewritten");
    }
  }
  if (kept_ && kept_->seq > seq_) {
    find(seq_, "the record ends here, but event " + std::to_string(kept_->seq) + " had been written: the end is cut");
  }
  report_.head = hex_of(hash_);
}

void Audit::link(const Query& row) {
  EventRow event;
  event.seq = row.integer(0);
  event.at_ms = row.integer(1);
  event.stream = row.bytes(2);
  event.case_id = row.maybe_integer(3);
  event.kind = row.bytes(4);
  event.actor = row.integer(5);
  if (!row.is_null(6)) event.on_behalf = row.bytes(6);
  event.body = row.bytes(7);
  if (!row.is_null(8)) event.personal = row.bytes(8);
  const std::string_view prev_hash = row.bytes(9);
  const std::string_view hash = row.bytes(10);

  if (event.seq != seq_ + 1) {
    find(event.seq, "events " + std::to_string(seq_ + 1) + " to " + std::to_string(event.seq - 1) + " are missing");
  } else if (prev_hash != hash_) {
    find(event.seq, "does not follow the event before it");
  }
  if (view(chain_hash(hasher_, prev_hash, event)) != hash) find(event.seq, "was changed: its hash does not match");
  if (report_.events > 0 && event.at_ms < at_ms_) find(event.seq, "lies before the event before it");
  if (!row.is_null(11) && view(personal_digest(hasher_, row.bytes(11), row.bytes(12))) != event.personal) {
    find(event.seq, "what it says of a person was changed");
  }
  seq_ = event.seq;
  at_ms_ = event.at_ms;
  hash_ = hash;
}

void Audit::cases() {
  static const std::string sql =
      "SELECT " + std::string{line_columns} + ", c.revision, c.state FROM case_state c ORDER BY c.id";
  Query row{tx_, sql};
  while (row.next()) {
    ++report_.cases;
    one_case(read_line(row), row.integer(line_column_count), row.bytes(line_column_count + 1));
  }
}

std::optional<workflow::CaseState> Audit::rebuild(CaseId id) {
  static const std::string sql =
      "SELECT " + std::string{case_event_columns} + " FROM event WHERE case_id = ? ORDER BY seq";
  Query row{tx_, sql, id};
  workflow::CaseState state;
  while (row.next()) {
    try {
      evolve(state, read_case_event(row));
    } catch (const std::exception& error) {
      find(row.integer(0), error.what());
      return std::nullopt;
    }
  }
  return state;
}

void Audit::one_case(const CaseLine& line, std::int64_t revision, std::string_view stored) {
  const std::string place = "case " + line.register_no;
  const std::optional<workflow::CaseState> rebuilt = rebuild(line.id);
  if (!rebuilt) return;
  try {
    if (decode_case_state(place, stored) != *rebuilt) find(0, place + ": the stored state is not what its events make");
  } catch (const UnreadableRecord& error) {
    find(0, error.what());
  }
  const bool columns_agree = line.register_no == rebuilt->register_no && line.title == rebuilt->title &&
                             line.agency == rebuilt->agency && line.track == rebuilt->track &&
                             line.status == rebuilt->status && line.step == rebuilt->current &&
                             line.due == running_deadline(*rebuilt) && revision == rebuilt->revision;
  if (!columns_agree) find(0, place + ": the columns of its row are not what its events make");
  for (const workflow::Version& version : rebuilt->versions) {
    for (const workflow::Content& content : version.what.contents) contents_.insert(content.sha256);
  }
}

void Audit::office() {
  static const std::string sql = "SELECT " + std::string{office_event_columns} +
                                 " FROM event e LEFT JOIN event_personal p ON p.seq = e.seq"
                                 " WHERE e.stream = 'office' ORDER BY e.seq";
  Query row{tx_, sql};
  office::State rebuilt;
  while (row.next()) {
    try {
      evolve(rebuilt, read_office_event(row));
    } catch (const std::exception& error) {
      find(row.integer(0), error.what());
      return;
    }
  }
  if (load_office(tx_) != rebuilt) find(0, "office: the stored state is not what its events make");
}

}  // namespace

AuditReport audit(ReadDatabase& database, const std::string& kept_head) {
  AuditReport report;
  database.read([&](Tx& tx) { report = Audit{tx, kept_head}.run(); });
  return report;
}

bool holds_head(ReadDatabase& database, const std::string& head) {
  const std::optional<Head> named = parse_head(head);
  if (!named) return false;
  bool holds = false;
  database.read([&](Tx& tx) {
    Query row{tx, "SELECT hash FROM event WHERE seq = ?", named->seq};
    holds = row.next() && hex_of(row.bytes(0)) == named->hash;
  });
  return holds;
}

}  // namespace alur::store
