#pragma once

#include "core/api_error.hpp"
#include "core/params.hpp"
#include "core/world.hpp"
#include "methods/methods.hpp"

/// The parameters that many methods share, read and refused as the server does.
namespace alur::sandbox {

/// Parsed by parse_mode, cleaned, with entities detected. May be empty; not measured yet.
Outcome<FormattedText> read_formatted(const Params& params, std::string_view name);

Outcome<Chat*> read_chat(World& world, const Params& params);
/// A chat that the bot may write to.
Outcome<Chat*> read_writable_chat(World& world, const Params& params);

struct ReplyTo {
  std::optional<std::int64_t> message_id;
  bool optional = false;
};
Outcome<ReplyTo> read_reply(const Params& params);

/// The last steps of every send: reply, markup and chat are checked in this order, then the message is there.
Outcome<Message*> post_from_bot(World& world, const Params& params, Message draft);

Outcome<Message*> read_message(World& world, const Params& params, const std::string& not_found);
/// A message of the bot's own that can be edited.
Outcome<Message*> read_editable(World& world, const Params& params);
/// The last step of every edit.
MethodResult edit_message(World& world, Message& message, FormattedText content, Markup markup);

}  // namespace alur::sandbox
