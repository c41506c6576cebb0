#pragma once

#include "card_lines.hpp"
#include "cards.hpp"
#include "view.hpp"

#include <string>
#include <vector>

/// The words of the cards, one function for each thing a case can wait for.
namespace alur::chat {

/// The card of `waiting` for the view's reader. `said` is what what_was_said() found, read once for all readers.
CardText card_of(const View&, const workflow::Waiting&, const Said& said);

/// H4: the role that `waiting` names is held by nobody; the ways out, as far as they are the reader's.
CardText vacancy_card(const View&, const workflow::Waiting&);

/// When the active step's work is due, or why nothing runs: one or two lines.
std::vector<std::string> work_time_lines(const View&);
/// "Batas persetujuan: ... (bukan ketentuan SOP)"; nothing while the case is paused.
std::string approval_time_line(const View&, const workflow::Waiting&);
/// Who has said yes and who has not, a line each; nothing where one party decides.
std::vector<std::string> party_lines(const View&);

/// A card whose step moved on: what it was, and what happened.
std::string moved_on(const View&, int step, const std::string& what_happened);

}  // namespace alur::chat
