#include "alur/store/database.hpp"

#include "fault_vfs.hpp"
#include "fixture.hpp"
#include "power_loss.hpp"
#include "schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <random>

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

/// R7: the power goes at every operation of an upgrade.
TEST(Upgrade, cut_at_any_operation_leaves_the_old_schema_or_the_new_one_and_the_data_of_either) {
  const TempDir directory;
  const TempDir scratch;
  const std::string path = directory.database();
  {
    Connection old{at(path), Connection::Mode::write};
    migrate(old, path, old_steps);
    old.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  test::PowerLoss power{test::read_image(path)};
  std::vector<test::DiskEvent> log;
  {
    test::FaultVfs vfs;
    vfs.log = &log;
    Connection connection{{path, test::FaultVfs::name()}, Connection::Mode::write};
    migrate(connection, path, new_steps);
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }
  std::mt19937 random{20'260'302};
  std::size_t images = 0;
  std::size_t upgraded = 0;
  const auto open = [&](const test::DiskImage& image) {
    test::write_image(image, scratch.database());
    Connection found{at(scratch.database()), Connection::Mode::write};
    const std::int64_t version = found.integer("PRAGMA user_version");
    ASSERT_TRUE(version == 1 || version == 3) << version;
    ASSERT_EQ(found.text("PRAGMA integrity_check"), "ok");
    ASSERT_EQ(found.integer("SELECT x FROM a"), 1);
    ASSERT_EQ(found.integer("SELECT count(*) FROM pragma_table_info('a')"), version == 3 ? 2 : 1);
    ASSERT_EQ(found.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"), version == 3 ? 1 : 0);
    migrate(found, scratch.database(), new_steps);
    ASSERT_EQ(found.integer("SELECT x * 10 + y FROM a"), 12);
    ++images;
    upgraded += version == 3 ? 1 : 0;
  };
  for (const test::DiskEvent& event : log) {
    power.happened(event);
    open(power.nothing_unsynced());
    open(power.everything());
    for (int i = 0; i < 4; ++i) open(power.anything(random));
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(upgraded, 0U);
  EXPECT_LT(upgraded, images);
  std::printf("[ FIGURE ] R7: %zu operations, %zu images: %zu of the old schema, %zu of the new, 0 between\n",
              log.size(), images, images - upgraded, upgraded);
}

/// R6: everything about a start that can be wrong without anybody having touched the program.
TEST(Drift, is_refused_at_start_with_its_name) {
  struct Wrong {
    const char* what;
    const char* sql;
    const char* named;
  };
  const std::array drifts{
      Wrong{"a newer schema", "PRAGMA user_version = 99", "schema 99"},
      Wrong{"another application's mark", "PRAGMA application_id = 7", "application_id 7"},
      Wrong{"no mark", "PRAGMA application_id = 0", "application_id 0"},
      Wrong{"the schema forgotten", "PRAGMA user_version = 0", "already exists"},
  };
  std::size_t refused = 0;
  for (const Wrong& wrong : drifts) {
    const TempDir directory;
    { const Database made{at(directory.database())}; }
    raw(directory.database(), wrong.sql);
    EXPECT_THAT([&] { Database{at(directory.database())}; }, ThrowsMessage<StartError>(HasSubstr(wrong.named)))
        << wrong.what;
    ++refused;
  }
  // What a connection is set to is not kept in the file: it is set and read back at every start.
  const TempDir directory;
  { const Database made{at(directory.database())}; }
  raw(directory.database(), "PRAGMA journal_mode = DELETE");
  Database healed{at(directory.database())};
  healed.transact([](Tx& tx) { EXPECT_EQ(tx.connection().text("PRAGMA journal_mode"), "wal"); });
  std::printf("[ FIGURE ] R6: %zu of %zu drifted files refused by name; journal mode and pragmas set and read back\n",
              refused, drifts.size());
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
