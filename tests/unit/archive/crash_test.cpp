#include "disk.hpp"
#include "fixture.hpp"

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace alur::archive {
namespace {

class Crash : public ArchiveTest {
 protected:
  /// In a process of its own that dies at its `step`th call to the disk: the hashes that it made rows of.
  std::string upload_and_die(int step, int& status) const {
    int ends[2];
    if (::pipe(ends) != 0) throw std::runtime_error{"pipe"};
    const pid_t child = ::fork();
    if (child == 0) {
      Archive archive = make();
      disk::die_at(step);
      const auto intake = archive.intake();
      for (int block = 0; block < 4; ++block) intake->write("catatan rapat " + std::to_string(block) + "\n");
      const auto stored = intake->finish("catatan.txt");
      disk::be_well();
      const bool told = stored.has_value() && ::write(ends[1], stored->sha256.data(), 64) == 64;
      ::_exit(told ? 0 : 1);
    }
    ::close(ends[1]);
    std::string row(64, '\0');
    const ssize_t got = ::read(ends[0], row.data(), row.size());
    row.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    ::close(ends[0]);
    ::waitpid(child, &status, 0);
    return row;
  }
};

TEST_F(Crash, at_any_step_leaves_no_row_without_its_file_and_the_next_start_goes_on) {
  int steps = 0;
  std::size_t rows_without_file = 0;
  std::size_t orphans_max = 0;
  for (bool died = true; died; ++steps) {
    ASSERT_LT(steps, 200);
    std::filesystem::remove_all(directory());
    int status = 0;
    const std::string row = upload_and_die(steps, status);
    died = WIFEXITED(status) && WEXITSTATUS(status) == disk::died;
    ASSERT_TRUE(died || status == 0) << status;
    const Archive next_start = make();
    EXPECT_TRUE(quarantined().empty()) << "after a crash at step " << steps;
    if (!row.empty() && !next_start.intact(row)) ++rows_without_file;
    EXPECT_EQ(row.empty(), died);
    const auto contents = contents_of(directory());
    for (const std::string& content : contents) EXPECT_TRUE(next_start.intact(content)) << "half a file under its name";
    orphans_max = std::max(orphans_max, contents.size() - (row.empty() ? 0U : 1U));
    int again = 0;
    const std::string filed = upload_and_die(1'000, again);
    EXPECT_EQ(contents_of(directory()), std::vector{filed}) << "what was left is what is uploaded again";
  }
  EXPECT_GT(steps, 10);
  EXPECT_EQ(rows_without_file, 0U);
  EXPECT_LE(orphans_max, 1U) << "the one on its way";
  std::cout << "[ FIGURE ] R19: crashes at " << steps - 1 << " steps, rows without an intact file " << rows_without_file
            << ", orphans at most " << orphans_max << ", all taken up by the next upload\n";
}

/// The control of the above for power cuts: what a name leads to is on the disk before the name, and that before the
/// row.
TEST_F(Crash, syncs_a_file_before_it_is_renamed_and_its_folders_before_there_is_a_row) {
  Archive archive = make();
  disk::record();
  put_in(archive, "catatan", "catatan.txt");
  const std::string calls = disk::be_well();
  const auto renamed = calls.find('r');
  ASSERT_NE(renamed, calls.npos) << calls;
  EXPECT_LT(calls.find_last_of('w', renamed), calls.find('s')) << calls << ": a write after the sync";
  EXPECT_LT(calls.find('s'), renamed) << calls;
  EXPECT_EQ(calls.substr(renamed), "rs") << calls << ": the folder's sync is the last";
}

TEST_F(Crash, a_full_disk_in_mid_upload_leaves_nothing_and_is_no_refusal) {
  Archive archive = make();
  int full_at = 0;
  for (bool failed = true; failed; ++full_at) {
    ASSERT_LT(full_at, 200);
    disk::be_full_at(full_at);
    failed = false;
    try {
      put_in(archive, "catatan rapat", "catatan.txt");
    } catch (const std::system_error& e) {
      failed = true;
      EXPECT_EQ(e.code().value(), ENOSPC);
    }
    disk::be_well();
    EXPECT_TRUE(quarantined().empty()) << "full at step " << full_at;
  }
  EXPECT_GT(full_at, 3);
  EXPECT_EQ(contents_of(directory()).size(), 1U);
}

}  // namespace
}  // namespace alur::archive
