#include "intake.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <map>
#include <utility>

namespace alur::service {

namespace asio = boost::asio;

/// One update on its way, alive until the loop has seen how it ended.
struct Intake::Item {
  telegram::Update update;
  Effects effects;
  bool repeated = false;
  bool held_back = false;  ///< behind a failed one of its chat
  std::string error;
  int attempts = 1;  ///< that failed, once it has
};

/// The updates of one batch, each a unit of the writer's.
struct Intake::Crowd {
  explicit Crowd(const asio::any_io_executor& loop) : done(loop, asio::steady_timer::time_point::max()) {}
  asio::steady_timer done;
  std::size_t left = 0;
  std::vector<ItemPtr> failed;
  /// The first of each chat that failed; the writer's thread only.
  std::map<std::int64_t, const Item*> broken;
};

namespace {

std::string what(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  }
}

std::string attempt_name(std::int64_t update_id) { return "attempt:" + std::to_string(update_id); }

constexpr const char* waits = "waits for an earlier update of its chat";
constexpr const char* died = "the process died while handling it";

struct ChatOf {
  std::int64_t operator()(const telegram::Message& m) const { return m.chat.id; }
  std::int64_t operator()(const telegram::CallbackQuery& q) const { return q.chat_id != 0 ? q.chat_id : q.from.id; }
  std::int64_t operator()(const telegram::MembershipChange& c) const { return c.chat.id; }
  std::int64_t operator()(const telegram::UnknownKind&) const { return 0; }
};

store::Updates::Parked parked_behind(const telegram::Update& update, time::Instant now) {
  store::Updates::Parked parked;
  parked.update_id = update.update_id;
  parked.chat_id = chat_of(update);
  parked.raw = update.raw;
  parked.why = waits;
  parked.next_try = now;
  parked.since = now;
  return parked;
}

}  // namespace

std::int64_t chat_of(const telegram::Update& update) { return std::visit(ChatOf{}, update.body); }

void Intake::handle(store::Tx& tx, Item& item) {
  item.effects = Effects{};
  store::Updates updates{tx};
  const time::Instant now = front_.now(tx);
  item.repeated = !updates.remember(bot_id_, item.update.update_id, now);
  if (item.repeated) return;
  const std::int64_t chat = chat_of(item.update);
  if (chat != 0 && updates.has_parked(chat)) {
    updates.park(parked_behind(item.update, now));
  } else {
    item.effects.immediates.push_back(front_.handle(tx, item.update));
  }
  front_.note_due(tx, item.effects);
}

/// What comes after a failed one of its chat is not handled before it, although it stands in the same batch.
void Intake::handle_in_order(store::Tx& tx, Item& item, Crowd& crowd) {
  const std::int64_t chat = chat_of(item.update);
  std::erase_if(crowd.broken, [&item](const auto& entry) { return entry.second == &item; });  // it runs again
  item.held_back = crowd.broken.contains(chat);
  if (item.held_back) throw std::runtime_error(waits);
  try {
    handle(tx, item);
  } catch (...) {
    if (chat != 0) crowd.broken.emplace(chat, &item);
    throw;
  }
}

void Intake::accepted(const Item& item) {
  ++(item.repeated ? health_.updates_repeated : health_.updates_handled);
  front_.after_commit(item.effects);
}

asio::awaitable<void> Intake::accept(telegram::UpdateBatch batch) {
  for (telegram::UnreadableUpdate& update : batch.unreadable) co_await park_unreadable(std::move(update));

  const auto loop = co_await asio::this_coro::executor;
  auto crowd = std::make_shared<Crowd>(loop);
  for (telegram::Update& update : batch.updates) {
    auto item = std::make_shared<Item>();
    item->update = std::move(update);
    if (probation_left_ > 0) {
      --probation_left_;
      co_await accept_one(item);
      continue;
    }
    auto run = [this, item, crowd](store::Tx& tx) { handle_in_order(tx, *item, *crowd); };
    auto done = [this, item, crowd](const std::exception_ptr& error) {
      if (error) {
        item->error = what(error);
        crowd->failed.push_back(item);
      } else {
        accepted(*item);
      }
      if (--crowd->left == 0) crowd->done.cancel();
    };
    auto nothing = [](store::Tx&) {};
    while (!gate_.post(run, done)) co_await gate_.run(nothing);  // the queue is full: this waits for room
    ++crowd->left;
  }
  co_await asio::this_coro::throw_if_cancelled(false);
  while (crowd->left > 0) {
    boost::system::error_code ignored;
    co_await crowd->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  co_await asio::this_coro::throw_if_cancelled(true);
  for (const ItemPtr& item : crowd->failed) co_await park(item);
}

asio::awaitable<void> Intake::accept_one(ItemPtr item) {
  const std::string name = attempt_name(item->update.update_id);
  int attempts = 0;
  auto begin = [&attempts, &name](store::Tx& tx) { attempts = begin_attempt(tx, name); };
  co_await gate_.run(begin, true);
  if (attempts > limits::update_attempts_max) {
    item->error = died;
    item->attempts = limits::update_attempts_max;
  } else {
    auto run = [this, item, &name](store::Tx& tx) {
      handle(tx, *item);
      end_attempt(tx, name);
    };
    try {
      co_await gate_.run(run, true);
    } catch (const std::exception& e) {
      item->error = e.what();
    }
  }
  if (item->error.empty()) {
    accepted(*item);
  } else {
    co_await park(item);
  }
}

asio::awaitable<void> Intake::park(ItemPtr item) {
  const std::string reference = item->held_back ? "" : parking_.new_reference();
  const std::int64_t chat = chat_of(item->update);
  const bool set_aside = item->attempts >= limits::update_attempts_max;
  auto keep = [this, item, reference, set_aside](store::Tx& tx) {
    store::Updates updates{tx};
    const time::Instant now = front_.now(tx);
    if (!updates.remember(bot_id_, item->update.update_id, now)) return;
    store::Updates::Parked parked = parked_behind(item->update, now);
    if (!item->held_back) {
      parked.why = item->error;
      parked.reference = reference;
      parked.attempts = item->attempts;
      parked.set_aside = set_aside;
      parked.next_try = now + limits::parked_retry;
    }
    updates.park(parked);
    end_attempt(tx, attempt_name(item->update.update_id));
  };
  if (item->held_back) {
    co_await parking_.keep(keep, 0, reference);
    co_return;
  }
  log::error(set_aside ? "update set aside" : "update parked",
             {{"update_id", item->update.update_id}, {"reference", reference}, {"why", item->error}});
  ++health_.updates_parked;
  co_await parking_.keep(keep, chat, reference);
}

asio::awaitable<void> Intake::park_unreadable(telegram::UnreadableUpdate update) {
  ++health_.updates_unreadable;
  const std::string reference = parking_.new_reference();
  log::error("update unreadable", {{"update_id", update.update_id}, {"reference", reference}, {"why", update.why}});
  auto keep = [this, &update, &reference](store::Tx& tx) {
    store::Updates updates{tx};
    const time::Instant now = front_.now(tx);
    if (update.update_id != 0 && !updates.remember(bot_id_, update.update_id, now)) return;
    store::Updates::Parked parked;
    parked.update_id = update.update_id;
    parked.raw = update.raw;
    parked.why = update.why;
    parked.reference = reference;
    parked.attempts = 1;
    parked.set_aside = true;
    parked.next_try = now;
    parked.since = now;
    updates.park(parked);
  };
  co_await parking_.keep(keep, 0, reference);
}

asio::awaitable<void> Intake::retry_parked() {
  // A chat's oldest comes first; once it is handled the next one of the chat is due, so look again.
  std::vector<store::Updates::Parked> due;
  auto look = [this, &due](store::Tx& tx) { due = store::Updates{tx}.due(front_.now(tx), limits::parked_per_round); };
  co_await gate_.run(look);
  while (!due.empty()) {
    for (store::Updates::Parked& parked : due) co_await retry_one(std::move(parked));
    co_await gate_.run(look);
  }
}

void Intake::handle_parked(store::Tx& tx, const store::Updates::Parked& parked, Effects& effects) {
  effects = Effects{};
  if (const auto job = read_job(parked.raw)) {
    store::Job again = *job;
    again.planned = front_.now(tx);
    store::Jobs{tx}.plan(again);
  } else {
    auto update = telegram::read_update(parked.raw);
    if (!update) throw std::runtime_error(update.error().why);
    effects.immediates.push_back(front_.handle(tx, std::move(*update)));
  }
  store::Updates{tx}.done(parked.id);
  front_.note_due(tx, effects);
}

asio::awaitable<void> Intake::retry_one(store::Updates::Parked parked) {
  if (parked.attempts >= limits::update_attempts_max) {
    co_await retry_failed(std::move(parked), died);
    co_return;
  }
  ++parked.attempts;
  auto begin = [&parked](store::Tx& tx) { store::Updates{tx}.attempt_begun(parked.id); };
  co_await gate_.run(begin, true);
  Effects effects;
  std::string why;
  auto again = [this, &parked, &effects](store::Tx& tx) { handle_parked(tx, parked, effects); };
  try {
    co_await gate_.run(again, true);
  } catch (const std::exception& e) {
    why = e.what();
  }
  if (why.empty()) {
    log::info("parked update handled", {{"update_id", parked.update_id}, {"reference", parked.reference}});
    front_.after_commit(effects);
  } else {
    co_await retry_failed(std::move(parked), std::move(why));
  }
}

asio::awaitable<void> Intake::retry_failed(store::Updates::Parked parked, std::string why) {
  const bool set_aside = parked.attempts >= limits::update_attempts_max;
  log::error(set_aside ? "update set aside" : "parked update failed again",
             {{"update_id", parked.update_id}, {"reference", parked.reference}, {"why", why}});
  auto record = [this, &parked, &why, set_aside](store::Tx& tx) {
    store::Updates{tx}.attempt_failed(parked.id, why, front_.now(tx) + limits::parked_retry, set_aside);
  };
  co_await gate_.run(record);
}

}  // namespace alur::service
