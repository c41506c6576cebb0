#include "cards.hpp"
#include "handlers.hpp"
#include "lists.hpp"

namespace alur::chat {

namespace {

constexpr std::size_t tasks_per_page = 8;

/// Messages I11: when nothing waits, that is said.
OutText task_list(Context& ctx, const Speaker& speaker, std::size_t offset) {
  store::Cases cases{ctx.tx};
  const std::size_t total = cases.task_count(speaker.person);
  const std::vector<store::TaskLine> tasks = cases.tasks(speaker.person, tasks_per_page, offset);
  OutText text;
  if (tasks.empty()) {
    text.html = say(ctx, speaker.language, "tasks.none");
    return text;
  }
  text.html = say(ctx, speaker.language, "tasks.title", {{"count", static_cast<std::int64_t>(total)}}) + "\n";
  std::size_t number = offset;
  for (const store::TaskLine& task : tasks) {
    const std::string order = std::to_string(++number);
    text.html += "\n" + order + ". " + task_line(ctx, task, speaker.language);
    text.keyboard.push_back(
        {button(ctx, speaker.chat_id, order + " – " + task.of.register_no,
                {.verb = Verb::open_case, .case_id = task.of.id, .step = task.step, .round = task.round})});
  }
  add_page_buttons(ctx, speaker, text, ListKind::tasks, {}, offset, tasks_per_page, total);
  return text;
}

}  // namespace

void send_tasks(Context& ctx, const Speaker& speaker, std::size_t offset) {
  answer(ctx, speaker.chat_id, task_list(ctx, speaker, offset));
}

void typed_tugas(Context& ctx, const Typed& typed) { send_tasks(ctx, typed.speaker, 0); }
void pressed_open_tasks(Context& ctx, const Pressed& pressed) { send_tasks(ctx, pressed.speaker, 0); }

}  // namespace alur::chat
