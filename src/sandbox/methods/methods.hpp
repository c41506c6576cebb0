#pragma once

#include "core/api_error.hpp"
#include "core/params.hpp"
#include "core/spec.hpp"
#include "core/world.hpp"

#include <optional>
#include <string>
#include <string_view>

/// The methods of the Bot API that the sandbox models, one handler each. getUpdates waits, and is in poll.hpp.
namespace alur::sandbox {

struct MethodResult {
  Json value;
  std::string description;  ///< setWebhook and its kin say how it went beside the result

  explicit MethodResult(Json result, std::string text = {}) : value(std::move(result)), description(std::move(text)) {}
};
using Handler = Outcome<MethodResult> (*)(World&, const Params&);

/// What goes back over the wire, whatever carries it.
struct Answer {
  int code = 200;
  std::string body;
  std::optional<int> retry_after_s;
};
Answer answer_ok(const MethodResult& result);
Answer answer_error(int code, const std::string& description);
Answer answer_too_many(int retry_after_s);

/// `method` in any case. Judges the call against `spec` (findings become violations), then does what the real server
/// would do.
Answer call_method(World& world, const Spec& spec, std::string_view method, const Params& params);
/// The same judgement alone; the method's own spelling, empty when unknown.
std::string judge_call(World& world, const Spec& spec, std::string_view method, const Params& params);

// --- handlers, by file ----------------------------------------------------------------------------------------------
Outcome<MethodResult> get_me(World&, const Params&);
Outcome<MethodResult> leave_chat(World&, const Params&);
Outcome<MethodResult> send_chat_action(World&, const Params&);
Outcome<MethodResult> set_webhook(World&, const Params&);
Outcome<MethodResult> delete_webhook(World&, const Params&);
Outcome<MethodResult> get_webhook_info(World&, const Params&);
Outcome<MethodResult> set_chat_menu_button(World&, const Params&);

Outcome<MethodResult> send_message(World&, const Params&);
Outcome<MethodResult> edit_message_text(World&, const Params&);
Outcome<MethodResult> edit_message_reply_markup(World&, const Params&);
Outcome<MethodResult> delete_message(World&, const Params&);
Outcome<MethodResult> answer_callback_query(World&, const Params&);

Outcome<MethodResult> send_document(World&, const Params&);
Outcome<MethodResult> send_photo(World&, const Params&);
Outcome<MethodResult> edit_message_media(World&, const Params&);
Outcome<MethodResult> get_file(World&, const Params&);

Outcome<MethodResult> set_my_commands(World&, const Params&);
Outcome<MethodResult> get_my_commands(World&, const Params&);
Outcome<MethodResult> delete_my_commands(World&, const Params&);

/// The commands a person's menu shows in the private chat: the first scope and language that has any.
std::vector<BotCommand> menu_of(const World& world, const User& user);

}  // namespace alur::sandbox
