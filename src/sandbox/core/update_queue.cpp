#include "core/update_queue.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace alur::sandbox {

UpdateQueue UpdateQueue::restored(std::int32_t next_id, std::deque<QueuedUpdate> waiting) {
  UpdateQueue queue{next_id};
  queue.updates_ = std::move(waiting);
  return queue;
}

void UpdateQueue::push(std::string body, time::Instant expires) {
  if (updates_.size() >= updates_max || body.size() > update_bytes_max) return;
  const std::int32_t id = next_id_++;
  if (id < confirmed_below_) return;
  updates_.push_back({id, std::move(body), expires});
}

void UpdateQueue::drop_expired(time::Instant now) {
  std::erase_if(updates_, [now](const QueuedUpdate& update) { return update.expires <= now; });
}

void UpdateQueue::confirm_below(std::int64_t offset) {
  confirmed_below_ = std::max(confirmed_below_, offset);
  while (!updates_.empty() && updates_.front().id < offset) {
    if (duplicates_left_ > 0) {
      --duplicates_left_;
      duplicated_.push_back(std::move(updates_.front()));
    }
    updates_.pop_front();
  }
}

std::vector<QueuedUpdate> UpdateQueue::read(std::int64_t offset, std::size_t limit, time::Instant now) {
  constexpr std::int64_t ahead_max = 10;
  constexpr std::int64_t behind_max = 100'000;
  drop_expired(now);
  const std::int64_t tail = next_id_;
  const std::int64_t head = updates_.empty() ? tail : updates_.front().id;
  if (offset < 0) {
    const auto keep = static_cast<std::size_t>(-offset);
    while (updates_.size() > keep) updates_.pop_front();
  } else if (offset > 0 && offset <= tail + ahead_max && offset >= head - behind_max) {
    confirm_below(offset);
  }
  std::vector<QueuedUpdate> next;
  while (!duplicated_.empty() && next.size() < limit) {
    next.push_back(std::move(duplicated_.front()));
    duplicated_.pop_front();
  }
  for (const QueuedUpdate& update : updates_) {
    if (next.size() >= limit) break;
    next.push_back(update);
  }
  return next;
}

std::size_t UpdateQueue::pending(time::Instant now) {
  drop_expired(now);
  return updates_.size();
}

}  // namespace alur::sandbox
