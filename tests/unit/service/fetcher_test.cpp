#include "fetcher.hpp"

#include "alur/store/records.hpp"

#include "stage.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace alur::service::test {

namespace {

std::string sample(const std::string& name) {
  std::ifstream in(std::string(ALUR_TEST_DATA) + "/" + name, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

class FetcherTest : public testing::Test {
 protected:
  void SetUp() override {
    stage.spawn([this]() -> asio::awaitable<void> {
      co_await fetcher.run();
      ended = true;
    });
    stage.settle();
  }
  void plan(const std::string& file_name) {
    stage.read([&](store::Tx& tx) {
      store::Job job;
      job.kind = "fetch";
      job.payload = R"({"file_id":"F1","file_name":")" + file_name + R"("})";
      job.chat_id = 501;
      job.planned = stage.clock.now();
      store::Jobs{tx}.plan(job);
    });
    stage.bells.fetcher->ring();
    stage.settle();
  }
  std::size_t open_jobs() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Jobs{tx}.open_count(); });
    return count;
  }

  Stage stage;
  bool ended = false;
  archive::Archive archive{stage.folder.path() + "/archive", archive::Limits{1024u * 1024u, {"pdf", "docx"}}};
  Fetcher fetcher{{stage.gate, stage.front, stage.transport, stage.group,
                   [](std::function<void()> work) -> asio::awaitable<void> {
                     work();
                     co_return;
                   },
                   archive, *stage.bells.fetcher, stage.health, [] { return 0.5; }, shipped_options().random_bytes}};
};

}  // namespace

TEST_F(FetcherTest, brings_a_file_into_the_archive_under_its_hash) {
  const std::string bytes = sample("identifikasi.pdf");
  ASSERT_FALSE(bytes.empty());
  plan("identifikasi.pdf");
  stage.transport.serve_file(bytes);
  stage.transport.answer_ok("getFile", R"({"file_id":"F1","file_path":"documents/file_1.pdf","file_size":10})");
  stage.transport.answer("download", 200, "");
  stage.settle();
  EXPECT_EQ(stage.transport.calls("download").at(0), "documents/file_1.pdf");
  EXPECT_TRUE(archive.has(archive::sha256_hex(bytes)));
}

TEST_F(FetcherTest, tries_again_later_when_telegram_does_not_answer) {
  plan("identifikasi.pdf");
  stage.transport.fail("getFile", CallOutcome::Kind::not_sent);
  stage.settle();
  EXPECT_EQ(open_jobs(), 1u);
  EXPECT_TRUE(
      stage.run_until([this] { return stage.transport.calls("getFile").size() == 2; }, std::chrono::minutes{2}));
}

TEST_F(FetcherTest, gives_up_at_once_on_a_file_too_big_to_fetch) {
  plan("besar.pdf");
  stage.transport.answer("getFile", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: file is too big"})");
  stage.settle();
  EXPECT_EQ(open_jobs(), 0u);
}

TEST_F(FetcherTest, ends_when_what_is_under_way_has_ended) {
  plan("identifikasi.pdf");
  fetcher.stop();
  stage.settle();
  EXPECT_FALSE(ended);
  stage.transport.answer("getFile", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: file is too big"})");
  stage.settle();
  EXPECT_TRUE(ended);
}

TEST_F(FetcherTest, leaves_nothing_behind_of_a_download_cut_short) {
  plan("identifikasi.pdf");
  stage.transport.answer_ok("getFile", R"({"file_id":"F1","file_path":"documents/file_1.pdf","file_size":10})");
  stage.transport.fail("download", CallOutcome::Kind::ambiguous);
  stage.settle();
  EXPECT_EQ(open_jobs(), 1u);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(stage.folder.path() + "/archive")) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  EXPECT_EQ(files, 0u);
}

}  // namespace alur::service::test
