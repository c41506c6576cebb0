#pragma once

#include "alur/time/instant.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

/// The queue of updates of one bot: TDLib's TQueue (botapi notes, section 3). At-least-once: an update leaves when a
/// higher offset confirms it, or when it is too old.
namespace alur::sandbox {

struct QueuedUpdate {
  std::int32_t id = 0;
  std::string body;  ///< the update's members after update_id, as JSON without braces
  time::Instant expires{};
};

class UpdateQueue {
 public:
  static constexpr std::size_t updates_max = 100'000;
  static constexpr std::size_t update_bytes_max = std::size_t{512} * 1024;

  explicit UpdateQueue(std::int32_t first_id) : next_id_(first_id) {}

  /// Silently drops when full, too big, or below an offset that was already confirmed.
  void push(std::string body, time::Instant expires);
  /// Applies `offset` (confirming, keeping the last -offset, or ignored when too far) and returns what is next.
  std::vector<QueuedUpdate> read(std::int64_t offset, std::size_t limit, time::Instant now);
  std::size_t pending(time::Instant now);
  void clear() { updates_.clear(); }
  std::int32_t next_id() const { return next_id_; }
  const std::deque<QueuedUpdate>& waiting() const { return updates_; }
  /// As after a restart: ids go on where they were.
  static UpdateQueue restored(std::int32_t next_id, std::deque<QueuedUpdate> waiting);
  /// Fault: the next `count` confirmed updates are delivered once more.
  void duplicate_next(int count) { duplicates_left_ += count; }

 private:
  void drop_expired(time::Instant now);
  void confirm_below(std::int64_t offset);

  std::deque<QueuedUpdate> updates_;
  std::deque<QueuedUpdate> duplicated_;
  std::int32_t next_id_;
  std::int64_t confirmed_below_ = 0;
  int duplicates_left_ = 0;
};

}  // namespace alur::sandbox
