#include "flow.hpp"
#include "people.hpp"
#include "people_parts.hpp"
#include "reminders.hpp"

#include <algorithm>

/// Somebody is in: the welcome, whom it is told, and how it is undone (messages A3, A4).
namespace alur::chat {
namespace {

/// A3.
OutText welcome(Context& ctx, const Speaker& speaker, const office::Invite& invite) {
  const std::string id{process::id_of(invite.role)};
  const std::size_t tasks = store::Cases{ctx.tx}.task_count(speaker.person);
  OutText text;
  text.html = say(ctx, speaker.language, "people.join.welcome",
                  {{"role", role_phrase(ctx, invite.role, invite.agency, speaker.language)},
                   {"since", text::moment_entity(ctx.now, ctx.calendar, speaker.language)},
                   {"about", text::Html{say(ctx, speaker.language, "people.join.about." + id)}},
                   {"tasks", static_cast<std::int64_t>(tasks)}});
  text.keyboard = ways_on(ctx, speaker);
  return text;
}

/// A4, to whoever made the invite; for one of the command line, to the other admins.
void tell_maker(Context& ctx, const office::Invite& invite, PersonId joined, const Account& account, bool bound_now) {
  std::vector<PersonId> readers{invite.made_by};
  if (invite.made_by == PersonId{}) readers = ctx.office.holders(Role::admin);
  for (const PersonId reader : readers) {
    if (reader == joined || !chat_of(ctx, reader)) continue;
    const std::string_view language = language_of(ctx, reader);
    OutText text;
    text.html = say(ctx, language, "people.join.joined",
                    {{"name", name_of(ctx, joined, language)},
                     {"role", role_phrase(ctx, invite.role, invite.agency, language)},
                     {"account", account.name},
                     {"time", text::clock_time(ctx.now, ctx.calendar, language)}});
    // Somebody who was in already, with this account, is the right person by then.
    if (bound_now) {
      Press wrong;
      wrong.verb = Verb::invite_wrong_person;
      wrong.args = {office::raw(invite.id)};
      text.keyboard = {{button(ctx, *chat_of(ctx, reader), label(ctx, language, "people.join.button.wrong_person"),
                               wrong, telegram::ButtonStyle::danger)}};
    }
    notify(ctx, reader, text);
  }
}

// --- ----------------------------------------------------------------------------------------------------

/// An appointment that waited for this person, by whoever made the invite (product.md, /tunjuk).
void appoint_for_case(Context& ctx, const office::Invite& invite, PersonId person) {
  if (!invite.for_case) return;
  auto record = store::Cases{ctx.tx}.find(*invite.for_case);
  if (!record || !record->state.open()) return;
  workflow::Appoint appoint;
  appoint.role = invite.role;
  for (const workflow::Appointment& known : record->state.appointments) {
    if (known.role != invite.role) continue;
    appoint.people = known.people;
    appoint.names = known.names;
  }
  if (std::ranges::find(appoint.people, person) != appoint.people.end()) return;
  appoint.people.push_back(person);
  const std::string_view language = language_of(ctx, invite.made_by);
  appoint.reason = label(ctx, language, "people.join.appoint_reason");
  const auto refusal = carry_out(ctx, *record, {invite.made_by, std::nullopt}, appoint, nullptr);
  if (!refusal) return;
  const Speaker maker{invite.made_by, chat_of(ctx, invite.made_by).value_or(0), language};
  OutText text;
  text.html = explain(ctx, maker, *record, *refusal);
  text.about = record->id;
  notify(ctx, invite.made_by, text);
}

}  // namespace

const office::Invite* invite_of(const Context& ctx, const Press& press) {
  if (press.args.size() != 1) return nullptr;
  const auto found = ctx.office.invites.find(office::InviteId{press.args.front()});
  return found == ctx.office.invites.end() ? nullptr : &found->second;
}

Before before_of(const Context& ctx, const office::Invite& invite, std::int64_t account_id) {
  Before before;
  before.chat_id = chat_of(ctx, invite.person);
  before.known = ctx.office.by_telegram(account_id) != nullptr;
  return before;
}

void came_in(Context& ctx, const Account& account, const office::Invite& invite, const Before& before, bool in_place) {
  const PersonId person = ctx.office.by_telegram(account.id)->id;
  if (!before.known && ctx.options.default_language == "en") {
    const auto chosen =
        office::decide(ctx.office, ctx.calendar, person, office::SetLanguage{person, Language::english}, ctx.now);
    append_office(ctx, *chosen);
  }
  if (before.chat_id && before.chat_id != account.id) {
    account_left(ctx, *before.chat_id, say(ctx, account.language, "people.join.moved"));
  }
  appoint_for_case(ctx, invite, person);
  roles_changed(ctx, {person});
  plan_digests(ctx);
  const Speaker speaker{person, account.id, language_of(ctx, person)};
  const OutText text = welcome(ctx, speaker, invite);
  if (in_place) {
    answer_in_place(ctx, account.id, text);
  } else {
    answer(ctx, account.id, text);
  }
  tell_maker(ctx, invite, person, account, !before.known);
}

/// "Bukan orangnya": the role and the account go at once; no second question, a stranger may be reading by then.
void pressed_invite_wrong_person(Context& ctx, const Pressed& pressed) {
  const std::string_view language = pressed.speaker.language;
  const office::Invite* invite = invite_of(ctx, pressed.press);
  const bool used = invite != nullptr && invite->status == office::Invite::Status::used && invite->opened_by;
  const office::Person* person = used ? ctx.office.by_telegram(*invite->opened_by) : nullptr;
  if (person == nullptr) return toast(ctx, pressed.query.id, label(ctx, language, "people.stale"), true);
  const office::Invite wrong = *invite;
  const PersonId gone = person->id;
  const office::RejectInvite reject{wrong.id, 0};
  const auto decided = office::decide(ctx.office, ctx.calendar, pressed.speaker.person, reject, ctx.now);
  if (!decided) return toast(ctx, pressed.query.id, text::strip(explain(ctx, language, decided.error())), true);
  append_office(ctx, *decided);
  roles_changed(ctx, {gone});
  if (!chat_of(ctx, gone)) account_left(ctx, *wrong.opened_by, say(ctx, language_of(ctx, gone), "people.left"));
  OutText text;
  text.html =
      say(ctx, language, "people.join.undone",
          {{"name", name_of(ctx, gone, language)}, {"role", role_phrase(ctx, wrong.role, wrong.agency, language)}});
  answer(ctx, pressed.speaker.chat_id, text);
}

void account_left(Context& ctx, std::int64_t chat_id, const std::string& html) {
  leave_question(ctx, chat_id);
  ctx.immediate.menus.push_back({{}, chat_id});
  OutText text;
  text.html = html;
  answer(ctx, chat_id, text);
}

}  // namespace alur::chat
