#include "reminder_digest.hpp"

#include "button.hpp"
#include "cards.hpp"
#include "reminders.hpp"
#include "view.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes after_opening = 15min;
constexpr std::size_t tasks_listed_max = 6;
constexpr std::size_t buttons_in_a_row = 3;
constexpr std::size_t cases_counted_max = 200;

std::string digest_key(PersonId person) { return std::to_string(workflow::raw(person)); }

time::Instant digest_moment(const Context& ctx, time::Day day) { return ctx.calendar.opening(day) + after_opening; }

/// The first digest moment after `after`.
time::Instant next_digest(const Context& ctx, time::Instant after) {
  const time::Day today = ctx.calendar.day_of(after);
  if (ctx.calendar.is_working(today) && digest_moment(ctx, today) > after) return digest_moment(ctx, today);
  return digest_moment(ctx, ctx.calendar.next_working_day(today));
}

void plan(Context& ctx, PersonId person, time::Instant after) {
  store::Timers{ctx.tx}.set(
      {.kind = "digest", .key = digest_key(person), .due = next_digest(ctx, after), .payload = {}});
}

bool is_reached(const Context& ctx, PersonId person) {
  return chat_of(ctx, person) && !ctx.office.roles_of(person).empty();
}

bool first_of_week(const Context& ctx, time::Day day) {
  const auto days_since_monday = std::chrono::weekday{day} - std::chrono::Monday;
  return ctx.calendar.previous_working_day(day) < day - days_since_monday;
}

telegram::Button open_tasks(const Context& ctx, std::int64_t chat_id, std::string_view language) {
  return button(ctx, chat_id, label(ctx, language, "act.my_tasks"), {.verb = Verb::open_tasks},
                telegram::ButtonStyle::primary);
}

struct Bureau {
  std::int64_t running = 0;
  std::int64_t late = 0;
  std::int64_t paused = 0;
  std::optional<store::CaseLine> longest;  ///< the case whose deadline has passed longest, or comes first
};

Bureau count_open(Context& ctx) {
  Bureau bureau;
  store::Cases::Filter filter;
  filter.open_only = true;
  for (const store::CaseLine& line : store::Cases{ctx.tx}.list(filter, cases_counted_max)) {
    bureau.running += line.status == workflow::CaseStatus::running ? 1 : 0;
    bureau.paused += line.status == workflow::CaseStatus::paused ? 1 : 0;
    bureau.late += line.due && *line.due < ctx.now ? 1 : 0;
    if (line.due && (!bureau.longest || *line.due < *bureau.longest->due)) bureau.longest = line;
  }
  return bureau;
}

time::Instant first_of_month(const Context& ctx) {
  const std::chrono::year_month_day today{ctx.calendar.day_of(ctx.now)};
  return ctx.calendar.at(time::Day{today.year() / today.month() / 1}, 0min);
}

/// G7; empty when there is no case to speak of.
std::string bureau_text(Context& ctx, std::string_view language) {
  const Bureau bureau = count_open(ctx);
  const auto done = static_cast<std::int64_t>(store::Cases{ctx.tx}.completed_since(first_of_month(ctx)));
  if (bureau.running + bureau.paused + done == 0) return {};
  std::string html = say(ctx, language, "digest.bureau",
                         {{"day", text::date_long(ctx.calendar.day_of(ctx.now), language)},
                          {"running", bureau.running},
                          {"late", bureau.late},
                          {"paused", bureau.paused},
                          {"done", done}});
  if (!bureau.longest) return html;
  return html + "\n" +
         say(ctx, language, "digest.most_urgent",
             {{"register", bureau.longest->register_no},
              {"step", std::int64_t{bureau.longest->step}},
              {"left", text::time_left(ctx.now, *bureau.longest->due, ctx.calendar, language)}});
}

/// G6: what waits for one person, under `heading`; empty when nothing does.
OutText tasks_text(Context& ctx, PersonId person, std::int64_t chat_id, std::string_view language,
                   std::string_view heading) {
  store::Cases cases{ctx.tx};
  OutText out;
  const auto tasks = cases.tasks(person, tasks_listed_max);
  if (tasks.empty()) return out;
  const auto total = static_cast<std::int64_t>(cases.task_count(person));
  out.html =
      say(ctx, language, heading, {{"day", text::date_long(ctx.calendar.day_of(ctx.now), language)}, {"n", total}});
  std::int64_t number = 0;
  for (const store::TaskLine& task : tasks) {
    out.html += "\n" + say(ctx, language, "digest.task",
                           {{"n", ++number}, {"task", text::Html{task_line(ctx, task, language)}}});
    if (out.keyboard.empty() || out.keyboard.back().size() == buttons_in_a_row) out.keyboard.emplace_back();
    out.keyboard.back().push_back(
        button(ctx, chat_id, std::to_string(number), {.verb = Verb::open_case, .case_id = task.of.id}));
  }
  if (total > number) out.html += "\n" + say(ctx, language, "digest.more", {{"n", total - number}});
  out.keyboard.push_back({open_tasks(ctx, chat_id, language)});
  return out;
}

void send_digest(Context& ctx, PersonId person) {
  const std::int64_t chat_id = *chat_of(ctx, person);
  const std::string_view language = language_of(ctx, person);
  const bool for_bureau =
      ctx.office.holds(person, Role::kabid_egov) && first_of_week(ctx, ctx.calendar.day_of(ctx.now));
  const std::string bureau = for_bureau ? bureau_text(ctx, language) : std::string{};
  OutText out = tasks_text(ctx, person, chat_id, language, bureau.empty() ? "digest.tasks" : "digest.tasks_of_bureau");
  if (!bureau.empty()) {
    out.html = out.html.empty() ? bureau : bureau + "\n\n" + out.html;
    out.keyboard.push_back({button(ctx, chat_id, label(ctx, language, "act.all_cases"), {.verb = Verb::open_cases})});
  }
  if (!out.html.empty()) notify(ctx, person, out);
}

/// It stands for a digest that fell into the time it sums up.
void summarise(Context& ctx, PersonId person, std::size_t waiting, std::string html) {
  OutText out;
  out.html = std::move(html);
  if (waiting > 0) out.keyboard = {{open_tasks(ctx, *chat_of(ctx, person), language_of(ctx, person))}};
  notify(ctx, person, out);
  const auto planned = store::Timers{ctx.tx}.find("digest", digest_key(person));
  if (planned && planned->due <= ctx.now) plan(ctx, person, ctx.now);
}

}  // namespace

void digest_due(Context& ctx, PersonId person) {
  if (!is_reached(ctx, person)) return;
  // A digest of the morning that could not be sent then is of no use in the evening.
  if (ctx.calendar.in_office_hours(ctx.now)) send_digest(ctx, person);
  plan(ctx, person, ctx.now);
}

void plan_digests(Context& ctx) {
  store::Timers timers{ctx.tx};
  for (const auto& [id, person] : ctx.office.people) {
    if (!is_reached(ctx, id)) {
      timers.clear("digest", digest_key(id));
    } else if (!timers.find("digest", digest_key(id))) {
      plan(ctx, id, ctx.now);
    }
  }
}

void summarise_outage(Context& ctx, time::Instant from, time::Instant to) {
  for (const auto& [id, person] : ctx.office.people) {
    const std::size_t waiting = is_reached(ctx, id) ? store::Cases{ctx.tx}.task_count(id) : 0;
    if (waiting == 0) continue;
    const std::string_view language = language_of(ctx, id);
    const bool one_day = ctx.calendar.day_of(from) == ctx.calendar.day_of(to);
    summarise(ctx, id, waiting,
              say(ctx, language, "digest.outage",
                  {{"from", text::moment_long(from, ctx.calendar, language)},
                   {"to", one_day ? text::clock_time(to, ctx.calendar, language)
                                  : text::moment_long(to, ctx.calendar, language)},
                   {"n", static_cast<std::int64_t>(waiting)}}));
  }
}

void summarise_restore(Context& ctx, time::Instant goes_back_to) {
  for (const auto& [id, person] : ctx.office.people) {
    if (!is_reached(ctx, id)) continue;
    const std::size_t waiting = store::Cases{ctx.tx}.task_count(id);
    const std::string_view language = language_of(ctx, id);
    summarise(ctx, id, waiting,
              say(ctx, language, "digest.restored",
                  {{"at", text::moment_long(goes_back_to, ctx.calendar, language)},
                   {"n", static_cast<std::int64_t>(waiting)}}));
  }
}

}  // namespace alur::chat
