#include "cards.hpp"
#include "people.hpp"
#include "people_parts.hpp"

#include <algorithm>

/// Who cannot be reached any more, and what an admin has to see to (messages H8, I9).
namespace alur::chat {
namespace {

constexpr std::size_t cases_shown_max = 3;
constexpr std::size_t cases_renewed_max = 50;

std::vector<PersonId> told_of(const Context& ctx, PersonId unreachable) {
  std::vector<PersonId> readers = ctx.office.holders(Role::kasi_pengembangan);
  for (const PersonId admin : ctx.office.holders(Role::admin)) {
    if (std::ranges::find(readers, admin) == readers.end()) readers.push_back(admin);
  }
  std::erase(readers, unreachable);
  return readers;
}

/// "Tahap 10, M26-001; Tahap 2, M26-004": what waits for the person; the admin sees the same register and step.
std::string waits_for(const Context& ctx, const std::vector<store::TaskLine>& tasks, std::string_view language) {
  std::string phrase;
  for (const store::TaskLine& task : tasks) {
    if (!phrase.empty()) phrase += "; ";
    phrase +=
        label(ctx, language, "people.step", {{"step", std::int64_t{task.step}}, {"register", task.of.register_no}});
  }
  return phrase;
}

telegram::Keyboard ways_out(const Context& ctx, PersonId reader, PersonId unreachable,
                            const std::vector<store::TaskLine>& tasks) {
  const std::int64_t chat = *chat_of(ctx, reader);
  const std::string_view language = language_of(ctx, reader);
  telegram::Keyboard keyboard;
  if (manages_people(ctx, reader)) {
    Press open;
    open.verb = Verb::user_open;
    open.args = {workflow::raw(unreachable)};
    keyboard.push_back(
        {button(ctx, chat, label(ctx, language, "people.reach.button.invite"), open, telegram::ButtonStyle::primary)});
  }
  if (!tasks.empty() && office::may(ctx.office, reader, office::Action::reassign) == office::Scope::any) {
    Press reassign;
    reassign.verb = Verb::reassign;
    reassign.case_id = tasks.front().of.id;
    reassign.step = tasks.front().step;
    reassign.round = tasks.front().round;
    keyboard.push_back({button(ctx, chat, label(ctx, language, "people.reach.button.reassign"), reassign)});
  }
  return keyboard;
}

void tell_unreachable(Context& ctx, PersonId person) {
  const std::vector<store::TaskLine> tasks = store::Cases{ctx.tx}.tasks(person, cases_shown_max);
  for (const PersonId reader : told_of(ctx, person)) {
    if (!chat_of(ctx, reader)) continue;
    const std::string_view language = language_of(ctx, reader);
    OutText text;
    text.html = say(ctx, language, tasks.empty() ? "people.reach.lost_idle" : "people.reach.lost",
                    {{"name", name_of(ctx, person, language)},
                     {"roles", roles_phrase(ctx, person, language)},
                     {"since", text::date_long(ctx.calendar.day_of(ctx.now), language)},
                     {"cases", waits_for(ctx, tasks, language)}});
    text.keyboard = ways_out(ctx, reader, person, tasks);
    notify(ctx, reader, text);
  }
}

/// Cards that could not be sent meanwhile are sent now.
void show_what_waits(Context& ctx, PersonId person) {
  store::Cases cases{ctx.tx};
  for (const store::TaskLine& task : cases.tasks(person, cases_renewed_max)) {
    const auto record = cases.find(task.of.id);
    if (record && loaded_process(ctx, record->state) != nullptr) sync_cards(ctx, *record, {});
  }
}

/// The keys a condition has of its own; any other is told by its name.
std::string condition_key(const Context& ctx, const ConditionChanged& change) {
  const std::string_view language = ctx.options.default_language;
  const std::string end = change.wrong ? ".wrong" : ".over";
  const std::string own = "people.condition." + change.condition + end;
  return ctx.catalogue.has(language, own) ? own : "people.condition.other" + end;
}

}  // namespace

void reached(Context& ctx, std::int64_t chat_id, bool reachable) {
  const office::Person* person = ctx.office.by_telegram(chat_id);
  if (person == nullptr) return;
  const PersonId id = person->id;
  const office::MarkReachable mark{id, reachable};
  const auto decided = office::decide(ctx.office, ctx.calendar, {}, mark, ctx.now);
  if (!decided || decided->empty()) return;
  append_office(ctx, *decided);
  reachable ? show_what_waits(ctx, id) : tell_unreachable(ctx, id);
}

void send_failed(Context& ctx, const SendFailed& failure) {
  if (failure.blocked) reached(ctx, failure.chat_id, false);
}

void condition_changed(Context& ctx, const ConditionChanged& change) {
  // Kept, so that a restart neither repeats a warning nor forgets to say that it is over.
  const std::string name = "condition:" + change.condition;
  store::Settings settings{ctx.tx};
  if (settings.get(name).has_value() == change.wrong) return;
  if (change.wrong) {
    settings.set(name, change.detail);
  } else {
    settings.clear(name);
  }
  const std::string key = condition_key(ctx, change);
  for (const PersonId admin : ctx.office.holders(Role::admin)) {
    const std::string_view language = language_of(ctx, admin);
    OutText text;
    text.html = say(ctx, language, key,
                    {{"condition", change.condition},
                     {"detail", change.detail},
                     {"at", text::moment_long(ctx.now, ctx.calendar, language)}});
    notify(ctx, admin, text);
  }
}

}  // namespace alur::chat
