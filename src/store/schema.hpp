#pragma once

#include "connection.hpp"

#include <cstdint>
#include <span>
#include <string>

/// What the file is and how it came to be so: application id, schema version, migrations.
namespace alur::store {

inline constexpr std::int64_t application_id = 0x416C7572;  // "Alur"

/// Brings a database from `version - 1` to `version`. Never edited once released.
struct Migration {
  int version = 0;
  const char* sql = nullptr;
};

std::span<const Migration> migrations();
int newest_version(std::span<const Migration> steps);

/// Brings `connection` (the file at `path`) to the newest of `steps`: all in one transaction, after a copy of what was
/// there was made beside it. Refuses another application's file and a newer schema. Throws StartError.
void migrate(Connection& connection, const std::string& path, std::span<const Migration> steps);

/// Refuses what a reader of this program could not read. Throws StartError.
void require_current(Connection& connection, const std::string& path);

/// Where the copy made before leaving schema `version` is.
std::string backup_path(const std::string& path, int version);

}  // namespace alur::store
