#include "methods/poll.hpp"

#include <algorithm>

namespace alur::sandbox {
namespace {

constexpr std::int64_t limit_max = 100;
constexpr std::int64_t timeout_max_s = 50;
constexpr std::chrono::seconds conflict_delay{3};
// Whoever asks for the same offset again at once is slowed, not refused.
constexpr std::chrono::seconds spin_window{3};
constexpr std::chrono::milliseconds fast_spin_window{500};
constexpr std::chrono::milliseconds coalescing{1};

Answer updates_answer(const std::vector<QueuedUpdate>& updates) {
  std::string body = R"({"ok":true,"result":[)";
  bool first = true;
  for (const QueuedUpdate& update : updates) {
    body += (first ? "{\"update_id\":" : ",{\"update_id\":") + std::to_string(update.id) + ",\n" + update.body + "}";
    first = false;
  }
  return {200, body + "]}", {}};
}

}  // namespace

void apply_allowed_updates(World& world, const Params& params) {
  const Json json = Json::parse(params.text("allowed_updates"), nullptr, false);
  if (!json.is_array()) return;
  std::set<std::string> kinds;
  for (const Json& kind : json) {
    if (!kind.is_string()) return;
    auto name = kind.get<std::string>();
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (is_update_kind(name)) kinds.insert(std::move(name));
  }
  world.restrict_updates(kinds.empty() ? default_updates() : std::move(kinds));
}

std::optional<Answer> Polls::take(std::int64_t offset, std::size_t limit) {
  const auto updates = world_.queue().read(offset, limit, world_.now());
  if (updates.empty()) return {};
  return updates_answer(updates);
}

Polls::Decision Polls::begin(const Params& params, Steady now) {
  apply_allowed_updates(world_, params);
  const std::int64_t offset = params.integer("offset");
  auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(params.integer("limit", limit_max), 1, limit_max));
  auto timeout = std::chrono::seconds{std::clamp<std::int64_t>(params.integer("timeout"), 0, timeout_max_s)};
  if (last_call_ && offset == last_offset_ && now - *last_call_ < spin_window) {
    timeout = std::max(timeout, spin_window);
    if (now - *last_call_ < fast_spin_window) limit = 1;
  }
  last_call_ = now;
  last_offset_ = offset;

  Decision decision;
  decision.answer = take(offset, limit);
  if (!decision.answer && timeout.count() == 0) decision.answer = updates_answer({});
  if (decision.answer) return decision;
  // The older poll, if one waits, finds its ticket gone and is told so; this one waits on.
  parked_ = Parked{++last_ticket_, limit, now + timeout};
  decision.ticket = parked_->ticket;
  decision.deadline = parked_->deadline;
  return decision;
}

Polls::Decision Polls::resume(std::uint64_t ticket, Steady now) {
  if (!parked_ || parked_->ticket != ticket) return conflict(now);
  Decision decision;
  // Its offset was applied when it came; what is left begins at the head.
  decision.answer = take(0, parked_->limit);
  decision.answer_after = coalescing;
  if (!decision.answer && now >= parked_->deadline) decision.answer = updates_answer({});
  if (decision.answer) {
    parked_.reset();
    return decision;
  }
  decision.ticket = ticket;
  decision.deadline = parked_->deadline;
  return decision;
}

Polls::Decision Polls::conflict(Steady now) {
  Decision decision;
  decision.answer = answer_error(
      409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
  const bool again = last_conflict_ && now - *last_conflict_ < conflict_delay;
  if (again) decision.answer_after = conflict_delay;
  last_conflict_ = now;
  return decision;
}

}  // namespace alur::sandbox
