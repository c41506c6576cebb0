#include "alur/store/database.hpp"

#include "fault_vfs.hpp"
#include "fixture.hpp"
#include "schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <array>
#include <fstream>

namespace alur::store {
namespace {

using test::TempDir;
using testing::HasSubstr;
using testing::ThrowsMessage;

class DatabaseTest : public test::StoreTest {};

DatabaseOptions at(const std::string& path) { return {path, {}}; }

std::int64_t pragma(Database& database, const char* name) {
  std::int64_t value = -1;
  database.transact([&](Tx& tx) { value = tx.connection().integer(std::string{"PRAGMA "} + name); });
  return value;
}

/// A file changed behind the store's back.
void raw(const std::string& path, const std::string& sql) {
  SQLite::Database file{path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
  file.exec(sql);
}

TEST_F(DatabaseTest, is_made_with_every_guard_set) {
  EXPECT_EQ(pragma(database, "application_id"), application_id);
  EXPECT_EQ(pragma(database, "user_version"), Database::schema_version());
  EXPECT_EQ(pragma(database, "synchronous"), 2);
  EXPECT_EQ(pragma(database, "foreign_keys"), 1);
  EXPECT_EQ(pragma(database, "trusted_schema"), 0);
  EXPECT_EQ(pragma(database, "cell_size_check"), 1);
  EXPECT_EQ(pragma(database, "wal_autocheckpoint"), 0);
  in([](Tx& tx) { EXPECT_EQ(tx.connection().text("PRAGMA journal_mode"), "wal"); });
  EXPECT_EQ(database.quick_check(), "");
}

TEST_F(DatabaseTest, has_only_strict_tables) {
  in([](Tx& tx) {
    Query tables{tx, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"};
    int count = 0;
    for (; tables.next(); ++count) EXPECT_TRUE(tables.flag(1)) << tables.text(0);
    EXPECT_GT(count, 15);
  });
}

TEST_F(DatabaseTest, keeps_what_was_committed_when_opened_again) {
  in([](Tx& tx) { Settings{tx}.set("bot", "alur_bot"); });
  Database again{options()};
  again.transact([](Tx& tx) { EXPECT_EQ(Settings{tx}.get("bot"), "alur_bot"); });
}

TEST_F(DatabaseTest, takes_back_what_a_throwing_body_did) {
  const auto broken = [](Tx& tx) {
    Settings{tx}.set("bot", "alur_bot");
    throw std::domain_error{"no"};
  };
  EXPECT_THROW(in(broken), std::domain_error);
  in([](Tx& tx) { EXPECT_EQ(Settings{tx}.get("bot"), std::nullopt); });
}

TEST_F(DatabaseTest, takes_back_a_savepoint_alone) {
  in([&](Tx& tx) {
    Settings{tx}.set("kept", "1");
    const auto broken = [&] {
      Settings{tx}.set("lost", "1");
      throw std::domain_error{"no"};
    };
    EXPECT_THROW(database.savepoint(tx, broken), std::domain_error);
    database.savepoint(tx, [&] { Settings{tx}.set("kept too", "1"); });
  });
  in([](Tx& tx) {
    EXPECT_TRUE(Settings{tx}.get("kept"));
    EXPECT_TRUE(Settings{tx}.get("kept too"));
    EXPECT_FALSE(Settings{tx}.get("lost"));
  });
}

TEST(DatabaseStart, refuses_a_newer_schema_and_names_the_copy_made_before_it) {
  const TempDir directory;
  const std::string path = directory.database();
  const std::string copy = backup_path(path, Database::schema_version());
  { const Database made{at(path)}; }
  raw(path, "PRAGMA user_version = 99");
  EXPECT_THAT([&] { Database{at(path)}; }, ThrowsMessage<StartError>(HasSubstr("a backup made by this one")));
  std::ofstream{copy} << "copy";
  EXPECT_THAT([&] { Database{at(path)}; },
              ThrowsMessage<StartError>(testing::AllOf(HasSubstr("schema 99"), HasSubstr(copy))));
  EXPECT_THAT([&] { ReadDatabase{at(path)}; }, ThrowsMessage<StartError>(HasSubstr("schema 99")));
}

TEST(DatabaseStart, refuses_a_file_of_another_application_and_leaves_it_alone) {
  const TempDir directory;
  raw(directory.database(), "PRAGMA application_id = 7; CREATE TABLE theirs (x)");
  EXPECT_THAT([&] { Database{at(directory.database())}; },
              ThrowsMessage<StartError>(HasSubstr("another application (application_id 7)")));
  SQLite::Database file{directory.database()};
  EXPECT_EQ(file.execAndGet("PRAGMA journal_mode").getString(), "delete");
  EXPECT_FALSE(file.tableExists("event"));
}

TEST(DatabaseStart, refuses_tables_that_nobody_signed) {
  const TempDir directory;
  raw(directory.database(), "CREATE TABLE theirs (x)");
  EXPECT_THROW(Database{at(directory.database())}, StartError);
}

TEST(DatabaseStart, refuses_what_is_no_database) {
  const TempDir directory;
  std::ofstream{directory.database()} << std::string(4096, 'x');
  EXPECT_THAT([&] { Database{at(directory.database())}; }, ThrowsMessage<StartError>(HasSubstr("not a database")));
  EXPECT_THAT([&] { Database{at(directory.file("none/alur.db"))}; },
              ThrowsMessage<StartError>(HasSubstr("cannot open")));
}

TEST(DatabaseStart, refuses_a_disk_that_cannot_keep_a_write_ahead_log) {
  const TempDir directory;
  test::FaultVfs vfs;
  vfs.without_shared_memory = true;
  const DatabaseOptions options{directory.database(), test::FaultVfs::name()};
  EXPECT_THAT([&] { Database{options}; }, ThrowsMessage<StartError>(HasSubstr("journal_mode is delete, not wal")));
}

constexpr std::array old_steps{Migration{1, "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (1)"}};
constexpr std::array new_steps{old_steps[0], Migration{2, "ALTER TABLE a ADD COLUMN y INTEGER"},
                               Migration{3, "CREATE TABLE b (x INTEGER) STRICT; UPDATE a SET y = 2"}};

TEST(Migrations, bring_an_old_database_up_to_date_after_a_copy) {
  const TempDir directory;
  const std::string path = directory.database();
  {
    Connection old{at(path), Connection::Mode::write};
    migrate(old, path, old_steps);
  }
  Connection connection{at(path), Connection::Mode::write};
  migrate(connection, path, new_steps);
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 3);
  EXPECT_EQ(connection.integer("SELECT x * 10 + y FROM a"), 12);

  SQLite::Database copy{backup_path(path, 1)};
  EXPECT_EQ(copy.execAndGet("PRAGMA user_version").getInt(), 1);
  EXPECT_EQ(copy.execAndGet("PRAGMA application_id").getInt64(), application_id);
  EXPECT_EQ(copy.execAndGet("SELECT count(*) FROM a").getInt(), 1);
  EXPECT_FALSE(std::filesystem::exists(backup_path(path, 1) + ".partial"));
}

TEST(Migrations, leave_the_old_schema_whole_when_one_fails) {
  const TempDir directory;
  const std::string path = directory.database();
  Connection connection{at(path), Connection::Mode::write};
  migrate(connection, path, old_steps);
  constexpr std::array broken{old_steps[0], new_steps[1], Migration{3, "CREATE TABLE a (x)"}};
  EXPECT_THAT([&] { migrate(connection, path, broken); }, ThrowsMessage<StartError>(HasSubstr("already exists")));
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 1);
  EXPECT_EQ(connection.integer("SELECT count(*) FROM pragma_table_info('a')"), 1);
  migrate(connection, path, new_steps);
  EXPECT_EQ(connection.integer("PRAGMA user_version"), 3);
}

TEST_F(DatabaseTest, readers_see_a_snapshot_and_write_nothing) {
  in([](Tx& tx) { Settings{tx}.set("bot", "before"); });
  ReadDatabase reader{options()};
  reader.read([&](Tx& tx) {
    EXPECT_EQ(Settings{tx}.get("bot"), "before");
    in([](Tx& writing) { Settings{writing}.set("bot", "after"); });
    EXPECT_EQ(Settings{tx}.get("bot"), "before");
    EXPECT_THROW(Settings{tx}.set("bot", "mine"), std::runtime_error);
  });
  reader.read([](Tx& tx) { EXPECT_EQ(Settings{tx}.get("bot"), "after"); });
}

constexpr const char* endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n";

TEST_F(DatabaseTest, readers_are_cut_when_they_read_too_long) {
  ReadDatabase reader{options()};
  EXPECT_THROW(reader.read([](Tx& tx) { tx.connection().integer(endless); }), ReadCut);
  reader.read([](Tx& tx) { EXPECT_EQ(Settings{tx}.get("bot"), std::nullopt); });
}

TEST_F(DatabaseTest, a_checkpoint_empties_the_log) {
  in([](Tx& tx) { Settings{tx}.set("bot", std::string(100'000, 'x')); });
  EXPECT_GT(database.wal_pages(), 20);
  const auto passive = database.checkpoint(false);
  EXPECT_EQ(passive.moved_pages, passive.wal_pages);
  EXPECT_GT(passive.moved_pages, 20);
  database.checkpoint(true);
  EXPECT_EQ(std::filesystem::file_size(directory.database() + "-wal"), 0U);
}

TEST_F(DatabaseTest, a_statement_run_while_it_runs_is_a_bug) {
  in([](Tx& tx) {
    constexpr const char* sql = "SELECT 1 UNION SELECT 2";
    Query outer{tx, sql};
    ASSERT_TRUE(outer.next());
    EXPECT_THROW((Query{tx, sql}), std::logic_error);
    EXPECT_TRUE(outer.next());
  });
}

}  // namespace
}  // namespace alur::store
