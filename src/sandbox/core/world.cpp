#include "core/world.hpp"

#include "alur/log/log.hpp"

#include "core/params.hpp"

#include <algorithm>
#include <array>

namespace alur::sandbox {
namespace {

constexpr std::array<std::string_view, 26> update_kinds{"message",
                                                        "edited_message",
                                                        "channel_post",
                                                        "edited_channel_post",
                                                        "business_connection",
                                                        "business_message",
                                                        "edited_business_message",
                                                        "deleted_business_messages",
                                                        "message_reaction",
                                                        "message_reaction_count",
                                                        "inline_query",
                                                        "chosen_inline_result",
                                                        "callback_query",
                                                        "shipping_query",
                                                        "pre_checkout_query",
                                                        "purchased_paid_media",
                                                        "poll",
                                                        "poll_answer",
                                                        "my_chat_member",
                                                        "chat_member",
                                                        "chat_join_request",
                                                        "chat_boost",
                                                        "removed_chat_boost",
                                                        "managed_bot",
                                                        "guest_message",
                                                        "stopped_message_generation"};

/// A number that differs from bot to bot and from file to file, and looks like nothing that could be guessed at.
std::uint64_t mix(std::uint64_t value) {
  value += 0x9E3779B97F4A7C15U;
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9U;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBU;
  return value ^ (value >> 31U);
}

std::string base64url(std::uint64_t value, std::size_t digits) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  for (; digits > 0; --digits, value >>= 6U) text.push_back(alphabet[value & 63U]);
  return text;
}

template <class Map, class Key>
auto* find_in(Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool is_update_kind(std::string_view kind) {
  return std::find(update_kinds.begin(), update_kinds.end(), kind) != update_kinds.end();
}

std::set<std::string> default_updates() {
  std::set<std::string> kinds{update_kinds.begin(), update_kinds.end()};
  for (const auto* unasked : {"chat_member", "message_reaction", "message_reaction_count"}) kinds.erase(unasked);
  return kinds;
}

World::World(WorldOptions options, const time::Clock& clock)
    : options_(std::move(options)), clock_(clock), bot_id_(lenient_integer(options_.token)) {
  state_.queue = UpdateQueue{options_.first_update_id};
  state_.allowed_updates = default_updates();
  for (User& person : options_.people) add_user(std::move(person));
  options_.people.clear();
}

User* World::find_user(std::int64_t id) { return find_in(state_.users, id); }
const User* World::find_user(std::int64_t id) const { return find_in(state_.users, id); }
Chat* World::find_chat(std::int64_t id) { return find_in(state_.chats, id); }
const Chat* World::find_chat(std::int64_t id) const { return find_in(state_.chats, id); }
StoredFile* World::find_file(const std::string& file_id) { return find_in(state_.files, file_id); }
const StoredFile* World::find_file(const std::string& file_id) const { return find_in(state_.files, file_id); }
Press* World::find_press(const std::string& id) { return find_in(presses_, id); }

const Message* World::find_message(std::int64_t chat_id, std::int64_t message_id) const {
  const Message* message = find_in(state_.messages, message_id);
  return message && message->chat_id == chat_id && !message->deleted ? message : nullptr;
}

Message* World::find_message(std::int64_t chat_id, std::int64_t message_id) {
  Message* message = find_in(state_.messages, message_id);
  return message && message->chat_id == chat_id && !message->deleted ? message : nullptr;
}

const StoredFile* World::file_at(const std::string& path) const {
  for (const auto& [id, file] : state_.files) {
    if (file.path == path && now() < file.path_valid_until) return &file;
  }
  return nullptr;
}

User& World::add_user(User user) {
  const std::int64_t id = user.id;
  User& added = state_.users.insert_or_assign(id, std::move(user)).first->second;
  Chat chat;
  chat.id = id;
  chat.title = added.full_name();
  chat.members = {id};
  state_.chats.insert_or_assign(id, std::move(chat));
  changed(state_.chats.at(id));
  return added;
}

Chat& World::add_group(std::string title, std::int64_t creator) {
  Chat chat;
  chat.id = -(4'000'000'000 + ++state_.counter);
  chat.type = Chat::Type::group;
  chat.title = std::move(title);
  chat.members = {creator};
  chat.bot = Chat::BotStatus::left;
  Chat& added = state_.chats.emplace(chat.id, std::move(chat)).first->second;
  changed(added);
  return added;
}

Message& World::post(Message draft) {
  draft.id = ++state_.message_counter;
  draft.date = now();
  draft.had_buttons = !draft.markup.inline_keyboard.empty();
  draft.said = state_.rev + 1;
  Message& posted = state_.messages.emplace(draft.id, std::move(draft)).first->second;
  changed(posted);
  return posted;
}

StoredFile& World::keep_file(const Outgoing& file, FileFamily family) {
  const std::uint64_t number = static_cast<std::uint64_t>(++state_.counter);
  StoredFile kept;
  kept.family = family;
  const std::uint64_t seed = mix(number ^ mix(static_cast<std::uint64_t>(bot_id_)));
  kept.id = (family == FileFamily::photo ? "AgACAgUAAxk" : "BQACAgUAAxk") + base64url(seed, 11) +
            base64url(mix(seed), 11) + base64url(mix(seed + 1), 11) + "AAg2BA";
  kept.unique_id = "AgAD" + base64url(std::hash<std::string>{}(file.bytes), 11);
  kept.name = file.name;
  kept.mime_type = file.mime_type;
  kept.bytes = std::make_shared<const std::string>(file.bytes);
  return state_.files.emplace(kept.id, std::move(kept)).first->second;
}

Press& World::add_press(Press press) {
  press.id =
      std::to_string((mix(static_cast<std::uint64_t>(bot_id_)) >> 2U) + static_cast<std::uint64_t>(++state_.counter));
  press.pressed_at = now();
  Press& added = presses_.emplace(press.id, std::move(press)).first->second;
  changed(added);
  return added;
}

void World::changed() {
  ++state_.rev;
  if (listener_) listener_();
}
void World::changed(Message& message) {
  message.rev = state_.rev + 1;
  changed(state_.chats.at(message.chat_id));
}
void World::changed(Chat& chat) {
  chat.rev = state_.rev + 1;
  changed();
}
void World::changed(Press& press) {
  press.rev = state_.rev + 1;
  changed(state_.chats.at(press.chat_id));
}

void World::enqueue(const std::string& kind, const Json& value, time::Instant expires) {
  if (!state_.allowed_updates.contains(kind) || expires <= now()) return;
  state_.queue.push("\"" + kind + "\":" + to_wire(value), expires);
  if (listener_) listener_();
}

void World::add_fault(const Fault& fault) {
  if (fault.kind == Fault::Kind::duplicate) {
    state_.queue.duplicate_next(fault.count);
  } else {
    faults_.add(fault);
  }
}

std::int64_t World::calls(const std::string& method) const {
  const auto found = calls_.find(method);
  return found == calls_.end() ? 0 : found->second;
}

void World::restore(WorldState state) {
  state_ = std::move(state);
  changed();
}

void World::violation(const std::string& method, const std::string& what) {
  log::warning("sandbox_violation", {{"method", method}, {"what", what}});
  violations_.push_back({now(), method, what});
  changed();
}

}  // namespace alur::sandbox
