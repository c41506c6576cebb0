#pragma once

#include "context.hpp"

#include <optional>
#include <span>
#include <string>

/// One command on one case, from the chat: load, decide, append, and everything that follows from it.
namespace alur::chat {

/// How the person asked: decides where the answer goes.
struct Asked {
  Speaker speaker;
  std::string callback_id{};  ///< of a press, else empty
  /// A press on the question card: the answer replaces the question instead of being a message of its own.
  bool from_question = false;
  std::optional<Role> on_behalf{};
};

/// Runs `command` on the case. Accepted: events appended, cards, notices, timers and waiting brought up to date, the
/// person answered; true. Refused: the person told why and what to do, nothing changed; false.
bool run(Context&, const Asked&, store::CaseRecord& record, const workflow::Command& command);

/// Decides, appends and follows up; or gives the refusal back, with nothing changed. `asked` is empty when nobody in
/// the chat asked for it: then nobody is answered.
std::optional<workflow::Refusal> carry_out(Context&, store::CaseRecord& record, const workflow::Actor& actor,
                                           const workflow::Command& command, const Asked* asked);
/// run(), but a refusal is given back unsaid: for a caller who asks for what is missing.
std::optional<workflow::Refusal> attempt(Context&, const Asked&, store::CaseRecord& record,
                                         const workflow::Command& command);
/// The case as `command` would leave it, so that a question can say what its yes leads to; nothing is written. Empty
/// where it would be refused.
std::optional<store::CaseRecord> outcome_of(const Context&, PersonId person, const store::CaseRecord& record,
                                            const workflow::Command& command);
/// Says a refusal where the person looks: a pop-up for a press, else a message; what is missing always as a message.
void refuse(Context&, const Asked&, const store::CaseRecord& record, const workflow::Refusal& refusal);

/// The answer to what was asked: a message of its own, or in place of the question that led to it.
void reply(Context&, const Asked&, const OutText& text);

/// What the person could do on the case now. `on_behalf`: for that role, as Staff E-Gov.
std::vector<workflow::Option> options_for(const Context&, PersonId person, const store::CaseRecord& record,
                                          std::optional<Role> on_behalf = std::nullopt);
/// Whom the person could hand a part of the active step to; see workflow::successors.
std::vector<workflow::Successor> successors_for(const Context&, PersonId person, const store::CaseRecord& record);
/// The role of the active step that this person, as Staff E-Gov, can act for "atas nama" with `act`; nothing when none.
std::optional<Role> on_behalf_role(const Context&, PersonId person, const store::CaseRecord& record,
                                   workflow::Option::Act act);

/// Opens a case and brings up everything that follows.
store::CaseRecord open_case(Context&, const Asked&, const workflow::OpenCase& command, process::Track track);

/// What follows from events that are appended already: waiting rows, cards of everybody, notices, the case's timer.
/// `asked` is empty when the calendar or an office change caused it.
void follow_up(Context&, const store::CaseRecord& before, const store::CaseRecord& after,
               std::span<const workflow::Event> events, const Asked* asked);

/// Why not, in the person's language: "Tahap 2, M26-001 menunggu persetujuan KASI. ..." (messages D12, D13, I6).
std::string explain(const Context&, const Speaker&, const store::CaseRecord&, const workflow::Refusal&);

}  // namespace alur::chat
