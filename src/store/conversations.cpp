#include "alur/store/queues.hpp"

#include "connection.hpp"
#include "counter.hpp"

namespace alur::store {

std::optional<Conversation> Conversations::find(std::int64_t chat_id) {
  Query query{tx_, "SELECT chat_id, kind, payload, rev, expires_ms FROM conversation WHERE chat_id = ?", chat_id};
  if (!query.next()) return std::nullopt;
  return Conversation{query.integer(0), query.text(1), query.text(2), query.integer(3), query.instant(4)};
}

std::int64_t Conversations::put(const Conversation& conversation) {
  const std::int64_t rev = next_number(tx_, "conversation");
  Query{tx_,
        "INSERT OR REPLACE INTO conversation (chat_id, kind, payload, rev, expires_ms) VALUES (?, ?, ?, ?, ?)",
        conversation.chat_id,
        conversation.kind,
        conversation.payload,
        rev,
        conversation.expires}
      .run();
  return rev;
}

void Conversations::clear(std::int64_t chat_id) {
  Query{tx_, "DELETE FROM conversation WHERE chat_id = ?", chat_id}.run();
}

}  // namespace alur::store
