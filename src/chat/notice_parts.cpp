#include "notice_parts.hpp"

#include "card_text.hpp"

#include <algorithm>

namespace alur::chat {

OutText about_case(const View& view, std::string html, const std::vector<std::vector<CardButton>>& groups) {
  OutText text;
  text.html = std::move(html);
  text.keyboard = lay_out(view, groups);
  text.about = view.record().id;
  for (const std::vector<CardButton>& group : groups) {
    for (const CardButton& button : group) {
      if (acts(button.press.verb)) text.position = position_of(view.state());
    }
  }
  return text;
}

std::vector<CardButton> offered_acts(const View& view, std::initializer_list<workflow::Option::Act> acts) {
  std::vector<CardButton> buttons;
  const auto options = options_for(view.ctx(), view.reader(), view.record());
  for (const workflow::Option::Act act : acts) {
    const workflow::Option* option = workflow::find(options, act);
    if (option == nullptr) continue;
    for (CardButton& one : buttons_of(view, *option)) buttons.push_back(std::move(one));
  }
  return buttons;
}

CardButton details_button(const View& view) { return on_card(view, "act.details", Verb::details); }

std::vector<CardButton> amend_buttons(const View& view, std::string_view item) {
  const auto options = options_for(view.ctx(), view.reader(), view.record());
  const workflow::Option* amend = workflow::find(options, workflow::Option::Act::amend_letter);
  if (amend == nullptr) return {};
  workflow::Option of_this = *amend;
  std::erase_if(of_this.items, [item](const std::string& other) { return other != item; });
  return buttons_of(view, of_this);
}

std::string approver(const View& view, const workflow::ApprovalGiven& approval) {
  const std::string name = approval.written ? approval.written_by : view.name(approval.by);
  return view.label(approval.for_roles.size() > 1 ? "notice.approver_of_several" : "notice.approver",
                    {{"name", name}, {"roles", view.short_titles(approval.for_roles)}});
}

std::string waited_for(const View& view) {
  std::vector<std::string> parts;
  for (const workflow::Waiting& waiting : waiting_of(view.ctx(), view.record())) {
    const std::optional<PersonId> only = waiting.holder               ? waiting.holder
                                         : waiting.people.size() == 1 ? std::optional{waiting.people.front()}
                                                                      : std::nullopt;
    std::string part = !only                    ? view.title(waiting.role)
                       : *only == view.reader() ? view.label("word.you")
                                                : view.name_and_role(*only, waiting.role);
    if (std::find(parts.begin(), parts.end(), part) == parts.end()) parts.push_back(std::move(part));
  }
  return parts.empty() ? view.label("word.nobody") : view.join(parts);
}

std::string what_follows(const View& view, int step) {
  if (!view.state().open()) return view.say("notice.case_over");
  return view.say(view.state().current == step ? "notice.waits_now" : "notice.next_step",
                  {{"waits", waited_for(view)}});
}

std::string session_agreed(const View& view) {
  const auto& session = view.state().active().session;
  const time::WorkCalendar& calendar = view.ctx().calendar;
  const bool soon =
      session && session->planned &&
      calendar.opening(calendar.previous_working_day(calendar.day_of(*session->planned))) <= view.ctx().now;
  return view.say(soon ? "notice.session_agreed_soon" : "notice.session_agreed",
                  {{"at", session && session->planned ? view.deadline(*session->planned) : text::Html{}}});
}

std::string session_recorded(const View& view, const workflow::Event& event) {
  const auto& ended = std::get<workflow::SessionEnded>(event.fact);
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(ended.ended - ended.begun);
  return view.say("notice.session_recorded", {{"by", view.name(event.by)},
                                              {"from", view.moment(ended.begun)},
                                              {"to", view.clock(ended.ended)},
                                              {"used", static_cast<std::int64_t>(minutes.count())},
                                              {"limit", std::int64_t{view.step().time.amount}}});
}

std::string approved_in_part(const View& view, int step) {
  std::string html = view.say_of(step, "notice.approved_in_part", {{"waits", waited_for(view)}});
  for (const std::string& line : party_lines(view)) html += "\n" + line;
  return html;
}

std::string approval_withdrawn(const View& view, const workflow::Event& event) {
  const auto& withdrawn = std::get<workflow::ApprovalWithdrawn>(event.fact);
  std::string html = view.say_of(withdrawn.step, "notice.approval_withdrawn",
                                 {{"by", view.name(event.by)}, {"at", view.clock(event.at)}});
  if (!withdrawn.reason.empty()) html += "\n" + view.say("card.reason", {{"reason", withdrawn.reason}});
  html += "\n" + view.say_of(withdrawn.step, "notice.waits_for_approval_again");
  if (withdrawn.undone_step != 0) html += " " + view.say_of(withdrawn.undone_step, "notice.step_not_begun");
  return html;
}

std::string round_time_set(const View& view, const workflow::RoundTimeSet& set, const workflow::Event& event) {
  const process::TimeLimit limit = set.round_limit.value_or(view.step().time);
  std::string html =
      view.say_of(set.step, "notice.round_time_set", {{"by", view.name(event.by)}, {"limit", view.limit(limit)}});
  if (set.due) html += "\n" + view.say("notice.new_deadline", {{"due", view.deadline(set.due->due)}});
  return html;
}

std::string letter_data(const View& view, const workflow::Letter& letter) {
  return view.say("filed.letter", {{"number", letter.number},
                                   {"date", text::date_plain(letter.date, view.language())},
                                   {"signatory", letter.signatory}});
}

std::string paused(const View& view) {
  const workflow::Pause& pause = view.state().pause.value_or(workflow::Pause{});
  return view.say("notice.paused", {{"at", view.moment(pause.since)},
                                    {"by", view.name_and_role(pause.by, view.role_of(pause.by, view.state().current))},
                                    {"party", view.party(pause.waiting_for)},
                                    {"reason", pause.reason}});
}

std::string resumed(const View& view, const Change& change, const workflow::Event& event) {
  const auto& fact = std::get<workflow::CaseResumed>(event.fact);
  const auto& pause = change.before.state.pause;
  std::string html =
      view.say("notice.resumed", {{"n", std::int64_t{fact.working_days}},
                                  {"party", view.party(pause ? pause->waiting_for : workflow::Party::other)}});
  for (const workflow::Event& other : change.events) {
    const auto* moved = std::get_if<workflow::DeadlineMoved>(&other.fact);
    if (moved == nullptr) continue;
    html += "\n" + view.say("notice.deadline_moved", {{"now", view.deadline(moved->now.due)},
                                                      {"was", view.day(view.ctx().calendar.day_of(moved->was.due))}});
  }
  return html;
}

std::string track_changed(const View& view, const Change& change, const workflow::Event& event) {
  const auto& fact = std::get<workflow::TrackChanged>(event.fact);
  const auto word = [&view](process::Track track) {
    return view.label(track == process::Track::mandiri ? "track.mandiri" : "track.pengembang");
  };
  return view.say("notice.track_changed", {{"now", word(fact.track)},
                                           {"was", word(change.before.state.track)},
                                           {"by", view.name_and_role(event.by, Role::kabid_egov)},
                                           {"reason", fact.reason}});
}

std::string cancelled(const View& view, const workflow::Event& event) {
  const auto& fact = std::get<workflow::CaseCancelled>(event.fact);
  return view.say("notice.cancelled",
                  {{"at", view.moment(event.at)}, {"by", view.name(event.by)}, {"reason", fact.reason}});
}

}  // namespace alur::chat
