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

delivery::Tries Parcel::tries(bool failed_in_doubt) const {
  const bool is_message = kind == Kind::message;
  delivery::Tries tries;
  tries.attempts = (is_message ? message.attempts : card.attempts) + 1;
  tries.doubts = (is_message ? message.doubts : card.doubts) + (failed_in_doubt ? 1 : 0);
  tries.must_arrive = !is_message || message.must_arrive;
  tries.idempotent = !is_message && card.message_id.has_value();
  return tries;
}

namespace {

constexpr const char* all_wait_setting = "service.sends_wait_until_ms";

delivery::Class class_of(store::SendClass send_class) {
  return send_class == store::SendClass::answer ? delivery::Class::answer : delivery::Class::notice;
}

}  // namespace

asio::awaitable<void> Courier::recover() {
  Legacy legacy;
  auto work = [this, &legacy](store::Tx& tx) {
    store::Outbox outbox{tx};
    store::Cards cards{tx};
    legacy.messages = outbox.recover(limits_.doubts_max);
    legacy.cards = cards.recover(limits_.doubts_max);
    legacy.now = ports_.front.now(tx);
    legacy.waits = outbox.waits(legacy.now);
    const std::vector<store::ChatWait> of_cards = cards.waits(legacy.now);
    legacy.waits.insert(legacy.waits.end(), of_cards.begin(), of_cards.end());
    const auto all_wait = store::Settings{tx}.get(all_wait_setting);
    if (all_wait) legacy.all_wait_until = time::from_ms(std::stoll(*all_wait));
  };
  co_await ports_.gate.run(work);
  take_up(legacy);
}

/// A wait goes on for as long as the office's clock says that it had to; how long the service was away in real time
/// nobody knows.
void Courier::take_up(const Legacy& legacy) {
  const std::size_t again = legacy.messages.again + legacy.cards.again;
  const std::size_t given_up = legacy.messages.given_up + legacy.cards.given_up;
  if (again + given_up > 0) {
    log::warning("sends were under way when the last process ended",
                 {{"repeated", static_cast<std::int64_t>(again)}, {"given_up", static_cast<std::int64_t>(given_up)}});
  }
  const SteadyTime now = ports_.front.clock().steady();
  for (const store::ChatWait& wait : legacy.waits) traffic_.hold(wait.chat_id, now + (wait.until - legacy.now));
  if (legacy.all_wait_until > legacy.now) traffic_.pacer.hold(now + (legacy.all_wait_until - legacy.now));
}

SteadyTime Traffic::ready_at(std::int64_t chat_id, delivery::Class paced_as, SteadyTime now) const {
  const SteadyTime ready = pacer.ready_at(chat_id, paced_as, now);
  const auto waits = held.find(chat_id);
  return waits == held.end() ? ready : std::max(ready, waits->second);
}

bool Traffic::full(delivery::Class paced_as) const {
  return in_flight.size() >=
         (paced_as == delivery::Class::notice ? limits::notices_in_flight_max : limits::sends_in_flight_max);
}

void Traffic::started(std::int64_t chat_id, delivery::Class paced_as, SteadyTime now) {
  held.erase(chat_id);
  pacer.started(chat_id, paced_as, now);
  in_flight.insert(chat_id);
}

void Traffic::hold(std::int64_t chat_id, SteadyTime until) {
  SteadyTime& held_until = held[chat_id];
  held_until = std::max(held_until, until);
}

asio::awaitable<void> Courier::run() {
  for (;;) {
    ports_.health.sending = true;
    Round round;
    std::chrono::milliseconds wait = limits::wake_at_least_every;
    if (ports_.health.must_not_send()) {
      wait = limits::refused_wait;
    } else {
      round = co_await begin_round();
    }
    ports_.health.sending = round.left_waiting || !traffic_.in_flight.empty();
    if (stopping_ && round.begun.empty() && traffic_.in_flight.empty()) co_return;
    if (round.next) {
      const SteadyTime now = ports_.front.clock().steady();
      wait = std::clamp(std::chrono::ceil<std::chrono::milliseconds>(*round.next - now), 0ms, wait);
    }
    co_await ports_.bell.wait(wait);
  }
}

asio::awaitable<Courier::Round> Courier::begin_round() {
  const SteadyTime now = ports_.front.clock().steady();
  traffic_.pacer.tidy(now);
  Round round;
  auto work = [&round, traffic = traffic_, now](store::Tx& tx) { round = choose(tx, traffic, now); };
  co_await ports_.gate.run(work);
  for (Parcel& parcel : round.begun) {
    traffic_.started(parcel.chat_id(), parcel.paced_as, now);
    ports_.group.spawn("send", [this, moved = std::move(parcel)]() -> asio::awaitable<void> {
      Parcel copy = moved;
      co_await send(std::move(copy));
    });
  }
  co_return round;
}

/// In one transaction: the head of each chat that may go now is marked as being sent.
Courier::Round Courier::choose(store::Tx& tx, Traffic traffic, SteadyTime now) {
  Round round;
  for (const store::NextSend& next : store::next_sends(tx, limits::courier_chats_max)) {
    if (traffic.in_flight.contains(next.chat_id)) continue;
    const delivery::Class paced_as = class_of(next.send_class);
    const SteadyTime ready = traffic.ready_at(next.chat_id, paced_as, now);
    const bool full = traffic.full(paced_as);
    if (ready > now || full) {
      round.left_waiting = true;
      if (!full) round.next = std::min(round.next.value_or(ready), ready);
      continue;
    }
    traffic.started(next.chat_id, paced_as, now);
    round.begun.push_back(begin(tx, next));
  }
  return round;
}

Parcel Courier::begin(store::Tx& tx, const store::NextSend& next) {
  Parcel parcel;
  parcel.paced_as = class_of(next.send_class);
  if (next.is_card) {
    store::Cards cards{tx};
    parcel.kind = Parcel::Kind::card;
    parcel.card = cards.find(next.id).value();
    cards.begin(next.id);
  } else {
    store::Outbox outbox{tx};
    parcel.kind = Parcel::Kind::message;
    parcel.message = outbox.find(next.id).value();
    outbox.begin(next.id);
  }
  return parcel;
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
    store::Cards{tx}.dead(parcel.card.id, parcel.card.wanted_rev, why);
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

asio::awaitable<void> Courier::conclude(const Parcel& parcel, CallOutcome outcome) {
  const SteadyTime ended = ports_.front.clock().steady();
  traffic_.pacer.ended(parcel.chat_id(), parcel.paced_as, ended);
  const Verdict verdict = judge(parcel, outcome);
  // The wait itself runs on real time, here; the row keeps an office time for a process that starts meanwhile.
  if (verdict.kind == Verdict::Kind::again) traffic_.hold(parcel.chat_id(), ended + verdict.wait);
  const auto all_wait = std::chrono::ceil<std::chrono::milliseconds>(traffic_.pacer.held_until() - ended);
  Effects effects;
  auto work = [this, &parcel, &verdict, &reply = outcome.reply, all_wait, &effects](store::Tx& tx) {
    effects = Effects{};
    record(tx, parcel, verdict, reply, effects);
    if (verdict.kind == Verdict::Kind::again && all_wait > 0ms) {
      store::Settings{tx}.set(all_wait_setting, std::to_string(time::to_ms(ports_.front.now(tx) + all_wait)));
    }
    ports_.front.note_due(tx, effects);
  };
  co_await ports_.gate.run(work);
  if (verdict.kind == Verdict::Kind::done) ++ports_.health.sends_done;
  if (verdict.kind == Verdict::Kind::again) ++ports_.health.sends_repeated;
  ports_.front.after_commit(effects);
}

Courier::Verdict Courier::judge(const Parcel& parcel, const CallOutcome& outcome) {
  switch (outcome.kind) {
    case CallOutcome::Kind::not_sent:
      return judge_failed(parcel, delivery::Outcome::not_sent, outcome.error);
    case CallOutcome::Kind::ambiguous:
      return judge_failed(parcel, delivery::Outcome::ambiguous, outcome.error);
    case CallOutcome::Kind::impossible:
      return judge_failed(parcel, delivery::Outcome::refused, outcome.error);
    case CallOutcome::Kind::answered:
      break;
  }
  Verdict verdict = judge_answer(parcel, outcome.reply);
  const std::chrono::seconds asked_for{outcome.reply.retry_after_s.value_or(0)};
  verdict.wait = std::max<std::chrono::milliseconds>(verdict.wait, asked_for);
  return verdict;
}

Courier::Verdict Courier::judge_answer(const Parcel& parcel, const telegram::Reply& reply) {
  using delivery::Outcome;
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
      ports_.health.set("conflict", reply.description);
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
  const bool ambiguous = outcome == delivery::Outcome::ambiguous;
  const delivery::Tries tries = parcel.tries(ambiguous);
  const delivery::Plan plan = delivery::plan_retry(limits_, outcome, tries, ports_.random01());
  log::warning("send failed", {{"chat", parcel.chat_id()}, {"attempt", std::int64_t{tries.attempts}}, {"why", why}});
  if (plan.next == delivery::Next::give_up) return {Verdict::Kind::dead, {}, {}, why};
  return {Verdict::Kind::again, ambiguous ? store::SendState::ambiguous : store::SendState::waiting, plan.wait, why};
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
  const store::Card& card = parcel.card;
  const bool nothing_to_edit =
      parcel.kind == Parcel::Kind::card && reply.meaning == Meaning::message_gone && card.message_id;
  const bool was_said = card.closing && !(card.remark && card.shown_rev == 0);
  if (nothing_to_edit && was_said) {
    cards.settled(card.id, card.wanted_rev, card.message_id);
  } else if (nothing_to_edit) {
    cards.lost(card.id);
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
