#include "reminders.hpp"

#include "flow_picture.hpp"
#include "reminder_digest.hpp"
#include "reminder_memory.hpp"
#include "reminder_text.hpp"

#include <algorithm>
#include <charconv>

namespace alur::chat {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes put_off_until = 8h + 30min;

std::string again_key(CaseId id, PersonId person) { return id_text(id) + "/" + std::to_string(workflow::raw(person)); }

std::int64_t number_at(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

void plan(Context& ctx, const store::CaseRecord& record, const ReminderMemory& memory) {
  store::Timers timers{ctx.tx};
  const std::string key = id_text(record.id);
  const workflow::Roster roster = ctx.office.roster();
  const auto next = record.state.open()
                        ? workflow::next_reminder(setting_of(ctx, process_of(ctx, record.state), roster), record.state,
                                                  memory.reminded_up_to)
                        : std::nullopt;
  if (next) {
    timers.set({.kind = "case", .key = key, .due = *next, .payload = memory.json()});
  } else {
    timers.clear("case", key);
  }
}

/// The same reminder was put off to later today by the person.
bool comes_later_today(Context& ctx, CaseId id, PersonId person) {
  const auto again = store::Timers{ctx.tx}.find("again", again_key(id, person));
  return again && ctx.calendar.day_of(again->due) == ctx.calendar.day_of(ctx.now) && again->due > ctx.now;
}

void send(Context& ctx, const store::CaseRecord& record, const workflow::Reminder& reminder, ReminderMemory& memory) {
  // The hour before a session is not the step's reminder of the day but the session's own.
  const bool of_the_hour = reminder.kind == workflow::Reminder::Kind::session_hour_before;
  for (const PersonId person : reminder.to) {
    if (!of_the_hour && memory.told_today(reminder.step, person)) continue;
    if (may_be_put_off(reminder.kind) && comes_later_today(ctx, record.id, person)) continue;
    notify(ctx, person, reminder_text(View{ctx, record, person}, reminder));
    if (!of_the_hour) memory.note(reminder.step, person);
  }
}

void case_due(Context& ctx, const store::Timer& timer) {
  const auto record = store::Cases{ctx.tx}.find(CaseId{number_at(timer.key)});
  if (!record || !record->state.open()) return;
  ReminderMemory memory{timer.payload, ctx.calendar.day_of(ctx.now), ctx.now};
  if (!ctx.calendar.in_office_hours(ctx.now)) {
    store::Timer later = timer;
    later.due = ctx.calendar.next_office_moment(ctx.now);
    store::Timers{ctx.tx}.set(later);
    return;
  }
  const workflow::Roster roster = ctx.office.roster();
  const auto due = workflow::reminders(setting_of(ctx, process_of(ctx, record->state), roster), record->state,
                                       memory.reminded_up_to);
  for (const workflow::Reminder& reminder : due) send(ctx, *record, reminder, memory);
  refresh_flow_pictures(ctx, *record);
  memory.reminded_up_to = ctx.now;
  plan(ctx, *record, memory);
}

/// What still waits for the person, when they have not handed it to a colleague.
std::optional<workflow::Waiting> still_waits(const Context& ctx, const store::CaseRecord& record, PersonId person) {
  for (workflow::Waiting& waiting : waiting_of(ctx, record)) {
    const auto& people = waiting.people;
    const bool theirs =
        waiting.holder ? *waiting.holder == person : std::find(people.begin(), people.end(), person) != people.end();
    if (theirs) return std::move(waiting);
  }
  return std::nullopt;
}

void again_due(Context& ctx, const store::Timer& timer) {
  const std::size_t mark = timer.key.find('/');
  if (mark == std::string::npos) return;
  const auto record = store::Cases{ctx.tx}.find(CaseId{number_at(timer.key)});
  const PersonId person{number_at(std::string_view{timer.key}.substr(mark + 1))};
  if (!record || record->state.pause) return;
  if (!ctx.calendar.in_office_hours(ctx.now)) {
    store::Timer later = timer;
    later.due = ctx.calendar.next_office_moment(ctx.now);
    store::Timers{ctx.tx}.set(later);
    return;
  }
  const auto waiting = still_waits(ctx, *record, person);
  if (!waiting) return;
  const auto planned = store::Timers{ctx.tx}.find("case", id_text(record->id));
  ReminderMemory memory{planned ? planned->payload : std::string{}, ctx.calendar.day_of(ctx.now), ctx.now};
  if (memory.told_today(waiting->step, person)) return;
  notify(ctx, person, put_off_reminder(View{ctx, *record, person}, *waiting));
  memory.note(waiting->step, person);
  if (planned) {
    store::Timer noted = *planned;
    noted.payload = memory.json();
    store::Timers{ctx.tx}.set(noted);
  }
}

}  // namespace

void plan_reminders(Context& ctx, const store::CaseRecord& record) {
  const auto planned = store::Timers{ctx.tx}.find("case", id_text(record.id));
  ReminderMemory memory{planned ? planned->payload : std::string{}, ctx.calendar.day_of(ctx.now), ctx.now};
  // A reminder that is due and not sent yet is still sent; what lies before a new holder's or a new step's first hour
  // is not made up for.
  if (!planned || planned->due > ctx.now) memory.reminded_up_to = ctx.now;
  plan(ctx, record, memory);
}

void reminder_due(Context& ctx, const store::Timer& timer) {
  if (timer.kind == "case") {
    case_due(ctx, timer);
  } else if (timer.kind == "again") {
    again_due(ctx, timer);
  } else if (timer.kind == "digest") {
    digest_due(ctx, PersonId{number_at(timer.key)});
  }
}

void snooze(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  const time::Day day = ctx.calendar.next_working_day(ctx.calendar.day_of(ctx.now));
  const time::Instant until = std::max(ctx.calendar.at(day, put_off_until), ctx.calendar.opening(day));
  store::Timers{ctx.tx}.set(
      {.kind = "again", .key = again_key(record.id, speaker.person), .due = until, .payload = {}});
  const View view{ctx, record, speaker.language, speaker.person};
  answer(ctx, speaker.chat_id, about_case(view, view.say("reminder.snoozed", {{"until", view.moment(until)}})));
}

}  // namespace alur::chat
