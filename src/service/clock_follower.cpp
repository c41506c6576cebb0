#include "clock_follower.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace alur::service {

namespace asio = boost::asio;

asio::awaitable<bool> ClockFollower::ask(bool wait) {
  net::HttpRequest request;
  request.target = "/sandbox/clock?rev=" + std::to_string(wait ? rev_ : 0);
  net::CallOptions options;
  options.deadline = limits::poll_deadline;
  options.idempotent = true;
  const auto response = co_await client_.send(std::move(request), std::move(options));
  if (!response || response->status != 200) co_return false;
  const auto body = nlohmann::json::parse(response->body, nullptr, false);
  const bool readable = body.is_object() && body.contains("rev") && body.contains("now_ms") && body.contains("speed") &&
                        body["rev"].is_number() && body["now_ms"].is_number() && body["speed"].is_number();
  if (!readable) co_return false;
  const auto rev = body["rev"].get<std::int64_t>();
  if (rev == rev_) co_return true;  // the poll ran out: nothing moved
  rev_ = rev;
  clock_.anchor(time::from_ms(body["now_ms"].get<std::int64_t>()), body["speed"].get<double>());
  bells_.scheduler->ring();
  bells_.fetcher->ring();
  bells_.watch->ring();
  co_return true;
}

asio::awaitable<void> ClockFollower::first() {
  const bool answered = co_await ask(false);
  if (!answered) throw std::runtime_error("clock.source is \"sandbox\", but api_root gives no /sandbox/clock");
}

asio::awaitable<void> ClockFollower::run() {
  while (!stopping_) {
    const bool answered = co_await ask(true);
    if (!answered && !stopping_) {
      log::warning("the sandbox's clock does not answer");
      co_await bells_.clock->wait(limits::back_off_first);
    }
  }
}

}  // namespace alur::service
