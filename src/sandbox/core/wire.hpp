#pragma once

#include "core/json.hpp"
#include "core/world.hpp"

/// The simulated world as the Bot API writes it.
namespace alur::sandbox {

Json bot_json(const World& world);
Json user_json(const User& user);
Json chat_json(const World& world, const Chat& chat);
Json keyboard_json(const Keyboard& keyboard);
Json document_json(const StoredFile& file);
/// With the message it replies to, one level deep.
Json message_json(const World& world, const Message& message);
/// An edit's result leaves the reply out.
Json edited_message_json(const World& world, const Message& message);
/// my_chat_member: `user` changed what the bot is in `chat`.
Json membership_json(const World& world, const Chat& chat, const User& user, const std::string& was,
                     const std::string& is);
Json callback_json(const World& world, const Press& press);

std::int64_t unix_seconds(time::Instant at);

}  // namespace alur::sandbox
