#include "digest.hpp"
#include "people_parts.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

/// An opened link, and the data check before the role takes effect (messages A2, A6).
namespace alur::chat {
namespace {

constexpr std::string_view data_kind = "invite_data";
constexpr std::int64_t wrong_codes_max = 5;
constexpr std::chrono::hours wrong_codes_window{1};

// --- guessing --------------------------------------------------------------------------------------------------------

struct WrongCodes {
  std::int64_t count = 0;
  time::Instant until{};
};

std::string wrong_codes_name(std::int64_t account_id) { return "codes:" + std::to_string(account_id); }

WrongCodes wrong_codes(Context& ctx, std::int64_t account_id) {
  const auto kept = store::Settings{ctx.tx}.get(wrong_codes_name(account_id));
  if (!kept) return {};
  const auto kept_codes = nlohmann::json::parse(*kept);
  const WrongCodes codes{kept_codes.at("count").get<std::int64_t>(),
                         time::from_ms(kept_codes.at("until").get<std::int64_t>())};
  return codes.until > ctx.now ? codes : WrongCodes{};
}

void count_wrong_code(Context& ctx, std::int64_t account_id) {
  WrongCodes codes = wrong_codes(ctx, account_id);
  if (codes.count == 0) codes.until = ctx.now + wrong_codes_window;
  const nlohmann::json kept_codes{{"count", codes.count + 1}, {"until", time::to_ms(codes.until)}};
  remember_until(ctx, wrong_codes_name(account_id), kept_codes.dump(), codes.until);
}

// --- what is said ----------------------------------------------------------------------------------------------------

std::string maker_phrase(const Context& ctx, const office::Invite& invite, std::string_view language) {
  if (invite.made_by == PersonId{}) return role_short(ctx, Role::admin, language);
  const std::vector<Role> roles = ctx.office.roles_of(invite.made_by);
  return roles.empty() ? name_of(ctx, invite.made_by, language)
                       : name_and_role(ctx, invite.made_by, roles.back(), language);
}

std::string data_html(const Context& ctx, const office::Invite& invite, std::string_view language) {
  const office::Person& person = *ctx.office.find(invite.person);
  const std::string none = label(ctx, language, "people.join.not_given");
  return say(ctx, language, "people.join.data",
             {{"maker", maker_phrase(ctx, invite, language)},
              {"name", person.name},
              {"title", person.title.empty() ? role_title(ctx, invite.role, language) : person.title},
              {"nip", person.nip.empty() ? none : text::nip(person.nip)},
              {"role", role_phrase(ctx, invite.role, invite.agency, language)}});
}

Choice invite_choice(const Context& ctx, const Speaker& speaker, const office::Invite& invite, Verb verb,
                     std::string_view key, telegram::ButtonStyle style = telegram::ButtonStyle::standard) {
  Press press;
  press.verb = verb;
  press.args = {office::raw(invite.id)};
  return {label(ctx, speaker.language, key), press, style};
}

/// A2: name, post and NIP, before the role takes effect.
void ask_data(Context& ctx, const Speaker& speaker, const office::Invite& invite, bool same_message) {
  Question question;
  question.kind = data_kind;
  question.payload = nlohmann::json{{"invite", office::raw(invite.id)}, {"fixing", false}}.dump();
  question.html = data_html(ctx, invite, speaker.language);
  question.choices = {{invite_choice(ctx, speaker, invite, Verb::invite_data_right, "people.join.button.right",
                                     telegram::ButtonStyle::success)},
                      {invite_choice(ctx, speaker, invite, Verb::invite_fix, "people.join.button.fix"),
                       invite_choice(ctx, speaker, invite, Verb::invite_not_me, "people.join.button.not_me",
                                     telegram::ButtonStyle::danger)}};
  question.expires = invite.expires;
  ask(ctx, speaker, question, same_message);
}

Account account_of(const Context& ctx, const telegram::User& user) {
  return {user.id, user.full_name(), ctx.options.default_language};
}

/// The data check ends without a role: the link cannot be used any more.
void link_over(Context& ctx, const Pressed& pressed, const office::Refusal& refusal) {
  const std::string html = explain(ctx, pressed.speaker.language, refusal);
  close_question(ctx, pressed.speaker.chat_id, html);
  toast(ctx, pressed.query.id, text::strip(html), true);
}

}  // namespace

void take_up_link(Context& ctx, const Account& account, PersonId known, const std::string& code) {
  const auto refuse_link = [&](const office::Refusal& refusal) {
    OutText text;
    text.html = explain(ctx, account.language, refusal);
    answer(ctx, account.id, text);
  };
  // The same words for a locked account as for a wrong code: a guesser learns nothing from either.
  const office::Refusal unusable{office::Refusal::Reason::invite_not_usable, {}};
  if (wrong_codes(ctx, account.id).count >= wrong_codes_max) return refuse_link(unusable);
  const std::string hash = sha256_hex(code);
  const office::Invite* invite = ctx.office.invite_by_hash(hash);
  const Before before = invite == nullptr ? Before{} : before_of(ctx, *invite, account.id);
  const office::OpenInvite open{hash, account.id, account.name};
  const auto decided = office::decide(ctx.office, ctx.calendar, known, open, ctx.now);
  if (!decided) {
    if (decided.error().reason == unusable.reason) count_wrong_code(ctx, account.id);
    return refuse_link(decided.error());
  }
  append_office(ctx, *decided);
  const office::Invite opened = *ctx.office.invite_by_hash(hash);
  if (opened.status == office::Invite::Status::used) return came_in(ctx, account, opened, before, false);
  ask_data(ctx, {known, account.id, account.language}, opened, false);
}

bool data_written(Context& ctx, const Speaker& speaker, const store::Conversation& conversation,
                  const telegram::Message& message) {
  const auto payload = nlohmann::json::parse(conversation.payload);
  if (!payload.at("fixing").get<bool>() || message.text.empty()) return false;
  const office::InviteId id{payload.at("invite").get<std::int64_t>()};
  const PersonWords words = read_person(message.text);
  office::CorrectData correct;
  correct.invite = id;
  correct.telegram_id = speaker.chat_id;
  if (!words.name.empty()) correct.name = words.name;
  if (!words.title.empty()) correct.title = words.title;
  if (!words.nip.empty()) correct.nip = words.nip;
  const auto decided = office::decide(ctx.office, ctx.calendar, speaker.person, correct, ctx.now);
  if (!decided) {
    OutText text;
    text.html = explain(ctx, speaker.language, decided.error());
    answer(ctx, speaker.chat_id, text);
    return true;
  }
  append_office(ctx, *decided);
  ask_data(ctx, speaker, ctx.office.invites.at(id), false);
  return true;
}

void pressed_invite_data_right(Context& ctx, const Pressed& pressed) {
  const office::Invite* invite = invite_of(ctx, pressed.press);
  if (invite == nullptr) return link_over(ctx, pressed, {office::Refusal::Reason::invite_not_usable, {}});
  const Account account = account_of(ctx, pressed.query.from);
  const office::ConfirmInvite confirm{invite->id, account.id};
  const auto decided = office::decide(ctx.office, ctx.calendar, pressed.speaker.person, confirm, ctx.now);
  if (!decided) return link_over(ctx, pressed, decided.error());
  const office::Invite used = *invite;
  const Before before = before_of(ctx, used, account.id);
  append_office(ctx, *decided);
  came_in(ctx, account, used, before, true);
}

void pressed_invite_fix(Context& ctx, const Pressed& pressed) {
  const office::Invite* invite = invite_of(ctx, pressed.press);
  const bool theirs = invite != nullptr && invite->opened_by == pressed.query.from.id &&
                      invite->status == office::Invite::Status::open && ctx.now <= invite->expires;
  if (!theirs) return link_over(ctx, pressed, {office::Refusal::Reason::invite_not_usable, {}});
  Question question;
  question.kind = data_kind;
  question.payload = nlohmann::json{{"invite", office::raw(invite->id)}, {"fixing", true}}.dump();
  question.html = say(ctx, pressed.speaker.language, "people.join.fix");
  question.choices = {
      {invite_choice(ctx, pressed.speaker, *invite, Verb::invite_data_right, "people.join.button.right_after_all")}};
  question.expires = invite->expires;
  ask(ctx, pressed.speaker, question, true);
}

void pressed_invite_not_me(Context& ctx, const Pressed& pressed) {
  const office::Invite* invite = invite_of(ctx, pressed.press);
  if (invite == nullptr) return link_over(ctx, pressed, {office::Refusal::Reason::invite_not_usable, {}});
  const office::Invite refused = *invite;
  const office::RejectInvite reject{refused.id, pressed.query.from.id};
  const auto decided = office::decide(ctx.office, ctx.calendar, pressed.speaker.person, reject, ctx.now);
  if (!decided) return link_over(ctx, pressed, decided.error());
  append_office(ctx, *decided);
  close_question(ctx, pressed.speaker.chat_id, say(ctx, pressed.speaker.language, "people.join.not_me"));
  const std::string_view language = language_of(ctx, refused.made_by);
  OutText text;
  text.html = say(ctx, language, "people.join.rejected",
                  {{"name", name_of(ctx, refused.person, language)}, {"account", pressed.query.from.full_name()}});
  notify(ctx, refused.made_by, text);
}

}  // namespace alur::chat
