#include "people.hpp"
#include "people_parts.hpp"

/// `/start [code]`, by somebody who is in: takes up one more invite, or says who they are here (messages A7).
namespace alur::chat {
namespace {

/// Tasks looked at to tell approvals from work; beyond them the total alone is exact.
constexpr std::size_t tasks_max = 200;

std::int64_t approvals_in(const std::vector<store::TaskLine>& tasks) {
  std::int64_t approvals = 0;
  for (const store::TaskLine& task : tasks) {
    if (task.what == workflow::Waiting::For::approval) ++approvals;
  }
  return approvals;
}

std::string urgent_phrase(const Context& ctx, const Speaker& speaker, const store::TaskLine& task) {
  const process::Process* process = find_process(ctx, task.of.track);
  const std::int64_t steps = process == nullptr ? task.step : process->last_step();
  const text::Args args{{"register", task.of.register_no},
                        {"step", std::int64_t{task.step}},
                        {"steps", steps},
                        {"due", task.due ? text::moment_long(*task.due, ctx.calendar, speaker.language) : ""}};
  return say(ctx, speaker.language, task.due ? "people.start.urgent" : "people.start.urgent_undated", args);
}

}  // namespace

telegram::Keyboard ways_on(const Context& ctx, const Speaker& speaker) {
  const auto way = [&](std::string_view key, Verb verb, telegram::ButtonStyle style) {
    return button(ctx, speaker.chat_id, label(ctx, speaker.language, key), {.verb = verb}, style);
  };
  constexpr auto standard = telegram::ButtonStyle::standard;
  telegram::Keyboard keyboard{{way("people.button.tasks", Verb::open_tasks, telegram::ButtonStyle::primary),
                               way("people.button.cases", Verb::open_cases, standard)}};
  std::vector<telegram::Button> more;
  if (office::may(ctx.office, speaker.person, office::Action::open_case) != office::Scope::none) {
    more.push_back(way("people.button.new_case", Verb::new_case, standard));
  }
  if (manages_people(ctx, speaker.person)) more.push_back(way("people.button.users", Verb::users, standard));
  more.push_back(way("people.button.help", Verb::open_help, standard));
  // Two to a row: three break words on a phone.
  for (std::size_t i = 0; i < more.size(); ++i) {
    if (i % 2 == 0) keyboard.emplace_back();
    keyboard.back().push_back(std::move(more[i]));
  }
  return keyboard;
}

OutText standing(Context& ctx, const Speaker& speaker) {
  store::Cases cases{ctx.tx};
  const std::vector<store::TaskLine> tasks = cases.tasks(speaker.person, tasks_max);
  const auto total = static_cast<std::int64_t>(cases.task_count(speaker.person));
  const std::int64_t approvals = approvals_in(tasks);
  OutText text;
  text.html = say(ctx, speaker.language, tasks.empty() ? "people.start.idle" : "people.start.waiting",
                  {{"name", name_of(ctx, speaker.person, speaker.language)},
                   {"roles", roles_phrase(ctx, speaker.person, speaker.language)},
                   {"approvals", approvals},
                   {"tasks", total - approvals},
                   {"urgent", text::Html{tasks.empty() ? "" : urgent_phrase(ctx, speaker, tasks.front())}}});
  text.keyboard = ways_on(ctx, speaker);
  return text;
}

void start_command(Context& ctx, const Typed& typed) {
  const Speaker& speaker = typed.speaker;
  if (typed.argument.empty()) return answer(ctx, speaker.chat_id, standing(ctx, speaker));
  const Account account{speaker.chat_id, typed.message.from->full_name(), speaker.language};
  take_up_link(ctx, account, speaker.person, typed.argument);
}

void pressed_open_menu(Context& ctx, const Pressed& pressed) {
  answer(ctx, pressed.speaker.chat_id, standing(ctx, pressed.speaker));
}

}  // namespace alur::chat
