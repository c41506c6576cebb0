#include "courier.hpp"

#include "alur/log/log.hpp"

#include "limits.hpp"

#include <boost/system/system_error.hpp>

#include <algorithm>
#include <map>

namespace alur::service {

namespace asio = boost::asio;
using namespace std::chrono_literals;
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

SteadyTime Traffic::ready_at(const Parcel& parcel, SteadyTime now) const {
  const SteadyTime ready = pacer.ready_at(parcel.chat_id(), parcel.paced_as(), now);
  const auto waits = held.find(parcel.chat_id());
  return waits == held.end() ? ready : std::max(ready, waits->second);
}

void Traffic::started(const Parcel& parcel, SteadyTime now) {
  held.erase(parcel.chat_id());
  pacer.started(parcel.chat_id(), parcel.paced_as(), now);
  in_flight.insert(parcel.chat_id());
}

asio::awaitable<void> Courier::run() {
  for (;;) {
    ports_.health.sending = true;
    SteadyTime now = ports_.front.clock().steady();
    traffic_.pacer.tidy(now);
    Round round;
    auto work = [&round, traffic = traffic_, now](store::Tx& tx) { round = choose(tx, traffic, now); };
    co_await ports_.gate.run(work);
    for (Parcel& parcel : round.begun) {
      traffic_.started(parcel, now);
      ports_.group.spawn("send", [this, moved = std::move(parcel)]() -> asio::awaitable<void> {
        Parcel copy = moved;
        co_await send(std::move(copy));
      });
    }
    ports_.health.sending = round.left_waiting || !traffic_.in_flight.empty();
    if (stopping_ && round.begun.empty() && traffic_.in_flight.empty()) co_return;
    std::chrono::milliseconds wait = limits::wake_at_least_every;
    if (round.next) {
      now = ports_.front.clock().steady();
      wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*round.next - now), 0ms, wait);
    }
    co_await ports_.bell.wait(wait);
  }
}

/// In one transaction: the head of each chat that may go now is marked as being sent.
Courier::Round Courier::choose(store::Tx& tx, Traffic traffic, SteadyTime now) {
  Round round;
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
  for (Parcel& parcel : heads) {
    if (traffic.in_flight.contains(parcel.chat_id())) continue;
    const SteadyTime ready = traffic.ready_at(parcel, now);
    const bool full = traffic.in_flight.size() >= limits::sends_in_flight_max;
    if (ready > now || full) {
      round.left_waiting = true;
      if (!full) round.next = std::min(round.next.value_or(ready), ready);
      continue;
    }
    traffic.started(parcel, now);
    if (parcel.kind == Parcel::Kind::message) {
      outbox.begin(parcel.message.id);
    } else {
      cards.begin(parcel.card.id);
    }
    round.begun.push_back(std::move(parcel));
  }
  return round;
}

asio::awaitable<void> Courier::send(Parcel parcel) {
  const std::int64_t chat = parcel.chat_id();
  std::string trouble;
  try {
    co_await deliver(parcel);
  } catch (const boost::system::system_error&) {
    throw;  // cancelled: the next process finds it under way
  } catch (const std::exception& e) {
    trouble = e.what();
  }
  if (!trouble.empty()) {
    // What follows from the answer cannot be recorded: without this its chat would wait for ever.
    log::error("send set aside", {{"chat", chat}, {"why", trouble}});
    auto work = [&parcel, &trouble](store::Tx& tx) { set_aside(tx, parcel, trouble); };
    co_await ports_.gate.run(work);
  }
  traffic_.in_flight.erase(chat);
  ports_.bell.ring();
}

asio::awaitable<void> Courier::deliver(const Parcel& parcel) {
  CallOutcome outcome;
  const bool nothing_to_show =
      parcel.kind == Parcel::Kind::card && parcel.card.closing && !parcel.card.remark && !parcel.card.message_id;
  if (nothing_to_show) {
    outcome.reply.meaning = Meaning::done;  // a card that closed before anybody saw it
  } else {
    outcome = co_await transmit(parcel);
  }
  co_await conclude(parcel, std::move(outcome));
}

void Courier::set_aside(store::Tx& tx, const Parcel& parcel, const std::string& why) {
  if (parcel.kind == Parcel::Kind::message) {
    store::Outbox{tx}.dead(parcel.message.id, why);
  } else {
    store::Cards{tx}.dead(parcel.card.id, why);
  }
}

asio::awaitable<CallOutcome> Courier::transmit(const Parcel& parcel) {
  telegram::Call call;
  if (parcel.kind == Parcel::Kind::message) {
    const store::OutMessage& message = parcel.message;
    if (message.method == "sendDocument") co_return co_await transmit_document(message);
    call.method = message.method;
    call.body = message.body;
  } else {
    const store::Card& card = parcel.card;
    if (!card.picture.empty()) co_return co_await transmit_picture(card);
    call = card.message_id ? telegram::edit_card(card.chat_id, *card.message_id, card.html, card.keyboard)
                           : telegram::send_card({.chat_id = card.chat_id,
                                                  .html = card.html,
                                                  .keyboard = {},
                                                  .silent = card.silent,
                                                  .reply_to = card.reply_to},
                                                 card.keyboard);
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

/// Drawn now, of the case as it stands now: what was wanted meanwhile is in it already.
asio::awaitable<CallOutcome> Courier::transmit_picture(const store::Card& card) {
  store::Card copy = card;
  telegram::ShowPicture picture;
  picture.png = co_await ports_.draw(std::move(copy));
  picture.chat_id = card.chat_id;
  picture.message_id = card.message_id;
  picture.caption_html = card.html;
  picture.silent = card.silent;
  picture.reply_to = card.reply_to;
  co_return co_await ports_.transport.show_picture(std::move(picture));
}

asio::awaitable<void> Courier::conclude(const Parcel& parcel, CallOutcome outcome) {
  const Verdict verdict = judge(parcel, outcome);
  if (verdict.kind == Verdict::Kind::again) {
    // The wait itself runs on real time, here; the row keeps an office time for a process that starts meanwhile.
    traffic_.held[parcel.chat_id()] = ports_.front.clock().steady() + verdict.wait;
  }
  Effects effects;
  int runs = 0;
  auto work = [this, &parcel, &verdict, &reply = outcome.reply, &effects, &runs](store::Tx& tx) {
    if (runs++ > 0) ports_.front.run_again();
    effects = Effects{};
    record(tx, parcel, verdict, reply, effects);
    Front::note_timers(tx, effects);
  };
  co_await ports_.gate.run(work);
  if (verdict.kind == Verdict::Kind::done) ++ports_.health.sends_done;
  if (verdict.kind == Verdict::Kind::again) ++ports_.health.sends_repeated;
  ports_.front.after_commit(effects);
}

Courier::Verdict Courier::judge(const Parcel& parcel, const CallOutcome& outcome) {
  using delivery::Outcome;
  if (outcome.kind == CallOutcome::Kind::not_sent) return judge_failed(parcel, Outcome::not_sent, outcome.error);
  if (outcome.kind == CallOutcome::Kind::ambiguous) return judge_failed(parcel, Outcome::ambiguous, outcome.error);
  const telegram::Reply& reply = outcome.reply;
  switch (reply.meaning) {
    case Meaning::done:
    case Meaning::not_modified:
      return {Verdict::Kind::done, {}, {}, {}};
    case Meaning::too_many:
      ++ports_.health.too_many;
      traffic_.pacer.too_many(parcel.chat_id(), std::chrono::seconds{reply.retry_after_s.value_or(1)},
                              ports_.front.clock().steady());
      return judge_failed(parcel, Outcome::not_sent, reply.description);
    case Meaning::unauthorized:
      ports_.health.set("token", reply.description);
      return judge_failed(parcel, Outcome::not_sent, reply.description);
    case Meaning::conflict:
      return judge_failed(parcel, Outcome::not_sent, reply.description);
    case Meaning::server_error:
      return judge_failed(parcel, Outcome::ambiguous, reply.description);
    default:
      log::warning("send refused",
                   {{"chat", parcel.chat_id()}, {"code", std::int64_t{reply.code}}, {"why", reply.description}});
      return {Verdict::Kind::refused, {}, {}, reply.description};
  }
}

Courier::Verdict Courier::judge_failed(const Parcel& parcel, delivery::Outcome outcome, const std::string& why) {
  const bool is_message = parcel.kind == Parcel::Kind::message;
  const int attempts = (is_message ? parcel.message.attempts : parcel.card.attempts) + 1;
  const bool must_arrive = !is_message || parcel.message.must_arrive;
  const delivery::Plan plan =
      delivery::plan_retry(limits_, outcome, attempts, must_arrive, parcel.idempotent(), ports_.random01());
  log::warning("send failed", {{"chat", parcel.chat_id()}, {"attempt", std::int64_t{attempts}}, {"why", why}});
  if (plan.next == delivery::Next::give_up) return {Verdict::Kind::dead, {}, {}, why};
  const auto state = outcome == delivery::Outcome::ambiguous ? store::SendState::ambiguous : store::SendState::waiting;
  return {Verdict::Kind::again, state, plan.wait, why};
}

void Courier::record(store::Tx& tx, const Parcel& parcel, const Verdict& verdict, const telegram::Reply& reply,
                     Effects& effects) {
  const bool is_message = parcel.kind == Parcel::Kind::message;
  const time::Instant now = ports_.front.now(tx);
  store::Outbox outbox{tx};
  store::Cards cards{tx};
  switch (verdict.kind) {
    case Verdict::Kind::done: {
      const auto message_id = telegram::read_message_id(reply.result);
      if (is_message) {
        outbox.sent(parcel.message.id, message_id, now);
      } else {
        cards.settled(parcel.card.id, parcel.card.wanted_rev,
                      parcel.card.message_id ? parcel.card.message_id : message_id);
      }
      break;
    }
    case Verdict::Kind::again:
      if (is_message) {
        outbox.wait(parcel.message.id, verdict.waits_as, verdict.why, now + verdict.wait);
      } else {
        cards.wait(parcel.card.id, verdict.waits_as, verdict.why, now + verdict.wait);
      }
      break;
    case Verdict::Kind::dead:
      set_aside(tx, parcel, verdict.why);
      break;
    case Verdict::Kind::refused:
      record_refused(tx, parcel, reply, effects);
      break;
  }
}

void Courier::record_refused(store::Tx& tx, const Parcel& parcel, const telegram::Reply& reply, Effects& effects) {
  store::Cards cards{tx};
  if (parcel.kind == Parcel::Kind::card && reply.meaning == Meaning::message_gone && !parcel.card.picture.empty()) {
    cards.close(parcel.card.id, {});  // whoever deletes a picture does not want the next one
  } else if (parcel.kind == Parcel::Kind::card && reply.meaning == Meaning::message_gone && parcel.card.closing) {
    cards.settled(parcel.card.id, parcel.card.wanted_rev, parcel.card.message_id);
  } else if (parcel.kind == Parcel::Kind::card && reply.meaning == Meaning::message_gone && parcel.card.message_id) {
    cards.lost(parcel.card.id);
  } else {
    set_aside(tx, parcel, reply.description);
  }
  if (reply.meaning == Meaning::blocked || reply.meaning == Meaning::chat_unknown) {
    chat::SendFailed failed;
    failed.chat_id = parcel.chat_id();
    failed.blocked = true;
    failed.reason = reply.description;
    effects.immediates.push_back(ports_.front.handle(tx, failed));
  }
}

}  // namespace alur::service
