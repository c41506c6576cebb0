#include "alur/delivery/delivery.hpp"

#include <algorithm>

namespace alur::delivery {

namespace {

using Seconds = std::chrono::duration<double>;

/// A 429 that asks for this long is about the whole bot (botapi notes, section 10).
constexpr std::chrono::seconds global_from{60};

SteadyTime::duration seconds(double value) { return std::chrono::ceil<SteadyTime::duration>(Seconds{value}); }

}  // namespace

Pacer::Pacer(Limits limits) : limits_(limits) {}

/// Notices leave evenly: `next_notice_` is when the next may go, so that no window of a second holds more than the
/// rate.
SteadyTime Pacer::ready_at(std::int64_t chat_id, Class message_class, SteadyTime now) const {
  SteadyTime ready = std::max(now, held_until_);
  const auto chat = chats_.find(chat_id);
  if (chat != chats_.end()) ready = std::max(ready, chat->second.held_until);
  if (message_class == Class::answer) return ready;
  ready = std::max(ready, next_notice_);
  if (chat != chats_.end()) ready = std::max(ready, chat->second.next_notice);
  return ready;
}

void Pacer::started(std::int64_t chat_id, Class message_class, SteadyTime now) {
  if (message_class == Class::answer) return;
  next_notice_ = now + seconds(1.0 / limits_.notices_per_second);
  chats_[chat_id].next_notice = now + seconds(1.0 / limits_.notices_per_chat_per_second);
}

void Pacer::ended(std::int64_t chat_id, Class message_class, SteadyTime now) {
  if (message_class == Class::answer) return;
  SteadyTime& next = chats_[chat_id].next_notice;
  next = std::max(next, now + seconds(1.0 / limits_.notices_per_chat_per_second));
}

void Pacer::too_many(std::int64_t chat_id, std::chrono::seconds after, SteadyTime now) {
  SteadyTime& held_until = chats_[chat_id].held_until;
  held_until = std::max(held_until, now + after);  // a later, shorter 429 does not shorten the hold
  const bool another_chat_too = last_too_many_ && last_too_many_->first != chat_id && last_too_many_->second > now;
  if (another_chat_too || after >= global_from) hold(now + after);
  last_too_many_ = {chat_id, now + after};
}

void Pacer::tidy(SteadyTime now) {
  std::erase_if(chats_,
                [now](const auto& entry) { return entry.second.next_notice <= now && entry.second.held_until <= now; });
}

}  // namespace alur::delivery
