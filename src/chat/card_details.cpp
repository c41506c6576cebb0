#include "card_documents.hpp"
#include "card_text.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

/// A count this long is shown day by day; of a longer one only the days that did not count.
constexpr int days_listed_max = 10;
constexpr std::size_t skipped_listed_max = 15;
constexpr std::size_t notes_max = 3;
constexpr std::size_t notes_rows_max = 30;

class Paragraph {
 public:
  void add(const std::string& line) {
    if (line.empty()) return;
    if (!html_.empty()) html_ += '\n';
    html_ += line;
  }
  void gap() { html_ += '\n'; }
  std::string html() && { return std::move(html_); }

 private:
  std::string html_;
};

std::string counted_line(const View& view, const time::CountedDay& counted) {
  const text::Args args{{"day", text::date_short(counted.day, view.language())},
                        {"n", std::int64_t{counted.number}},
                        {"holiday", counted.holiday}};
  switch (counted.why) {
    case time::CountedDay::Why::counted:
      return view.say("details.day_counted", args);
    case time::CountedDay::Why::received:
      return view.say("details.day_received", args);
    case time::CountedDay::Why::weekend:
      return view.say("details.day_weekend", args);
    case time::CountedDay::Why::holiday:
      return view.say("details.day_holiday", args);
  }
  return {};
}

void add_skipped(const View& view, const std::vector<time::CountedDay>& days, Paragraph& out) {
  std::size_t listed = 0;
  for (const time::CountedDay& counted : days) {
    if (counted.why != time::CountedDay::Why::holiday) continue;
    if (++listed <= skipped_listed_max) out.add(counted_line(view, counted));
  }
  if (listed > skipped_listed_max) {
    out.add(view.say("details.more_holidays", {{"n", static_cast<std::int64_t>(listed - skipped_listed_max)}}));
  }
  out.add(view.say("details.weekends_not_counted"));
}

/// The count from `from` to the day of `due`. Where it is longer than the limit, pauses made it so.
void add_count(const View& view, time::Instant from, const time::Deadline& due, int limit_days, Paragraph& out) {
  const time::WorkCalendar& calendar = view.ctx().calendar;
  const int days = std::max(0, calendar.working_days_between(from, due.due));
  const std::vector<time::CountedDay> counted = calendar.explain(from, days);
  out.add(view.say("details.count", {{"n", std::int64_t{days}}}));
  if (days <= days_listed_max) {
    for (const time::CountedDay& day : counted) out.add(counted_line(view, day));
  } else {
    out.add(view.say("details.count_range",
                     {{"from", view.day(calendar.day_of(from))}, {"to", view.day(calendar.day_of(due.due))}}));
    add_skipped(view, counted, out);
  }
  if (days > limit_days) out.add(view.say("details.pause_included", {{"n", std::int64_t{days - limit_days}}}));
  if (due.provisional) out.add(view.say("details.provisional"));
}

void add_work_time(const View& view, Paragraph& out) {
  const workflow::StepState& step = view.state().active();
  for (const std::string& line : work_time_lines(view)) out.add(line);
  const process::TimeLimit& limit = limit_of(view.step(), step);
  if (limit.unit == process::TimeUnit::working_days && step.due && step.measured_from) {
    add_count(view, *step.measured_from, *step.due, limit.amount, out);
  } else if (limit.unit == process::TimeUnit::calendar_days && step.due) {
    out.add(view.say("details.calendar_days", {{"limit", view.limit(limit)}}));
  }
}

void add_waiting(const View& view, Paragraph& out) {
  for (const workflow::Waiting& waiting : waiting_of(view.ctx(), view.record())) {
    std::vector<std::string> names;
    for (const PersonId person : waiting.people) names.push_back(view.name(person));
    if (waiting.holder) names = {view.name(*waiting.holder)};
    out.add(view.say("details.waiting", {{"what", view.label(what_key(waiting.what))},
                                         {"role", view.title(waiting.role)},
                                         {"people", names.empty() ? view.label("word.nobody") : view.join(names)}}));
    if (waiting.what == workflow::Waiting::For::approval) out.add(approval_time_line(view, waiting));
  }
}

void add_notes(const View& view, Paragraph& out) {
  std::size_t found = 0;
  for (const auto& line : store::Cases{view.ctx().tx}.history(view.record().id, notes_rows_max)) {
    const auto* note = std::get_if<workflow::NoteAdded>(&line.event.fact);
    if (note == nullptr || ++found > notes_max) continue;
    out.add(view.say("details.note", {{"by", view.name(line.event.by)}, {"text", note->text}}));
  }
}

}  // namespace

std::string details(const Context& ctx, const store::CaseRecord& record, PersonId reader) {
  const View view{ctx, record, reader};
  Paragraph out;
  out.add(view.say("details.heading"));
  out.add(view.say("card.what"));
  out.add(view.say("card.agency"));
  if (!view.state().open()) {
    out.add(view.say(
        view.state().status == workflow::CaseStatus::done ? "details.done" : "details.cancelled",
        {{"at", view.moment(view.state().ended.value_or(view.state().opened))}, {"reason", view.state().end_reason}}));
    return std::move(out).html();
  }
  add_waiting(view, out);
  for (const process::Owed& owed : view.step().owed) out.add(owed_line(ctx, record, owed, view.language()));
  for (const std::string& line : party_lines(view)) out.add(line);
  out.gap();
  add_work_time(view, out);
  const Said said = what_was_said(ctx, record);
  if (said.returned) {
    const auto& returned = std::get<workflow::Returned>(said.returned->fact);
    if (!returned.reason.empty()) {
      out.add(view.say("details.returned", {{"by", view.name(said.returned->by)}, {"reason", returned.reason}}));
    }
  }
  if (said.obstacle) {
    out.add(view.say("details.obstacle", {{"by", view.name(said.obstacle->by)},
                                          {"text", std::get<workflow::ProgressReported>(said.obstacle->fact).text}}));
  }
  add_notes(view, out);
  return std::move(out).html();
}

namespace {

/// When the meeting that a task waits for is planned; its papers' deadline would say another day.
std::optional<time::Instant> meeting_planned(const Context& ctx, const store::TaskLine& task) {
  const process::Process* process = find_process(ctx, task.of.track);
  const bool meets = process != nullptr && task.step <= process->last_step() && process->step(task.step).session;
  if (!meets) return std::nullopt;
  const auto record = store::Cases{ctx.tx}.find(task.of.id);
  if (!record || record->state.current != task.step) return std::nullopt;
  const auto& session = record->state.active().session;
  return session && !session->begun ? session->planned : std::nullopt;
}

}  // namespace

std::string task_line(const Context& ctx, const store::TaskLine& task, std::string_view language) {
  if (const auto planned = meeting_planned(ctx, task); planned && *planned >= ctx.now) {
    return say(ctx, language, "task.session",
               {{"register", task.of.register_no},
                {"step", std::int64_t{task.step}},
                {"at", text::moment_short(*planned, ctx.calendar, language)}});
  }
  const std::string due = task.due ? text::moment_short(*task.due, ctx.calendar, language) : std::string{};
  const std::string_view key = !task.due ? "task.without_due" : *task.due < ctx.now ? "task.late" : "task.due";
  return say(ctx, language, key,
             {{"register", task.of.register_no},
              {"step", std::int64_t{task.step}},
              {"title", text::shorten(text::plain(task.of.title), 60)},
              {"what", label(ctx, language, what_key(task.what))},
              {"due", due},
              {"left", task.due ? text::time_left(ctx.now, *task.due, ctx.calendar, language) : std::string{}}});
}

}  // namespace alur::chat
