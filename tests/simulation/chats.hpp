#pragma once

#include "model.hpp"
#include "telegram.hpp"

#include <cstdint>
#include <string>

namespace alur::simulation {

struct ChatsFound {
  std::string failure;        ///< the first; empty when the chats are as they must be
  std::uint64_t doubles = 0;  ///< messages that the record does not know of
};

/// Once everything is quiet: what the record holds for shown is in the chats as it says; whoever is to decide now has a
/// button for it, of this very round; nobody has one of a step that moved on.
ChatsFound look_into_chats(store::Tx& tx, const Telegram& telegram, const Model& model);

}  // namespace alur::simulation
