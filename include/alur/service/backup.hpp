#pragma once

#include "alur/service/service.hpp"
#include "alur/time/instant.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Copies of the record with its documents, and the way back. A backup is a folder `alur-YYYYMMDD-HHMMSS`:
///   alur.db             the record of one moment
///   chain.head          head of its chain
///   archive/ab/cd/...   every document
///   config/             settings, processes, holidays, texts: no token, no secret, not the key that seals buttons
///   SHA256SUMS          of all of them, as `sha256sum -c` takes it
namespace alur::service {

enum class Damage : std::uint8_t { refused, accepted };

struct BackupReport {
  std::string folder;
  std::int64_t events = 0;
  std::size_t documents = 0;
  time::Instant goes_back_to{};  ///< the newest moment that the record knows of
  /// What fails its proof and was accepted: documents that are missing or changed, findings of the audit.
  std::vector<std::string> damage;
};

/// Copies the record of `options` as it stands, with the service up or down, into a new folder under `destination`
/// (made where missing) that is named after `now` at the office. Until it is whole, proved and on the disk its name
/// ends in ".partial". Throws std::runtime_error with one clear line; nothing is left then.
BackupReport back_up(const ServiceOptions& options, const std::string& config_file, const std::string& destination,
                     time::Instant now, Damage damage = Damage::refused);

/// Takes the backup at `source` back into the data_dir of `options`, which must be empty and in use by nobody: every
/// checksum, the database and its chain are proved first. The record knows that it was restored, so that the next start
/// holds what it still wanted to send. Throws std::runtime_error with one clear line; data_dir is empty then as before.
BackupReport restore(const ServiceOptions& options, const std::string& source, Damage damage = Damage::refused);

}  // namespace alur::service
