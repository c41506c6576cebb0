#include "alur/office/permission.hpp"

#include "appointing.hpp"
#include "filing.hpp"
#include "handlers.hpp"
#include "people.hpp"

#include <algorithm>

/// For roles that nobody in the chat holds: Staff E-Gov acts "atas nama", or somebody is invited (messages B6, F2).
namespace alur::chat {

namespace {

using workflow::Option;

/// What can be done for somebody off the chat, one button each. The presses are the ordinary ones: what fits only "atas
/// nama" is done so.
telegram::Keyboard on_behalf_buttons(const Context& ctx, const Speaker& speaker, const store::CaseRecord& record,
                                     Role role) {
  const process::Step& step = process_of(ctx, record.state).step(record.state.current);
  telegram::Keyboard keyboard;
  const auto add = [&](std::string text, Verb verb, std::vector<std::int64_t> args = {}) {
    keyboard.push_back({button(ctx, speaker.chat_id, std::move(text), on_step(verb, record, std::move(args)))});
  };
  for (const Option& option : options_for(ctx, speaker.person, record, role)) {
    switch (option.act) {
      case Option::Act::file:
      case Option::Act::file_signed:
        for (const std::string& item : option.items) {
          add(text::plain(item_title(ctx, step, item, speaker.language)), Verb::file_item, {index_of_item(step, item)});
        }
        break;
      case Option::Act::begin_session:
        add(label(ctx, speaker.language, "button.begin_session"), Verb::begin_session);
        break;
      case Option::Act::end_session:
        add(label(ctx, speaker.language, "button.end_session"), Verb::end_session);
        break;
      case Option::Act::accept_session:
        add(label(ctx, speaker.language, "button.accept_session"), Verb::accept_session);
        break;
      case Option::Act::submit:
        add(label(ctx, speaker.language, "button.submit"), Verb::submit);
        break;
      case Option::Act::claim:
      case Option::Act::take_over:
      case Option::Act::choose_provider:
      case Option::Act::withdraw_version:
      case Option::Act::explain_change:
      case Option::Act::keep_version:
      case Option::Act::propose_session:
      case Option::Act::record_session:
      case Option::Act::recall_submission:
      case Option::Act::approve:
      case Option::Act::record_approval:
      case Option::Act::withdraw_approval:
      case Option::Act::return_to:
      case Option::Act::request_return:
      case Option::Act::decide_return:
      case Option::Act::set_round_time:
      case Option::Act::amend_letter:
      case Option::Act::appoint:
      case Option::Act::reassign:
      case Option::Act::pause:
      case Option::Act::resume:
      case Option::Act::change_track:
      case Option::Act::cancel:
      case Option::Act::note:
      case Option::Act::report_progress:
      case Option::Act::list_needs:
      case Option::Act::mark_needs:
        break;
    }
  }
  return keyboard;
}

/// Whoever may not invite passes it on to those who may.
void ask_for_invite(Context& ctx, const Pressed& pressed, const store::CaseRecord& record, Role role) {
  for (const auto& [id, person] : ctx.office.people) {
    if (!person.telegram_id || !office::may_invite(ctx.office, id, role)) {
      continue;
    }
    const std::string_view language = language_of(ctx, id);
    OutText text;
    text.about = record.id;
    text.position = position_of(record.state);
    text.html = say(ctx, language, "invite_wish.passed",
                    {{"register", record.state.register_no},
                     {"step", std::int64_t{record.state.current}},
                     {"role", role_title(ctx, role, language)},
                     {"name", name_of(ctx, pressed.speaker.person, language)}});
    text.keyboard = {{button(ctx, *person.telegram_id, label(ctx, language, "button.make_invite"),
                             on_step(Verb::invite_for_case, record, {static_cast<std::int64_t>(role)}),
                             telegram::ButtonStyle::primary)}};
    notify(ctx, id, text);
  }
  answer(
      ctx, pressed.speaker.chat_id,
      {.html = say(ctx, pressed.speaker.language, "invite_wish.sent",
                   {{"role", role_title(ctx, role, pressed.speaker.language)}, {"register", record.state.register_no}}),
       .about = record.id});
}

}  // namespace

void pressed_on_behalf(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  for (const Option::Act act : {Option::Act::file, Option::Act::file_signed, Option::Act::submit,
                                Option::Act::begin_session, Option::Act::accept_session}) {
    if (const auto role = on_behalf_role(ctx, speaker.person, *record, act)) {
      OutText text;
      text.about = record->id;
      text.position = position_of(record->state);
      text.html = say(ctx, speaker.language, "on_behalf.choose",
                      {{"register", record->state.register_no},
                       {"step", std::int64_t{record->state.current}},
                       {"role", role_title(ctx, *role, speaker.language)}});
      text.keyboard = on_behalf_buttons(ctx, speaker, *record, *role);
      answer(ctx, speaker.chat_id, text);
      return;
    }
  }
  toast(ctx, pressed.query.id, label(ctx, speaker.language, "on_behalf.not_needed"), true);
}

/// "Buat undangan": for this role and case. Pressed while a name was just typed (F2), the invite is for that name.
void pressed_invite_for_case(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  if (!record) {
    return;
  }
  if (!record->state.open()) {
    say_stale(ctx, pressed, *record);
    return;
  }
  const Speaker& speaker = pressed.speaker;
  const Role role = static_cast<Role>(pressed.press.args.at(0));
  if (!office::may_invite(ctx.office, speaker.person, role)) {
    ask_for_invite(ctx, pressed, *record, role);
    return;
  }
  const std::optional<CaseId> for_case = process::appointed_per_case(role) ? std::optional{record->id} : std::nullopt;
  const AgencyId agency = process::bound_to_agency(role) ? record->state.agency : AgencyId{};
  const auto question = question_of(ctx, speaker.chat_id, pressed.press, "appoint");
  const Appointing draft = question ? appointing_from(*question) : Appointing{};
  if (!draft.names.empty() && role != Role::pengembang) {
    office::MakeInvite wanted;
    wanted.role = role;
    wanted.agency = agency;
    wanted.name = draft.names.back();
    wanted.for_case = for_case;
    send_invitation(ctx, speaker, std::move(wanted));
    return;
  }
  offer_invite(ctx, speaker, role, agency, for_case);
}

}  // namespace alur::chat
