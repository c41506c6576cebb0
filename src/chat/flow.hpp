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
  std::string callback_id;  ///< of a press, else empty
  /// A press on the question card: the answer replaces the question instead of being a message of its own.
  bool from_question = false;
  std::optional<Role> on_behalf;
};

/// Runs `command` on the case. Accepted: events appended, cards, notices, timers and waiting brought up to date, the
/// person answered; true. Refused: the person told why and what to do, nothing changed; false.
bool run(Context&, const Asked&, store::CaseRecord& record, const workflow::Command& command);

/// The answer to what was asked: a message of its own, or in place of the question that led to it.
void reply(Context&, const Asked&, const OutText& text);

/// What follows from events that are appended already: waiting rows, cards of everybody, notices, the case's timer.
/// `asked` is empty when the calendar or an office change caused it.
void follow_up(Context&, const store::CaseRecord& before, const store::CaseRecord& after,
               std::span<const workflow::Event> events, const Asked* asked);

/// Why not, in the person's language: "Tahap 2, M26-001 menunggu persetujuan KASI. ..." (messages D12, D13, I6).
std::string explain(const Context&, const Speaker&, const store::CaseRecord&, const workflow::Refusal&);

/// Somebody invited for this case is in: the appointment that waited for them follows, by whoever made the invite.
void enrolled_for_case(Context&, CaseId case_id, PersonId person, Role role);

/// A calendar change: every running deadline is counted again, in chunks, by timers of kind "recount".
void start_recount(Context&, const std::string& why);
void recount_due(Context&, const store::Timer& timer);

}  // namespace alur::chat
