#include "card_buttons.hpp"
#include "card_text.hpp"

namespace alur::chat {

namespace {

/// "1, 2 (putaran ke-2), 3": what is done, with the rounds it took.
std::string done_steps(const View& view) {
  std::vector<std::string> parts;
  for (const workflow::StepState& step : view.state().steps) {
    if (step.phase != workflow::Phase::done) continue;
    parts.push_back(step.round > 1 ? view.label("overview.step_of_round",
                                                {{"no", std::int64_t{step.no}}, {"times", std::int64_t{step.round}}})
                                   : std::to_string(step.no));
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

std::string progress_line(const View& view) {
  const std::string done = done_steps(view);
  const int next = view.state().current + 1;
  const bool last = next > view.process().last_step();
  text::Args args{{"done", done.empty() ? view.label("word.none_yet") : done}};
  if (!last) {
    args.emplace_back("next", std::int64_t{next});
    args.emplace_back("next_activity", view.process().step(next).short_activity);
  }
  return view.say(last ? "overview.progress_last" : "overview.progress", args);
}

void add_waiting(const View& view, CardLines& lines) {
  for (const workflow::Waiting& waiting : waiting_of(view.ctx(), view.record())) {
    std::vector<std::string> names;
    if (waiting.holder) {
      names.push_back(view.name_and_role(*waiting.holder, waiting.role));
    } else if (waiting.people.size() == 1) {
      names.push_back(view.name_and_role(waiting.people.front(), waiting.role));
    } else {
      names.push_back(view.title(waiting.role));
    }
    lines.add(view.say("overview.waiting", {{"who", names.front()}, {"what", view.label(what_key(waiting.what))}}),
              CardLines::Need::useful);
    if (waiting.what == workflow::Waiting::For::approval) {
      lines.add(approval_time_line(view, waiting), CardLines::Need::nice);
    }
  }
}

std::string_view status_key(workflow::CaseStatus status) {
  switch (status) {
    case workflow::CaseStatus::running:
      return "overview.running";
    case workflow::CaseStatus::paused:
      return "overview.paused";
    case workflow::CaseStatus::done:
      return "overview.done";
    case workflow::CaseStatus::cancelled:
      return "overview.cancelled";
  }
  return "overview.running";
}

}  // namespace

CardText case_overview(const Context& ctx, const store::CaseRecord& record, PersonId reader) {
  const View view{ctx, record, reader};
  const workflow::CaseState& state = view.state();
  CardLines lines;
  lines.add(view.say("overview.heading"));
  lines.add(view.say("card.agency"));
  lines.add(
      view.say(status_key(state.status),
               {{"track", view.label(state.track == process::Track::mandiri ? "track.mandiri" : "track.pengembang")},
                {"cycle", std::int64_t{state.returns + 1}},
                {"at", view.moment(state.ended.value_or(state.opened))},
                {"reason", state.end_reason}}));
  std::vector<CardButton> looks{on_card(view, "act.case_documents", Verb::open_documents),
                                on_card(view, "act.history", Verb::open_history)};
  if (!state.needs.empty()) looks.push_back(on_card(view, "act.needs", Verb::open_needs));
  if (!state.open()) return {std::move(lines).html(), lay_out(view, {looks})};
  add_waiting(view, lines);
  if (state.active().phase == workflow::Phase::in_progress || state.pause) {
    for (auto& line : work_time_lines(view)) lines.add(std::move(line));
  }
  lines.add(progress_line(view));
  looks.push_back(on_card(view, "act.details", Verb::details));
  return {std::move(lines).html(), lay_out(view, {looks, card_acts(view), other_acts(view)})};
}

}  // namespace alur::chat
