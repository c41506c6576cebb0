#include "schema.hpp"

#include "alur/log/log.hpp"

#include "durable_file.hpp"

#include <filesystem>

namespace alur::store {

namespace {

std::int64_t tables(Connection& connection) {
  return connection.integer("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
}

/// Reads before it writes: a file that is not ours is left as it is.
void require_ours(Connection& connection, const std::string& path) {
  const std::int64_t found = connection.integer("PRAGMA application_id");
  if (found == application_id) return;
  if (found == 0 && connection.integer("PRAGMA user_version") == 0 && tables(connection) == 0) return;
  throw StartError{path + " is a database of another application (application_id " + std::to_string(found) + ")"};
}

[[noreturn]] void refuse_newer(const std::string& path, std::int64_t found, int known) {
  const std::string copy = backup_path(path, known);
  std::error_code ignored;
  throw StartError{path + " has schema " + std::to_string(found) + ", newer than this program's " +
                   std::to_string(known) + ": use the newer program, or restore " +
                   (std::filesystem::exists(copy, ignored) ? copy : "a backup made by this one")};
}

void back_up(Connection& connection, const std::string& path, int version) {
  const std::string target = backup_path(path, version);
  const std::string partial = target + ".partial";
  std::filesystem::remove(partial);
  connection.vacuum_into(partial);
  make_durable(partial, target);
}

void apply(Connection& connection, std::span<const Migration> migrations, std::int64_t from) {
  SQLite::Transaction transaction{connection.handle(), SQLite::TransactionBehavior::IMMEDIATE};
  for (const Migration& step : migrations) {
    if (step.version > from) connection.execute(step.sql);
  }
  connection.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  connection.execute(("PRAGMA user_version = " + std::to_string(newest_version(migrations))).c_str());
  transaction.commit();
}

}  // namespace

int newest_version(std::span<const Migration> steps) { return steps.back().version; }

std::string backup_path(const std::string& path, int version) { return path + ".schema-" + std::to_string(version); }

void migrate(Connection& connection, const std::string& path, std::span<const Migration> steps) {
  try {
    require_ours(connection, path);
    const std::int64_t found = connection.integer("PRAGMA user_version");
    const int known = newest_version(steps);
    if (found > known) refuse_newer(path, found, known);
    connection.use_wal();
    if (found == known) return;
    if (found > 0) back_up(connection, path, static_cast<int>(found));
    apply(connection, steps, found);
    if (found > 0) {
      log::info("store.migrated", {{"from", found}, {"copy", backup_path(path, static_cast<int>(found))}});
    }
  } catch (const StartError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw StartError{path + ": " + error.what()};
  }
}

void require_current(Connection& connection, const std::string& path) {
  try {
    require_ours(connection, path);
    const std::int64_t found = connection.integer("PRAGMA user_version");
    const int known = newest_version(migrations());
    if (found > known) refuse_newer(path, found, known);
    if (found < known) {
      throw StartError{path + " has schema " + std::to_string(found) + ", older than this program's " +
                       std::to_string(known) + ": start the service once, it brings it up to date"};
    }
  } catch (const StartError&) {
    throw;
  } catch (const std::runtime_error& error) {
    throw StartError{path + ": " + error.what()};
  }
}

}  // namespace alur::store
