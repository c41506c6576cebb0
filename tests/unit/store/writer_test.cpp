#include "alur/store/writer.hpp"

#include "fault_vfs.hpp"
#include "fixture.hpp"

#include <gmock/gmock.h>

#include <memory>
#include <thread>

namespace alur::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Units that set a setting each, and what became of them.
class WriterTest : public testing::Test {
 protected:
  void submit(const std::string& name, std::function<void(Tx&)> also = {}, bool alone = false) {
    Writer::Work work;
    work.alone = alone;
    work.run = [this, name, also = std::move(also)](Tx& tx) {
      runs.push_back(name);
      Settings{tx}.set(name, "1");
      if (also) also(tx);
    };
    work.done = [this, name](const std::exception_ptr& error) { (error ? failed : done).push_back(name); };
    ASSERT_TRUE(writer.submit(std::move(work)));
  }
  std::vector<std::string> stored() {
    std::vector<std::string> names;
    ReadDatabase{options}.read([&](Tx& tx) {
      Query query{tx, "SELECT name FROM setting ORDER BY name"};
      while (query.next()) names.push_back(query.text(0));
    });
    return names;
  }

  test::TempDir directory;
  test::FaultVfs vfs;
  DatabaseOptions options{directory.database(), test::FaultVfs::name()};
  Database database{options};
  Writer writer{database, {.batch_max = 3, .queue_max = 5}, [this] { runs.push_back("rolled back"); }};
  std::vector<std::string> runs;
  std::vector<std::string> done;
  std::vector<std::string> failed;
};

TEST_F(WriterTest, commits_what_is_queued_together_and_reports_after_the_commit) {
  std::vector<std::string> seen_when_done;
  submit("a", [&](Tx&) { EXPECT_THAT(done, IsEmpty()); });
  submit("b", [&](Tx&) { EXPECT_THAT(stored(), IsEmpty()) << "one transaction"; });
  EXPECT_EQ(writer.queued(), 2U);
  EXPECT_EQ(writer.run_batch(), 2U);
  EXPECT_THAT(done, ElementsAre("a", "b"));
  EXPECT_THAT(stored(), ElementsAre("a", "b"));
  EXPECT_EQ(writer.run_batch(), 0U);
  EXPECT_EQ(writer.disk_trouble(), "");
}

TEST_F(WriterTest, takes_no_more_than_a_batch_and_keeps_the_order) {
  for (const char* name : {"1", "2", "3", "4"}) submit(name);
  EXPECT_EQ(writer.run_batch(), 3U);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(done, ElementsAre("1", "2", "3", "4"));
}

TEST_F(WriterTest, rolls_back_a_throwing_unit_alone_and_hands_it_its_error) {
  submit("a");
  submit("poison", [](Tx&) { throw std::domain_error{"no"}; });
  submit("c");
  EXPECT_EQ(writer.run_batch(), 3U);
  EXPECT_THAT(done, ElementsAre("a", "c"));
  EXPECT_THAT(failed, ElementsAre("poison"));
  EXPECT_THAT(stored(), ElementsAre("a", "c"));
}

TEST_F(WriterTest, says_that_a_unit_was_rolled_back_before_the_next_one_runs) {
  submit("poison", [](Tx&) { throw std::domain_error{"no"}; });
  submit("c");
  writer.run_batch();
  EXPECT_THAT(runs, ElementsAre("poison", "rolled back", "c"));
}

TEST_F(WriterTest, gives_work_that_must_be_alone_a_transaction_of_its_own) {
  submit("a");
  submit("alone", {}, true);
  submit("c");
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(done, ElementsAre("a", "alone", "c"));
}

TEST_F(WriterTest, takes_no_more_than_the_queue_holds) {
  for (const char* name : {"1", "2", "3", "4", "5"}) submit(name);
  EXPECT_FALSE(writer.submit({[](Tx&) {}, {}, false}));
  writer.run_batch();
  EXPECT_TRUE(writer.submit({[](Tx&) {}, {}, false}));
}

TEST_F(WriterTest, drains_after_stop_and_then_takes_nothing) {
  submit("a");
  writer.stop();
  EXPECT_TRUE(writer.wait());
  submit("late");
  writer.run_batch();
  EXPECT_FALSE(writer.wait());
  EXPECT_FALSE(writer.submit({[](Tx&) {}, {}, false}));
  EXPECT_THAT(done, ElementsAre("a", "late"));
}

TEST_F(WriterTest, wakes_a_waiting_thread) {
  std::thread thread{[&] {
    while (writer.wait()) writer.run_batch();
  }};
  submit("a");
  writer.stop();
  thread.join();
  EXPECT_THAT(done, ElementsAre("a"));
}

TEST_F(WriterTest, runs_a_batch_again_one_by_one_when_one_unit_lost_the_transaction) {
  int losses = 1;
  submit("a");
  submit("b", [&](Tx&) {
    if (losses-- > 0) throw TransactionLost{"memory"};
  });
  submit("c");
  EXPECT_EQ(writer.run_batch(), 3U);
  EXPECT_THAT(done, ElementsAre("a", "b", "c"));
  EXPECT_THAT(runs, ElementsAre("a", "b", "rolled back", "a", "b", "c"));
  EXPECT_THAT(stored(), ElementsAre("a", "b", "c"));
}

TEST_F(WriterTest, sees_a_transaction_that_sqlite_ended_although_nobody_threw) {
  bool end = true;
  submit("a");
  submit("b", [&](Tx& tx) {
    if (std::exchange(end, false)) tx.connection().execute("ROLLBACK");
  });
  EXPECT_EQ(writer.run_batch(), 2U);
  EXPECT_THAT(stored(), ElementsAre("a", "b"));
}

TEST_F(WriterTest, acknowledges_nothing_on_a_full_disk_and_loses_nothing_when_there_is_room_again) {
  submit("before");
  writer.run_batch();
  vfs.full = true;
  for (const char* name : {"1", "2", "3", "4"}) submit(name);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(writer.run_batch(), 0U);
  EXPECT_THAT(done, ElementsAre("before"));
  EXPECT_THAT(failed, IsEmpty());
  EXPECT_EQ(writer.queued(), 4U);
  EXPECT_THAT(writer.disk_trouble(), HasSubstr("full"));
  EXPECT_THAT(stored(), ElementsAre("before"));
  vfs.full = false;
  EXPECT_EQ(writer.run_batch(), 3U);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(done, ElementsAre("before", "1", "2", "3", "4"));
  EXPECT_EQ(writer.disk_trouble(), "");
  EXPECT_THAT(stored(), ElementsAre("1", "2", "3", "4", "before"));
}

TEST_F(WriterTest, acknowledges_nothing_before_a_failed_sync_succeeds_on_the_same_handle) {
  vfs.sync_fails = true;
  submit("a");
  submit("b");
  EXPECT_EQ(writer.run_batch(), 0U);
  EXPECT_THAT(done, IsEmpty());
  EXPECT_NE(writer.disk_trouble(), "");
  vfs.sync_fails = false;
  EXPECT_EQ(writer.run_batch(), 2U);
  EXPECT_THAT(done, ElementsAre("a", "b"));
  EXPECT_THAT(stored(), ElementsAre("a", "b"));
}

TEST_F(WriterTest, told_to_end_fails_what_a_full_disk_does_not_take) {
  vfs.full = true;
  for (const char* name : {"1", "2", "3", "4"}) submit(name);
  EXPECT_EQ(writer.run_batch(), 0U);
  writer.give_up();
  EXPECT_TRUE(writer.wait());
  EXPECT_EQ(writer.run_batch(), 0U);
  EXPECT_THAT(failed, ElementsAre("1", "2", "3", "4"));
  EXPECT_THAT(done, IsEmpty());
  EXPECT_FALSE(writer.wait()) << "nothing is left, so the thread ends";
  EXPECT_THROW(writer.submit({[](Tx&) {}, {}, false}), WriterGaveUp);
}

TEST_F(WriterTest, told_to_end_still_commits_what_the_disk_takes) {
  vfs.full = true;
  submit("1");
  EXPECT_EQ(writer.run_batch(), 0U);
  vfs.full = false;
  writer.give_up();
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(done, ElementsAre("1"));
  EXPECT_THAT(stored(), ElementsAre("1"));
}

TEST_F(WriterTest, told_to_end_ends_a_pause) {
  std::thread thread{[&] { writer.pause(std::chrono::hours{1}); }};
  writer.give_up();
  thread.join();
}

const auto fill_the_log = [](Tx& tx) { Settings{tx}.set("big", std::string(5'000'000, 'x')); };

TEST_F(WriterTest, moves_the_log_into_the_database_when_it_grew) {
  submit("a", fill_the_log);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_GT(database.wal_pages(), 1'000);
  submit("b");
  writer.run_batch();
  EXPECT_LT(database.wal_pages(), 1'000) << "the log began anew after everything was moved";
}

TEST_F(WriterTest, acknowledges_nothing_after_a_failed_checkpoint_until_one_succeeds) {
  vfs.database_sync_fails = true;
  submit("a", fill_the_log);
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(writer.disk_trouble(), HasSubstr("checkpoint"));
  submit("b");
  EXPECT_EQ(writer.run_batch(), 0U);
  EXPECT_THAT(done, ElementsAre("a"));
  vfs.database_sync_fails = false;
  EXPECT_EQ(writer.run_batch(), 1U);
  EXPECT_THAT(done, ElementsAre("a", "b"));
  EXPECT_EQ(writer.disk_trouble(), "");
}

}  // namespace
}  // namespace alur::store
