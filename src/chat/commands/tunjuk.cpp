#include "appointing.hpp"
#include "find_person.hpp"
#include "handlers.hpp"
#include "people.hpp"

#include <algorithm>
#include <array>

namespace alur::chat {

namespace {

using workflow::Option;

constexpr std::array tunjuk_acts{Option::Act::appoint};

/// "Fajar Nugroho, S.Kom.; Lestari alasan Mutasi" to names and a reason.
struct Wanted {
  std::vector<std::string> names;
  std::string reason;
};

Wanted parse_wanted(std::string text) {
  Wanted wanted;
  for (const std::string_view word : {" alasan ", " reason "}) {
    const auto at = lower_case(text).find(word);
    if (at != std::string::npos) {
      wanted.reason = text.substr(at + word.size());
      text.resize(at);
      break;
    }
  }
  std::string::size_type begin = 0;
  while (begin <= text.size()) {
    const auto end = std::min(text.find(';', begin), text.size());
    std::string name = text::plain(text.substr(begin, end - begin));
    if (!name.empty()) {
      wanted.names.push_back(std::move(name));
    }
    begin = end + 1;
  }
  return wanted;
}

/// Sorts what was typed into known people and names; false when a name fits several people, or nobody at all and the
/// role needs somebody known: then the choice is offered.
bool find_people(Context& ctx, const store::CaseRecord& record, const Wanted& wanted, Appointing& draft) {
  const std::vector<PersonId> pool = ctx.office.holders(draft.role);
  bool certain = true;
  for (const std::string& name : wanted.names) {
    const std::vector<PersonId> meant = people_meant(ctx, name, pool);
    if (meant.size() == 1) {
      draft.people.push_back(meant.front());
    } else if (meant.empty()) {
      draft.names.push_back(name);
      certain = certain && names_people_off_the_chat(record, draft.role);
    } else {
      certain = false;
    }
  }
  return certain && !wanted.names.empty();
}

}  // namespace

void typed_tunjuk(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty()) {
    usage(ctx, typed.speaker, "tunjuk");
    return;
  }
  auto record = case_meant(ctx, typed, "tunjuk", rest, tunjuk_acts);
  if (!record) {
    return;
  }
  const auto role = role_from_word(take_word(rest));
  if (!role || !process::appointed_per_case(*role)) {
    usage(ctx, typed.speaker, "tunjuk");
    return;
  }
  const Wanted wanted = parse_wanted(rest);
  Appointing draft{.case_id = record->id, .role = *role};
  draft.reason = wanted.reason;
  if (find_people(ctx, *record, wanted, draft)) {
    appoint(ctx, by_typing(typed), *record, draft);
  } else if (!draft.names.empty()) {
    ask_about_unknown(ctx, by_typing(typed), *record, draft);
  } else {
    ask_whom(ctx, by_typing(typed), *record, draft);
  }
}

void pressed_appoint(Context& ctx, const Pressed& pressed) {
  const auto record = case_pressed(ctx, pressed);
  if (!record) {
    return;
  }
  const std::vector<Option> options = options_for(ctx, pressed.speaker.person, *record);
  const Option* option = workflow::find(options, Option::Act::appoint);
  if (option == nullptr) {
    say_stale(ctx, pressed, *record);
    return;
  }
  Role role = option->roles.front();
  if (!pressed.press.args.empty()) {
    role = static_cast<Role>(pressed.press.args.front());
  }
  ask_whom(ctx, by_pressing(pressed), *record, {.case_id = record->id, .role = role});
}

void pressed_appoint_toggle(Context& ctx, const Pressed& pressed) {
  auto going = appointing_going_on(ctx, pressed);
  if (!going) {
    return;
  }
  const PersonId person{pressed.press.args.at(0)};
  auto& people = going->draft.people;
  const auto there = std::find(people.begin(), people.end(), person);
  if (there == people.end()) {
    people.push_back(person);
  } else {
    people.erase(there);
  }
  ask_whom(ctx, by_pressing(pressed, true), going->record, going->draft);
}

/// "Lanjut", and once more in another row "Ya, tunjuk".
void pressed_appoint_yes(Context& ctx, const Pressed& pressed) {
  auto going = appointing_going_on(ctx, pressed);
  if (!going) {
    return;
  }
  const Asked asked = by_pressing(pressed, true);
  if (going->draft.people.empty() && going->draft.names.empty()) {
    toast(ctx, pressed.query.id, label(ctx, pressed.speaker.language, "appoint.nobody_yet"), true);
  } else if (going->draft.confirmed) {
    appoint(ctx, asked, going->record, going->draft);
  } else {
    going->draft.confirmed = true;
    ask_to_confirm(ctx, asked, going->record, going->draft);
  }
}

bool answered_appoint(Context& ctx, const Speaker& speaker, const store::Conversation& question,
                      const telegram::Message& message) {
  if (message.text.empty()) {
    return false;
  }
  Appointing draft = appointing_from(question);
  auto record = store::Cases{ctx.tx}.find(draft.case_id).value();
  const Asked asked{.speaker = speaker, .from_question = true};
  if (draft.reason_asked) {
    draft.reason = message.text;
    appoint(ctx, asked, record, draft);
    return true;
  }
  draft.confirmed = false;
  const bool all_found = find_people(ctx, record, parse_wanted(message.text), draft);
  if (!all_found && !draft.names.empty()) {
    ask_about_unknown(ctx, asked, record, draft);
  } else {
    ask_whom(ctx, asked, record, draft);
  }
  return true;
}

}  // namespace alur::chat
