#include "card_text.hpp"

#include "card_buttons.hpp"
#include "card_documents.hpp"
#include "needs.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

using workflow::Waiting;
using Need = CardLines::Need;

constexpr std::size_t names_max = 3;
constexpr std::size_t documents_max = 3;
constexpr std::size_t owed_lines_max = 4;
constexpr std::size_t reason_length_max = 160;

/// "Dedi Saputra" of "Dedi Saputra, A.Md.": among several names the degrees' commas would mislead.
std::string without_degrees(const std::string& name) { return name.substr(0, name.find(',')); }

std::string listed(const View& view, std::vector<std::string> parts, std::size_t parts_max, std::string_view more_key) {
  if (parts.size() <= parts_max) return view.join(parts);
  const auto more = static_cast<std::int64_t>(parts.size() - parts_max);
  parts.resize(parts_max);
  parts.push_back(view.label(more_key, {{"n", more}}));
  return view.join(parts);
}

/// "Staff E-Gov (Dedi Saputra, Yuni Astuti)": names only where several could do it.
std::string role_and_people(const View& view, const Waiting& waiting) {
  if (waiting.people.size() < 2) return view.title(waiting.role);
  std::vector<std::string> names;
  for (const PersonId person : waiting.people) names.push_back(without_degrees(view.name(person)));
  return view.label("card.role_and_people", {{"role", view.title(waiting.role)},
                                             {"people", listed(view, names, names_max, "card.more_people")}});
}

std::string materials_line(const View& view) {
  std::vector<std::string> names;
  for (const auto* version : materials_of(view)) names.push_back(version_name(view, *version));
  if (names.empty()) return {};
  return view.say("card.materials", {{"documents", listed(view, names, documents_max, "card.more_documents")}});
}

void add_owed(const View& view, CardLines& lines) {
  const auto& owed = view.step().owed;
  if (owed.empty()) return;
  lines.add(view.say("card.owed"), Need::nice);
  const std::size_t shown = owed.size() > owed_lines_max ? owed_lines_max - 1 : owed.size();
  for (std::size_t i = 0; i < shown; ++i) {
    lines.add(owed_line(view.ctx(), view.record(), owed[i], view.language()));
  }
  if (shown < owed.size()) {
    lines.add(view.say("card.more_owed", {{"n", static_cast<std::int64_t>(owed.size() - shown)}}));
  }
}

void add_returned(const View& view, const workflow::Event& event, CardLines& lines) {
  const auto& returned = std::get<workflow::Returned>(event.fact);
  lines.add(view.say("card.returned_by", {{"by", view.name_and_role(event.by, view.role_of(event.by, returned.from))},
                                          {"at", view.moment(event.at)}}));
  if (!returned.reason.empty()) {
    lines.add(view.say("card.reason", {{"reason", text::shorten(returned.reason, reason_length_max)}}));
  }
}

std::string_view work_heading(const View& view, const Said& said) {
  if (view.state().active().round <= 1) return "card.assignment";
  return said.returned ? "card.returned" : "card.assignment_again";
}

/// C2: the card of somebody whose colleague took the work.
std::string taken_card(const View& view, PersonId holder) {
  CardLines lines;
  lines.add(view.say("card.step_of_case"));
  lines.add(view.say("card.taken_by", {{"by", view.name(holder)}}));
  for (auto& line : work_time_lines(view)) lines.add(std::move(line));
  return std::move(lines).html();
}

/// Whom the step's letter appoints (messages F3, F6): nobody puts a paraf under names that are not shown.
std::string appointees_line(const View& view) {
  std::vector<std::string> people;
  for (const workflow::Appointment& appointment : view.state().appointments) {
    const auto& of_step = view.step().appoints;
    if (std::find(of_step.begin(), of_step.end(), appointment.role) == of_step.end()) continue;
    const std::string role = view.short_title(appointment.role);
    std::vector<std::string> names = appointment.names;
    for (const PersonId person : appointment.people) names.push_back(view.name(person));
    for (const std::string& name : names) {
      people.push_back(view.label("card.appointee", {{"name", name}, {"role", role}}));
    }
  }
  return people.empty() ? std::string{} : view.say("card.appointees", {{"people", view.join(people)}});
}

/// The roles that the step appoints and nobody has been named for; empty at a step that appoints nobody.
std::string ask_of_appointing(const View& view) {
  std::vector<std::string> roles;
  for (const Role role : view.step().appoints) {
    const auto& known = view.state().appointments;
    const bool named = std::any_of(known.begin(), known.end(), [role](const auto& one) { return one.role == role; });
    if (!named) roles.push_back(view.short_title(role));
  }
  return roles.empty() ? std::string{} : view.say("card.please_appoint", {{"roles", view.join(roles)}});
}

/// The document that "nihil" may stand for and that is still awaited.
const process::Owed* owed_or_nihil(const View& view) {
  const auto& owed = view.step().owed;
  const auto found = std::find_if(owed.begin(), owed.end(), [&view](const process::Owed& one) {
    return one.kind == process::OwedKind::file_or_nihil && view.state().present(one.id) == nullptr;
  });
  return found == owed.end() ? nullptr : &*found;
}

std::string ask_of_work(const View& view, const Waiting& waiting) {
  if (view.state().pause) return {};
  const bool complete = missing_titles(view).empty();
  if (waiting.what == Waiting::For::contribution) {
    return view.say(complete ? "card.contributed" : "card.please_contribute");
  }
  const workflow::StepState& step = view.state().active();
  if (view.step().session) {
    if (!step.session || !step.session->begun) return {};
    if (!step.session->ended) return view.say("card.please_end");
  }
  if (std::string ask = ask_of_appointing(view); !ask.empty()) return ask;
  if (complete) return view.say("card.please_submit");
  if (const process::Owed* found = owed_or_nihil(view); found != nullptr) {
    return view.say("card.please_upload_or_nihil", {{"document", found->title}});
  }
  return view.say(view.step().contributors.empty() ? "card.please_upload" : "card.please_oversee");
}

/// Where the trace of needs stands at the active step; nothing where no needs were listed or the step adds nothing.
std::string trace_line(const View& view) {
  const auto& stage = view.step().trace;
  if (!stage || view.state().needs.empty()) return {};
  const auto count = static_cast<std::int64_t>(view.state().needs.size());
  if (*stage == TraceStage::needs) return view.say("card.needs", {{"n", count}});
  return view.say("card.needs_found", {{"n", count}, {"summary", stage_summary(view, *stage)}});
}

std::string work_text(const View& view, const Waiting& waiting, const Said& said) {
  if (waiting.holder && *waiting.holder != view.reader()) return taken_card(view, *waiting.holder);
  CardLines lines;
  lines.add(view.say("card.dear", {{"name", view.name(view.reader())}}), Need::useful);
  lines.add(view.say(work_heading(view, said)));
  lines.gap();
  lines.add(view.say("card.what"));
  if (said.returned) {
    add_returned(view, *said.returned, lines);
  } else if (view.step().session) {
    lines.add(view.say("card.parties", {{"roles", view.titles(view.step().approval.parties)}}), Need::useful);
  } else {
    lines.add(view.say("card.agency"), Need::useful);
    lines.add(view.say("card.performer", {{"who", role_and_people(view, waiting)}}), Need::nice);
  }
  lines.add(materials_line(view));
  lines.add(appointees_line(view));
  add_owed(view, lines);
  lines.add(trace_line(view));
  for (auto& line : work_time_lines(view)) lines.add(std::move(line));
  lines.add(ask_of_work(view, waiting), Need::useful);
  return std::move(lines).html();
}

std::string provider_text(const View& view, const Waiting& waiting) {
  CardLines lines;
  lines.add(view.say("card.provider"));
  lines.gap();
  lines.add(view.say("card.what"));
  lines.add(view.say("card.provider_since", {{"day", view.day(view.ctx().calendar.day_of(waiting.since))}}));
  for (auto& line : work_time_lines(view)) lines.add(std::move(line));
  lines.add(view.say("card.please_choose_provider"));
  return std::move(lines).html();
}

/// A version filed after the hand-in voided what was decided before (D11).
std::string changed_line(const View& view) {
  const workflow::StepState& step = view.state().active();
  const workflow::Version* changed = nullptr;
  for (const auto* version : decided_on(view)) {
    if (step.submitted && version->at > *step.submitted) changed = version;
  }
  if (changed == nullptr) return {};
  return view.say(changed->change_note.empty() ? "card.changed" : "card.changed_why",
                  {{"document", version_name(view, *changed)},
                   {"by", view.name(changed->by)},
                   {"why", text::shorten(changed->change_note, reason_length_max)}});
}

std::string_view approval_heading(const View& view, const Waiting& waiting) {
  if (waiting.instead_of) return "card.approval_instead";
  const bool again = view.state().active().round > 1;
  if (view.step().approval.mode == process::ApprovalMode::joint) return again ? "card.joint_again" : "card.joint";
  return again ? "card.approval_again" : "card.approval";
}

std::string instead_line(const View& view, const Waiting& waiting) {
  if (!waiting.instead_of) return {};
  return view.say("card.instead", {{"by", view.name(view.state().active().submitted_by)},
                                   {"role", view.short_title(*waiting.instead_of)},
                                   {"to", view.short_title(waiting.role)}});
}

void add_submission(const View& view, CardLines& lines) {
  const workflow::StepState& step = view.state().active();
  if (!step.submitted) return;
  lines.add(view.say("card.submitted_by", {{"by", view.name(step.submitted_by)}, {"at", view.moment(*step.submitted)}}),
            Need::useful);
  const auto versions = decided_on(view);
  const std::size_t shown = versions.size() > documents_max ? documents_max - 1 : versions.size();
  for (std::size_t i = 0; i < shown; ++i) {
    const std::string& why = versions[i]->change_note;
    lines.add(
        view.say(why.empty() ? "card.document" : "card.document_changed",
                 {{"document", version_in_full(view, *versions[i])}, {"why", text::shorten(why, reason_length_max)}}));
  }
  if (shown < versions.size()) {
    lines.add(view.say("card.documents_more", {{"n", static_cast<std::int64_t>(versions.size() - shown)}}));
  }
  if (!step.late_reason.empty()) {
    lines.add(view.say("card.late_reason", {{"reason", text::shorten(step.late_reason, reason_length_max)}}));
  }
}

/// Why there is another round: whoever decides again looks for just that.
std::string returned_line(const View& view, const Said& said) {
  if (!said.returned) return {};
  const auto& returned = std::get<workflow::Returned>(said.returned->fact);
  if (returned.reason.empty()) return {};
  return view.say("card.was_returned", {{"by", view.name(said.returned->by)},
                                        {"reason", text::shorten(returned.reason, reason_length_max)}});
}

std::string approval_text(const View& view, const Waiting& waiting, const Said& said) {
  CardLines lines;
  lines.add(view.say(approval_heading(view, waiting),
                     {{"role", waiting.instead_of ? view.short_title(*waiting.instead_of) : std::string{}}}));
  lines.gap();
  lines.add(view.say("card.what"));
  lines.add(view.say("card.agency"), Need::nice);
  lines.add(instead_line(view, waiting));
  lines.add(returned_line(view, said), Need::useful);
  lines.add(changed_line(view));
  lines.add(appointees_line(view));
  add_submission(view, lines);
  lines.add(trace_line(view));
  for (auto& line : party_lines(view)) lines.add(std::move(line), Need::useful);
  lines.add(approval_time_line(view, waiting));
  return std::move(lines).html();
}

std::string signature_text(const View& view) {
  const workflow::StepState& step = view.state().active();
  CardLines lines;
  lines.add(view.say("card.signature"));
  lines.gap();
  lines.add(view.say("card.what"));
  lines.add(appointees_line(view));
  if (!step.approvals.empty()) {
    const auto& last = step.approvals.back();
    lines.add(view.say("card.initialled", {{"by", view.name(last.by)}, {"at", view.moment(last.at)}}));
  }
  if (step.signature_since) lines.add(view.say("card.signature_since", {{"at", view.moment(*step.signature_since)}}));
  lines.add(view.say("card.signature_time"), Need::useful);
  lines.add(view.say("card.please_upload_signed"));
  return std::move(lines).html();
}

std::string session_invitation(const View& view) {
  const workflow::SessionState session = view.state().active().session.value_or(workflow::SessionState{});
  CardLines lines;
  lines.add(view.say("card.session_invitation"));
  lines.gap();
  lines.add(view.say("card.what"));
  if (session.planned) {
    lines.add(view.say("card.session_at",
                       {{"at", view.deadline(*session.planned)}, {"limit", view.limit(view.step().time)}}));
  }
  if (!session.place.empty()) lines.add(view.say("card.session_place", {{"place", session.place}}));
  if (session.proposed_by != PersonId{}) {
    lines.add(view.say(
        "card.proposed_by",
        {{"by", view.name_and_role(session.proposed_by, view.role_of(session.proposed_by, view.state().current))}}));
  }
  lines.add(materials_line(view), Need::useful);
  return std::move(lines).html();
}

std::string return_request_text(const View& view) {
  const auto& request = view.state().active().return_request;
  CardLines lines;
  lines.add(view.say("card.return_request", {{"to", std::int64_t{request ? request->to : 0}}}));
  lines.gap();
  lines.add(view.say("card.what"));
  if (request) {
    const int step = view.state().current;
    lines.add(view.say("card.requested_by", {{"by", view.name_and_role(request->by, view.role_of(request->by, step))},
                                             {"at", view.moment(request->at)}}));
    lines.add(view.say("card.reason", {{"reason", text::shorten(request->reason, reason_length_max)}}));
  }
  lines.add(view.say("card.please_decide"));
  return std::move(lines).html();
}

const workflow::ApprovalGiven* approval_of(const workflow::StepState& step, Role role) {
  for (const auto& given : step.approvals) {
    if (std::find(given.for_roles.begin(), given.for_roles.end(), role) != given.for_roles.end()) return &given;
  }
  return nullptr;
}

std::string card_html(const View& view, const Waiting& waiting, const Said& said) {
  switch (waiting.what) {
    case Waiting::For::work:
    case Waiting::For::contribution:
      return work_text(view, waiting, said);
    case Waiting::For::approval:
      return approval_text(view, waiting, said);
    case Waiting::For::signature:
      return signature_text(view);
    case Waiting::For::session_answer:
      return session_invitation(view);
    case Waiting::For::return_decision:
      return return_request_text(view);
    case Waiting::For::provider:
      return provider_text(view, waiting);
  }
  return {};
}

}  // namespace

std::vector<std::string> party_lines(const View& view) {
  const auto& parties = view.step().approval.parties;
  if (parties.size() < 2) return {};
  std::vector<std::string> lines;
  for (const Role role : parties) {
    const workflow::ApprovalGiven* given = approval_of(view.state().active(), role);
    if (given == nullptr) {
      lines.push_back(view.say("card.party_waits", {{"role", view.title(role)}}));
    } else {
      lines.push_back(
          view.say("card.party_agrees", {{"role", view.title(role)},
                                         {"by", given->written ? given->written_by : view.name(given->by)},
                                         {"at", text::moment_short(given->at, view.ctx().calendar, view.language())}}));
    }
  }
  return lines;
}

std::string moved_on(const View& view, int step, const std::string& what_happened) {
  return view.say_of(step, "card.step_of_case") + "\n" + what_happened;
}

CardText card_of(const View& view, const Waiting& waiting, const Said& said) {
  const bool decision = waiting.what == Waiting::For::approval;
  const bool documents = decision ? !decided_on(view).empty() : !materials_of(view).empty();
  return {card_html(view, waiting, said), card_keyboard(view, waiting, documents)};
}

CardText vacancy_card(const View& view, const Waiting& waiting) {
  CardLines lines;
  lines.add(view.say("card.vacant"));
  lines.add(view.say("card.what"));
  lines.add(view.say("card.vacant_role", {{"role", view.title(waiting.role)}}));
  lines.add(view.say("card.vacant_way_out"));
  return {std::move(lines).html(), vacancy_keyboard(view, waiting.role)};
}

CardText work_card(const Context& ctx, const store::CaseRecord& record, const Waiting& waiting, PersonId reader) {
  return card_of(View{ctx, record, reader}, waiting, what_was_said(ctx, record));
}

}  // namespace alur::chat
