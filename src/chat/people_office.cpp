#include "cards.hpp"
#include "people.hpp"
#include "people_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <map>

/// The command line's share: an object, or an array of rows; a mistake is {"error": "..."} in the office's language.
namespace alur::chat {
namespace {

using nlohmann::json;

constexpr std::size_t rows_max = 200;

class Call {
 public:
  Call(Context& ctx, const OfficeCommand& command) : ctx_(ctx), command_(command) {}

  Context& ctx() const { return ctx_; }
  std::string_view language() const { return ctx_.options.default_language; }

  std::string arg(std::string_view name) const {
    for (const auto& [key, value] : command_.args) {
      if (key == name) return value;
    }
    return {};
  }

  std::optional<std::int64_t> id() const {
    const std::string typed = arg("id");
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(typed.data(), typed.data() + typed.size(), value);
    if (error != std::errc{} || end != typed.data() + typed.size()) return std::nullopt;
    return value;
  }

  /// The answer to a mistake of who typed the command; nothing was changed.
  json mistake(std::string_view key, const text::Args& args = {}) const {
    return {{"error", label(ctx_, language(), key, args)}};
  }
  json mistake(const office::Refusal& refusal) const {
    return {{"error", text::strip(explain(ctx_, language(), refusal))}};
  }
  json id_needed() const { return mistake("people.office.id_needed", {{"id", arg("id")}}); }

  /// Decides as the command line, which is nobody of the office.
  std::optional<office::Refusal> run(const office::Command& command) const {
    const auto decided = office::decide(ctx_.office, ctx_.calendar, {}, command, ctx_.now);
    if (!decided) return decided.error();
    append_office(ctx_, *decided);
    return std::nullopt;
  }

 private:
  Context& ctx_;
  const OfficeCommand& command_;
};

std::string utc(time::Instant at) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(at);
  const auto day = std::chrono::floor<std::chrono::days>(seconds);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{seconds - day};
  constexpr std::size_t text_bytes = sizeof "2026-03-05T08:00:00Z" + 32;
  std::array<char, text_bytes> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

/// Known by that name, or added; 0 where the role has none, or the name is missing.
office::Result<AgencyId> agency_for(const Call& call, Role role) {
  const std::string name = call.arg("agency");
  if (!needs_agency(role) || name.empty()) return AgencyId{};
  if (const AgencyId known = office::same_name(call.ctx().office, name); known != AgencyId{}) return known;
  if (auto refusal = call.run(office::AddAgency{name, role == Role::pengembang})) return *refusal;
  return office::same_name(call.ctx().office, name);
}

json invite(const Call& call) {
  Context& ctx = call.ctx();
  const std::string word = call.arg("role");
  const auto role = role_from_word(word);
  if (!role) return call.mistake("people.office.role_unknown", {{"role", word}});
  if (ctx.options.bot_username.empty()) return call.mistake("people.invite.no_bot_name");
  office::MakeInvite wanted;
  wanted.role = *role;
  wanted.name = call.arg("name");
  wanted.title = call.arg("title");
  wanted.nip = call.arg("nip");
  const auto nip = office::read_nip(wanted.nip);
  // Before an agency is added: a refused invite must leave none behind.
  if (!wanted.nip.empty() && !nip) return call.mistake(office::Refusal{office::Refusal::Reason::nip_invalid, {}});
  const auto agency = agency_for(call, *role);
  if (!agency) return call.mistake(agency.error());
  wanted.agency = *agency;
  if (!wanted.name.empty()) wanted.person = office::known_by_name(ctx.office, wanted.name, nip.value_or(""));
  const auto made = make_invite(ctx, {}, wanted);
  if (!made) return call.mistake(made.error());
  return {{"link", made->link},
          {"code", made->code},
          {"expires", utc(made->invite.expires)},
          {"expires_text", text::moment_long(made->invite.expires, ctx.calendar, call.language())}};
}

/// "kasi_pengembangan", "instansi_pengguna: Dinas Sosial": ids, as --role takes them.
json role_ids(const Context& ctx, PersonId person) {
  json roles = json::array();
  for (const office::RoleGrant& grant : ctx.office.grants) {
    if (grant.person != person) continue;
    const std::string id{process::id_of(grant.role)};
    roles.push_back(grant.agency == AgencyId{} ? id : id + ": " + agency_name(ctx, grant.agency));
  }
  return roles;
}

std::string_view presence(const office::Person& person) {
  if (!person.telegram_id) return "no account";
  return person.unreachable_since ? "unreachable" : "in";
}

/// Everybody who is in, then the invites still open.
json users(const Call& call) {
  const Context& ctx = call.ctx();
  json rows = json::array();
  for (const auto& [id, person] : ctx.office.people) {
    json roles = role_ids(ctx, id);
    if (roles.empty()) continue;
    rows.push_back({{"id", workflow::raw(id)},
                    {"name", person.name},
                    {"roles", std::move(roles)},
                    {"account", person.telegram_name},
                    {"status", presence(person)}});
  }
  for (const auto& [id, invite] : ctx.office.invites) {
    if (invite.status != office::Invite::Status::open || invite.expires < ctx.now) continue;
    const office::Person* person = ctx.office.find(invite.person);
    rows.push_back({{"id", workflow::raw(invite.person)},
                    {"name", person == nullptr ? std::string{} : person->name},
                    {"roles", json::array({std::string{process::id_of(invite.role)}})},
                    {"account", invite.opened_by_name},
                    {"status", "invited until " + utc(invite.expires)}});
  }
  return rows;
}

json revoke(const Call& call) {
  Context& ctx = call.ctx();
  const auto id = call.id();
  if (!id) return call.id_needed();
  const PersonId person{*id};
  const auto chat = chat_of(ctx, person);
  const std::string name = name_of(ctx, person, call.language());
  if (const auto refusal = call.run(office::RemovePerson{person})) return call.mistake(*refusal);
  if (chat) account_left(ctx, *chat, say(ctx, language_of(ctx, person), "people.left"));
  roles_changed(ctx, {person});
  return {{"revoked", workflow::raw(person)}, {"name", name}};
}

/// A row of what could not be sent: a message, or a card by its revision, which is a number of the same sequence.
json unsent(std::int64_t id, std::string_view method, const auto& message) {
  return {{"id", id},
          {"chat_id", message.chat_id},
          {"method", method},
          {"attempts", message.attempts},
          {"planned", utc(message.planned)},
          {"error", message.last_error}};
}

json outbox(const Call& call) {
  std::map<std::int64_t, json> rows;
  for (const store::OutMessage& message : store::Outbox{call.ctx().tx}.list_dead(rows_max)) {
    rows.emplace(message.id, unsent(message.id, message.method, message));
  }
  for (const store::Card& card : store::Cards{call.ctx().tx}.list_dead(rows_max)) {
    const std::string_view method = card.message_id ? "editMessageText" : "sendMessage";
    rows.emplace(card.wanted_rev, unsent(card.wanted_rev, method, card));
  }
  json list = json::array();
  for (auto& [id, row] : rows) list.push_back(std::move(row));
  return list;
}

/// A card of a case is brought up to date first: what it asked may be over.
bool retry_card(Context& ctx, std::int64_t revision) {
  const auto card = store::Cards{ctx.tx}.retry(revision);
  if (!card) return false;
  const auto record = store::Cases{ctx.tx}.find(card->case_id);
  if (record && loaded_process(ctx, record->state) != nullptr) sync_cards(ctx, *record, {});
  return true;
}

json outbox_retry(const Call& call) {
  const auto id = call.id();
  if (!id) return call.id_needed();
  const bool known = store::Outbox{call.ctx().tx}.retry(*id) || retry_card(call.ctx(), *id);
  if (!known) return call.mistake("people.office.no_message", {{"id", *id}});
  return {{"retried", *id}};
}

json updates(const Call& call) {
  json rows = json::array();
  for (const store::Updates::Parked& parked : store::Updates{call.ctx().tx}.list(rows_max)) {
    rows.push_back({{"id", parked.id},
                    {"update_id", parked.update_id},
                    {"chat_id", parked.chat_id},
                    {"reference", parked.reference},
                    {"attempts", parked.attempts},
                    {"set_aside", parked.set_aside},
                    {"since", utc(parked.since)},
                    {"error", parked.why}});
  }
  return rows;
}

json updates_retry(const Call& call) {
  const auto id = call.id();
  if (!id) return call.id_needed();
  if (!store::Updates{call.ctx().tx}.retry(*id, call.ctx().now)) {
    return call.mistake("people.office.no_update", {{"id", *id}});
  }
  return {{"retried", *id}};
}

}  // namespace

std::string office_command(Context& ctx, const OfficeCommand& command) {
  struct Row {
    std::string_view name;
    json (*run)(const Call&);
  };
  static constexpr std::array rows{Row{"invite", invite},
                                   Row{"users", users},
                                   Row{"revoke", revoke},
                                   Row{"outbox", outbox},
                                   Row{"outbox-retry", outbox_retry},
                                   Row{"updates", updates},
                                   Row{"updates-retry", updates_retry}};
  const Call call{ctx, command};
  const auto* const row = std::ranges::find(rows, std::string_view{command.name}, &Row::name);
  // dump() of text that Telegram or an error brought in must not throw on a broken byte.
  const auto dump = [](const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); };
  return dump(row == rows.end() ? call.mistake("people.office.unknown", {{"command", command.name}}) : row->run(call));
}

}  // namespace alur::chat
