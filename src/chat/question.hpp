#pragma once

#include "button.hpp"
#include "context.hpp"

#include <chrono>
#include <string>

/// The one question a chat is being asked. It is a card of its own (key "question"), so that it can be edited as it
/// goes on and loses its buttons when it ends. A typed command with its arguments wins over it.
namespace alur::chat {

struct Question {
  std::string kind;     ///< e.g. "return.reason": the handler of text and files sent while it is open
  std::string payload;  ///< JSON, the handler's own
  std::string html;
  telegram::Keyboard keyboard;  ///< buttons carry the rev that next_rev() gave
  std::optional<CaseId> about;
  std::optional<time::Instant> expires;  ///< default: the end of the day (messages I6)
};

/// Asks; a question open in the chat before is left silently, its buttons gone. `same_message` edits the open
/// question's message instead of sending a new one (the next step of one dialogue).
void ask(Context&, const Speaker&, const Question&, bool same_message = false);
/// Ends the open question: its message becomes `closed_html`, without buttons. Nothing when none is open.
void close_question(Context&, std::int64_t chat_id, const std::string& closed_html);
std::optional<store::Conversation> open_question(Context&, std::int64_t chat_id);

}  // namespace alur::chat
