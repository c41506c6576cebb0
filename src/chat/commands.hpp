#pragma once

#include "button.hpp"
#include "context.hpp"
#include "flow.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The table of commands: one file each under src/chat/commands/, one row each here. Help, menus, near-miss suggestions
/// and dispatch are all read from it.
namespace alur::chat {

/// A command as typed, by somebody known.
struct Typed {
  Speaker speaker;
  std::string argument;  ///< everything after the command, trimmed
  const telegram::Message& message;
};

/// A press by somebody known, unsealed.
struct Pressed {
  Speaker speaker;
  Press press;
  const telegram::CallbackQuery& query;
};

struct CommandRow {
  std::string_view name;     ///< "setuju"
  std::string_view english;  ///< "approve"
  /// Offered to whoever has more than Scope::none for this; empty: everybody.
  std::optional<office::Action> action;
  void (*typed)(Context&, const Typed&);
};

/// A button's row: which handler a verb belongs to.
struct VerbRow {
  Verb verb;
  void (*pressed)(Context&, const Pressed&);
};

/// A question's row: text or a file sent while it is open. Returns false to let the input be handled as if none was
/// open.
struct QuestionRow {
  std::string_view kind;
  bool (*answered)(Context&, const Speaker&, const store::Conversation&, const telegram::Message&);
};

std::span<const CommandRow> command_table();
std::span<const VerbRow> verb_table();
std::span<const QuestionRow> question_table();

/// The commands this person can use, in table order.
std::vector<const CommandRow*> commands_for(const Context&, PersonId person);
/// By either name, in lower case; nullptr for none.
const CommandRow* find_command(std::string_view name);
/// The command whose name is nearest to a mistyped one; nullptr when none is near.
const CommandRow* nearest_command(std::string_view name);

/// Answers with a correct example of the command (by its Indonesian name).
void usage(Context&, const Speaker&, std::string_view command);

// --- which case ------------------------------------------------------------------------------------------------------

/// Finds the case meant: register first in `argument` (taken off it), else the message replied to, else the only one
/// of the person's where one of `acts` is open to them. Answers the person and returns nothing when none, or not one
/// the person may see. `command` is for the example.
std::optional<store::CaseRecord> case_meant(Context&, const Typed&, std::string_view command, std::string& argument,
                                            std::span<const workflow::Option::Act> acts);
/// The case of the card or message that this one replies to.
std::optional<CaseId> case_replied_to(Context&, const telegram::Message& message);
/// The case of a press, when the person sees it and it still stands at the press's step and round. Otherwise the press
/// is answered with what happened meanwhile.
std::optional<store::CaseRecord> case_pressed(Context&, const Pressed&);
/// The same for a button that only looks: the step may have moved on.
std::optional<store::CaseRecord> case_looked_at(Context&, const Pressed&);
/// A press that came too late: says what happened and brings the cards up to date.
void say_stale(Context&, const Pressed&, const store::CaseRecord& record);
/// A button of a question that is no longer open.
void say_question_over(Context&, const Pressed&);

Asked by_typing(const Typed&);
Asked by_pressing(const Pressed&, bool from_question = false);

/// The first word, taken off `text` (what is left is trimmed); empty when there is none.
std::string take_word(std::string& text);
std::string lower_case(std::string_view ascii);

}  // namespace alur::chat
