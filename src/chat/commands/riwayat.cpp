#include "handlers.hpp"
#include "lists.hpp"
#include "notices.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

constexpr std::size_t events_per_page = 10;

}  // namespace

/// Newest first (messages I3). One line more than a page is read, to know whether there are older ones.
void send_history(Context& ctx, const Speaker& speaker, const store::CaseRecord& record, std::size_t offset) {
  std::vector<store::HistoryLine> lines = store::Cases{ctx.tx}.history(record.id, events_per_page + 1, offset);
  const std::size_t known = offset + lines.size();
  lines.resize(std::min(lines.size(), events_per_page));
  OutText text;
  text.about = record.id;
  text.html = say(ctx, speaker.language, "history_page.title", {{"register", record.state.register_no}});
  for (const store::HistoryLine& line : lines) {
    const std::string said = history_line(ctx, record, line.event, speaker.language);
    if (!said.empty()) {
      text.html += "\n" + said;
    }
  }
  add_page_buttons(ctx, speaker, text, ListKind::history, record.id, offset, events_per_page, known);
  answer(ctx, speaker.chat_id, text);
}

void typed_riwayat(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (const auto record = case_meant(ctx, typed, "riwayat", rest, {})) {
    send_history(ctx, typed.speaker, *record, 0);
  }
}

void pressed_open_history(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_looked_at(ctx, pressed)) {
    send_history(ctx, pressed.speaker, *record, 0);
  }
}

}  // namespace alur::chat
