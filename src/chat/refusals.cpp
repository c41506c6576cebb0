#include "cards.hpp"
#include "flow.hpp"

#include <algorithm>
#include <stdexcept>

namespace alur::chat {

namespace {

using workflow::Phase;
using workflow::Refusal;

std::string_view key_of(Refusal::Reason reason) {
  switch (reason) {
    case Refusal::Reason::case_ended:
      return "refused.case_ended";
    case Refusal::Reason::case_paused:
      return "refused.case_paused";
    case Refusal::Reason::case_not_paused:
      return "refused.case_not_paused";
    case Refusal::Reason::not_yours:
      return "refused.not_yours";
    case Refusal::Reason::wrong_phase:
      return "refused.wrong_phase";
    case Refusal::Reason::already_approved:
      return "refused.already_approved";
    case Refusal::Reason::already_moved_on:
      return "refused.already_moved_on";
    case Refusal::Reason::already_claimed_by_you:
      return "refused.already_claimed_by_you";
    case Refusal::Reason::own_submission:
      return "refused.own_submission";
    case Refusal::Reason::not_your_turn:
      return "refused.not_your_turn";
    case Refusal::Reason::items_missing:
      return "refused.items_missing";
    case Refusal::Reason::unknown_item:
      return "refused.unknown_item";
    case Refusal::Reason::wrong_kind:
      return "refused.wrong_kind";
    case Refusal::Reason::nothing_to_withdraw:
      return "refused.nothing_to_withdraw";
    case Refusal::Reason::nothing_to_keep:
      return "refused.nothing_to_keep";
    case Refusal::Reason::acted_on:
      return "refused.acted_on";
    case Refusal::Reason::reason_required:
      return "refused.reason_required";
    case Refusal::Reason::late_reason_required:
      return "refused.late_reason_required";
    case Refusal::Reason::back_target_not_allowed:
      return "refused.back_target_not_allowed";
    case Refusal::Reason::no_request:
      return "refused.no_request";
    case Refusal::Reason::versions_changed:
      return "refused.versions_changed";
    case Refusal::Reason::not_a_session:
      return "refused.not_a_session";
    case Refusal::Reason::session_not_begun:
      return "refused.session_not_begun";
    case Refusal::Reason::session_already_begun:
      return "refused.session_already_begun";
    case Refusal::Reason::session_time_invalid:
      return "refused.session_time_invalid";
    case Refusal::Reason::letter_details_required:
      return "refused.letter_details_required";
    case Refusal::Reason::appointment_missing:
      return "refused.appointment_missing";
    case Refusal::Reason::nobody_given:
      return "refused.nobody_given";
    case Refusal::Reason::person_cannot_hold:
      return "refused.person_cannot_hold";
    case Refusal::Reason::provider_not_chosen:
      return "refused.provider_not_chosen";
    case Refusal::Reason::provider_already_chosen:
      return "refused.provider_already_chosen";
    case Refusal::Reason::track_fixed:
      return "refused.track_fixed";
    case Refusal::Reason::same_track:
      return "refused.same_track";
    case Refusal::Reason::not_cancellable:
      return "refused.not_cancellable";
    case Refusal::Reason::text_required:
      return "refused.text_required";
    case Refusal::Reason::no_holder:
      return "refused.no_holder";
    case Refusal::Reason::limit_invalid:
      return "refused.limit_invalid";
    case Refusal::Reason::session_not_proposed:
      return "refused.session_not_proposed";
    case Refusal::Reason::session_already_accepted:
      return "refused.session_already_accepted";
    case Refusal::Reason::nothing_changed:
      return "refused.nothing_changed";
  }
  throw std::logic_error("a refusal without a reason");
}

std::string_view phase_key(Phase phase) {
  switch (phase) {
    case Phase::inactive:
      return "refused.phase.inactive";
    case Phase::in_progress:
      return "refused.phase.in_progress";
    case Phase::awaiting_approval:
      return "refused.phase.awaiting_approval";
    case Phase::awaiting_signature:
      return "refused.phase.awaiting_signature";
    case Phase::done:
      return "refused.phase.done";
  }
  throw std::logic_error("a phase without a name");
}

std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) {
    all += (all.empty() ? "" : ", ") + part;
  }
  return all;
}

/// The roles that the speaker is known by: "KASI, System Analyst".
std::string own_roles(const Context& ctx, const Speaker& speaker) {
  std::vector<std::string> titles;
  for (const Role role : ctx.office.roles_of(speaker.person)) {
    titles.push_back(role_title(ctx, role, speaker.language));
  }
  return joined(titles);
}

/// Whom the active step waits for: "persetujuan KASI", "Staff E-Gov".
std::string waited_for(const Context& ctx, const Speaker& speaker, const store::CaseRecord& record) {
  if (!record.state.open()) {
    return "-";
  }
  const workflow::Roster roster = ctx.office.roster();
  std::vector<std::string> roles;
  for (const workflow::Waiting& waiting : workflow::waiting(process_of(ctx, record.state), roster, record.state)) {
    std::string role = role_short(ctx, waiting.role, speaker.language);
    if (waiting.what == workflow::Waiting::For::approval) {
      role = label(ctx, speaker.language, "refused.approval_of", {{"role", role}});
    }
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) {
      roles.push_back(role);
    }
  }
  return roles.empty() ? "-" : joined(roles);
}

}  // namespace

std::string explain(const Context& ctx, const Speaker& speaker, const store::CaseRecord& record,
                    const Refusal& refusal) {
  const process::Process& process = process_of(ctx, record.state);
  const int step = refusal.step > 0 ? refusal.step : record.state.current;

  std::vector<std::string> titles;
  std::vector<std::string> ids;
  for (const std::string& item : refusal.items) {
    const process::Step* owing = process.step_owing(item);
    const process::Owed* owed = owing == nullptr ? nullptr : owing->find_owed(item);
    titles.push_back(owed == nullptr ? item : owed->title);
    ids.push_back(item);
  }
  std::string owed_lines;
  for (const process::Owed& owed : process.step(step).owed) {
    owed_lines += (owed_lines.empty() ? "" : "\n") + owed_line(ctx, record, owed, speaker.language);
  }
  std::vector<std::string> steps;
  for (const int no : refusal.steps) {
    steps.push_back(std::to_string(no));
  }
  const std::string role = refusal.role ? role_short(ctx, *refusal.role, speaker.language) : std::string{"-"};
  const std::string at = refusal.at ? text::moment_long(*refusal.at, ctx.calendar, speaker.language) : std::string{"-"};

  return say(ctx, speaker.language, key_of(refusal.reason),
             {{"register", record.state.register_no},
              {"step", std::int64_t{step}},
              {"steps", std::int64_t{process.last_step()}},
              {"role", role},
              {"name", name_of(ctx, refusal.person, speaker.language)},
              {"at", at},
              {"phase", label(ctx, speaker.language, phase_key(refusal.phase))},
              {"waited_for", waited_for(ctx, speaker, record)},
              {"own", own_roles(ctx, speaker)},
              {"items", joined(titles)},
              {"ids", joined(ids)},
              {"owed", text::Html{owed_lines}},
              {"count", static_cast<std::int64_t>(refusal.items.size())},
              {"targets", joined(steps)}});
}

}  // namespace alur::chat
