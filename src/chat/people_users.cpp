#include "people.hpp"
#include "people_parts.hpp"

#include <algorithm>

/// Who is in: the list, and one person with what can be done about them.
namespace alur::chat {
namespace {

constexpr std::size_t people_per_page = 10;
constexpr std::size_t numbers_per_row = 5;

std::vector<PersonId> everybody(const Context& ctx) {
  std::vector<PersonId> people;
  for (const auto& [id, person] : ctx.office.people) {
    if (!ctx.office.roles_of(id).empty()) people.push_back(id);
  }
  std::ranges::sort(people, {}, [&](PersonId id) { return ctx.office.find(id)->name; });
  return people;
}

std::string_view presence_key(const office::Person& person) {
  if (!person.telegram_id) return "people.users.no_account";
  return person.unreachable_since ? "people.users.unreachable" : "people.users.present";
}

telegram::Button people_button(const Context& ctx, const Speaker& speaker, std::string text, Verb verb,
                               std::vector<std::int64_t> args,
                               telegram::ButtonStyle style = telegram::ButtonStyle::standard) {
  Press press;
  press.verb = verb;
  press.args = std::move(args);
  return button(ctx, speaker.chat_id, std::move(text), press, style);
}

telegram::Keyboard list_keyboard(const Context& ctx, const Speaker& speaker, const std::vector<PersonId>& people,
                                 std::size_t first, std::size_t end) {
  telegram::Keyboard keyboard;
  for (std::size_t i = first; i < end; ++i) {
    if ((i - first) % numbers_per_row == 0) keyboard.emplace_back();
    keyboard.back().push_back(
        people_button(ctx, speaker, std::to_string(i + 1), Verb::user_open, {workflow::raw(people[i])}));
  }
  std::vector<telegram::Button> pages;
  if (first > 0) {
    const auto before = static_cast<std::int64_t>(first - std::min(first, people_per_page));
    pages.push_back(
        people_button(ctx, speaker, label(ctx, speaker.language, "people.users.button.before"), Verb::users, {before}));
  }
  if (end < people.size()) {
    pages.push_back(people_button(ctx, speaker, label(ctx, speaker.language, "people.users.button.after"), Verb::users,
                                  {static_cast<std::int64_t>(end)}));
  }
  if (!pages.empty()) keyboard.push_back(std::move(pages));
  keyboard.push_back({people_button(ctx, speaker, label(ctx, speaker.language, "people.users.button.invite"),
                                    Verb::invite_role, {}, telegram::ButtonStyle::primary)});
  return keyboard;
}

telegram::Keyboard user_keyboard(const Context& ctx, const Speaker& speaker, PersonId person) {
  telegram::Keyboard keyboard;
  const std::vector<Role> roles = ctx.office.roles_of(person);
  bool all_theirs = true;
  for (const Role role : roles) {
    if (!office::may_invite(ctx.office, speaker.person, role)) {
      all_theirs = false;
      continue;
    }
    const std::string text = label(ctx, speaker.language, "people.users.button.withdraw",
                                   {{"role", role_short(ctx, role, speaker.language)}});
    keyboard.push_back(
        {people_button(ctx, speaker, text, Verb::withdraw_role,
                       {workflow::raw(person), static_cast<std::int64_t>(role)}, telegram::ButtonStyle::danger)});
  }
  // A new account takes over every role of the person: offered to whoever could give each of them.
  if (all_theirs && !roles.empty()) {
    keyboard.push_back(
        {people_button(ctx, speaker, label(ctx, speaker.language, "people.users.button.new_account"), Verb::invite_role,
                       {static_cast<std::int64_t>(roles.front()), workflow::raw(person)})});
  }
  keyboard.push_back(
      {people_button(ctx, speaker, label(ctx, speaker.language, "people.users.button.list"), Verb::users, {0})});
  return keyboard;
}

}  // namespace

void show_users(Context& ctx, const Speaker& speaker, std::size_t offset) {
  const std::vector<PersonId> people = everybody(ctx);
  const std::size_t first = offset < people.size() ? offset : 0;
  const std::size_t end = std::min(first + people_per_page, people.size());
  std::string lines;
  for (std::size_t i = first; i < end; ++i) {
    const office::Person& person = *ctx.office.find(people[i]);
    if (!lines.empty()) lines += '\n';
    lines += say(ctx, speaker.language, "people.users.line",
                 {{"number", static_cast<std::int64_t>(i + 1)},
                  {"name", person.name},
                  {"roles", roles_phrase(ctx, person.id, speaker.language)},
                  {"presence", text::Html{say(ctx, speaker.language, presence_key(person))}}});
  }
  OutText text;
  text.html = say(ctx, speaker.language, "people.users.list",
                  {{"count", static_cast<std::int64_t>(people.size())}, {"lines", text::Html{lines}}});
  text.keyboard = list_keyboard(ctx, speaker, people, first, end);
  answer(ctx, speaker.chat_id, text);
}

void pressed_users(Context& ctx, const Pressed& pressed) {
  if (!may_manage(ctx, pressed)) return;
  const std::int64_t offset = pressed.press.args.empty() ? 0 : pressed.press.args.front();
  show_users(ctx, pressed.speaker, static_cast<std::size_t>(std::max<std::int64_t>(offset, 0)));
}

void pressed_user_open(Context& ctx, const Pressed& pressed) {
  if (!may_manage(ctx, pressed)) return;
  const Speaker& speaker = pressed.speaker;
  const PersonId id{pressed.press.args.empty() ? 0 : pressed.press.args.front()};
  const office::Person* person = ctx.office.find(id);
  if (person == nullptr) {
    toast(ctx, pressed.query.id, label(ctx, speaker.language, "people.stale"), true);
    return;
  }
  OutText text;
  text.html = say(ctx, speaker.language, "people.users.one",
                  {{"name", person->name},
                   {"title", person->title.empty() ? "-" : person->title},
                   {"nip", person->nip.empty() ? "-" : text::nip(person->nip)},
                   {"roles", roles_phrase(ctx, id, speaker.language)},
                   {"account", person->telegram_name.empty() ? "-" : person->telegram_name},
                   {"presence", text::Html{say(ctx, speaker.language, presence_key(*person))}}});
  text.keyboard = user_keyboard(ctx, speaker, id);
  answer(ctx, speaker.chat_id, text);
}

}  // namespace alur::chat
