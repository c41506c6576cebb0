#include "poller.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>

namespace alur::service {

namespace asio = boost::asio;

asio::awaitable<void> Poller::run() {
  while (!stopping_) {
    telegram::GetUpdates request;
    request.offset = offset_;
    request.timeout_s = limits::poll_timeout_s;
    request.allowed_updates = telegram::wanted_updates();
    telegram::Call call = telegram::encode(request);
    health_.polling = true;
    const CallOutcome outcome = co_await transport_.call(Lane::poll, std::move(call), limits::poll_deadline);
    health_.polling = false;
    if (outcome.kind == CallOutcome::Kind::answered) {
      telegram::Reply reply = outcome.reply;
      co_await answered(std::move(reply));
    } else {
      log::warning("poll failed", {{"why", outcome.error}});
      co_await pause(limits::back_off_first);
    }
  }
  co_await confirm();
}

asio::awaitable<void> Poller::answered(telegram::Reply reply) {
  using telegram::Meaning;
  if (reply.meaning == Meaning::done) {
    auto batch = telegram::read_updates(reply.result);
    if (batch) {
      health_.last_poll = clock_.steady();
      for (const char* over : {"telegram", "token", "conflict"}) health_.set(over, "");
      back_off_ = {};
      const auto last = batch->last_id;
      co_await intake_.accept(std::move(*batch));
      if (last) offset_ = *last + 1;
      co_return;
    }
    reply.description = "result is no list of updates";
  }
  log::warning("poll refused", {{"code", std::int64_t{reply.code}}, {"why", reply.description}});
  if (reply.meaning == Meaning::unauthorized) {
    health_.set("token", reply.description);
    co_await pause(limits::unauthorized_wait);
  } else if (reply.meaning == Meaning::conflict) {
    // A webhook left by an earlier installation answers the same until it is deleted; nothing pending is dropped.
    if (reply.description.find("webhook is active") != std::string::npos) {
      log::warning("a webhook is set, but telegram.mode is \"polling\": deleting it");
      telegram::Call call = telegram::delete_webhook();
      co_await transport_.call(Lane::poll, std::move(call), limits::call_deadline);
    } else {
      health_.set("conflict", "another program polls with this token");
    }
    co_await pause(limits::conflict_wait);
  } else if (reply.retry_after_s) {
    co_await pause(std::chrono::seconds{*reply.retry_after_s});
  } else {
    co_await pause(limits::back_off_first);
  }
}

/// At least this long; longer each time in a row, with jitter, so that many instances do not knock together.
asio::awaitable<void> Poller::pause(std::chrono::milliseconds at_least) {
  back_off_ = std::clamp<std::chrono::milliseconds>(back_off_ * 2, limits::back_off_first, limits::back_off_max);
  if (back_off_ >= limits::back_off_max / 4) health_.set("telegram", "no answer from the Bot API");
  const auto jittered = std::chrono::duration_cast<std::chrono::milliseconds>(back_off_ * (0.5 + 0.5 * random01_()));
  if (!stopping_) co_await bell_.wait(std::max(at_least, jittered));
}

/// Confirms the last batch, so that the next process does not get it again (it would know it, but needs not to). Not on
/// the poll's own connection: a drain has hung that up for good.
asio::awaitable<void> Poller::confirm() {
  if (offset_ == 0) co_return;
  telegram::GetUpdates request;
  request.offset = offset_;
  request.limit = 1;
  request.timeout_s = 0;
  telegram::Call call = telegram::encode(request);
  co_await transport_.call(Lane::answers, std::move(call), limits::answer_deadline);
}

}  // namespace alur::service
