#include "cards.hpp"
#include "flow.hpp"
#include "needs.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace alur::chat {

namespace {

using workflow::Phase;
using workflow::Refusal;

struct ReasonKey {
  Refusal::Reason reason;
  std::string_view key;
};
constexpr std::array reason_keys{
    ReasonKey{Refusal::Reason::case_ended, "refused.case_ended"},
    ReasonKey{Refusal::Reason::case_paused, "refused.case_paused"},
    ReasonKey{Refusal::Reason::case_not_paused, "refused.case_not_paused"},
    ReasonKey{Refusal::Reason::not_yours, "refused.not_yours"},
    ReasonKey{Refusal::Reason::wrong_phase, "refused.wrong_phase"},
    ReasonKey{Refusal::Reason::already_approved, "refused.already_approved"},
    ReasonKey{Refusal::Reason::already_moved_on, "refused.already_moved_on"},
    ReasonKey{Refusal::Reason::already_claimed_by_you, "refused.already_claimed_by_you"},
    ReasonKey{Refusal::Reason::own_submission, "refused.own_submission"},
    ReasonKey{Refusal::Reason::not_your_turn, "refused.not_your_turn"},
    ReasonKey{Refusal::Reason::items_missing, "refused.items_missing"},
    ReasonKey{Refusal::Reason::unknown_item, "refused.unknown_item"},
    ReasonKey{Refusal::Reason::wrong_kind, "refused.wrong_kind"},
    ReasonKey{Refusal::Reason::nothing_to_withdraw, "refused.nothing_to_withdraw"},
    ReasonKey{Refusal::Reason::nothing_to_keep, "refused.nothing_to_keep"},
    ReasonKey{Refusal::Reason::acted_on, "refused.acted_on"},
    ReasonKey{Refusal::Reason::reason_required, "refused.reason_required"},
    ReasonKey{Refusal::Reason::late_reason_required, "refused.late_reason_required"},
    ReasonKey{Refusal::Reason::back_target_not_allowed, "refused.back_target_not_allowed"},
    ReasonKey{Refusal::Reason::no_request, "refused.no_request"},
    ReasonKey{Refusal::Reason::versions_changed, "refused.versions_changed"},
    ReasonKey{Refusal::Reason::not_a_session, "refused.not_a_session"},
    ReasonKey{Refusal::Reason::session_not_begun, "refused.session_not_begun"},
    ReasonKey{Refusal::Reason::session_already_begun, "refused.session_already_begun"},
    ReasonKey{Refusal::Reason::session_time_invalid, "refused.session_time_invalid"},
    ReasonKey{Refusal::Reason::letter_details_required, "refused.letter_details_required"},
    ReasonKey{Refusal::Reason::appointment_missing, "refused.appointment_missing"},
    ReasonKey{Refusal::Reason::nobody_given, "refused.nobody_given"},
    ReasonKey{Refusal::Reason::person_cannot_hold, "refused.person_cannot_hold"},
    ReasonKey{Refusal::Reason::provider_not_chosen, "refused.provider_not_chosen"},
    ReasonKey{Refusal::Reason::provider_already_chosen, "refused.provider_already_chosen"},
    ReasonKey{Refusal::Reason::track_fixed, "refused.track_fixed"},
    ReasonKey{Refusal::Reason::same_track, "refused.same_track"},
    ReasonKey{Refusal::Reason::not_cancellable, "refused.not_cancellable"},
    ReasonKey{Refusal::Reason::text_required, "refused.text_required"},
    ReasonKey{Refusal::Reason::no_holder, "refused.no_holder"},
    ReasonKey{Refusal::Reason::limit_invalid, "refused.limit_invalid"},
    ReasonKey{Refusal::Reason::session_not_proposed, "refused.session_not_proposed"},
    ReasonKey{Refusal::Reason::session_already_accepted, "refused.session_already_accepted"},
    ReasonKey{Refusal::Reason::nobody_else, "refused.nobody_else"},
    ReasonKey{Refusal::Reason::nothing_changed, "refused.nothing_changed"},
    ReasonKey{Refusal::Reason::no_needs, "refused.no_needs"},
    ReasonKey{Refusal::Reason::needs_invalid, "refused.needs_invalid"},
    ReasonKey{Refusal::Reason::needs_unmarked, "refused.needs_unmarked"},
    ReasonKey{Refusal::Reason::decision_required, "refused.decision_required"},
};

std::string_view key_of(Refusal::Reason reason) {
  const auto* const found = std::find_if(reason_keys.begin(), reason_keys.end(),
                                         [&](const ReasonKey& each) { return each.reason == reason; });
  if (found == reason_keys.end()) {
    throw std::logic_error("a refusal that nobody can explain");
  }
  return found->key;
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
              {"targets", joined(steps)},
              {"needs", need_names(View{ctx, record, speaker.language}, refusal.needs)}});
}

}  // namespace alur::chat
