#pragma once

#include "people_parts.hpp"

#include <string>
#include <string_view>
#include <vector>

/// An invite being made, step by step (role, agency, name), and what is asked next.
namespace alur::chat {

inline constexpr std::string_view draft_kind = "invite";

/// What is known so far: the payload of its question.
struct Draft {
  std::optional<Role> role;
  AgencyId agency{};
  std::string new_agency;  ///< typed, near to known ones: asked about
  std::optional<CaseId> for_case;
  PersonWords person;  ///< given, and somebody known has that name: asked about
};

Draft draft_from(const std::string& payload);

/// Asks for the first of role, agency and name that the draft lacks.
void ask_next(Context&, const Speaker&, const Draft& draft, bool same_message);
/// The typed agency is near these: one of them, or a new one?
void ask_which_agency(Context&, const Speaker&, const Draft& draft, const std::vector<AgencyId>& near,
                      bool same_message);
/// Somebody is in by that name: the same person, or another?
void ask_whether_known(Context&, const Speaker&, const Draft& draft, PersonId known);

}  // namespace alur::chat
