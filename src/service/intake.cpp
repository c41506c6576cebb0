#include "intake.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace alur::service {

namespace asio = boost::asio;

/// One update on its way, alive until the loop has seen how it ended.
struct Intake::Item {
  telegram::Update update;
  Effects effects;
  int runs = 0;
  bool repeated = false;
  bool parked_behind = false;
  std::string error;
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

struct ChatOf {
  std::int64_t operator()(const telegram::Message& m) const { return m.chat.id; }
  std::int64_t operator()(const telegram::CallbackQuery& q) const { return q.chat_id != 0 ? q.chat_id : q.from.id; }
  std::int64_t operator()(const telegram::MembershipChange& c) const { return c.chat.id; }
  std::int64_t operator()(const telegram::UnknownKind&) const { return 0; }
};

}  // namespace

std::int64_t chat_of(const telegram::Update& update) { return std::visit(ChatOf{}, update.body); }

std::string Intake::new_reference() const {
  static constexpr std::string_view letters = "ACDEFGHJKLMNPQRTUVWXY34679";
  const std::string bytes = random_bytes_(6);
  std::string reference;
  for (const char byte : bytes) {
    if (reference.size() == 4) reference += '-';
    reference += letters[static_cast<unsigned char>(byte) % letters.size()];
  }
  return reference;
}

void Intake::handle(store::Tx& tx, Item& item) {
  if (item.runs++ > 0) front_.run_again();
  item.effects = Effects{};
  store::Updates updates{tx};
  const time::Instant now = front_.now(tx);
  item.repeated = !updates.remember(bot_id_, item.update.update_id, now);
  if (item.repeated) return;
  const std::int64_t chat = chat_of(item.update);
  item.parked_behind = chat != 0 && updates.has_parked(chat);
  if (item.parked_behind) {
    store::Updates::Parked parked;
    parked.update_id = item.update.update_id;
    parked.chat_id = chat;
    parked.raw = item.update.raw;
    parked.why = "waits for an earlier update of its chat";
    parked.next_try = now;
    parked.since = now;
    updates.park(parked);
    return;
  }
  item.effects.immediates.push_back(front_.handle(tx, item.update));
  Front::note_timers(tx, item.effects);
}

asio::awaitable<void> Intake::accept(telegram::UpdateBatch batch) {
  for (telegram::UnreadableUpdate& update : batch.unreadable) co_await park_unreadable(std::move(update));

  struct Crowd {
    explicit Crowd(const asio::any_io_executor& loop) : done(loop, asio::steady_timer::time_point::max()) {}
    asio::steady_timer done;
    std::size_t left = 0;
    std::vector<std::shared_ptr<Item>> failed;
  };
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
    auto run = [this, item](store::Tx& tx) { handle(tx, *item); };
    auto done = [this, item, crowd](const std::exception_ptr& error) {
      if (error) {
        item->error = what(error);
        crowd->failed.push_back(item);
      } else {
        ++(item->repeated ? health_.updates_repeated : health_.updates_handled);
        front_.after_commit(item->effects);
      }
      if (--crowd->left == 0) crowd->done.cancel();
    };
    if (gate_.post(run, done)) {
      ++crowd->left;
    } else {
      co_await accept_one(item);  // the queue is full: one by one until it is not
    }
  }
  co_await asio::this_coro::throw_if_cancelled(false);
  while (crowd->left > 0) {
    boost::system::error_code ignored;
    co_await crowd->done.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
  for (const auto& item : crowd->failed) {
    const std::string why = item->error;
    co_await park(item, why);
  }
  co_await asio::this_coro::throw_if_cancelled(true);
}

asio::awaitable<bool> Intake::attempt_allowed(const Item& item) {
  const std::string name = attempt_name(item.update.update_id);
  int attempts = 0;
  auto record = [&attempts, name](store::Tx& tx) {
    store::Settings settings{tx};
    attempts = std::stoi(settings.get(name).value_or("0")) + 1;
    settings.set(name, std::to_string(attempts));
  };
  co_await gate_.run(record, true);
  co_return attempts <= limits::update_attempts_max;
}

asio::awaitable<void> Intake::accept_one(std::shared_ptr<Item> item) {
  const bool allowed = co_await attempt_allowed(*item);
  if (!allowed) item->error = "the process died while handling it";
  if (allowed) {
    auto run = [this, item](store::Tx& tx) {
      handle(tx, *item);
      store::Settings{tx}.clear(attempt_name(item->update.update_id));
    };
    try {
      co_await gate_.run(run, true);
    } catch (const std::exception& e) {
      item->error = e.what();
    }
  }
  if (item->error.empty()) {
    ++(item->repeated ? health_.updates_repeated : health_.updates_handled);
    front_.after_commit(item->effects);
  } else {
    const std::string why = item->error;
    co_await park(item, why);
  }
}

asio::awaitable<void> Intake::park(std::shared_ptr<Item> item, std::string why) {
  const std::string reference = new_reference();
  const std::int64_t chat = chat_of(item->update);
  log::error("update parked", {{"update_id", item->update.update_id}, {"reference", reference}, {"why", why}});
  ++health_.updates_parked;
  auto run = [this, item, reference, chat, why](store::Tx& tx) {
    store::Updates updates{tx};
    const time::Instant now = front_.now(tx);
    if (!updates.remember(bot_id_, item->update.update_id, now)) return;
    store::Updates::Parked parked;
    parked.update_id = item->update.update_id;
    parked.chat_id = chat;
    parked.raw = item->update.raw;
    parked.why = why;
    parked.reference = reference;
    parked.attempts = 1;
    parked.next_try = now + limits::parked_retry;
    parked.since = now;
    updates.park(parked);
    store::Settings{tx}.clear(attempt_name(item->update.update_id));
    if (chat > 0) front_.apologise(tx, chat, reference);
  };
  co_await gate_.run(run);
  Effects effects;
  front_.after_commit(effects);
}

asio::awaitable<void> Intake::park_unreadable(telegram::UnreadableUpdate update) {
  ++health_.updates_unreadable;
  log::error("update unreadable", {{"update_id", update.update_id}, {"why", update.why}});
  auto run = [this, &update](store::Tx& tx) {
    store::Updates updates{tx};
    const time::Instant now = front_.now(tx);
    if (update.update_id != 0 && !updates.remember(bot_id_, update.update_id, now)) return;
    store::Updates::Parked parked;
    parked.update_id = update.update_id;
    parked.raw = update.raw;
    parked.why = update.why;
    parked.reference = new_reference();
    parked.attempts = 1;
    parked.set_aside = true;
    parked.next_try = now;
    parked.since = now;
    updates.park(parked);
  };
  co_await gate_.run(run);
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

asio::awaitable<void> Intake::retry_one(store::Updates::Parked parked) {
  Effects effects;
  int runs = 0;
  std::string why;
  auto handle_again = [this, &effects, &runs, &parked](store::Tx& tx) {
    if (runs++ > 0) front_.run_again();
    auto update = telegram::read_update(parked.raw);
    if (!update) throw std::runtime_error(update.error().why);
    effects.immediates.assign(1, front_.handle(tx, std::move(*update)));
    store::Updates{tx}.done(parked.id);
    Front::note_timers(tx, effects);
  };
  try {
    co_await gate_.run(handle_again, true);
  } catch (const std::exception& e) {
    why = e.what();
  }
  if (why.empty()) {
    log::info("parked update handled", {{"update_id", parked.update_id}, {"reference", parked.reference}});
    front_.after_commit(effects);
    co_return;
  }
  const bool set_aside = parked.attempts + 1 >= limits::update_attempts_max;
  log::error(set_aside ? "update set aside" : "parked update failed again",
             {{"update_id", parked.update_id}, {"reference", parked.reference}, {"why", why}});
  auto record = [this, &parked, &why, set_aside](store::Tx& tx) {
    store::Updates{tx}.attempt_failed(parked.id, why, front_.now(tx) + limits::parked_retry, set_aside);
  };
  co_await gate_.run(record);
}

}  // namespace alur::service
