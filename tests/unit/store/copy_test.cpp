#include "fixture.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace alur::store {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class CopyTest : public test::StoreTest {
 protected:
  std::string copy() const { return directory.file("copy.db"); }
  void open_case() {
    in([](Tx& tx) {
      Cases cases{tx};
      cases.open(test::opening(cases.next_register(process::Track::mandiri, 2026)));
    });
  }
};

TEST_F(CopyTest, holds_what_was_committed_and_proves_itself) {
  open_case();
  ReadDatabase{options(), true}.copy_to(copy());
  open_case();
  ReadDatabase reader{{copy(), {}}, true};
  EXPECT_THAT(reader.damage(), IsEmpty());
  const AuditReport report = audit(reader, "");
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_EQ(report.cases, 1);
}

TEST_F(CopyTest, is_of_one_moment_while_the_writer_commits) {
  std::atomic<bool> enough{false};
  std::atomic<std::int64_t> committed{0};
  std::thread writer([&] {
    while (!enough) {
      // Two rows that are only ever there together.
      in([&](Tx& tx) {
        const std::string next = std::to_string(committed + 1);
        Settings{tx}.set("left." + next, next);
        Settings{tx}.set("right." + next, next);
      });
      ++committed;
      database.checkpoint(false);
    }
  });
  for (int i = 0; i < 5; ++i) {
    const std::int64_t before = committed;
    const std::string target = directory.file("copy-" + std::to_string(i));
    ReadDatabase{options(), true}.copy_to(target);
    ReadDatabase reader{{target, {}}, true};
    EXPECT_THAT(reader.damage(), IsEmpty());
    reader.read([&](Tx& tx) {
      const auto count = [&](const std::string& side) {
        return tx.connection().integer("SELECT count(*) FROM setting WHERE name LIKE '" + side + ".%'");
      };
      EXPECT_EQ(count("left"), count("right"));
      EXPECT_GE(count("left"), before) << "what was committed before the copy began";
    });
    while (committed < before + 20) std::this_thread::yield();
  }
  enough = true;
  writer.join();
}

TEST_F(CopyTest, does_not_replace_what_is_there_and_leaves_nothing_half_made) {
  std::ofstream{copy()} << "mine";
  EXPECT_THROW((ReadDatabase{options(), true}.copy_to(copy())), std::runtime_error);
  EXPECT_EQ(std::filesystem::file_size(copy()), 4U);
  const std::string nowhere = directory.file("no such folder/copy.db");
  EXPECT_ANY_THROW((ReadDatabase{options(), true}.copy_to(nowhere)));
  EXPECT_FALSE(std::filesystem::exists(nowhere));
}

TEST_F(CopyTest, damage_is_found_in_pages_and_between_tables) {
  open_case();
  ReadDatabase{options(), true}.copy_to(copy());
  {
    SQLite::Database file{copy(), SQLite::OPEN_READWRITE};
    file.exec(
        "PRAGMA foreign_keys = OFF; INSERT INTO appointment (person, role, case_id) VALUES (1, 'programmer', 99)");
  }
  EXPECT_THAT((ReadDatabase{{copy(), {}}, true}.damage()), Contains(HasSubstr("of appointment names what case_state")));
  {
    // The last page is of some table's or index's tree.
    std::fstream file{copy(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(-64, std::ios::end);
    file << std::string(64, 'x');
  }
  std::vector<std::string> found;
  try {
    found = ReadDatabase{{copy(), {}}, true}.damage();
  } catch (const std::exception& error) {
    found.emplace_back(error.what());
  }
  EXPECT_THAT(found, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace alur::store
