#pragma once

#include "commands.hpp"
#include "question.hpp"

#include <string>
#include <vector>

/// Appointing somebody to a case, as far as it has been said (messages F).
namespace alur::chat {

struct Appointing {
  CaseId case_id{};
  Role role{};
  std::vector<PersonId> people{};
  std::vector<std::string> names{};  ///< of people who are not in the chat
  std::string reason{};
  bool confirmed = false;     ///< "Lanjut" was pressed: the next yes counts
  bool reason_asked = false;  ///< the next text is the reason
};

Appointing appointing_from(const store::Conversation& question);

/// A contractor's people need not be in the chat (P4): their names are enough.
bool names_people_off_the_chat(const store::CaseRecord& record, Role role);

/// Messages F1: the pool with qualification, ticked as chosen.
void ask_whom(Context&, const Asked&, const store::CaseRecord& record, const Appointing& draft);
/// Messages F2: somebody not here yet.
void ask_about_unknown(Context&, const Asked&, const store::CaseRecord& record, const Appointing& draft);
void ask_to_confirm(Context&, const Asked&, const store::CaseRecord& record, const Appointing& draft);
/// Does it; asks for the reason first where one is needed.
void appoint(Context&, const Asked&, store::CaseRecord& record, const Appointing& draft);

/// The dialogue that a press belongs to, with its case; answers the press otherwise.
struct AppointingGoing {
  store::CaseRecord record;
  Appointing draft;
};
std::optional<AppointingGoing> appointing_going_on(Context&, const Pressed&);

}  // namespace alur::chat
