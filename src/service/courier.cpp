#include "courier.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <algorithm>
#include <map>

namespace alur::service {

namespace asio = boost::asio;
using delivery::SteadyTime;
using telegram::Meaning;

delivery::Class Parcel::paced_as() const {
  const store::SendClass send_class = kind == Kind::message ? message.send_class : card.send_class;
  return send_class == store::SendClass::answer ? delivery::Class::answer : delivery::Class::notice;
}

asio::awaitable<void> Courier::recover() {
  auto work = [](store::Tx& tx) {
    const std::size_t messages = store::Outbox{tx}.recover();
    const std::size_t cards = store::Cards{tx}.recover();
    if (messages + cards > 0) {
      log::warning("sends were under way when the last process ended: repeating them",
                   {{"count", static_cast<std::int64_t>(messages + cards)}});
    }
  };
  co_await ports_.gate.run(work);
}

asio::awaitable<void> Courier::run() {
  for (;;) {
    ports_.health.sending = true;
    Round round;
    auto work = [this, &round](store::Tx& tx) { choose(tx, round); };
    co_await ports_.gate.run(work);
    for (Parcel& parcel : round.begun) {
      ports_.group.spawn("send", [this, moved = std::move(parcel)]() -> asio::awaitable<void> {
        Parcel copy = moved;
        co_await send(std::move(copy));
      });
    }
    ports_.health.sending = round.left_waiting || !in_flight_.empty();
    if (stopping_ && round.begun.empty() && in_flight_.empty()) co_return;
    const SteadyTime now = ports_.front.clock().steady();
    pacer_.tidy(now);
    std::chrono::milliseconds wait = limits::wake_at_least_every;
    if (round.left_waiting && round.next > now) {
      wait = std::min(wait, std::chrono::ceil<std::chrono::milliseconds>(round.next - now));
    }
    co_await ports_.bell.wait(wait);
  }
}

/// In one transaction: the head of each chat that may go now is marked as being sent.
void Courier::choose(store::Tx& tx, Round& round) {
  round = Round{};
  store::Outbox outbox{tx};
  store::Cards cards{tx};
  std::vector<Parcel> heads;
  std::unordered_map<std::int64_t, std::size_t> of_chat;
  auto offer = [&heads, &of_chat](Parcel parcel) {
    const auto [place, fresh] = of_chat.try_emplace(parcel.chat_id(), heads.size());
    if (fresh) {
      heads.push_back(std::move(parcel));
    } else if (parcel.order() < heads[place->second].order()) {
      heads[place->second] = std::move(parcel);
    }
  };
  for (store::OutMessage& message : outbox.heads(limits::courier_rows_max)) {
    Parcel parcel;
    parcel.kind = Parcel::Kind::message;
    parcel.message = std::move(message);
    offer(std::move(parcel));
  }
  for (store::Card& card : cards.unsettled(limits::courier_rows_max)) {
    Parcel parcel;
    parcel.kind = Parcel::Kind::card;
    parcel.card = std::move(card);
    offer(std::move(parcel));
  }
  std::stable_sort(heads.begin(), heads.end(), [](const Parcel& a, const Parcel& b) {
    return std::pair(a.paced_as() == delivery::Class::notice, a.order()) <
           std::pair(b.paced_as() == delivery::Class::notice, b.order());
  });
  const SteadyTime now = ports_.front.clock().steady();
  for (Parcel& parcel : heads) {
    const std::int64_t chat = parcel.chat_id();
    if (in_flight_.contains(chat)) continue;
    SteadyTime ready = pacer_.ready_at(chat, parcel.paced_as(), now);
    if (const auto held = held_.find(chat); held != held_.end()) ready = std::max(ready, held->second);
    if (ready > now || in_flight_.size() >= limits::sends_in_flight_max) {
      round.next = round.left_waiting ? std::min(round.next, ready) : ready;
      round.left_waiting = true;
      continue;
    }
    held_.erase(chat);
    pacer_.started(chat, parcel.paced_as(), now);
    in_flight_.insert(chat);
    if (parcel.kind == Parcel::Kind::message) {
      outbox.begin(parcel.message.id);
    } else {
      cards.begin(parcel.card.id);
    }
    round.begun.push_back(std::move(parcel));
  }
}

asio::awaitable<void> Courier::send(Parcel parcel) {
  CallOutcome outcome;
  const bool nothing_to_show =
      parcel.kind == Parcel::Kind::card && parcel.card.closing && !parcel.card.message_id.has_value();
  if (nothing_to_show) {
    outcome.reply.meaning = Meaning::done;  // a card that closed before anybody saw it
  } else {
    outcome = co_await transmit(parcel);
  }
  const std::int64_t chat = parcel.chat_id();
  co_await conclude(std::move(parcel), std::move(outcome));
  in_flight_.erase(chat);
  ports_.bell.ring();
}

asio::awaitable<CallOutcome> Courier::transmit(const Parcel& parcel) {
  telegram::Call call;
  if (parcel.kind == Parcel::Kind::message) {
    const store::OutMessage& message = parcel.message;
    if (message.method == "sendDocument") co_return co_await transmit_document(message);
    call.method = message.method;
    call.body = message.body;
  } else {
    call =
        parcel.card.message_id
            ? telegram::edit_card(parcel.card.chat_id, *parcel.card.message_id, parcel.card.html, parcel.card.keyboard)
            : telegram::send_card(parcel.card.chat_id, parcel.card.html, parcel.card.keyboard, parcel.card.silent);
  }
  co_return co_await ports_.transport.call(Lane::sends, std::move(call), limits::call_deadline);
}

/// By file_id; where Telegram no longer has it, by upload from the archive.
asio::awaitable<CallOutcome> Courier::transmit_document(const store::OutMessage& message) {
  const auto request = telegram::read_send_document(message.body);
  if (request && !request->file_id.empty()) {
    telegram::Call call;
    call.method = message.method;
    call.body = message.body;
    CallOutcome outcome = co_await ports_.transport.call(Lane::sends, std::move(call), limits::call_deadline);
    const bool gone = outcome.kind == CallOutcome::Kind::answered && outcome.reply.meaning == Meaning::file_unavailable;
    if (!gone || message.content_sha256.empty()) co_return outcome;
  }
  telegram::SendDocument upload = request.value_or(telegram::SendDocument{});
  std::string path = ports_.path_of(message.content_sha256);
  std::string name = message.content_name;
  std::string type = message.content_type;
  co_return co_await ports_.transport.upload(std::move(upload), std::move(path), std::move(name), std::move(type));
}

asio::awaitable<void> Courier::conclude(Parcel parcel, CallOutcome outcome) {
  const SteadyTime now = ports_.front.clock().steady();
  const telegram::Reply& reply = outcome.reply;
  const bool answered = outcome.kind == CallOutcome::Kind::answered;
  if (answered && reply.meaning == Meaning::too_many) {
    ++ports_.health.too_many;
    pacer_.too_many(parcel.chat_id(), std::chrono::seconds{reply.retry_after_s.value_or(1)}, now);
  }
  if (answered && reply.meaning == Meaning::unauthorized) ports_.health.set("token", reply.description);

  Effects effects;
  auto work = [this, &parcel, &outcome, &effects](store::Tx& tx) {
    effects = Effects{};
    const telegram::Reply& got = outcome.reply;
    if (outcome.kind == CallOutcome::Kind::not_sent) {
      record_retry(tx, parcel, delivery::Outcome::not_sent, outcome.error);
    } else if (outcome.kind == CallOutcome::Kind::ambiguous) {
      record_retry(tx, parcel, delivery::Outcome::ambiguous, outcome.error);
    } else if (got.meaning == Meaning::done || got.meaning == Meaning::not_modified) {
      record_done(tx, parcel, got);
    } else if (got.meaning == Meaning::too_many || got.meaning == Meaning::unauthorized ||
               got.meaning == Meaning::conflict) {
      record_retry(tx, parcel, delivery::Outcome::not_sent, got.description);
    } else if (got.meaning == Meaning::server_error) {
      record_retry(tx, parcel, delivery::Outcome::ambiguous, got.description);
    } else {
      record_refused(tx, parcel, got, effects);
    }
    Front::note_timers(tx, effects);
  };
  co_await ports_.gate.run(work);
  ports_.front.after_commit(effects);
}

void Courier::record_done(store::Tx& tx, const Parcel& parcel, const telegram::Reply& reply) {
  const time::Instant now = ports_.front.now(tx);
  const auto message_id = telegram::read_message_id(reply.result);
  if (parcel.kind == Parcel::Kind::message) {
    store::Outbox{tx}.sent(parcel.message.id, message_id, now);
  } else {
    store::Cards{tx}.settled(parcel.card.id, parcel.card.wanted_rev,
                             parcel.card.message_id ? parcel.card.message_id : message_id);
  }
  ++ports_.health.sends_done;
}

void Courier::record_refused(store::Tx& tx, const Parcel& parcel, const telegram::Reply& reply, Effects& effects) {
  log::warning("send refused",
               {{"chat", parcel.chat_id()}, {"code", std::int64_t{reply.code}}, {"why", reply.description}});
  store::Cards cards{tx};
  if (parcel.kind == Parcel::Kind::message) {
    store::Outbox{tx}.dead(parcel.message.id, reply.description);
  } else if (reply.meaning == Meaning::message_gone && parcel.card.closing) {
    cards.settled(parcel.card.id, parcel.card.wanted_rev, parcel.card.message_id);
  } else if (reply.meaning == Meaning::message_gone && parcel.card.message_id) {
    cards.lost(parcel.card.id);
  } else {
    cards.dead(parcel.card.id, reply.description);
  }
  if (reply.meaning == Meaning::blocked || reply.meaning == Meaning::chat_unknown) {
    chat::SendFailed failed;
    failed.chat_id = parcel.chat_id();
    failed.blocked = true;
    failed.reason = reply.description;
    effects.immediates.push_back(ports_.front.handle(tx, failed));
  }
}

void Courier::record_retry(store::Tx& tx, const Parcel& parcel, delivery::Outcome outcome, const std::string& why) {
  const bool is_message = parcel.kind == Parcel::Kind::message;
  const int attempts = (is_message ? parcel.message.attempts : parcel.card.attempts) + 1;
  const bool must_arrive = !is_message || parcel.message.must_arrive;
  const delivery::Plan plan =
      delivery::plan_retry(limits_, outcome, attempts, must_arrive, parcel.idempotent(), ports_.random01());
  log::warning("send failed", {{"chat", parcel.chat_id()}, {"attempt", std::int64_t{attempts}}, {"why", why}});
  if (plan.next == delivery::Next::give_up) {
    is_message ? store::Outbox{tx}.dead(parcel.message.id, why) : store::Cards{tx}.dead(parcel.card.id, why);
    return;
  }
  ++ports_.health.sends_repeated;
  // The wait itself runs on real time, here; the row keeps an office time for a process that starts meanwhile.
  held_[parcel.chat_id()] = ports_.front.clock().steady() + plan.wait;
  const auto state = outcome == delivery::Outcome::ambiguous ? store::SendState::ambiguous : store::SendState::waiting;
  const time::Instant not_before = ports_.front.now(tx) + plan.wait;
  if (is_message) {
    store::Outbox{tx}.wait(parcel.message.id, state, why, not_before);
  } else {
    store::Cards{tx}.wait(parcel.card.id, state, why, not_before);
  }
}

}  // namespace alur::service
