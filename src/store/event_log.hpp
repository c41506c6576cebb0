#pragma once

#include "alur/store/records.hpp"

#include "codec.hpp"
#include "connection.hpp"
#include "sha256.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The hash chain over `event`. Every row holds SHA-256(previous hash, its own fields); before the first one stand 32
/// zero bytes.
namespace alur::store {

inline constexpr Digest genesis{};

/// One row of `event`, as hashed. Views live as long as what they look at.
struct EventRow {
  std::int64_t seq = 0;
  std::int64_t at_ms = 0;
  std::string_view stream;
  std::optional<std::int64_t> case_id;
  std::string_view kind;
  std::int64_t actor = 0;
  std::optional<std::string_view> on_behalf;
  std::string_view body;
  std::string_view personal;  ///< the commitment, empty when nothing personal was said
};

/// Canonical encoding: every field with its length, integers as 8 bytes big-endian, so that no two rows encode alike.
Digest chain_hash(Sha256& hasher, std::string_view prev_hash, const EventRow& row);
/// What `event.personal` commits to.
Digest personal_digest(Sha256& hasher, std::string_view salt, std::string_view data);

/// Columns from which read_case_event() and read_office_event() make an event; seq is the first.
inline constexpr std::string_view case_event_columns = "seq, at_ms, actor, on_behalf, kind, body";
workflow::Event read_case_event(const Query& row);
inline constexpr std::string_view office_event_columns = "e.seq, e.at_ms, e.actor, e.kind, e.body, p.data";
office::Event read_office_event(const Query& row);

/// Appends to the end of the chain, in this transaction.
class EventLog {
 public:
  explicit EventLog(Tx& tx);
  void append(CaseId id, const workflow::Event& event);
  void append(const office::Event& event);

 private:
  void append(EventRow row, time::Instant at, const EncodedFact& fact);

  Tx& tx_;
  Sha256 hasher_;
  std::int64_t seq_ = 0;
  std::int64_t at_ms_ = 0;
  std::string hash_;
};

}  // namespace alur::store
