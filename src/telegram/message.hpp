#pragma once

#include "alur/telegram/update.hpp"

#include "json.hpp"

#include <optional>

namespace alur::telegram {

// All throw Unreadable.
User to_user(const Json& json);
Chat to_chat(const Json& json);
Message to_message(const Json& json);
/// The one file of a message, if it has any.
std::optional<File> file_of(const Json& message);

}  // namespace alur::telegram
