#include "alur/store/queues.hpp"

#include "connection.hpp"

namespace alur::store {

/// Read from the indices alone: of thousands of rows only what is begun is looked at.
std::vector<NextSend> next_sends(Tx& tx, std::size_t chats_max) {
  Query query{tx,
              "SELECT chat_id, min(number), id, is_card, sum(answers) > 0 AS answer FROM"
              " (SELECT chat_id, min(id) AS number, id, 0 AS is_card, sum(send_class = 'answer') AS answers"
              " FROM outbox WHERE state NOT IN ('sent', 'dead') GROUP BY chat_id"
              " UNION ALL SELECT chat_id, min(wanted_rev), id, 1, sum(send_class = 'answer')"
              " FROM card WHERE shown_rev < wanted_rev AND state <> 'dead' GROUP BY chat_id)"
              " GROUP BY chat_id ORDER BY answer DESC, 2 LIMIT ?",
              chats_max};
  std::vector<NextSend> found;
  while (query.next()) {
    NextSend& next = found.emplace_back();
    next.chat_id = query.integer(0);
    next.id = query.integer(2);
    next.is_card = query.flag(3);
    next.send_class = query.flag(4) ? SendClass::answer : SendClass::notice;
  }
  return found;
}

}  // namespace alur::store
