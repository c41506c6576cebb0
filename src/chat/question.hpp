#pragma once

#include "button.hpp"
#include "context.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// The one question a chat is being asked. It is a card of its own (key "question"), so that it can be edited as it
/// goes on and loses its buttons when it ends. A typed command with its arguments wins over it.
namespace alur::chat {

/// A button of a question. ask() gives its press the conversation's rev and seals it for the account asked.
struct Choice {
  std::string text;  ///< plain
  Press press;
  telegram::ButtonStyle style = telegram::ButtonStyle::standard;
  /// Counts while the question's message lasts, whatever form it has by then: a tick, which people set faster than the
  /// message changes. Its handler asks dialogue_of().
  bool lasting = false;
};
using Choices = std::vector<std::vector<Choice>>;

struct Question {
  std::string kind;     ///< e.g. "return": the row of question_table() that handles text and files sent meanwhile
  std::string payload;  ///< JSON, the handler's own
  std::string html;
  Choices choices{};
  std::optional<CaseId> about{};
  std::optional<time::Instant> expires{};  ///< default: the end of the day (messages I6)
};

/// Asks; a question open in the chat before is left silently, its buttons gone. `same_message` edits the open
/// question's message instead of sending a new one (the next step of one dialogue).
void ask(Context&, const Speaker&, const Question&, bool same_message = false);
/// Ends the open question: its message becomes `closed_html`, without buttons. Nothing when none is open.
void close_question(Context&, std::int64_t chat_id, const std::string& closed_html);
/// Ends the open question, if any; its message keeps its words and loses its buttons.
void leave_question(Context&, std::int64_t chat_id);
/// Ends the open question: its message becomes the answer, buttons included. A plain answer when none is open.
void answer_in_place(Context&, std::int64_t chat_id, const OutText& text);
/// The case moved on: every open question is left whose buttons are of a step or round that is over. Not in
/// `answering`, the chat whose answer is being carried out and takes the question's place.
void leave_passed_questions(Context&, const store::CaseRecord& record, std::optional<std::int64_t> answering);
std::optional<store::Conversation> open_question(Context&, std::int64_t chat_id);
/// The open question that this press belongs to: same kind, same rev. Nothing for a button of an earlier question.
std::optional<store::Conversation> question_of(Context&, std::int64_t chat_id, const Press& press,
                                               std::string_view kind);
/// The open question, if this press is of a lasting choice on its message.
std::optional<store::Conversation> dialogue_of(Context&, std::int64_t chat_id, const Press& press,
                                               std::string_view kind);
/// Timer "question": the day ended without an answer (messages I6).
void question_expired(Context&, const store::Timer& timer);

}  // namespace alur::chat
