#include "telegram.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace alur::simulation {

namespace {

using nlohmann::json;

Telegram::Answer ok(const json& result) { return {200, json{{"ok", true}, {"result", result}}.dump()}; }

Telegram::Answer refused(int code, const std::string& description, const json& parameters = {}) {
  json body{{"ok", false}, {"error_code", code}, {"description", description}};
  if (!parameters.is_null()) body["parameters"] = parameters;
  return {code, body.dump()};
}

std::vector<ShownButton> buttons_in(const json& body) {
  std::vector<ShownButton> buttons;
  const auto markup = body.find("reply_markup");
  if (markup == body.end() || !markup->contains("inline_keyboard")) return buttons;
  for (const json& row : markup->at("inline_keyboard")) {
    for (const json& button : row) {
      if (button.contains("callback_data")) buttons.push_back({button.at("text"), button.at("callback_data")});
    }
  }
  return buttons;
}

bool same(const std::vector<ShownButton>& a, const std::vector<ShownButton>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ShownButton& x, const ShownButton& y) { return x.text == y.text && x.data == y.data; });
}

json as_json(const Telegram::Update& update) {
  const Deed& deed = update.deed;
  const json from{{"id", deed.chat}, {"is_bot", false}, {"first_name", "Akun"}};
  json message{{"message_id", update.id}, {"date", 1}, {"chat", {{"id", deed.chat}, {"type", "private"}}}};
  if (!deed.data.empty()) {
    message["message_id"] = deed.on_message;
    return {
        {"update_id", update.id},
        {"callback_query",
         {{"id", deed.query_id}, {"from", from}, {"message", message}, {"chat_instance", "1"}, {"data", deed.data}}}};
  }
  message["from"] = from;
  if (deed.file_id.empty()) {
    message["text"] = deed.text;
  } else {
    message["caption"] = deed.text;
    message["document"] = {{"file_id", deed.file_id},
                           {"file_unique_id", "u" + deed.file_id},
                           {"file_name", "dokumen.pdf"},
                           {"file_size", 64}};
  }
  return {{"update_id", update.id}, {"message", message}};
}

}  // namespace

// --- people ----------------------------------------------------------------------------------------------------------

void Telegram::send(Deed deed) {
  const bool press = !deed.data.empty();
  if (press && deed.query_id.empty()) deed.query_id = std::to_string(next_query_++);
  const auto lifetime = press ? milliseconds{press_lifetime} : milliseconds{message_lifetime};
  queue_.push_back({next_update_++, std::move(deed), timeline_.clock.steady() + lifetime});
  if (timeline_.random.chance(0.01)) next_update_ += 3;  // gaps
  answer_poll();
}

// --- calls -----------------------------------------------------------------------------------------------------------

std::optional<Telegram::Answer> Telegram::too_many(std::int64_t chat) {
  const auto until = held_until_.find(chat);
  if (until == held_until_.end() || until->second <= timeline_.clock.steady()) return std::nullopt;
  const auto left = std::chrono::ceil<std::chrono::seconds>(until->second - timeline_.clock.steady());
  return refused(429, "Too Many Requests: retry after " + std::to_string(left.count()),
                 json{{"retry_after", left.count()}});
}

Telegram::Answer Telegram::refuse_too_many(std::int64_t chat, std::chrono::seconds retry_after) {
  const SteadyTime until = timeline_.clock.steady() + retry_after;
  held_until_[chat] = std::max(held_until_[chat], until);
  return too_many(chat).value();
}

void Telegram::forgive_waits_except(const std::set<std::int64_t>& chats) {
  std::erase_if(held_until_, [&chats](const auto& wait) { return !chats.contains(wait.first); });
}

Telegram::Answer Telegram::execute(const telegram::Call& call) {
  const json body = json::parse(call.body);
  const std::int64_t chat = body.value("chat_id", std::int64_t{0});
  if (call.method == "sendMessage" || call.method == "editMessageText") {
    if (auto refusal = too_many(chat)) {
      ++too_early;
      return *refusal;
    }
    const std::string html = body.at("text");
    if (call.method == "sendMessage") return send_message(chat, html, buttons_in(body));
    return edit_message(chat, body.at("message_id"), html, buttons_in(body));
  }
  if (call.method == "answerCallbackQuery") {
    toasts_[body.at("callback_query_id")].push_back(body.value("text", ""));
  } else if (call.method == "getFile") {
    return ok({{"file_id", body.at("file_id")}, {"file_path", body.at("file_id")}, {"file_size", 64}});
  } else if (call.method != "sendChatAction" && call.method != "setMyCommands") {
    if (unexpected++ == 0) first_unexpected = call.method;
    return refused(404, "Not Found");
  }
  return ok(true);
}

Telegram::Answer Telegram::send_message(std::int64_t chat, const std::string& html, std::vector<ShownButton> buttons) {
  if (drops_sends && timeline_.random.chance(0.01)) return ok({{"message_id", next_message_++}});
  ++sent;
  ShownMessage& message = chats_[chat].emplace_back();
  message.id = next_message_++;
  message.html = html;
  message.buttons = std::move(buttons);
  message.said.push_back(html);
  return ok({{"message_id", message.id}});
}

Telegram::Answer Telegram::edit_message(std::int64_t chat, std::int64_t id, const std::string& html,
                                        std::vector<ShownButton> buttons) {
  std::vector<ShownMessage>& messages = chats_[chat];
  const auto message = std::find_if(messages.begin(), messages.end(), [id](const auto& one) { return one.id == id; });
  if (message == messages.end()) {
    if (unexpected++ == 0) first_unexpected = "edit of message " + std::to_string(id);
    return refused(400, "Bad Request: message to edit not found");
  }
  if (message->html == html && same(message->buttons, buttons)) {
    return refused(400, "Bad Request: message is not modified");
  }
  message->html = html;
  message->buttons = std::move(buttons);
  message->said.push_back(html);
  return ok({{"message_id", id}});
}

// --- updates ---------------------------------------------------------------------------------------------------------

void Telegram::confirm_below(std::int64_t offset) {
  // TQueue ignores an offset far beyond its end, as after a restart of the ids.
  constexpr std::int64_t ahead_max = 10;
  if (offset > next_update_ + ahead_max) return;
  std::erase_if(queue_, [&](const Update& update) {
    const bool confirmed = update.id < offset;
    if (confirmed && on_confirmation) on_confirmation(update);
    return confirmed;
  });
}

std::size_t Telegram::pending() {
  std::erase_if(queue_, [this](const Update& update) { return update.expires <= timeline_.clock.steady(); });
  return queue_.size();
}

std::string Telegram::batch() {
  constexpr std::size_t batch_max = 100;
  json updates = json::array();
  for (std::size_t i = 0; i < std::min(queue_.size(), batch_max); ++i) {
    if (ids_delivered_.insert(queue_[i].id).second) history_.push_back(queue_[i]);
    if (on_delivery) on_delivery(queue_[i]);
    if (drops_updates && timeline_.random.chance(0.01)) continue;
    updates.push_back(as_json(queue_[i]));
  }
  return json{{"ok", true}, {"result", std::move(updates)}}.dump();
}

void Telegram::poll(const std::string& body, std::function<void(Answer)> reply) {
  const json request = json::parse(body);
  confirm_below(request.value("offset", std::int64_t{0}));
  if (held_) {
    const auto earlier = std::exchange(held_, std::nullopt);
    earlier->reply(refused(409, "Conflict: terminated by other getUpdates request"));
  }
  held_ = Held{std::move(reply), ++polls_};
  const std::uint64_t number = polls_;
  answer_poll();
  timeline_.after(std::chrono::seconds{request.value("timeout", 0)}, [this, number] {
    if (!held_ || held_->number != number) return;
    const auto waiting = std::exchange(held_, std::nullopt);
    waiting->reply({200, batch()});
  });
}

void Telegram::answer_poll() {
  if (!held_ || pending() == 0) return;
  const auto waiting = std::exchange(held_, std::nullopt);
  waiting->reply({200, batch()});
}

void Telegram::restart_ids() {
  // Pending updates were the last of their numbers; the queue was empty for a week in any case.
  if (pending() > 0) return;
  next_update_ = 1 + static_cast<std::int64_t>(timeline_.random.below(400'000'000));
}

void Telegram::deliver_again(std::uint64_t index) {
  const Update& again = history_.at(index);
  queue_.push_front({again.id, again.deed, timeline_.clock.steady() + press_lifetime});
  answer_poll();
}

}  // namespace alur::simulation
