#include "card_documents.hpp"
#include "card_text.hpp"
#include "needs.hpp"
#include "notice_parts.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using Act = workflow::Option::Act;
using Spoken = std::optional<Answer>;

class AnswerTo {
 public:
  AnswerTo(const View& view, const Change& change, const workflow::Event& event)
      : view_{view}, change_{change}, event_{event} {}

  Spoken operator()(const workflow::CaseOpened&) const {
    if (nobody_performs()) {
      return full(
          view_.say("notice.opened_without_agency"),
          {{on_card(view_, "act.invite", Verb::invite_for_case, {first_performer()}, telegram::ButtonStyle::primary)},
           {on_card(view_, "act.on_behalf", Verb::on_behalf), details_button(view_)}});
    }
    return full(view_.say("notice.opened", {{"at", view_.moment(event_.at)}}), acts({Act::cancel}));
  }
  Spoken operator()(const workflow::WorkClaimed& claimed) const {
    return brief(view_.say_of(claimed.step, "notice.claimed"));
  }
  Spoken operator()(const workflow::ProviderChosen&) const {
    std::string html = view_.say("notice.provider_chosen", {{"at", view_.moment(event_.at)}});
    for (const std::string& line : work_time_lines(view_)) html += "\n" + line;
    return full(std::move(html), acts({}));
  }
  Spoken operator()(const workflow::VersionWithdrawn& withdrawn) const {
    return full(view_.say("notice.version_withdrawn", {{"document", item_title(view_, withdrawn.item)},
                                                       {"number", std::int64_t{withdrawn.number}}}),
                {offered_acts(view_, {Act::file})});
  }
  Spoken operator()(const workflow::ChangeExplained& explained) const {
    return brief(view_.say("notice.change_explained", {{"document", item_title(view_, explained.item)},
                                                       {"number", std::int64_t{explained.number}}}));
  }
  Spoken operator()(const workflow::VersionKept& kept) const {
    return brief(view_.say("notice.version_kept",
                           {{"document", item_title(view_, kept.item)}, {"number", std::int64_t{kept.number}}}));
  }
  Spoken operator()(const workflow::SessionProposed& proposed) const {
    if (proposed.agreed) return full(session_agreed(view_), acts({Act::begin_session}));
    return full(view_.say("notice.session_proposed", {{"at", view_.deadline(proposed.at)},
                                                      {"place", place_or_none(proposed.place)},
                                                      {"waits", answers_awaited()}}),
                acts({}));
  }
  Spoken operator()(const workflow::SessionAccepted& accepted) const {
    if (accepted.agreed) return full(session_agreed(view_), acts({}));
    return full(view_.say("notice.session_accepted", {{"waits", answers_awaited()}}), acts({}));
  }
  Spoken operator()(const workflow::SessionBegun& begun) const {
    std::string html = view_.say("notice.session_begun", {{"at", view_.clock(begun.at)}});
    if (const auto& due = view_.state().active().due; due) {
      html += "\n" + view_.say("notice.session_until", {{"limit", view_.limit(view_.step().time)},
                                                        {"until", view_.clock(due->due)},
                                                        {"papers", view_.moment(begun.papers_due.due)}});
    }
    return full(std::move(html), {offered_acts(view_, {Act::end_session})});
  }
  Spoken operator()(const workflow::SessionEnded& ended) const {
    if (ended.recorded_later) return full(session_recorded(view_, event_), {offered_acts(view_, {Act::file})});
    return full(session_ended(ended), {offered_acts(view_, {Act::submit, Act::file})});
  }
  Spoken operator()(const workflow::Submitted& submitted) const {
    const auto& due = change_.before.state.step(submitted.step).due;
    const std::string_view key = !due                   ? "notice.submitted"
                                 : event_.at > due->due ? "notice.submitted_late"
                                                        : "notice.submitted_on_time";
    return full(view_.say_of(submitted.step, key, {{"at", view_.moment(event_.at)}, {"waits", waited_for(view_)}}),
                acts({Act::recall_submission}));
  }
  Spoken operator()(const workflow::SubmissionRecalled& recalled) const {
    std::string html = view_.say_of(recalled.step, "notice.recalled", {{"at", view_.clock(event_.at)}});
    if (const auto& due = view_.state().active().due; due) {
      html += "\n" + view_.say("notice.clock_runs_again", {{"due", view_.deadline(due->due)}});
    }
    return full(std::move(html), {});
  }
  Spoken operator()(const workflow::Approved& approved) const {
    return full(approval(approved), acts({Act::withdraw_approval}));
  }
  Spoken operator()(const workflow::ApprovalWithdrawn&) const { return full(approval_withdrawn(view_, event_), {}); }
  Spoken operator()(const workflow::Returned& returned) const {
    const std::string_view key = returned.reason.empty() ? "notice.returned_by_product" : "notice.returned";
    std::string html = view_.say_of(returned.to, key, {{"reason", returned.reason}, {"waits", waited_for(view_)}});
    for (const std::string& line : work_time_lines(view_)) html += "\n" + line;
    const workflow::StepState& step = view_.state().active();
    if (step.due && !step.round_limit) {
      html += "\n" + view_.say("notice.round_time_is_sop", {{"limit", view_.limit(view_.step().time)}});
    }
    return full(std::move(html), acts({Act::set_round_time}));
  }
  Spoken operator()(const workflow::RoundTimeSet& set) const {
    return full(round_time_set(view_, set, event_), acts({Act::set_round_time}));
  }
  Spoken operator()(const workflow::LetterAmended& amended) const {
    return full(view_.say("notice.letter_amended", {{"document", item_title(view_, amended.item)}}) + "\n" +
                    letter_data(view_, amended.letter),
                {amend_buttons(view_, amended.item)});
  }
  Spoken operator()(const workflow::ReturnRequested& requested) const {
    return full(
        view_.say("notice.return_requested", {{"to", std::int64_t{requested.to}}, {"reason", requested.reason}}),
        acts({}));
  }
  Spoken operator()(const workflow::ReturnDeclined& declined) const {
    return full(view_.say_of(declined.step, "notice.return_declined"), acts({}));
  }
  Spoken operator()(const workflow::Appointed& appointed) const {
    std::vector<std::string> names;
    for (const PersonId person : appointed.people) names.push_back(view_.name(person));
    names.insert(names.end(), appointed.names.begin(), appointed.names.end());
    return full(view_.say(appointed.in_force ? "notice.appointed" : "notice.appointed_by_letter",
                          {{"role", view_.title(appointed.role)}, {"people", view_.join(names)}}),
                {offered_acts(view_, {Act::submit, Act::file})});
  }
  Spoken operator()(const workflow::Reassigned& reassigned) const {
    return full(view_.say_of(reassigned.step, "notice.reassigned",
                             {{"to", view_.name(reassigned.to)}, {"role", view_.title(reassigned.role)}}),
                acts({}));
  }
  Spoken operator()(const workflow::CasePaused&) const {
    return full(paused(view_), {offered_acts(view_, {Act::resume})});
  }
  Spoken operator()(const workflow::CaseResumed&) const { return full(resumed(view_, change_, event_), acts({})); }
  Spoken operator()(const workflow::TrackChanged&) const {
    return full(track_changed(view_, change_, event_), acts({}));
  }
  Spoken operator()(const workflow::CaseCancelled&) const { return full(cancelled(view_, event_), {}); }
  Spoken operator()(const workflow::NoteAdded&) const { return brief(view_.say("notice.note_kept")); }
  Spoken operator()(const workflow::ProgressReported& reported) const {
    return brief(view_.say(reported.on_schedule ? "notice.progress_kept" : "notice.obstacle_kept"));
  }
  Spoken operator()(const workflow::NeedsListed&) const {
    return full(view_.say("needs.listed", {{"n", static_cast<std::int64_t>(view_.state().needs.size())}}) + "\n" +
                    needs_in_full(view_),
                {offered_acts(view_, {Act::list_needs, Act::submit})});
  }
  Spoken operator()(const workflow::NeedsMarked& marked) const {
    const TraceStage stage = workflow::stage_of(marked.findings.front().mark);
    return full(view_.say("needs.marked", {{"summary", stage_summary(view_, stage)}}),
                {offered_acts(view_, {Act::mark_needs, Act::submit})});
  }
  // Answered by whoever takes the file in, or said by the card that follows.
  Spoken operator()(const workflow::VersionFiled&) const { return std::nullopt; }
  Spoken operator()(const workflow::StepStarted&) const { return std::nullopt; }
  Spoken operator()(const workflow::ClockStarted&) const { return std::nullopt; }
  Spoken operator()(const workflow::ApprovalsVoided&) const { return std::nullopt; }
  Spoken operator()(const workflow::SignatureAwaited&) const { return std::nullopt; }
  Spoken operator()(const workflow::StepCompleted&) const { return std::nullopt; }
  Spoken operator()(const workflow::AppointmentsInForce&) const { return std::nullopt; }
  Spoken operator()(const workflow::DeadlineMoved&) const { return std::nullopt; }
  Spoken operator()(const workflow::CaseCompleted&) const { return std::nullopt; }

 private:
  using Groups = std::vector<std::vector<CardButton>>;

  Answer full(std::string html, const Groups& groups) const {
    return {about_case(view_, std::move(html), groups), false};
  }
  Answer brief(std::string html) const { return {about_case(view_, std::move(html)), true}; }

  /// These acts where they are offered, and the details.
  Groups acts(std::initializer_list<Act> wanted) const {
    std::vector<CardButton> buttons = offered_acts(view_, wanted);
    buttons.push_back(details_button(view_));
    return {std::move(buttons)};
  }

  std::vector<workflow::Waiting> waiting() const { return waiting_of(view_.ctx(), view_.record()); }
  bool nobody_performs() const {
    const auto all = waiting();
    return !all.empty() && std::all_of(all.begin(), all.end(), [](const auto& one) { return one.people.empty(); });
  }
  std::int64_t first_performer() const { return static_cast<std::int64_t>(view_.step().performers.front()); }

  std::string place_or_none(const std::string& place) const {
    return place.empty() ? view_.label("word.place_open") : place;
  }

  /// The parties that have not answered the proposed time.
  std::string answers_awaited() const {
    std::vector<Role> roles;
    for (const workflow::Waiting& one : waiting()) {
      if (one.what == workflow::Waiting::For::session_answer) roles.push_back(one.role);
    }
    return roles.empty() ? view_.label("word.nobody") : view_.titles(roles);
  }

  std::string session_ended(const workflow::SessionEnded& ended) const {
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(ended.ended - ended.begun);
    std::string html = view_.say("notice.session_ended", {{"at", view_.clock(ended.ended)},
                                                          {"used", static_cast<std::int64_t>(minutes.count())},
                                                          {"limit", std::int64_t{view_.step().time.amount}}});
    const auto& owed = view_.step().owed;
    const bool asks_nihil = std::any_of(owed.begin(), owed.end(), [this](const process::Owed& one) {
      return one.kind == process::OwedKind::file_or_nihil && view_.state().present(one.id) == nullptr;
    });
    html += "\n" + view_.say(asks_nihil ? "notice.session_asks_nihil" : "notice.session_papers",
                             {{"due", view_.deadline(ended.papers_due.due)}});
    return html;
  }

  std::string approval(const workflow::Approved& approved) const {
    const text::Args args{{"by", approver(view_, approved.approval)}, {"at", view_.moment(event_.at)}};
    if (approved.approval.written) {
      text::Args written = args;
      written.emplace_back("recorder", view_.name(event_.by));
      return view_.say_of(approved.step, "notice.approved_in_writing", written);
    }
    if (change_.find<workflow::SignatureAwaited>() != nullptr) {
      return view_.say_of(approved.step, "notice.initialled", args);
    }
    std::string html = view_.say_of(approved.step, "notice.approved", args);
    if (change_.find<workflow::StepCompleted>() == nullptr) {
      for (const std::string& line : party_lines(view_)) html += "\n" + line;
    } else if (view_.state().open()) {
      html += "\n" + view_.say("notice.may_be_withdrawn");
    }
    return html;
  }

  const View& view_;
  const Change& change_;
  const workflow::Event& event_;
};

}  // namespace

std::optional<Answer> answer_to(const View& doer, const Change& change, const workflow::Event& event) {
  return std::visit(AnswerTo{doer, change, event}, event.fact);
}

}  // namespace alur::chat
