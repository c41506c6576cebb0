#include "core/wire.hpp"
#include "methods/methods.hpp"
#include "methods/reading.hpp"

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

constexpr std::chrono::seconds action_lifetime{5};
constexpr std::array<std::string_view, 11> actions{
    "typing",          "upload_photo",   "record_video",  "upload_video",      "record_voice",     "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"};

}  // namespace

Outcome<MethodResult> get_me(World& world, const Params&) {
  Json me = bot_json(world);
  me["can_join_groups"] = true;
  for (const char* right : {"can_read_all_group_messages", "supports_inline_queries", "can_connect_to_business",
                            "has_main_web_app", "has_topics_enabled"}) {
    me[right] = false;
  }
  return MethodResult{std::move(me)};
}

Outcome<MethodResult> leave_chat(World& world, const Params& params) {
  const auto chat = read_chat(world, params);
  if (!chat) return chat.error();
  if ((*chat)->type == Chat::Type::private_chat) {
    return bad_request("chat member status can't be changed in private chats");
  }
  if ((*chat)->bot != Chat::BotStatus::member) return forbidden("bot is not a member of the group chat");
  (*chat)->bot = Chat::BotStatus::left;
  world.changed(**chat);
  return MethodResult{Json(true)};
}

Outcome<MethodResult> send_chat_action(World& world, const Params& params) {
  const std::string_view action = params.text("action");
  if (std::find(actions.begin(), actions.end(), action) == actions.end()) {
    return bad_request("wrong parameter action in request");
  }
  const auto chat = read_writable_chat(world, params);
  if (!chat) return chat.error();
  (*chat)->action = action;
  (*chat)->action_until = world.now() + action_lifetime;
  world.changed(**chat);
  return MethodResult{Json(true)};
}

Outcome<MethodResult> set_webhook(World& world, const Params& params) {
  if (params.text("url").empty()) return delete_webhook(world, params);
  return unmodelled("webhooks: it hands updates out by getUpdates only");
}

Outcome<MethodResult> delete_webhook(World& world, const Params& params) {
  if (params.boolean("drop_pending_updates")) world.queue().clear();
  return MethodResult{Json(true), "Webhook is already deleted"};
}

Outcome<MethodResult> get_webhook_info(World& world, const Params&) {
  Json info{{"url", ""}, {"has_custom_certificate", false}};
  info["pending_update_count"] = world.queue().pending(world.now());
  if (world.allowed_updates() != default_updates()) info["allowed_updates"] = Json(world.allowed_updates());
  return MethodResult{std::move(info)};
}

Outcome<MethodResult> set_chat_menu_button(World& world, const Params& params) {
  if (params.has("chat_id")) {
    const auto chat = read_chat(world, params);
    if (!chat) return chat.error();
  }
  const Json button = Json::parse(params.text("menu_button"), nullptr, false);
  if (button.is_object() && button.contains("type") && button["type"] == "web_app") return unmodelled("web apps");
  return MethodResult{Json(true)};
}

}  // namespace alur::sandbox
