#pragma once

#include "commands.hpp"
#include "question.hpp"

#include <optional>
#include <string>

/// Opening a case, as far as it has been said (messages B). Whoever opens for another agency names jalur, agency and
/// its letter first; an agency is asked the title only.
namespace alur::chat {

inline constexpr std::string_view new_case_kind = "new";

struct NewCase {
  bool for_others = false;  ///< Staff, KASI, KABID
  bool typed = false;       ///< typed with its arguments: what is known is not confirmed again
  std::optional<process::Track> track;
  AgencyId agency{};
  std::string new_agency;  ///< a name typed that is near a known one, while that is asked
  std::optional<workflow::Letter> letter;
  std::string title;
  bool similar_known = false;  ///< "Tetap ajukan"
};

/// Nothing for somebody who may not open cases.
std::optional<NewCase> begin_new_case(const Context&, const Speaker&);
NewCase new_case_from(const store::Conversation& question);

/// Asks for the next thing that is not known yet; opens the case when nothing is missing.
void ask_next(Context&, const Asked&, const NewCase& draft);
/// Text as the answer to what is being asked. False when it was none: the person was told.
bool take_text(Context&, const Speaker&, NewCase& draft, const std::string& text);
bool take_title(Context&, const Speaker&, NewCase& draft, const std::string& title);
void open_drafted(Context&, const Asked&, const NewCase& draft);
/// 0 when it could not be added.
AgencyId add_agency(Context&, const Speaker&, const std::string& name);

}  // namespace alur::chat
