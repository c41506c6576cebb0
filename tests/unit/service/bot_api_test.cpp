#include "bot_api.hpp"

#include "stage.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

namespace alur::service::test {

TEST(BotApi, an_upload_of_a_file_that_is_not_there_is_impossible_and_not_a_failure_of_the_network) {
  const TemporaryFolder folder;
  asio::io_context io;
  BotApi api{io.get_executor(), net::parse_origin("http://127.0.0.1:1").value(), log::Secret{"1:secret"},
             [](std::size_t bytes) { return std::string(bytes, 'x'); }};
  CallOutcome outcome;
  const auto upload = [&]() -> asio::awaitable<void> {
    telegram::SendDocument document;
    std::string path = folder.path() + "/abc";
    outcome = co_await api.upload(std::move(document), std::move(path), "surat.pdf", "application/pdf");
  };
  asio::co_spawn(io, upload, [](const std::exception_ptr& error) {
    if (error) std::rethrow_exception(error);
  });
  io.run();
  EXPECT_EQ(outcome.kind, CallOutcome::Kind::impossible);
  EXPECT_EQ(outcome.error, "the archive has no abc");
}

}  // namespace alur::service::test
