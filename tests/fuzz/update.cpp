#include "alur/telegram/update.hpp"

#include "alur/telegram/reply.hpp"

#include "fuzz/target.hpp"

#include <string>

/// What Telegram sends, or whoever stands between: one update, a batch of them, the answer to any call.
ALUR_FUZZ_TARGET(update) {
  using namespace alur;
  if (const auto read = telegram::read_update(input)) {
    fuzz::require(read->raw == input, "an update keeps its own bytes, to be parked");
  } else {
    fuzz::require(!read.error().why.empty(), "what cannot be read says why");
  }
  telegram::read_updates(input);
  for (const int status : {200, 400, 429, 502}) {
    const telegram::Reply reply = telegram::read_reply(status, input, std::nullopt);
    if (reply.meaning != telegram::Meaning::done) continue;
    telegram::read_me(reply.result);
    telegram::read_message_id(reply.result);
    telegram::read_file_path(reply.result);
    telegram::read_webhook_info(reply.result);
    telegram::read_updates(reply.result);
    telegram::read_sent_file_id(reply.result);
  }
}
