#include "people_town.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace alur::chat::test {

void Town::tap(std::int64_t account, const std::string& button) {
  EXPECT_TRUE(press(Member{{}, account}, button))
      << account << " has no button \"" << button << "\"; last message: " << last(account);
}

std::string Town::command(const std::string& name, std::vector<std::pair<std::string, std::string>> args) {
  send(OfficeCommand{name, std::move(args)});
  return office_reply;
}

std::string Town::invite(const std::string& role, const std::string& name, const std::string& agency) {
  const auto reply = nlohmann::json::parse(command("invite", {{"role", role}, {"agency", agency}, {"name", name}}));
  EXPECT_TRUE(reply.contains("code")) << reply.dump();
  return reply.value("code", std::string{});
}

void Town::member(std::int64_t account, const std::string& role, const std::string& agency) {
  say(account, "/start " + invite(role, {}, agency));
  EXPECT_TRUE(is_in(account)) << last(account);
}

std::string Town::start_of(std::int64_t account) const {
  const std::vector<Shown>& shown = chat(Member{{}, account});
  for (auto message = shown.rbegin(); message != shown.rend(); ++message) {
    for (const auto& row : message->keyboard) {
      for (const ShownButton& button : row) {
        const std::size_t code = button.link.find("?start=");
        if (code != std::string::npos) return "/start " + button.link.substr(code + std::string{"?start="}.size());
      }
    }
  }
  ADD_FAILURE() << account << " was given no invitation; last message: " << last(account);
  return {};
}

std::string Town::find(std::int64_t account, const std::string& part) const {
  const Shown* shown = newest_with(Member{{}, account}, part);
  return shown == nullptr ? std::string{} : shown->html;
}

bool Town::has_button(std::int64_t account, const std::string& button) const {
  return std::ranges::any_of(chat(Member{{}, account}),
                             [&](const Shown& shown) { return shown.button(button) != nullptr; });
}

bool Town::has_menu(std::int64_t account, const std::string& command) const {
  return std::ranges::any_of(menus, [&](const telegram::SetMyCommands& menu) {
    return menu.chat_id == account &&
           std::ranges::any_of(menu.commands, [&](const auto& row) { return row.command == command; });
  });
}

bool Town::lost_menu(std::int64_t account) const {
  return std::ranges::any_of(
      menus, [&](const telegram::SetMyCommands& menu) { return menu.chat_id == account && menu.commands.empty(); });
}

office::State Town::office() {
  office::State state;
  read([&](store::Tx& tx) { state = store::OfficeRecords{tx}.load(); });
  return state;
}

std::size_t Town::task_count(PersonId person) {
  std::size_t count = 0;
  read([&](store::Tx& tx) { count = store::Cases{tx}.task_count(person); });
  return count;
}

}  // namespace alur::chat::test
