#include "reminder_text.hpp"

#include "card_documents.hpp"
#include "card_lines.hpp"
#include "card_text.hpp"
#include "cards.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using Act = workflow::Option::Act;
using Kind = workflow::Reminder::Kind;
using For = workflow::Waiting::For;
using Groups = std::vector<std::vector<CardButton>>;

bool is_decision(For what) { return what == For::approval || what == For::return_decision; }

/// Is the reader the one waited for, as against the post that it climbs to?
bool is_waited_for(const View& view) {
  const auto all = waiting_of(view.ctx(), view.record());
  return std::any_of(all.begin(), all.end(), [&view](const workflow::Waiting& waiting) {
    if (waiting.holder) return *waiting.holder == view.reader();
    return std::find(waiting.people.begin(), waiting.people.end(), view.reader()) != waiting.people.end();
  });
}

/// The acts that would end the waiting, and below them the ways to put it off or to say what is in the way.
Groups acts_for(const View& view, For about, bool put_off) {
  Groups groups;
  groups.push_back(is_decision(about) ? offered_acts(view, {Act::approve, Act::return_to, Act::decide_return})
                                      : offered_acts(view, {Act::submit, Act::accept_session, Act::choose_provider,
                                                            Act::propose_session, Act::begin_session, Act::end_session,
                                                            Act::file_signed, Act::file}));
  if (is_decision(about)) {
    groups.insert(groups.begin(), {on_card(view, "act.documents", Verb::send_materials)});
  }
  if (put_off) groups.push_back({on_card(view, "act.remind_tomorrow", Verb::snooze)});
  return groups;
}

void add_owed(const View& view, For about, CardLines& lines) {
  if (about != For::work && about != For::contribution) return;
  for (const process::Owed& owed : view.step().owed) {
    lines.add(owed_line(view.ctx(), view.record(), owed, view.language()), CardLines::Need::useful);
  }
  const bool ready = missing_titles(view).empty() && !view.step().owed.empty();
  if (ready && about == For::work) lines.add(view.say("reminder.ready_to_submit"));
}

std::string due_line(const View& view, const time::Deadline& due, For about) {
  return view.say(is_decision(about) ? "time.approval" : "time.due",
                  {{"due", view.deadline(due.due)}, {"left", view.left(due.due)}});
}

OutText before_due(const View& view, std::string_view heading, For about, const time::Deadline& due) {
  CardLines lines;
  lines.add(view.say(heading, {{"clock", view.clock(due.due)}}));
  lines.add(view.say("reminder.step"));
  lines.add(view.say("card.what"));
  if (is_decision(about)) lines.add(view.say("reminder.waits_for_you"));
  lines.add(due_line(view, due, about));
  add_owed(view, about, lines);
  return about_case(view, std::move(lines).html(), acts_for(view, about, true));
}

/// G8: how far it is, and whether it will be in time.
OutText progress(const View& view, const workflow::Reminder& reminder) {
  const time::WorkCalendar& calendar = view.ctx().calendar;
  const workflow::StepState& step = view.state().active();
  const time::Instant from = step.measured_from.value_or(step.started.value_or(view.ctx().now));
  CardLines lines;
  lines.add(view.say("reminder.progress"));
  lines.add(view.say("reminder.step"));
  lines.add(view.say("card.what"));
  lines.add(
      view.say("reminder.day_of", {{"day", std::int64_t{calendar.working_days_between(from, view.ctx().now)}},
                                   {"days", std::int64_t{calendar.working_days_between(from, reminder.due.due)}}}));
  lines.add(due_line(view, reminder.due, reminder.about));
  std::vector<CardButton> buttons = offered_acts(view, {Act::report_progress});
  if (!buttons.empty()) lines.add(view.say("reminder.please_report"));
  return about_case(view, std::move(lines).html(),
                    buttons.empty() ? acts_for(view, reminder.about, true) : Groups{std::move(buttons)});
}

/// G3: to whoever is waited for.
OutText late_to_holder(const View& view, const workflow::Reminder& reminder) {
  CardLines lines;
  lines.add(view.say("card.dear", {{"name", view.name(view.reader())}}));
  lines.add(view.say("reminder.late", {{"n", std::int64_t{reminder.working_days_late}}}));
  lines.add(view.say("reminder.step"));
  lines.add(view.say("card.what"));
  lines.add(view.say("reminder.was_due", {{"due", view.deadline(reminder.due.due)}}));
  Groups groups = acts_for(view, reminder.about, false);
  if (is_decision(reminder.about)) {
    lines.add(view.say("reminder.please_decide"));
    groups.push_back({details_button(view)});
    return about_case(view, std::move(lines).html(), groups);
  }
  const auto missing = missing_titles(view);
  if (!missing.empty()) lines.add(view.say("reminder.missing", {{"documents", view.join(missing)}}));
  lines.add(view.say("reminder.please_finish"));
  std::vector<CardButton> below;
  const auto options = options_for(view.ctx(), view.reader(), view.record());
  if (workflow::find(options, Act::report_progress) != nullptr) {
    below.push_back(on_card(view, "act.obstacle", Verb::obstacle));
  }
  below.push_back(details_button(view));
  groups.push_back(std::move(below));
  return about_case(view, std::move(lines).html(), groups);
}

/// G4, G5: to the post that it climbs to.
OutText late_to_official(const View& view, const workflow::Reminder& reminder, std::string_view told_key) {
  CardLines lines;
  lines.add(view.say("card.dear", {{"name", view.name(view.reader())}}));
  lines.add(view.say("reminder.late_attention", {{"n", std::int64_t{reminder.working_days_late}}}));
  lines.add(view.say("reminder.step"));
  lines.add(view.say("card.what"));
  lines.add(view.say("reminder.waits", {{"waits", waited_for(view)}}));
  lines.add(view.say("reminder.was_due", {{"due", view.deadline(reminder.due.due)}}));
  if (!told_key.empty()) {
    const time::WorkCalendar& calendar = view.ctx().calendar;
    const time::Day first = calendar.add_working_days(calendar.day_of(reminder.due.due), 1);
    lines.add(view.say(told_key, {{"day", view.day(first)}}));
  }
  if (const Said said = what_was_said(view.ctx(), view.record()); said.obstacle) {
    lines.add(
        view.say("reminder.obstacle", {{"text", std::get<workflow::ProgressReported>(said.obstacle->fact).text}}));
  }
  std::vector<CardButton> buttons{details_button(view)};
  buttons.front().style = telegram::ButtonStyle::primary;
  for (CardButton& one : offered_acts(view, {Act::reassign})) buttons.push_back(std::move(one));
  return about_case(view, std::move(lines).html(), {std::move(buttons)});
}

OutText session(const View& view, std::string_view heading) {
  const workflow::SessionState session = view.state().active().session.value_or(workflow::SessionState{});
  CardLines lines;
  lines.add(view.say(heading));
  lines.add(view.say("card.what"));
  if (session.planned) {
    lines.add(view.say("card.session_at",
                       {{"at", view.deadline(*session.planned)}, {"limit", view.limit(view.step().time)}}));
  }
  if (!session.place.empty()) lines.add(view.say("card.session_place", {{"place", session.place}}));
  return about_case(view, std::move(lines).html(),
                    {offered_acts(view, {Act::begin_session, Act::propose_session, Act::accept_session})});
}

}  // namespace

bool may_be_put_off(Kind kind) {
  switch (kind) {
    case Kind::half_time:
    case Kind::quarter:
    case Kind::day_before:
    case Kind::on_the_day:
      return true;
    case Kind::late_holder:
    case Kind::late_kabid:
    case Kind::late_head:
    case Kind::session_day_before:
    case Kind::session_hour_before:
      return false;
  }
  return false;
}

OutText reminder_text(const View& view, const workflow::Reminder& reminder) {
  switch (reminder.kind) {
    case Kind::half_time:
    case Kind::quarter:
      return progress(view, reminder);
    case Kind::day_before:
      return before_due(view, "reminder.tomorrow", reminder.about, reminder.due);
    case Kind::on_the_day:
      return before_due(view, "reminder.today", reminder.about, reminder.due);
    case Kind::late_holder:
      return is_waited_for(view) ? late_to_holder(view, reminder) : late_to_official(view, reminder, {});
    case Kind::late_kabid:
      return late_to_official(view, reminder, "reminder.kasi_told");
    case Kind::late_head:
      return late_to_official(view, reminder, "reminder.both_told");
    case Kind::session_day_before:
      return session(view, "reminder.session_tomorrow");
    case Kind::session_hour_before:
      return session(view, "reminder.session_soon");
  }
  return {};
}

OutText put_off_reminder(const View& view, const workflow::Waiting& waiting) {
  if (!waiting.due) {
    return about_case(view, view.say("reminder.still_waits"), acts_for(view, waiting.what, true));
  }
  const time::WorkCalendar& calendar = view.ctx().calendar;
  const time::Day today = calendar.day_of(view.ctx().now);
  const time::Day due = calendar.day_of(waiting.due->due);
  const std::string_view heading = due == today                              ? "reminder.today"
                                   : due == calendar.next_working_day(today) ? "reminder.tomorrow"
                                                                             : "reminder.put_off";
  return before_due(view, heading, waiting.what, *waiting.due);
}

}  // namespace alur::chat
