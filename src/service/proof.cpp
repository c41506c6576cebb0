#include "proof.hpp"

#include <stdexcept>

namespace alur::service {

namespace {

constexpr const char* way_out = "; --accept-damage goes on without";

}  // namespace

std::vector<std::string> findings_of(const store::AuditReport& report) {
  std::vector<std::string> lines;
  for (const store::AuditFinding& finding : report.findings) {
    lines.push_back((finding.seq == 0 ? std::string() : "event " + std::to_string(finding.seq) + ": ") + finding.what);
  }
  return lines;
}

store::AuditReport prove_record(store::ReadDatabase& database, const std::string& kept_head, Damage accepted) {
  const std::vector<std::string> damage = database.damage();
  if (!damage.empty()) throw std::runtime_error("the database is damaged: " + damage.front());
  store::AuditReport report = store::audit(database, kept_head);
  const std::vector<std::string> lines = findings_of(report);
  if (!lines.empty() && accepted == Damage::refused) {
    throw std::runtime_error("the record fails its proof (" + std::to_string(lines.size()) +
                             " findings): " + lines.front() + "; --accept-damage takes it as it is");
  }
  return report;
}

void note_damage(std::vector<std::string>& lines, const archive::ArchiveCheck& left_out, Damage accepted) {
  const std::size_t first = lines.size();
  for (const std::string& sha256 : left_out.missing) lines.push_back("document " + sha256 + " is missing");
  for (const std::string& sha256 : left_out.changed) lines.push_back("document " + sha256 + " has changed");
  const std::size_t count = lines.size() - first;
  if (count == 0 || accepted == Damage::accepted) return;
  throw std::runtime_error(lines[first] + (count == 1 ? "" : ", and " + std::to_string(count - 1) + " more") + way_out);
}

std::string archived_as(const std::string& sha256) {
  return "archive/" + sha256.substr(0, 2) + "/" + sha256.substr(2, 2) + "/" + sha256;
}

}  // namespace alur::service
