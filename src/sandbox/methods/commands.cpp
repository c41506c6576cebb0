#include "core/unicode.hpp"
#include "methods/methods.hpp"
#include "methods/reading.hpp"

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

constexpr std::size_t commands_max = 100;
constexpr std::size_t command_max = 32;
constexpr std::size_t description_max = 256;

Outcome<std::string> read_scope(World& world, const Params& params) {
  if (params.text("scope").empty()) return std::string{"default"};
  const Json json = Json::parse(params.text("scope"), nullptr, false);
  if (json.is_discarded() || !json.is_object()) return bad_request("can't parse BotCommandScope JSON object");
  const std::string type = json.contains("type") && json["type"].is_string() ? json["type"].get<std::string>() : "";
  constexpr std::array<std::string_view, 4> wide{"default", "all_private_chats", "all_group_chats",
                                                 "all_chat_administrators"};
  if (std::find(wide.begin(), wide.end(), type) != wide.end()) return type;
  if (type == "chat_administrators" || type == "chat_member") return unmodelled("the command scope " + type);
  if (type != "chat") return bad_request("can't parse BotCommandScope: Unsupported type specified");
  Params chat;
  if (json.contains("chat_id")) {
    chat.add("chat_id", json["chat_id"].is_string() ? json["chat_id"].get<std::string>() : json["chat_id"].dump());
  }
  const auto found = read_chat(world, chat);
  if (!found) return found.error();
  return "chat:" + std::to_string((*found)->id);
}

Outcome<CommandKey> read_key(World& world, const Params& params) {
  auto scope = read_scope(world, params);
  if (!scope) return scope.error();
  const std::string language{params.text("language_code")};
  const bool two_letters = language.size() == 2 &&
                           std::all_of(language.begin(), language.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!language.empty() && !two_letters) return bad_request("invalid language code specified");
  return CommandKey{*std::move(scope), language};
}

Outcome<BotCommand> read_command(const Json& json) {
  const auto text = [&json](const char* name) {
    return json.is_object() && json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                                             : std::string{};
  };
  BotCommand command{text("command"), text("description")};
  if (command.command.starts_with('/')) command.command.erase(0, 1);
  if (command.command.empty()) return bad_request("command must be non-empty");
  if (command.command.size() > command_max) return bad_request("command length must not exceed 32");
  if (command.description.empty()) return bad_request("command description must be non-empty");
  if (code_point_count(command.description) > description_max) {
    return bad_request("command description length must not exceed 256");
  }
  const bool allowed = std::all_of(command.command.begin(), command.command.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!allowed) return bad_request("BOT_COMMAND_INVALID");
  return command;
}

}  // namespace

Outcome<MethodResult> set_my_commands(World& world, const Params& params) {
  const Json json = Json::parse(params.text("commands"), nullptr, false);
  if (json.is_discarded()) return bad_request("can't parse commands JSON object");
  if (!json.is_array()) return bad_request("expected an Array of BotCommand");
  if (json.size() > commands_max) return bad_request("too much commands specified");
  std::vector<BotCommand> commands;
  for (const Json& one : json) {
    auto command = read_command(one);
    if (!command) return command.error();
    commands.push_back(*std::move(command));
  }
  const auto key = read_key(world, params);
  if (!key) return key.error();
  if (commands.empty()) {
    world.commands().erase(*key);
  } else {
    world.commands()[*key] = std::move(commands);
  }
  world.changed();
  return MethodResult{Json(true)};
}

Outcome<MethodResult> get_my_commands(World& world, const Params& params) {
  const auto key = read_key(world, params);
  if (!key) return key.error();
  Json list = Json::array();
  if (const auto found = world.commands().find(*key); found != world.commands().end()) {
    for (const BotCommand& one : found->second) {
      list.push_back({{"command", one.command}, {"description", one.description}});
    }
  }
  return MethodResult{std::move(list)};
}

Outcome<MethodResult> delete_my_commands(World& world, const Params& params) {
  const auto key = read_key(world, params);
  if (!key) return key.error();
  world.commands().erase(*key);
  world.changed();
  return MethodResult{Json(true)};
}

std::vector<BotCommand> menu_of(const World& world, const User& user) {
  const std::string chat = "chat:" + std::to_string(user.id);
  const std::array<std::string, 3> scopes{chat, "all_private_chats", "default"};
  for (const std::string& scope : scopes) {
    for (const std::string& language : {user.language_code, std::string{}}) {
      const auto found = world.commands().find({scope, language});
      if (found != world.commands().end()) return found->second;
    }
  }
  return {};
}

}  // namespace alur::sandbox
