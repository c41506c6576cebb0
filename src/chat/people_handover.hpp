#pragma once

#include "context.hpp"

#include <string>
#include <vector>

/// What hangs on a person in a role, and giving it to somebody else (messages H7).
namespace alur::chat {

/// A case in which something hangs on this person in this role.
struct OpenWork {
  store::CaseRecord record;
  bool appointed = false;  ///< to the case, as against a step of it
};
std::vector<OpenWork> open_work(Context&, PersonId person, Role role);

/// Others who hold the role, for the same agency where it has one, and are in the chat.
std::vector<PersonId> successors(const Context&, PersonId person, Role role);

/// Gives every open work of `from` to `to`, in the name of `by`. Registers of what could not be handed over.
std::vector<std::string> hand_over(Context&, PersonId by, PersonId from, PersonId to, Role role,
                                   const std::string& reason);

}  // namespace alur::chat
