#include "cards.hpp"
#include "flow_picture.hpp"
#include "handlers.hpp"
#include "lists.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

constexpr std::size_t cases_per_page = 8;

/// The cases that this person sees: all, those of the agency, or those with a part in.
store::Cases::Filter seen_by(const Context& ctx, PersonId person) {
  store::Cases::Filter filter;
  switch (office::may(ctx.office, person, office::Action::see)) {
    case office::Scope::any:
      break;
    case office::Scope::own_agency:
      filter.agency = ctx.office.agency_of(person);
      break;
    case office::Scope::own:
    case office::Scope::asks:
    case office::Scope::none:
      filter.participant = person;
      break;
  }
  return filter;
}

std::string case_line(const Context& ctx, const store::CaseLine& line, std::string_view language) {
  const text::Args args{{"register", line.register_no},
                        {"title", text::shorten(line.title, 60)},
                        {"step", std::int64_t{line.step}},
                        {"due", line.due ? text::moment_short(*line.due, ctx.calendar, language) : std::string{"-"}}};
  switch (line.status) {
    case workflow::CaseStatus::running:
      return say(ctx, language, "cases.running", args);
    case workflow::CaseStatus::paused:
      return say(ctx, language, "cases.paused", args);
    case workflow::CaseStatus::done:
      return say(ctx, language, "cases.done", args);
    case workflow::CaseStatus::cancelled:
      return say(ctx, language, "cases.cancelled", args);
  }
  return {};
}

void send_overview(Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  const CardText overview = case_overview(ctx, record, speaker.person);
  answer(ctx, speaker.chat_id, {.html = overview.html, .keyboard = overview.keyboard, .about = record.id});
  send_flow_picture(ctx, speaker, record);
}

}  // namespace

void send_cases(Context& ctx, const Speaker& speaker, std::size_t offset) {
  store::Cases cases{ctx.tx};
  const store::Cases::Filter filter = seen_by(ctx, speaker.person);
  const std::size_t total = cases.count(filter);
  OutText text;
  if (total == 0) {
    text.html = say(ctx, speaker.language, "cases.none");
    answer(ctx, speaker.chat_id, text);
    return;
  }
  text.html = say(ctx, speaker.language, "cases.title", {{"count", static_cast<std::int64_t>(total)}}) + "\n";
  std::vector<telegram::Button> row;
  for (const store::CaseLine& line : cases.list(filter, cases_per_page, offset)) {
    text.html += "\n" + case_line(ctx, line, speaker.language);
    row.push_back(button(ctx, speaker.chat_id, line.register_no, {.verb = Verb::open_case, .case_id = line.id}));
    if (row.size() == 2) {
      text.keyboard.push_back(std::exchange(row, {}));
    }
  }
  if (!row.empty()) {
    text.keyboard.push_back(std::move(row));
  }
  add_page_buttons(ctx, speaker, text, ListKind::cases, {}, offset, cases_per_page, total);
  answer(ctx, speaker.chat_id, text);
}

void typed_proyek(Context& ctx, const Typed& typed) {
  std::string rest = typed.argument;
  if (rest.empty() && !case_replied_to(ctx, typed.message)) {
    send_cases(ctx, typed.speaker, 0);
  } else if (const auto record = case_meant(ctx, typed, "proyek", rest, {})) {
    send_overview(ctx, typed.speaker, *record);
  }
}

void pressed_open_cases(Context& ctx, const Pressed& pressed) { send_cases(ctx, pressed.speaker, 0); }

/// From a list or a notice. What waits for this person is shown as the card does, so that everything can be done from
/// here; otherwise the case's position.
void pressed_open_case(Context& ctx, const Pressed& pressed) {
  const auto record = case_looked_at(ctx, pressed);
  if (!record) {
    return;
  }
  const Speaker& speaker = pressed.speaker;
  const workflow::Roster roster = ctx.office.roster();
  bool shown = false;
  for (const workflow::Waiting& waiting : workflow::waiting(process_of(ctx, record->state), roster, record->state)) {
    if (std::find(waiting.people.begin(), waiting.people.end(), speaker.person) == waiting.people.end()) {
      continue;
    }
    const CardText card = work_card(ctx, *record, waiting, speaker.person);
    answer(ctx, speaker.chat_id,
           {.html = card.html, .keyboard = card.keyboard, .about = record->id, .position = position_of(record->state)});
    shown = true;
  }
  if (!shown) {
    send_overview(ctx, speaker, *record);
  }
}

void pressed_details(Context& ctx, const Pressed& pressed) {
  if (const auto record = case_looked_at(ctx, pressed)) {
    answer(ctx, pressed.speaker.chat_id, {.html = details(ctx, *record, pressed.speaker.person), .about = record->id});
  }
}

}  // namespace alur::chat
