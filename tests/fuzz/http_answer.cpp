#include "alur/telegram/reply.hpp"

#include "answer_reader.hpp"
#include "fuzz/target.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/beast/_experimental/test/impl/stream.ipp>
#include <boost/beast/_experimental/test/stream.hpp>

namespace {

namespace asio = boost::asio;
namespace net = alur::net;

constexpr std::uint64_t bytes_max = 64 * 1024;

/// Reads the answer that these bytes are, the end of the connection after them.
net::Attempt read_answer(std::string_view bytes, const net::Wanted& wanted, bool without_body) {
  asio::io_context loop;
  boost::beast::test::stream from{loop, boost::beast::string_view{bytes.data(), bytes.size()}};
  from.close_remote();
  boost::beast::tcp_stream timer{loop};
  boost::beast::flat_buffer buffer;
  net::AnswerReader<boost::beast::test::stream> reader{from, timer, buffer, wanted, without_body};
  net::Deadline deadline{std::chrono::seconds{10}};
  net::Attempt attempt;
  asio::co_spawn(loop, reader.read(deadline, attempt), [&](const std::exception_ptr& thrown, std::string what) {
    alur::fuzz::require(!thrown, "an answer is read without throwing");
    attempt.what = std::move(what);
  });
  loop.run();
  return attempt;
}

}  // namespace

/// A server that answers anything at all: to a call, to a HEAD-like one, to a download.
ALUR_FUZZ_TARGET(http_answer) {
  using namespace alur;
  const net::Wanted gathered{.bytes_max = bytes_max, .sink = {}};
  const net::Attempt attempt = read_answer(input, gathered, false);
  fuzz::require(attempt.response.has_value() == attempt.what.empty(), "an answer, or why there is none");
  if (attempt.response) {
    fuzz::require(attempt.response->body.size() <= bytes_max, "no body beyond its limit");
    const std::string* wait = attempt.response->header("Retry-After");
    telegram::read_reply(attempt.response->status, attempt.response->body,
                         wait == nullptr ? std::nullopt : std::optional{static_cast<int>(wait->size())});
  }
  read_answer(input, gathered, true);
  std::size_t taken = 0;
  const net::Wanted streamed{.bytes_max = bytes_max, .sink = [&taken](std::string_view piece) {
                               taken += piece.size();
                               return taken < 1000;
                             }};
  read_answer(input, streamed, false);
  fuzz::require(taken <= bytes_max, "no download beyond its limit");
}
