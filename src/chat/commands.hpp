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

/// Finds the case meant: register first in `argument` (taken off it), else the message replied to, else the only one
/// that fits. Answers the person and returns nothing when none, or not one the person may see.
std::optional<store::CaseRecord> case_meant(Context&, const Typed&, std::string& argument);

}  // namespace alur::chat
