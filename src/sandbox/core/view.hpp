#pragma once

#include "alur/sandbox/types.hpp"

#include "core/json.hpp"
#include "core/world.hpp"

#include <vector>

/// The world as people see it, and as the control API writes it.
namespace alur::sandbox {

MessageView view_of(const World& world, const Message& message);
ChatView view_of(const World& world, const Chat& chat);
PressView view_of(const Press& press);
/// Messages of a chat, oldest first, without the deleted ones; only those changed after `since_rev`.
std::vector<MessageView> transcript(const World& world, std::int64_t chat_id, std::int64_t since_rev = 0);

struct ButtonPlace {
  std::int64_t message_id = 0;
  std::size_t row = 0;
  std::size_t column = 0;
};
/// The button whose text contains `label`, on the newest message that has one.
std::optional<ButtonPlace> newest_button(const std::vector<MessageView>& messages, const std::string& label);

Json to_json(const MessageView& message);
Json to_json(const ChatView& chat);
Json to_json(const PressView& press);
Json to_json(const User& user);
Json to_json(const ClockView& clock);
Json to_json(const Violation& violation);
Json to_json(const Fault& fault);
MessageView message_from(const Json& json);
PressView press_from(const Json& json);

}  // namespace alur::sandbox
