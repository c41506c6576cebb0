#include "scheduler.hpp"

#include "alur/log/log.hpp"
#include "alur/store/records.hpp"

#include "limits.hpp"

#include <algorithm>

namespace alur::service {

namespace asio = boost::asio;

asio::awaitable<void> Scheduler::run() {
  while (!stopping_) {
    health_.scheduling = true;
    Look result;
    auto work = [this, &result](store::Tx& tx) { look(tx, result); };
    co_await gate_.run(work);
    next_ = result.next;
    health_.set("clock", result.reminders_held ? "the clock is behind the newest record: reminders wait" : "");
    for (store::Timer& timer : result.due) {
      if (stopping_) co_return;
      co_await fire(std::move(timer));
    }
    co_await intake_.retry_parked();
    co_await clean_up();
    if (!result.due.empty()) continue;
    health_.scheduling = false;
    std::chrono::milliseconds wait = limits::wake_at_least_every;
    // Held reminders are overdue: they wait for the clock, which may be right at any look.
    if (next_ && !result.reminders_held) {
      wait = std::clamp(front_.clock().real_until(*next_), std::chrono::milliseconds{1}, wait);
    }
    if (!stopping_) co_await bell_.wait(wait);
  }
}

/// A clock far behind the newest event would remind of the wrong things: nothing is due until it is right again.
void Scheduler::look(store::Tx& tx, Look& result) {
  result = Look{};
  store::Timers timers{tx};
  const time::Instant now = front_.clock().now();
  const auto newest = store::newest_event(tx);
  result.reminders_held = newest && *newest > now + limits::clock_behind_max;
  if (!result.reminders_held) result.due = timers.due(front_.now(tx), limits::timers_per_round);
  Effects ignored;
  result.next = front_.note_due(tx, ignored);
}

asio::awaitable<void> Scheduler::fire(store::Timer timer) {
  Effects effects;
  auto work = [this, &timer, &effects](store::Tx& tx) {
    effects = Effects{};
    // Cleared first, so that what the desk plans for the same key is what stays.
    store::Timers{tx}.clear(timer.kind, timer.key);
    chat::TimerDue due;
    due.timer = timer;
    effects.immediates.push_back(front_.handle(tx, due));
    front_.note_due(tx, effects);
  };
  std::string why;
  try {
    co_await gate_.run(work);
  } catch (const std::exception& e) {
    why = e.what();
  }
  if (why.empty()) {
    front_.after_commit(effects);
    co_return;
  }
  log::error("timer failed", {{"kind", timer.kind}, {"key", timer.key}, {"why", why}});
  auto later = [this, &timer](store::Tx& tx) {
    store::Timer again = timer;
    again.due = front_.now(tx) + limits::parked_retry;
    store::Timers{tx}.set(again);
  };
  co_await gate_.run(later);
}

asio::awaitable<void> Scheduler::clean_up() {
  const time::Instant now = front_.clock().now();
  if (cleaned_ && now - *cleaned_ < std::chrono::hours{1}) co_return;
  cleaned_ = now;
  auto work = [now](store::Tx& tx) {
    store::Updates{tx}.forget_older_than(now - limits::seen_kept, limits::clean_up_rows_max);
    store::Outbox{tx}.forget_older_than(now - limits::sent_kept, limits::clean_up_rows_max);
    store::Cards{tx}.forget_older_than(now - limits::sent_kept, limits::clean_up_rows_max);
  };
  co_await gate_.run(work);
}

}  // namespace alur::service
