#include "invite_draft.hpp"
#include "people.hpp"

#include <algorithm>

/// Making an invite, typed or step by step (messages A1).
namespace alur::chat {
namespace {

void refuse(Context& ctx, const Speaker& speaker, const office::Refusal& refusal) {
  OutText text;
  text.html = explain(ctx, speaker.language, refusal);
  answer(ctx, speaker.chat_id, text);
}

office::MakeInvite wanted_of(const Draft& draft, PersonId person) {
  office::MakeInvite wanted;
  wanted.role = *draft.role;
  wanted.agency = draft.agency;
  wanted.name = draft.person.name;
  wanted.title = draft.person.title;
  wanted.nip = draft.person.nip;
  wanted.person = person;
  wanted.for_case = draft.for_case;
  return wanted;
}

std::vector<AgencyId> near_names(const Context& ctx, Role role, const std::string& name) {
  std::vector<AgencyId> near = office::close_names(ctx.office, name);
  const bool company = role == Role::pengembang;
  std::erase_if(near, [&](AgencyId id) { return ctx.office.agencies.at(id).company != company; });
  return near;
}

/// Adds an agency under the speaker's hand; 0 when refused, and told.
AgencyId add_agency(Context& ctx, const Speaker& speaker, Role role, const std::string& name) {
  const office::AddAgency add{name, role == Role::pengembang};
  const auto decided = office::decide(ctx.office, ctx.calendar, speaker.person, add, ctx.now);
  if (!decided) {
    refuse(ctx, speaker, decided.error());
    return {};
  }
  append_office(ctx, *decided);
  return office::same_name(ctx.office, name);
}

bool agency_written(Context& ctx, const Speaker& speaker, Draft draft, const std::string& typed) {
  const std::vector<AgencyId> near = near_names(ctx, *draft.role, typed);
  if (near.empty()) {
    draft.agency = add_agency(ctx, speaker, *draft.role, typed);
    if (draft.agency != AgencyId{}) ask_next(ctx, speaker, draft, false);
    return true;
  }
  if (near.front() == office::same_name(ctx.office, typed)) {
    draft.agency = near.front();
    ask_next(ctx, speaker, draft, false);
    return true;
  }
  draft.new_agency = typed;
  ask_which_agency(ctx, speaker, draft, near, false);
  return true;
}

/// The name came: the invite, or the question whether it is for the person known by that name.
void person_written(Context& ctx, const Speaker& speaker, const Draft& draft) {
  const std::string nip = office::read_nip(draft.person.nip).value_or("");
  const PersonId known = office::known_by_name(ctx.office, draft.person.name, nip);
  const bool in_already = known != PersonId{} && !ctx.office.roles_of(known).empty();
  if (in_already) return ask_whether_known(ctx, speaker, draft, known);
  send_invitation(ctx, speaker, wanted_of(draft, known));
}

/// The draft of the open question that this press belongs to; tells the person when it is over.
std::optional<Draft> draft_of(Context& ctx, const Pressed& pressed) {
  const auto conversation = question_of(ctx, pressed.speaker.chat_id, pressed.press, draft_kind);
  if (conversation) return draft_from(conversation->payload);
  toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "people.stale"), true);
  return std::nullopt;
}

std::int64_t arg_of(const Press& press, std::size_t index) { return index < press.args.size() ? press.args[index] : 0; }

}  // namespace

void send_invitation(Context& ctx, const Speaker& speaker, office::MakeInvite wanted) {
  if (ctx.options.bot_username.empty()) {
    OutText text;
    text.html = say(ctx, speaker.language, "people.invite.no_bot_name");
    answer(ctx, speaker.chat_id, text);
    return;
  }
  const auto made = make_invite(ctx, speaker.person, std::move(wanted));
  if (!made) return refuse(ctx, speaker, made.error());
  leave_question(ctx, speaker.chat_id);
  answer(ctx, speaker.chat_id, invitation(ctx, *made, speaker.chat_id, speaker.language));
}

void offer_invite(Context& ctx, const Speaker& speaker, Role role, AgencyId agency, std::optional<CaseId> for_case) {
  if (!office::may_invite(ctx.office, speaker.person, role)) {
    return refuse(ctx, speaker, {office::Refusal::Reason::not_allowed, {}});
  }
  Draft draft;
  draft.role = role;
  draft.agency = agency;
  draft.for_case = for_case;
  ask_next(ctx, speaker, draft, false);
}

void ask_for_invite(Context& ctx, const Speaker& speaker) { ask_next(ctx, speaker, {}, false); }

void invite_typed(Context& ctx, const Speaker& speaker, Role role, AgencyId agency, const PersonWords& person) {
  Draft draft;
  draft.role = role;
  draft.agency = agency;
  draft.person = person;
  const std::string nip = office::read_nip(person.nip).value_or("");
  send_invitation(ctx, speaker, wanted_of(draft, office::known_by_name(ctx.office, person.name, nip)));
}

void invite_typed(Context& ctx, const Speaker& speaker, Role role, const std::string& agency,
                  const PersonWords& person) {
  // Before anything is added: a refused invite must leave no agency behind.
  if (!person.nip.empty() && !office::read_nip(person.nip)) {
    return refuse(ctx, speaker, {office::Refusal::Reason::nip_invalid, {}});
  }
  const std::vector<AgencyId> near = near_names(ctx, role, agency);
  if (near.empty()) {
    const AgencyId added = add_agency(ctx, speaker, role, agency);
    if (added != AgencyId{}) invite_typed(ctx, speaker, role, added, person);
    return;
  }
  Draft draft;
  draft.role = role;
  draft.new_agency = agency;
  draft.person = person;
  ask_which_agency(ctx, speaker, draft, near, false);
}

bool answered_invite(Context& ctx, const Speaker& speaker, const store::Conversation& conversation,
                     const telegram::Message& message) {
  if (message.text.empty()) return false;
  Draft draft = draft_from(conversation.payload);
  if (!draft.role) {
    draft.role = role_from_word(message.text);
    if (!draft.role || !office::may_invite(ctx.office, speaker.person, *draft.role)) return false;
    ask_next(ctx, speaker, draft, false);
    return true;
  }
  if (needs_agency(*draft.role) && draft.agency == AgencyId{}) {
    return agency_written(ctx, speaker, draft, message.text);
  }
  draft.person = read_person(message.text);
  person_written(ctx, speaker, draft);
  return true;
}

void pressed_invite_role(Context& ctx, const Pressed& pressed) {
  if (!may_manage(ctx, pressed)) return;
  const Press& press = pressed.press;
  // From the list of people: a new account, or nothing chosen yet. From the question: the role.
  if (press.args.empty()) return ask_for_invite(ctx, pressed.speaker);
  const std::int64_t number = arg_of(press, 0);
  if (number < 0 || number >= static_cast<std::int64_t>(process::all_roles.size())) return;
  const Role role = process::all_roles[static_cast<std::size_t>(number)];
  if (const PersonId person{arg_of(press, 1)}; person != PersonId{}) {
    office::MakeInvite wanted;
    wanted.role = role;
    wanted.person = person;
    for (const office::RoleGrant& grant : ctx.office.grants) {
      if (grant.person == person && grant.role == role) wanted.agency = grant.agency;
    }
    return send_invitation(ctx, pressed.speaker, wanted);
  }
  auto draft = draft_of(ctx, pressed);
  if (!draft) return;
  draft->role = role;
  ask_next(ctx, pressed.speaker, *draft, true);
}

void pressed_invite_agency(Context& ctx, const Pressed& pressed) {
  auto draft = draft_of(ctx, pressed);
  if (!draft) return;
  draft->agency = AgencyId{arg_of(pressed.press, 0)};
  ask_next(ctx, pressed.speaker, *draft, true);
}

void pressed_agency_same(Context& ctx, const Pressed& pressed) {
  auto draft = draft_of(ctx, pressed);
  if (!draft) return;
  draft->agency = AgencyId{arg_of(pressed.press, 0)};
  draft->new_agency.clear();
  if (!draft->person.name.empty()) return person_written(ctx, pressed.speaker, *draft);
  ask_next(ctx, pressed.speaker, *draft, true);
}

void pressed_agency_new(Context& ctx, const Pressed& pressed) {
  auto draft = draft_of(ctx, pressed);
  if (!draft || !draft->role || draft->new_agency.empty()) return;
  draft->agency = add_agency(ctx, pressed.speaker, *draft->role, draft->new_agency);
  if (draft->agency == AgencyId{}) return;
  draft->new_agency.clear();
  if (!draft->person.name.empty()) return person_written(ctx, pressed.speaker, *draft);
  ask_next(ctx, pressed.speaker, *draft, true);
}

void pressed_invite_confirm(Context& ctx, const Pressed& pressed) {
  const auto draft = draft_of(ctx, pressed);
  if (!draft || !draft->role) return;
  send_invitation(ctx, pressed.speaker, wanted_of(*draft, PersonId{arg_of(pressed.press, 0)}));
}

void pressed_invite_cancel(Context& ctx, const Pressed& pressed) {
  const std::string_view language = pressed.speaker.language;
  const office::Invite* invite = invite_of(ctx, pressed.press);
  const bool waiting = invite != nullptr && invite->status == office::Invite::Status::open;
  if (!waiting) return toast(ctx, pressed.query.id, label(ctx, language, "people.invite.over"), true);
  const office::RejectInvite reject{invite->id, 0};
  const auto decided = office::decide(ctx.office, ctx.calendar, pressed.speaker.person, reject, ctx.now);
  if (!decided) return toast(ctx, pressed.query.id, text::strip(explain(ctx, language, decided.error())), true);
  append_office(ctx, *decided);
  OutText text;
  text.html = say(ctx, language, "people.invite.cancelled");
  answer(ctx, pressed.speaker.chat_id, text);
}

}  // namespace alur::chat
