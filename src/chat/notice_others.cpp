#include "card_documents.hpp"
#include "needs.hpp"
#include "notice_parts.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace alur::chat {

namespace {

using People = std::set<PersonId>;

constexpr std::size_t names_listed_max = 3;

void add(People& to, const std::vector<PersonId>& more) { to.insert(more.begin(), more.end()); }

People waiting_people(const Context& ctx, const store::CaseRecord& record) {
  People people;
  if (record.state.steps.empty()) return people;
  for (const workflow::Waiting& waiting : waiting_of(ctx, record)) add(people, waiting.people);
  return people;
}

class TellOthers {
 public:
  TellOthers(Context& ctx, const Change& change, const workflow::Event& event)
      : ctx_{ctx}, change_{change}, event_{event} {}

  void operator()(const workflow::CaseOpened&) const {
    People officials;
    for (const Role role : {Role::kabid_egov, Role::kasi_pengembangan}) add(officials, ctx_.office.holders(role));
    tell(officials, [this](const View& view) {
      OutText text = about_case(
          view,
          view.say("notice.new_case",
                   {{"by", view.name(event_.by)}, {"at", view.moment(event_.at)}, {"track", track_word(view)}}),
          {with_details(view, {workflow::Option::Act::change_track})});
      text.silent = true;
      return text;
    });
  }
  void operator()(const workflow::WorkClaimed& claimed) const {
    tell(holder_before(claimed.step), say_of(claimed.step, "notice.taken_over"));
  }
  void operator()(const workflow::VersionFiled& filed) const {
    const workflow::StepState& step = change_.after.state.active();
    if (step.no != filed.version.step || step.phase != workflow::Phase::in_progress) return;
    tell(working(), [this, &filed](const View& view) {
      std::string html = view.say("notice.filed_by_other",
                                  {{"document", version_name(view, filed.version)}, {"by", view.name(event_.by)}});
      if (missing_titles(view).empty()) html += "\n" + view.say("filed.complete");
      return about_case(view, std::move(html), {with_details(view, {workflow::Option::Act::submit})});
    });
  }
  void operator()(const workflow::SessionAccepted& accepted) const {
    const auto& session = change_.after.state.active().session;
    People people = accepted.agreed ? waiting_people(ctx_, change_.after) : People{};
    if (accepted.agreed) add_parties(people);
    if (session) people.insert(session->proposed_by);
    tell(people, [this, &accepted](const View& view) {
      return about_case(view,
                        accepted.agreed ? session_agreed(view)
                                        : view.say("notice.session_accepted_by", {{"by", view.name(event_.by)}}),
                        {{details_button(view)}});
    });
  }
  void operator()(const workflow::SessionBegun& begun) const {
    People people;
    add_parties(people);
    tell(people, [&begun](const View& view) {
      const auto& due = view.state().active().due;
      return about_case(
          view, view.say("notice.session_begun_by_other", {{"at", view.clock(begun.at)},
                                                           {"limit", view.limit(view.step().time)},
                                                           {"until", due ? view.clock(due->due) : std::string{}}}));
    });
  }
  void operator()(const workflow::SessionEnded& ended) const {
    if (!ended.recorded_later) return;
    People people;
    add_parties(people);
    tell(people, [this](const View& view) {
      return about_case(view, session_recorded(view, event_), {{details_button(view)}});
    });
  }
  void operator()(const workflow::SubmissionRecalled& recalled) const {
    tell(waiting_people(ctx_, change_.before), say_of(recalled.step, "notice.recalled_by"));
  }
  void operator()(const workflow::Approved& approved) const {
    if (change_.find<workflow::StepCompleted>() != nullptr || change_.find<workflow::Returned>() != nullptr ||
        change_.find<workflow::SignatureAwaited>() != nullptr) {
      return;
    }
    tell(performers_of(approved.step), [&approved](const View& view) {
      return about_case(view, approved_in_part(view, approved.step), {{details_button(view)}});
    });
  }
  void operator()(const workflow::ApprovalWithdrawn& withdrawn) const {
    People people = waiting_people(ctx_, change_.before);
    add_all(people, performers_of(withdrawn.step));
    tell(people, [this](const View& view) {
      return about_case(view, approval_withdrawn(view, event_), {{details_button(view)}});
    });
  }
  /// Whoever is asked again has a new card that says so; this is for those who are not asked at once.
  void operator()(const workflow::ApprovalsVoided& voided) const {
    People people;
    for (const auto& given : change_.before.state.step(voided.step).approvals) people.insert(given.by);
    for (const PersonId asked : waiting_people(ctx_, change_.after)) people.erase(asked);
    tell(people, [this, &voided](const View& view) {
      return about_case(view,
                        view.say_of(voided.step, "notice.changed",
                                    {{"document", item_title(view, voided.item)},
                                     {"number", std::int64_t{voided.number}},
                                     {"by", view.name(event_.by)},
                                     {"at", view.clock(event_.at)}}),
                        {{details_button(view)}});
    });
  }
  void operator()(const workflow::StepCompleted& completed) const {
    const workflow::StepState& step = change_.after.state.step(completed.step);
    if (step.approvals.empty()) return;
    if (const auto* filed = change_.find<workflow::VersionFiled>(); filed != nullptr && filed->version.signed_copy) {
      tell_signed(filed->version);
      return;
    }
    tell(performers_of(completed.step), [this, &completed](const View& view) {
      return about_case(view, completed_text(view, completed.step), {{details_button(view)}});
    });
  }
  /// The performers of the step that it goes to have a card that says why.
  void operator()(const workflow::Returned& returned) const {
    People people = waiting_people(ctx_, change_.before);
    add_all(people, performers_of(returned.from));
    for (const PersonId asked : waiting_people(ctx_, change_.after)) people.erase(asked);
    tell(people, [this, &returned](const View& view) {
      std::string html = view.say_of(returned.to, "notice.returned_by",
                                     {{"from", std::int64_t{returned.from}}, {"by", view.name(event_.by)}});
      if (!returned.reason.empty()) html += "\n" + view.say("card.reason", {{"reason", returned.reason}});
      html += "\n" + view.say("notice.waits_now", {{"waits", waited_for(view)}});
      return about_case(view, std::move(html), {{details_button(view)}});
    });
  }
  void operator()(const workflow::ReturnDeclined& declined) const {
    const auto& request = change_.before.state.step(declined.step).return_request;
    if (request) tell({request->by}, say_of(declined.step, "notice.return_declined_by"));
  }
  void operator()(const workflow::RoundTimeSet& set) const {
    tell(working(), [this, &set](const View& view) {
      return about_case(view, round_time_set(view, set, event_), {{details_button(view)}});
    });
  }
  void operator()(const workflow::Appointed& appointed) const {
    if (appointed.in_force) tell_appointed(appointed.role, appointed.people);
  }
  void operator()(const workflow::AppointmentsInForce& in_force) const {
    for (const workflow::Appointment& appointment : change_.after.state.appointments) {
      const auto& roles = in_force.roles;
      if (std::find(roles.begin(), roles.end(), appointment.role) == roles.end()) continue;
      tell_appointed(appointment.role, appointment.people);
    }
  }
  void operator()(const workflow::Reassigned& reassigned) const {
    tell({reassigned.to}, [this, &reassigned](const View& view) {
      return about_case(view, handed_over(view, reassigned), {{details_button(view)}});
    });
    People before = had_part(reassigned);
    before.erase(reassigned.to);
    tell(before, [this, &reassigned](const View& view) {
      return about_case(view, view.say_of(reassigned.step, "notice.reassigned_away",
                                          {{"to", view.name(reassigned.to)}, {"by", view.name(event_.by)}}));
    });
  }
  void operator()(const workflow::CasePaused&) const {
    tell(concerned(), [](const View& view) {
      return about_case(view, paused(view), {with_details(view, {workflow::Option::Act::resume})});
    });
  }
  void operator()(const workflow::CaseResumed&) const {
    tell(concerned(), [this](const View& view) {
      return about_case(view, resumed(view, change_, event_), {{details_button(view)}});
    });
  }
  void operator()(const workflow::TrackChanged&) const {
    tell(concerned(), [this](const View& view) {
      return about_case(view, track_changed(view, change_, event_), {{details_button(view)}});
    });
  }
  void operator()(const workflow::CaseCancelled&) const {
    tell(concerned(), [this](const View& view) { return about_case(view, cancelled(view, event_)); });
  }
  void operator()(const workflow::CaseCompleted&) const {
    People people = concerned();
    add(people, store::Cases{ctx_.tx}.participants(change_.after.id));
    people.insert(event_.by);
    for (const PersonId person : people) {
      const View view{ctx_, change_.after, person};
      notify(ctx_, person,
             about_case(view, completed_case(view),
                        {{on_card(view, "act.case_documents", Verb::open_documents),
                          on_card(view, "act.history", Verb::open_history)}}));
    }
  }
  void operator()(const workflow::NoteAdded& note) const {
    tell(concerned(), [this, &note](const View& view) {
      return about_case(view, view.say("notice.note", {{"by", view.name(event_.by)}, {"text", note.text}}),
                        {{details_button(view)}});
    });
  }
  void operator()(const workflow::ProgressReported& reported) const {
    if (reported.on_schedule) return;
    People officials;
    add(officials, ctx_.office.holders(Role::kasi_pengembangan));
    tell(officials, [this, &reported](const View& view) {
      return about_case(view, view.say("notice.obstacle", {{"by", view.name(event_.by)}, {"text", reported.text}}),
                        {with_details(view, {workflow::Option::Act::pause, workflow::Option::Act::reassign})});
    });
  }
  // The cards of those concerned say it.
  void operator()(const workflow::NeedsListed&) const {}
  void operator()(const workflow::NeedsMarked&) const {}
  void operator()(const workflow::StepStarted&) const {}
  void operator()(const workflow::ClockStarted&) const {}
  void operator()(const workflow::ProviderChosen&) const {}
  void operator()(const workflow::VersionWithdrawn&) const {}
  void operator()(const workflow::ChangeExplained&) const {}
  void operator()(const workflow::LetterAmended&) const {}
  void operator()(const workflow::VersionKept&) const {}
  void operator()(const workflow::SessionProposed&) const {}
  void operator()(const workflow::Submitted&) const {}
  void operator()(const workflow::SignatureAwaited&) const {}
  void operator()(const workflow::ReturnRequested&) const {}
  // Told with the holiday that moved it, in one message a person.
  void operator()(const workflow::DeadlineMoved&) const {}

 private:
  using Words = std::function<OutText(const View&)>;

  void tell(const People& people, const Words& words) const {
    for (const PersonId person : people) {
      if (person == event_.by || !can_see(ctx_, person, change_.after)) continue;
      notify(ctx_, person, words(View{ctx_, change_.after, person}));
    }
  }

  /// The sentence `key` about `step`, which names who did it and when.
  Words say_of(int step, std::string_view key) const {
    return [this, step, key](const View& view) {
      return about_case(view, view.say_of(step, key, {{"by", view.name(event_.by)}, {"at", view.moment(event_.at)}}),
                        {{details_button(view)}});
    };
  }

  static std::vector<CardButton> with_details(const View& view, std::initializer_list<workflow::Option::Act> acts) {
    std::vector<CardButton> buttons = offered_acts(view, acts);
    buttons.push_back(details_button(view));
    return buttons;
  }

  static void add_all(People& to, const People& more) { to.insert(more.begin(), more.end()); }

  std::string track_word(const View& view) const {
    return view.label(view.state().track == process::Track::mandiri ? "track.mandiri" : "track.pengembang");
  }

  People holder_before(int step) const {
    if (change_.before.state.steps.empty()) return {};
    const auto& holder = change_.before.state.step(step).holder;
    return holder ? People{*holder} : People{};
  }

  /// Whoever did the work of the round that `step` was in.
  People performers_of(int step) const {
    const workflow::StepState& state = change_.before.state.step(step);
    People people;
    if (state.holder) people.insert(*state.holder);
    if (state.submitted) people.insert(state.submitted_by);
    for (const workflow::Version& version : change_.before.state.versions) {
      if (version.step == step && version.round == state.round && !version.withdrawn) people.insert(version.by);
    }
    return people;
  }

  /// Whoever has the work now; while nobody has taken it on, all who could.
  People working() const {
    People people;
    for (const workflow::Waiting& waiting : waiting_of(ctx_, change_.after)) {
      if (waiting.what != workflow::Waiting::For::work) continue;
      if (waiting.holder) return {*waiting.holder};
      add(people, waiting.people);
    }
    return people;
  }

  void add_parties(People& people) const {
    const process::Process& process = process_of(ctx_, change_.after.state);
    for (const Role role : process.step(change_.after.state.current).approval.parties) {
      add(people, workflow::holders(process, ctx_.office.roster(), change_.after.state, role));
    }
  }

  /// Everybody who waits, is waited for, or watches over the case.
  People concerned() const {
    People people = waiting_people(ctx_, change_.before);
    add_all(people, waiting_people(ctx_, change_.after));
    for (const Role role : {Role::kabid_egov, Role::kasi_pengembangan}) add(people, ctx_.office.holders(role));
    people.insert(change_.after.state.opened_by);
    const process::Process& process = process_of(ctx_, change_.after.state);
    add(people, workflow::holders(process, ctx_.office.roster(), change_.after.state, Role::instansi_pengguna));
    return people;
  }

  std::string completed_text(const View& view, int step) const {
    const std::vector<workflow::ApprovalGiven>& approvals = view.state().step(step).approvals;
    const workflow::ApprovalGiven& last = approvals.back();
    std::vector<std::string> by;
    by.reserve(approvals.size());
    for (const workflow::ApprovalGiven& given : approvals) by.push_back(approver(view, given));
    std::string html = view.say_of(step, by.size() > 1 ? "notice.step_approved_by_all" : "notice.step_approved",
                                   {{"by", view.join(by)}, {"at", view.moment(last.at)}});
    if (!last.note.empty()) html += "\n" + view.say("notice.with_note", {{"note", last.note}});
    if (const auto figures = workflow::performance(view.process(), ctx_.calendar, view.state(), step); figures) {
      html += "\n" + view.say("notice.time_used", {{"used", std::int64_t{figures->used}},
                                                   {"limit", view.limit({figures->unit, figures->limit, false})}});
    }
    return html + "\n" + what_follows(view, step);
  }

  std::string completed_case(const View& view) const {
    std::int64_t timed = 0;
    std::int64_t on_time = 0;
    for (int step = 1; step <= view.process().last_step(); ++step) {
      const auto figures = workflow::performance(view.process(), ctx_.calendar, view.state(), step);
      if (!figures || figures->unit == process::TimeUnit::none) continue;
      ++timed;
      on_time += figures->on_time ? 1 : 0;
    }
    const time::WorkCalendar& calendar = ctx_.calendar;
    const std::string needs =
        view.state().needs.empty()
            ? std::string{}
            : "\n" + view.say("notice.needs_met", {{"summary", stage_summary(view, TraceStage::verdicts)}});
    return view.say("notice.case_completed", {{"from", view.day(calendar.day_of(view.state().opened))},
                                              {"to", view.day(calendar.day_of(event_.at))},
                                              {"on_time", on_time},
                                              {"timed", timed},
                                              {"cycle", std::int64_t{view.state().returns + 1}}}) +
           needs;
  }

  /// Number and date of the signed letter that an appointment of the step rests on.
  std::string letter_line(const View& view, Role role) const {
    for (const process::Step& step : view.process().steps) {
      if (std::find(step.appoints.begin(), step.appoints.end(), role) == step.appoints.end()) continue;
      for (const process::Owed& owed : step.owed) {
        const workflow::Version* version = view.state().newest(owed.id);
        if (version == nullptr || !version->what.letter) continue;
        return view.say("notice.by_letter", {{"document", owed.title},
                                             {"number", version->what.letter->number},
                                             {"date", text::date_plain(version->what.letter->date, view.language())}});
      }
    }
    return {};
  }

  /// Whoever did the work, and whoever gave the paraf that the letter was waiting on.
  void tell_signed(const workflow::Version& letter) const {
    People people = performers_of(letter.step);
    for (const workflow::ApprovalGiven& given : change_.after.state.step(letter.step).approvals)
      people.insert(given.by);
    tell(people, [&letter](const View& view) {
      std::string html =
          view.say_of(letter.step, "notice.letter_signed", {{"document", item_title(view, letter.item)}});
      if (letter.what.letter) html += "\n" + letter_data(view, *letter.what.letter);
      return about_case(view, html + "\n" + what_follows(view, letter.step), {{details_button(view)}});
    });
  }

  /// The first step, from the active one on, in which `role` has work to do.
  static std::optional<int> first_step_of(const View& view, Role role) {
    for (int no = view.state().current; no <= view.process().last_step(); ++no) {
      const process::Step& step = view.process().step(no);
      for (const auto* roles : {&step.performers, &step.contributors}) {
        if (std::find(roles->begin(), roles->end(), role) != roles->end()) return no;
      }
    }
    return std::nullopt;
  }

  void tell_appointed(Role role, const std::vector<PersonId>& people) const {
    tell(People{people.begin(), people.end()}, [this, role](const View& view) {
      std::string html =
          view.say("notice.you_are_appointed", {{"name", view.name(view.reader())}, {"role", view.title(role)}});
      if (const std::string letter = letter_line(view, role); !letter.empty()) html += "\n" + letter;
      const auto first = first_step_of(view, role);
      if (first) html += "\n" + view.say_of(*first, "notice.first_task");
      if (first != view.state().current) return about_case(view, std::move(html), {{details_button(view)}});
      return about_case(view, std::move(html),
                        {{on_card(view, "act.open_task", Verb::open_case, {}, telegram::ButtonStyle::primary)}});
    });
  }

  /// Who had the part: whoever had taken the work on, else everybody who could do it.
  People had_part(const workflow::Reassigned& reassigned) const {
    const workflow::CaseState& before = change_.before.state;
    const process::Process& process = process_of(ctx_, before);
    const std::vector<Role>& performers = process.step(reassigned.step).performers;
    const bool performs = std::find(performers.begin(), performers.end(), reassigned.role) != performers.end();
    if (People holder = holder_before(reassigned.step); performs && !holder.empty()) return holder;
    People people;
    add(people, workflow::holders(process, ctx_.office.roster(), before, reassigned.role));
    return people;
  }

  std::string whose_it_was(const View& view, const workflow::Reassigned& reassigned) const {
    const People people = had_part(reassigned);
    if (people.empty()) return view.say("notice.nobody_before");
    if (people.size() > names_listed_max) return view.title(reassigned.role);
    std::vector<std::string> names;
    for (const PersonId person : people) names.push_back(view.name(person));
    return view.join(names);
  }

  std::string handed_over(const View& view, const workflow::Reassigned& reassigned) const {
    std::string html = view.say_of(reassigned.step, "notice.handed_over",
                                   {{"name", view.name(view.reader())},
                                    {"role", view.title(reassigned.role)},
                                    {"was", whose_it_was(view, reassigned)}});
    const std::string by = view.name_and_role(event_.by, view.role_of(event_.by, reassigned.step));
    html += "\n" + (reassigned.reason.empty()
                        ? view.say("notice.handed_over_by", {{"by", by}})
                        : view.say("notice.handed_over_because", {{"by", by}, {"reason", reassigned.reason}}));
    if (const auto& due = view.state().step(reassigned.step).due; due) {
      html += "\n" + view.say("notice.deadline_stays", {{"due", view.deadline(due->due)}});
    }
    return html;
  }

  Context& ctx_;
  const Change& change_;
  const workflow::Event& event_;
};

}  // namespace

void tell_others(Context& ctx, const Change& change, const workflow::Event& event) {
  std::visit(TellOthers{ctx, change, event}, event.fact);
}

}  // namespace alur::chat
