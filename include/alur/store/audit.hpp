#pragma once

#include "alur/store/database.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// Proving the record.
namespace alur::store {

struct AuditFinding {
  std::int64_t seq = 0;  ///< of the event, or 0
  std::string what;
};

struct AuditReport {
  std::int64_t events = 0;
  std::int64_t cases = 0;
  std::string head;  ///< hash of the newest event, hex
  std::vector<AuditFinding> findings;
  /// Every SHA-256 that a document version names: for the archive to check.
  std::vector<std::string> contents;
};

/// Chain, gaps, head against `kept_head` (a chain_head() of any time before, from the file beside the database; empty
/// when there is none yet), every state rebuilt from its events, the office's too.
AuditReport audit(ReadDatabase& database, const std::string& kept_head);

/// Whether the record still holds the event that `head`, a chain_head() of any time before, names.
bool holds_head(ReadDatabase& database, const std::string& head);

/// The head of the chain, for the file kept apart from the database: seq of the newest event, a space, its hash in hex.
std::string chain_head(Tx& tx);

}  // namespace alur::store
