#pragma once

#include "alur/archive/archive.hpp"
#include "alur/service/backup.hpp"
#include "alur/store/audit.hpp"

#include <string>
#include <vector>

/// What a copy must pass before it counts, on the way out and on the way back.
namespace alur::service {

/// integrity_check, foreign keys, chain and states. Throws std::runtime_error for a damaged file; for findings of the
/// audit unless they are accepted.
store::AuditReport prove_record(store::ReadDatabase& database, const std::string& kept_head, Damage accepted);

/// A line each.
std::vector<std::string> findings_of(const store::AuditReport& report);
/// Adds a line for each document; throws std::runtime_error naming the first unless they are accepted.
void note_damage(std::vector<std::string>& lines, const archive::ArchiveCheck& left_out, Damage accepted);

/// Where a document is within a backup.
std::string archived_as(const std::string& sha256);

}  // namespace alur::service
