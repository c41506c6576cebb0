#include "alur/store/records.hpp"

#include "fetcher.hpp"
#include "stage.hpp"
#include "support/fake_clamd.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

namespace alur::service::test {

namespace {

using namespace std::chrono_literals;
using Manner = alur::test::FakeClamd::Manner;

constexpr std::int64_t chat = 501;

/// A person, whose files wait for a scanner. Time is virtual, the scanner's socket is not.
class FetcherScanTest : public testing::Test {
 protected:
  void SetUp() override {
    stage.read([](store::Tx& tx) {
      office::State state;
      const time::Instant joined = time::from_ms(1'772'413'100'000);
      store::OfficeRecords{tx}.append(
          state, {{joined, {}, office::PersonAdded{office::PersonId{1}, "Yuni Astuti, S.Kom.", "Staf", ""}},
                  {joined, {}, office::RoleGranted{{office::PersonId{1}, process::Role::staff_egov, {}}}},
                  {joined, {}, office::AccountBound{office::PersonId{1}, chat, "yuni"}}});
    });
    stage.spawn([this] { return fetcher.run(); });
    stage.settle();
  }

  /// Before the fetcher's bell goes, which is younger than the stage.
  void TearDown() override {
    stage.group.cancel();
    stage.settle();
  }

  void upload(std::size_t files) {
    stage.read([&](store::Tx& tx) {
      for (std::size_t i = 0; i < files; ++i) {
        store::Job job;
        job.kind = "fetch";
        job.payload = R"({"file_id":"F","file_name":"catatan.txt","file_size":10,"mime_type":"text/plain","message":1,)"
                      R"("grouped":false,"target":{"case":0,"item":""}})";
        job.chat_id = chat;
        job.person = office::PersonId{1};
        job.planned = stage.clock.now();
        store::Jobs{tx}.plan(job);
      }
    });
    stage.bells.fetcher->ring();
    stage.settle();
  }
  /// Telegram gives the next file, as `text`.
  void give(const std::string& text) {
    stage.transport.serve_file(text);
    stage.transport.answer_ok("getFile", R"({"file_id":"F","file_path":"documents/catatan.txt","file_size":10})");
    stage.transport.answer("download", 200, "");
  }
  std::size_t open_jobs() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Jobs{tx}.open_count(); });
    return count;
  }
  std::size_t messages() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Outbox{tx}.unfinished(); });
    return count;
  }
  std::string first_message() {
    std::vector<store::OutMessage> heads;
    stage.read([&](store::Tx& tx) { heads = store::Outbox{tx}.heads(1); });
    return heads.empty() ? std::string{} : heads.front().body;
  }
  std::size_t archived() const { return archive::contents_of(stage.folder.path() + "/archive").size(); }
  /// How long, in virtual time, until so many messages were written.
  std::chrono::milliseconds time_to_tell(std::size_t messages_wanted) {
    const auto from = stage.clock.steady();
    EXPECT_TRUE(stage.run_until([&] { return messages() >= messages_wanted; }, 1min));
    return std::chrono::ceil<std::chrono::milliseconds>(stage.clock.steady() - from);
  }

  Stage stage;
  std::string socket = stage.folder.path() + "/clamd";
  alur::test::FakeClamd clamd{socket};
  archive::Archive archive{stage.folder.path() + "/archive", archive::Limits{1'000'000, {"txt"}, socket, 2'000ms}};
  std::chrono::milliseconds worker_takes{0};
  std::unique_ptr<Bell> worker = stage.foundry();
  Fetcher fetcher{{stage.gate, stage.front, stage.transport, stage.group,
                   [this](std::function<void()> work) -> asio::awaitable<void> {
                     if (worker_takes > 0ms) co_await worker->wait(worker_takes);
                     work();
                   },
                   archive, *stage.bells.fetcher, stage.health, [] { return 0.5; }, shipped_options().random_bytes}};
};

std::size_t backlog() { return std::getenv("ALUR_LONG") != nullptr ? 1'000 : 40; }

}  // namespace

TEST_F(FetcherScanTest, tells_that_files_wait_and_files_them_when_the_scanner_is_back) {
  clamd.behave(Manner::away);
  upload(backlog());
  const auto told_in = time_to_tell(backlog());
  EXPECT_LE(told_in, 10s);
  EXPECT_NE(first_message().find("menunggu pemeriksaan virus"), std::string::npos) << first_message();
  EXPECT_TRUE(stage.health.reasons().contains("scanner"));
  EXPECT_FALSE(stage.run_until([this] { return messages() > backlog(); }, 30min)) << "told once, not again";
  EXPECT_EQ(open_jobs(), backlog()) << "waiting is no attempt";
  EXPECT_TRUE(stage.transport.calls("getFile").empty()) << "nothing is fetched in vain";
  EXPECT_EQ(archived(), 0u);

  clamd.behave(Manner::healthy);
  for (std::size_t i = 0; i < backlog(); ++i) give("catatan " + std::to_string(i));
  const auto from = stage.clock.steady();
  EXPECT_TRUE(stage.run_until([this] { return open_jobs() == 0; }, 1min));
  const auto drained_in = std::chrono::ceil<std::chrono::milliseconds>(stage.clock.steady() - from);
  EXPECT_EQ(archived(), backlog());
  EXPECT_FALSE(stage.health.reasons().contains("scanner"));
  std::cout << "[ FIGURE ] S8: scanner away, " << backlog() << " people told within " << told_in.count()
            << " ms; once back, backlog filed within " << drained_in.count() << " ms (control: " << archived()
            << " archived, before 0)\n";
}

TEST_F(FetcherScanTest, tells_while_the_scanner_is_slow) {
  worker_takes = 60s;
  upload(8);
  const auto told_in = time_to_tell(8);
  EXPECT_GT(told_in, 0ms) << "not before it is late";
  EXPECT_LE(told_in, 10s);
  std::cout << "[ FIGURE ] S8: scanner slow, people told within " << told_in.count() << " ms\n";
}

TEST_F(FetcherScanTest, keeps_a_virus_out_and_says_so_at_once) {
  give("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");
  upload(1);
  EXPECT_EQ(open_jobs(), 0u);
  EXPECT_EQ(archived(), 0u);
  EXPECT_NE(first_message().find("menemukan virus"), std::string::npos) << first_message();
}

TEST_F(FetcherScanTest, gives_up_on_a_file_that_the_scanner_never_manages_and_holds_up_nobody_else) {
  clamd.behave(Manner::erring);
  for (int i = 0; i < 30; ++i) give("catatan");
  upload(1);
  EXPECT_NE(first_message().find("menunggu pemeriksaan virus"), std::string::npos) << first_message();
  EXPECT_FALSE(stage.health.reasons().contains("scanner")) << "it answers";
  EXPECT_TRUE(stage.run_until([this] { return open_jobs() == 0; }, 24h));
  EXPECT_EQ(archived(), 0u);
  EXPECT_EQ(messages(), 2u) << "that it waits, and that it could not be checked";
}

TEST_F(FetcherScanTest, refuses_at_once_what_is_larger_than_the_scanner_takes) {
  clamd.behave(Manner::limited);
  give("catatan");
  upload(1);
  EXPECT_EQ(open_jobs(), 0u);
  EXPECT_EQ(archived(), 0u);
  EXPECT_NE(first_message().find("tidak dapat diperiksa"), std::string::npos) << first_message();
}

}  // namespace alur::service::test
