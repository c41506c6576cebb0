#include "methods/methods.hpp"

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

struct Row {
  std::string_view method;
  Handler handler;
};

constexpr std::array<Row, 19> table{{{"getMe", get_me},
                                     {"sendMessage", send_message},
                                     {"editMessageText", edit_message_text},
                                     {"editMessageReplyMarkup", edit_message_reply_markup},
                                     {"deleteMessage", delete_message},
                                     {"answerCallbackQuery", answer_callback_query},
                                     {"sendDocument", send_document},
                                     {"sendPhoto", send_photo},
                                     {"editMessageMedia", edit_message_media},
                                     {"getFile", get_file},
                                     {"sendChatAction", send_chat_action},
                                     {"setMyCommands", set_my_commands},
                                     {"getMyCommands", get_my_commands},
                                     {"deleteMyCommands", delete_my_commands},
                                     {"setWebhook", set_webhook},
                                     {"deleteWebhook", delete_webhook},
                                     {"getWebhookInfo", get_webhook_info},
                                     {"leaveChat", leave_chat},
                                     {"setChatMenuButton", set_chat_menu_button}}};

const Row* row_of(std::string_view method) {
  const auto found =
      std::find_if(table.begin(), table.end(), [method](const Row& row) { return row.method == method; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

Answer answer_ok(const MethodResult& result) {
  Json body{{"ok", true}, {"result", result.value}};
  if (!result.description.empty()) body["description"] = result.description;
  return {200, to_wire(body), {}};
}

Answer answer_error(int code, const std::string& description) {
  return {code, to_wire(Json{{"ok", false}, {"error_code", code}, {"description", description}}), {}};
}

Answer answer_too_many(int retry_after_s) {
  Json body{{"ok", false}, {"error_code", 429}};
  body["description"] = "Too Many Requests: retry after " + std::to_string(retry_after_s);
  body["parameters"] = {{"retry_after", retry_after_s}};
  return {429, to_wire(body), retry_after_s};
}

std::string judge_call(World& world, const Spec& spec, std::string_view method, const Params& params) {
  std::string name = spec.method_named(method);
  if (name.empty()) {
    world.violation(std::string{method}, "unknown method");
    return name;
  }
  world.count_call(name);
  for (const std::string& finding : spec.check_call(name, params)) world.violation(name, finding);
  return name;
}

Answer call_method(World& world, const Spec& spec, std::string_view method, const Params& params) {
  const std::string name = judge_call(world, spec, method, params);
  if (name.empty()) return answer_error(404, "Not Found: method not found");
  const Row* row = row_of(name);
  const Outcome<MethodResult> outcome =
      row ? row->handler(world, params) : Outcome<MethodResult>{unmodelled("the method " + name)};
  if (outcome) return answer_ok(*outcome);
  const ApiError error = outcome.error();
  if (error.unmodelled) world.violation(name, error.description);
  return answer_error(error.code, error.description);
}

}  // namespace alur::sandbox
