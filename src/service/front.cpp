#include "front.hpp"

#include "alur/log/log.hpp"
#include "alur/store/records.hpp"

#include "limits.hpp"

#include <algorithm>

namespace alur::service {

time::Instant Front::now(store::Tx& tx) const {
  const time::Instant now = clock_.now();
  return std::max(now, store::newest_event(tx).value_or(now));
}

void Front::rolled_back() {
  desk_.rolled_back();
  noted_due_.reset();
}

void Front::apologise(store::Tx& tx, std::int64_t chat_id, const std::string& reference) {
  desk_.apologise(tx, chat_id, reference, now(tx));
}

std::optional<time::Instant> Front::note_due(store::Tx& tx, Effects& effects) {
  std::optional<time::Instant> due = store::Timers{tx}.next();
  const auto parked = store::Updates{tx}.next_try();
  if (parked && (!due || *parked < *due)) due = parked;
  // In the order of the units, so that no ring is missed between the scheduler's look and its wait.
  effects.due_changed = noted_due_ != due;
  noted_due_ = due;
  return due;
}

void Front::after_commit(const Effects& effects) {
  for (const chat::Immediate& immediate : effects.immediates) {
    if (immediate.answer) send_now(telegram::encode(*immediate.answer));
    if (immediate.action) send_now(telegram::encode(*immediate.action));
    if (immediate.leave_chat) send_now(telegram::leave_chat(*immediate.leave_chat));
    for (const telegram::SetMyCommands& menu : immediate.menus) send_now(telegram::encode(menu));
  }
  bells_.courier->ring();
  bells_.fetcher->ring();
  if (effects.due_changed) bells_.scheduler->ring();
}

void Front::send_now(telegram::Call call) {
  if (immediates_under_way_ >= limits::immediates_in_flight_max) {
    log::warning("immediate dropped", {{"method", call.method}});
    return;
  }
  ++immediates_under_way_;
  group_.spawn("immediate", [this, call = std::move(call)]() -> boost::asio::awaitable<void> {
    const std::string method = call.method;
    telegram::Call copy = call;
    const CallOutcome outcome = co_await transport_.call(Lane::answers, std::move(copy), limits::immediate_age_max);
    --immediates_under_way_;
    const bool fine =
        outcome.kind == CallOutcome::Kind::answered &&
        (outcome.reply.meaning == telegram::Meaning::done || outcome.reply.meaning == telegram::Meaning::query_too_old);
    if (!fine) {
      log::warning("immediate not taken", {{"method", method},
                                           {"code", std::int64_t{outcome.reply.code}},
                                           {"why", outcome.error.empty() ? outcome.reply.description : outcome.error}});
    }
  });
}

}  // namespace alur::service
