#include "people_town.hpp"

#include "alur/config/config.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdlib.h>

namespace alur::chat::test {
namespace {

using nlohmann::json;

const std::string config_dir = std::string{ALUR_SOURCE_DIR} + "/config";

std::filesystem::path new_directory() {
  std::string name = (std::filesystem::temp_directory_path() / "alur-people-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp: " + name);
  return name;
}

time::WorkCalendar office_calendar() {
  using std::chrono::minutes;
  const auto day = [](int from, int to) {
    return time::DayHours{{minutes{from}, minutes{to}}, {minutes{720}, minutes{750}}};
  };
  return {"Asia/Jakarta",
          {day(450, 960), day(450, 990), day(480, 900), day(480, 930)},
          config::load_holidays(config_dir + "/holidays").value};
}

std::vector<TownMessage::TownButton> buttons_of(const json& markup) {
  std::vector<TownMessage::TownButton> buttons;
  if (!markup.contains("inline_keyboard")) return buttons;
  for (const json& row : markup.at("inline_keyboard")) {
    for (const json& button : row) {
      TownMessage::TownButton shown{button.at("text").get<std::string>(), button.value("callback_data", ""),
                                    button.value("url", "")};
      if (button.contains("copy_text")) shown.link = button.at("copy_text").at("text").get<std::string>();
      buttons.push_back(std::move(shown));
    }
  }
  return buttons;
}

}  // namespace

Town::Town() : directory_(new_directory()), calendar_(office_calendar()) {
  now = calendar_.at(time::Day{std::chrono::year{2026} / 3 / 2}, std::chrono::minutes{521});
  catalogue_ = std::make_unique<text::Catalogue>(config::load_texts(config_dir + "/text").value);
  store::DatabaseOptions options;
  options.path = (directory_ / "alur.db").string();
  database_ = std::make_unique<store::Database>(options);
  DeskOptions desk;
  desk.office_name = "Dinas Komunikasi dan Informatika Kabupaten Muara Enim";
  desk.bot_username = "AlurMuaraEnimBot";
  desk.button_key = std::string(32, 'k');
  desk.document_types = {"pdf"};
  desk.processes = config::load_processes(config_dir + "/process").value;
  desk.random_bytes = [this](std::size_t bytes) {
    std::string random(bytes, '\0');
    for (char& byte : random) byte = static_cast<char>(++next_byte_ * 37U % 251U);
    return random;
  };
  desk_ = std::make_unique<Desk>(std::move(desk), *catalogue_, calendar_);
}

Town::~Town() {
  desk_.reset();
  database_.reset();
  std::filesystem::remove_all(directory_);
}

Immediate Town::handle(const Input& input) {
  Immediate immediate;
  database_->transact([&](store::Tx& tx) { immediate = desk_->handle(tx, input, now); });
  send_planned();
  return immediate;
}

Immediate Town::say(std::int64_t account, const std::string& text) {
  telegram::Message message;
  message.message_id = next_message_++;
  message.from = telegram::User{};
  message.from->id = account;
  message.from->first_name = "Akun";
  message.from->last_name = std::to_string(account);
  message.chat = {account, telegram::Chat::Type::private_chat, {}};
  message.text = text;
  telegram::Update update;
  update.update_id = next_update_++;
  update.body = message;
  return handle(update);
}

Immediate Town::press_data(std::int64_t account, const std::string& data, std::int64_t message_id) {
  telegram::CallbackQuery query;
  query.id = std::to_string(next_update_);
  query.from.id = account;
  query.from.first_name = "Akun";
  query.from.last_name = std::to_string(account);
  query.chat_id = account;
  query.message_id = message_id;
  query.data = data;
  telegram::Update update;
  update.update_id = next_update_++;
  update.body = query;
  return handle(update);
}

Immediate Town::press(std::int64_t account, const std::string& button) {
  const std::vector<TownMessage>& messages = chats_[account];
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    for (const TownMessage::TownButton& each : message->buttons) {
      if (each.text == button) return press_data(account, std::string{each.data}, message->message_id);
    }
  }
  ADD_FAILURE() << account << " has no button \"" << button << "\"; last message: " << last(account);
  return {};
}

std::vector<Immediate> Town::run_timers() {
  std::vector<Immediate> results;
  for (;;) {
    std::vector<store::Timer> due;
    database_->transact([&](store::Tx& tx) { due = store::Timers{tx}.due(now, 100); });
    if (due.empty()) return results;
    for (const store::Timer& timer : due) results.push_back(handle(TimerDue{timer}));
  }
}

std::string Town::command(const std::string& name, std::vector<std::pair<std::string, std::string>> args) {
  return handle(OfficeCommand{name, std::move(args)}).office_reply;
}

std::string Town::invite(const std::string& role, const std::string& name, const std::string& agency) {
  const json reply = json::parse(command("invite", {{"role", role}, {"agency", agency}, {"name", name}}));
  if (!reply.contains("code")) {
    ADD_FAILURE() << reply.dump();
    return {};
  }
  return reply.at("code").get<std::string>();
}

void Town::member(std::int64_t account, const std::string& role, const std::string& agency) {
  say(account, "/start " + invite(role, "", agency));
  const office::State state = office();
  EXPECT_NE(state.by_telegram(account), nullptr);
}

std::string Town::last(std::int64_t account) {
  return chats_[account].empty() ? std::string{} : chats_[account].back().html;
}

std::string Town::find(std::int64_t account, const std::string& part) {
  const std::vector<TownMessage>& messages = chats_[account];
  const auto found = std::find_if(messages.rbegin(), messages.rend(), [&](const TownMessage& message) {
    return message.html.find(part) != std::string::npos;
  });
  return found == messages.rend() ? std::string{} : found->html;
}

bool Town::has_button(std::int64_t account, const std::string& text) {
  const std::vector<TownMessage>& messages = chats_[account];
  return std::any_of(messages.begin(), messages.end(), [&](const TownMessage& message) {
    return std::any_of(message.buttons.begin(), message.buttons.end(),
                       [&](const TownMessage::TownButton& button) { return button.text == text; });
  });
}

office::State Town::office() {
  office::State state;
  database_->transact([&](store::Tx& tx) { state = store::OfficeRecords{tx}.load(); });
  return state;
}

std::optional<store::CaseRecord> Town::find_case(const std::string& register_no) {
  std::optional<store::CaseRecord> record;
  database_->transact([&](store::Tx& tx) { record = store::Cases{tx}.find(register_no); });
  return record;
}

std::size_t Town::task_count(office::PersonId person) {
  std::size_t count = 0;
  database_->transact([&](store::Tx& tx) { count = store::Cases{tx}.task_count(person); });
  return count;
}

void Town::send_planned() {
  database_->transact([&](store::Tx& tx) {
    while (send_messages(tx)) {
    }
    send_cards(tx);
  });
}

bool Town::send_messages(store::Tx& tx) {
  store::Outbox outbox{tx};
  const std::vector<store::OutMessage> heads = outbox.heads(100);
  for (const store::OutMessage& message : heads) {
    const json body = json::parse(message.body);
    TownMessage shown;
    shown.message_id = next_message_++;
    shown.html = body.value("text", "");
    if (body.contains("reply_markup")) shown.buttons = buttons_of(body.at("reply_markup"));
    chats_[message.chat_id].push_back(shown);
    outbox.begin(message.id);
    outbox.sent(message.id, shown.message_id, now);
  }
  return !heads.empty();
}

void Town::send_cards(store::Tx& tx) {
  store::Cards cards{tx};
  for (auto unsettled = cards.unsettled(100); !unsettled.empty(); unsettled = cards.unsettled(100)) {
    for (const store::Card& card : unsettled) {
      std::vector<TownMessage>& messages = chats_[card.chat_id];
      const auto known = std::find_if(messages.begin(), messages.end(), [&](const TownMessage& message) {
        return message.message_id == card.message_id;
      });
      TownMessage shown;
      shown.message_id = card.message_id.value_or(next_message_++);
      shown.html = card.html;
      if (!card.keyboard.empty()) shown.buttons = buttons_of(json::parse(card.keyboard));
      if (known != messages.end()) {
        *known = shown;
      } else {
        messages.push_back(shown);
      }
      cards.begin(card.id);
      cards.settled(card.id, card.wanted_rev, shown.message_id);
    }
  }
}

}  // namespace alur::chat::test
