#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

using process::Role;
using Reason = Refusal::Reason;

Refusal already_approved(const Attempt& attempt, const ApprovalGiven& by) {
  Refusal refused = attempt.refusal(Reason::already_approved);
  refused.person = by.by;
  refused.at = by.at;
  return refused;
}

std::optional<Refusal> nothing_to_approve(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::refused)) return refused;
  const StepState& now = attempt.active.now();
  if (now.phase == Phase::awaiting_approval) return std::nullopt;
  if (now.phase == Phase::awaiting_signature && !now.approvals.empty()) {
    return already_approved(attempt, now.approvals.back());
  }
  return attempt.refusal(Reason::wrong_phase);
}

/// Why this person cannot say yes to what is open.
Refusal why_not(const Attempt& attempt) {
  const PersonId person = attempt.actor.person;
  const PartyView* open = attempt.active.first_pending();
  for (const PartyView& party : attempt.active.parties()) {
    if (party.given == nullptr && contains(party.people, person)) {
      Refusal refused = attempt.refusal(Reason::not_your_turn);
      if (open != nullptr) refused.role = open->role;
      return refused;
    }
  }
  for (const PartyView& party : attempt.active.parties()) {
    if (party.given != nullptr && contains(party.people, person)) return already_approved(attempt, *party.given);
  }
  const bool submitted = person == attempt.active.now().submitted_by;
  const bool holds_party = std::ranges::any_of(attempt.active.rule().approval.parties, [&](Role role) {
    return contains(attempt.active.holders(role), person);
  });
  return submitted && holds_party ? attempt.refusal(Reason::own_submission) : attempt.not_yours();
}

/// Parties that are due and that nobody in the chat can speak for.
std::vector<const PartyView*> off_chat(const Attempt& attempt) {
  std::vector<const PartyView*> found;
  for (const PartyView& party : attempt.active.parties()) {
    const bool open = party.given == nullptr && party.in_turn;
    if (open && !anybody_in_chat(attempt.setting.roster, party.people)) found.push_back(&party);
  }
  return found;
}

std::vector<std::string> fingerprints(const Attempt& attempt) {
  std::vector<std::string> all;
  for (const Version* version : attempt.active.handed_in()) all.push_back(version->fingerprint);
  return all;
}

bool same_set(std::vector<std::string> a, std::vector<std::string> b) {
  std::ranges::sort(a);
  std::ranges::sort(b);
  return a == b;
}

/// In a sequence every approver has the whole limit, from the yes before.
void approve(Draft& draft, const Attempt& attempt, ApprovalGiven approval) {
  Approved approved{attempt.state.current, std::move(approval), std::nullopt};
  if (attempt.active.rule().approval.mode == process::ApprovalMode::sequence) {
    approved.approval_due = draft.counting().approval(attempt.setting.now);
  }
  draft.add(std::move(approved));
  settle(draft);
}

Version sheet_version(const Attempt& attempt, const RecordApproval& command) {
  Version version;
  version.item = written_approval_item;
  version.number = 1 + static_cast<int>(std::ranges::count(attempt.state.versions, version.item, &Version::item));
  version.step = attempt.state.current;
  version.round = attempt.active.now().round;
  version.by = attempt.actor.person;
  version.at = attempt.setting.now;
  version.what.contents = {command.sheet};
  version.what.letter = Letter{"", command.signed_on, command.signed_by};
  version.fingerprint = command.sheet.sha256;
  version.signed_copy = true;
  return version;
}

}  // namespace

Offer offer_approve(const Attempt& attempt) {
  if (auto refused = nothing_to_approve(attempt)) return *refused;
  if (!attempt.in_person()) return attempt.not_yours();
  Option option{Option::Act::approve, {}, {}, {}};
  for (const PartyView* party : attempt.active.deciding(attempt.actor.person)) option.roles.push_back(party->named);
  if (option.roles.empty()) return why_not(attempt);
  return option;
}

Decision decide(const Attempt& attempt, const Approve& command) {
  const Offer offer = offer_approve(attempt);
  if (!offer) return offer.error();
  std::vector<std::string> decided_on = fingerprints(attempt);
  if (!command.fingerprints.empty() && !same_set(command.fingerprints, decided_on)) {
    return attempt.refusal(Reason::versions_changed);
  }
  if (auto undecided = undecided_needs(attempt, command.note)) return *std::move(undecided);
  Draft draft(attempt);
  approve(draft, attempt,
          {attempt.actor.person, offer->roles, attempt.setting.now, command.note, std::move(decided_on), false, ""});
  return draft.take();
}

Offer offer_record_approval(const Attempt& attempt) {
  if (auto refused = nothing_to_approve(attempt)) return *refused;
  const bool recorder = attempt.holds(Role::staff_egov) || attempt.holds(Role::kasi_pengembangan);
  if (!recorder || !attempt.in_person()) return attempt.not_yours();
  // The sheet is somebody else's, but whoever handed the step in should not be the only witness of it.
  if (attempt.actor.person == attempt.active.now().submitted_by) return attempt.refusal(Reason::own_submission);
  Option option{Option::Act::record_approval, {}, {}, {}};
  for (const PartyView* party : off_chat(attempt)) {
    option.roles.push_back(party->named);
    if (party->went_up() && !contains(option.roles, party->role)) option.roles.push_back(party->role);
  }
  if (option.roles.empty()) return attempt.not_yours();
  return option;
}

Decision decide(const Attempt& attempt, const RecordApproval& command) {
  const Offer offer = offer_record_approval(attempt);
  if (!offer) return offer.error();
  std::vector<Role> covered;
  for (const PartyView* party : off_chat(attempt)) {
    if (party->named == command.role || party->role == command.role) covered.push_back(party->named);
  }
  if (covered.empty()) return attempt.not_yours(command.role);
  if (blank(command.signed_by) || command.signed_on > attempt.setting.calendar.day_of(attempt.setting.now)) {
    return attempt.refusal(Reason::letter_details_required);
  }
  if (command.sheet.sha256.empty()) return attempt.refusal(Reason::wrong_kind);
  Draft draft(attempt);
  draft.add(VersionFiled{sheet_version(attempt, command)});
  approve(draft, attempt,
          {attempt.actor.person, std::move(covered), attempt.setting.now, "", fingerprints(attempt), true,
           command.signed_by});
  return draft.take();
}

}  // namespace alur::workflow
