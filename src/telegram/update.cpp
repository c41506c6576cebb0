#include "alur/telegram/update.hpp"

#include "alur/telegram/reply.hpp"

#include "json.hpp"
#include "message.hpp"

#include <utility>

namespace alur::telegram {
namespace {

CallbackQuery to_callback_query(const Json& json) {
  CallbackQuery query;
  query.id = need_string(json, "id");
  query.from = to_user(need_object(json, "from"));
  query.data = string_or_empty(json, "data");
  // Of a message that is too old or deleted only chat and id are left; of one sent inline not even these.
  if (const Json* message = find_object(json, "message")) {
    query.message_id = need_integer(*message, "message_id");
    if (const Json* chat = find_object(*message, "chat")) query.chat_id = need_integer(*chat, "id");
  }
  return query;
}

MembershipChange::Status to_status(const std::string& word) {
  if (word == "member" || word == "administrator" || word == "creator") return MembershipChange::Status::member;
  if (word == "kicked") return MembershipChange::Status::kicked;
  if (word == "left") return MembershipChange::Status::left;
  return MembershipChange::Status::other;
}

MembershipChange to_membership_change(const Json& json) {
  MembershipChange change;
  change.chat = to_chat(need_object(json, "chat"));
  change.from = to_user(need_object(json, "from"));
  change.status = to_status(need_string(need_object(json, "new_chat_member"), "status"));
  return change;
}

UnknownKind to_unknown_kind(const Json& json) {
  for (const auto& [key, value] : json.items()) {
    if (key != "update_id") return {key};
  }
  return {};
}

Update to_update(const Json& json, std::string raw) {
  Update update;
  update.update_id = need_integer(json, "update_id");
  update.raw = std::move(raw);
  if (const Json* message = find_object(json, "message")) {
    update.body = to_message(*message);
  } else if (const Json* edited_message = find_object(json, "edited_message")) {
    Message edited = to_message(*edited_message);
    edited.edited = true;
    update.body = std::move(edited);
  } else if (const Json* query = find_object(json, "callback_query")) {
    update.body = to_callback_query(*query);
  } else if (const Json* change = find_object(json, "my_chat_member")) {
    update.body = to_membership_change(*change);
  } else {
    update.body = to_unknown_kind(json);
  }
  return update;
}

std::int64_t id_or_zero(const Json& json) {
  try {
    return find_integer(json, "update_id").value_or(0);
  } catch (const Unreadable&) {
    return 0;
  }
}

boost::system::result<Update, UnreadableUpdate> read(const Json& json, std::string raw) {
  std::string why;
  try {
    return to_update(json, raw);
  } catch (const Unreadable& e) {
    why = e.what();
  }
  return UnreadableUpdate{id_or_zero(json), std::move(raw), std::move(why)};
}

}  // namespace

boost::system::result<Update, UnreadableUpdate> read_update(std::string_view json) {
  const auto parsed = parse_json(json);
  if (!parsed) return UnreadableUpdate{0, std::string{json}, "no JSON"};
  return read(*parsed, std::string{json});
}

std::optional<UpdateBatch> read_updates(std::string_view result) {
  const auto parsed = parse_json(result);
  if (!parsed || !parsed->is_array()) return std::nullopt;
  UpdateBatch batch;
  for (const Json& element : *parsed) {
    auto update = read(element, to_text(element));
    const std::int64_t id = update ? update->update_id : update.error().update_id;
    if (id != 0) batch.last_id = id;
    if (update) {
      batch.updates.push_back(std::move(*update));
    } else {
      batch.unreadable.push_back(update.error());
    }
  }
  return batch;
}

std::vector<std::string> wanted_updates() { return {"message", "edited_message", "callback_query", "my_chat_member"}; }

}  // namespace alur::telegram
