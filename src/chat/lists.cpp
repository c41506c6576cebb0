#include "lists.hpp"

#include "handlers.hpp"

#include <algorithm>

namespace alur::chat {

void add_page_buttons(const Context& ctx, const Speaker& speaker, OutText& text, ListKind kind, CaseId about,
                      std::size_t offset, std::size_t rows_per_page, std::size_t total) {
  const auto page_at = [&](std::string_view key, std::size_t from) {
    return button(ctx, speaker.chat_id, label(ctx, speaker.language, key),
                  {.verb = Verb::page,
                   .case_id = about,
                   .args = {static_cast<std::int64_t>(kind), static_cast<std::int64_t>(from)}});
  };
  std::vector<telegram::Button> row;
  if (offset > 0) {
    row.push_back(page_at("button.page_back", offset - std::min(offset, rows_per_page)));
  }
  if (offset + rows_per_page < total) {
    row.push_back(page_at("button.page_on", offset + rows_per_page));
  }
  if (!row.empty()) {
    text.keyboard.push_back(std::move(row));
  }
}

void pressed_page(Context& ctx, const Pressed& pressed) {
  const auto kind = static_cast<ListKind>(pressed.press.args.at(0));
  const auto offset = static_cast<std::size_t>(pressed.press.args.at(1));
  switch (kind) {
    case ListKind::tasks:
      send_tasks(ctx, pressed.speaker, offset);
      return;
    case ListKind::cases:
      send_cases(ctx, pressed.speaker, offset);
      return;
    case ListKind::history:
      if (const auto record = case_looked_at(ctx, pressed)) {
        send_history(ctx, pressed.speaker, *record, offset);
      }
      return;
    case ListKind::documents:
      if (const auto record = case_looked_at(ctx, pressed)) {
        send_documents(ctx, pressed.speaker, *record, offset);
      }
      return;
  }
  say_question_over(ctx, pressed);
}

}  // namespace alur::chat
