#pragma once

#include "commands.hpp"
#include "question.hpp"

#include <optional>
#include <string>

/// A return by buttons: to which step, why, how long, and once more before it counts (messages D7, D8).
namespace alur::chat {

struct ReturnDraft {
  /// What is being asked. Kept in payloads: a number keeps its meaning.
  enum class Stage : std::uint8_t { target = 0, reason = 1, time = 2, other_time = 3, confirm = 4 };

  CaseId case_id{};
  int to = 0;  ///< 0: not said yet
  std::string reason{};
  std::optional<int> days{};  ///< working days for the new round; the SOP's time when empty
  bool request = false;       ///< a performer's wish, not an approver's decision
  Stage stage = Stage::target;
};

ReturnDraft return_draft_from(const store::Conversation& question);
workflow::Command command_of(const ReturnDraft& draft);

/// The times offered for a new round of `step`; args of `verb`: days, 0 for the SOP's, -1 for another number.
Choices round_times(const Context&, std::string_view language, const store::CaseRecord&, int step, Verb verb);
/// "15" or "15 hari": 1 to 365.
std::optional<int> days_in(const std::string& text);
process::TimeLimit working_days_of(int days);

/// Asks for the next thing that is not known yet. `same_message`: as the next step of the question that is open.
void ask_on(Context&, const Speaker&, const store::CaseRecord& record, ReturnDraft draft, bool same_message);
/// "Jumlah lain": the number of days comes as text.
void ask_other_time(Context&, const Speaker&, const store::CaseRecord& record, ReturnDraft draft);
/// The text of a ready-made reason.
std::string ready_reason(const Context&, std::string_view language, std::int64_t index);

/// The dialogue that a press belongs to, with its case; answers the press otherwise.
struct ReturnGoing {
  store::CaseRecord record;
  ReturnDraft draft;
};
std::optional<ReturnGoing> return_going_on(Context&, const Pressed&);

}  // namespace alur::chat
