#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>

namespace alur::workflow {

using process::Owed;
using process::OwedKind;

namespace {

using Reason = Refusal::Reason;

/// Documents are taken while a case is paused too.
std::optional<Refusal> may_not_touch(const Attempt& attempt, std::initializer_list<Phase> phases) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return refused;
  const bool performs = !attempt.active.performing(attempt.actor).empty();
  const bool contributes = !attempt.active.contributing(attempt.actor).empty();
  if (!performs && !contributes) return attempt.not_yours();
  const Phase phase = attempt.active.now().phase;
  // A contributor's part ends with the hand-in.
  const bool open = performs || phase == Phase::in_progress;
  if (!open || std::ranges::find(phases, phase) == phases.end()) return attempt.refusal(Reason::wrong_phase);
  return std::nullopt;
}

std::vector<std::string> owed_ids(const process::Step& rule) {
  std::vector<std::string> ids;
  for (const Owed& owed : rule.owed) ids.push_back(owed.id);
  return ids;
}

std::vector<std::string> owed_and_attachment(const process::Step& rule) {
  std::vector<std::string> ids = owed_ids(rule);
  ids.emplace_back(attachment_item);
  return ids;
}

std::vector<std::string> letters(const process::Step& rule) {
  std::vector<std::string> ids;
  for (const Owed& owed : rule.owed) {
    if (owed.kind == OwedKind::letter) ids.push_back(owed.id);
  }
  return ids;
}

bool lists(const std::vector<std::string>& items, const std::string& item) {
  return std::ranges::find(items, item) != items.end();
}

Refusal with_items(Refusal refused, std::vector<std::string> items) {
  refused.items = std::move(items);
  return refused;
}

bool has_content(const Submission& what) {
  switch (what.kind) {
    case VersionKind::file:
      return !what.contents.empty();
    case VersionKind::link:
      return !blank(what.link);
    case VersionKind::nihil:
      return true;
    case VersionKind::checklist:
      return !what.checked.empty();
  }
  return false;
}

/// `owed` is nullptr for an attachment.
bool kind_fits(const Owed* owed, const Submission& what) {
  const VersionKind kind = what.kind;
  if (!has_content(what)) return false;
  if (owed == nullptr) return kind == VersionKind::file || kind == VersionKind::link;
  switch (owed->kind) {
    case OwedKind::file:
    case OwedKind::letter:
      return kind == VersionKind::file;
    case OwedKind::link_or_file:
      return kind == VersionKind::file || kind == VersionKind::link;
    case OwedKind::file_or_nihil:
      return kind == VersionKind::file || kind == VersionKind::nihil;
    case OwedKind::checklist:
      return kind == VersionKind::checklist &&
             std::ranges::all_of(what.checked, [&](const std::string& item) { return lists(owed->items, item); });
  }
  return false;
}

bool letter_complete(const Attempt& attempt, const std::optional<Letter>& letter) {
  return letter && !blank(letter->number) && !blank(letter->signatory) &&
         letter->date <= attempt.setting.calendar.day_of(attempt.setting.now);
}

Version next_version(const Attempt& attempt, const FileVersion& command, bool signed_copy) {
  Version version;
  version.item = command.item;
  version.number = 1 + static_cast<int>(std::ranges::count(attempt.state.versions, command.item, &Version::item));
  version.step = attempt.state.current;
  version.round = attempt.active.now().round;
  version.by = attempt.actor.person;
  version.at = attempt.setting.now;
  version.what = command.what;
  version.fingerprint = command.fingerprint;
  version.signed_copy = signed_copy;
  return version;
}

Decision file_signed(const Attempt& attempt, const FileVersion& command) {
  if (!letter_complete(attempt, command.what.letter)) {
    return with_items(attempt.refusal(Reason::letter_details_required), {command.item});
  }
  Draft draft(attempt);
  draft.add(VersionFiled{next_version(attempt, command, true)});
  const ActiveStep after(attempt.setting.process, attempt.setting.roster, draft.state());
  if (after.unsigned_letters().empty()) complete(draft);
  return draft.take();
}

/// Items whose newest version, filed in this round, `fits`.
template <class Fits>
std::vector<std::string> filed_items(const Attempt& attempt, Fits&& fits) {
  std::vector<std::string> items;
  for (const std::string& item : owed_and_attachment(attempt.active.rule())) {
    const Version* version = attempt.state.present(item);
    const bool this_round =
        version != nullptr && version->step == attempt.state.current && version->round == attempt.active.now().round;
    if (this_round && fits(*version)) items.push_back(item);
  }
  return items;
}

}  // namespace

Offer offer_file(const Attempt& attempt) {
  if (auto refused =
          may_not_touch(attempt, {Phase::in_progress, Phase::awaiting_approval, Phase::awaiting_signature})) {
    return *refused;
  }
  const process::Step& rule = attempt.active.rule();
  if (attempt.active.now().phase == Phase::awaiting_signature) {
    return Option{Option::Act::file_signed, letters(rule), {}, {}};
  }
  return Option{Option::Act::file, owed_and_attachment(rule), {}, {}};
}

Decision decide(const Attempt& attempt, const FileVersion& command) {
  const Offer offer = offer_file(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->items, command.item)) {
    return with_items(attempt.refusal(Reason::unknown_item), owed_ids(attempt.active.rule()));
  }
  const Owed* owed = attempt.active.rule().find_owed(command.item);
  if (!kind_fits(owed, command.what)) return with_items(attempt.refusal(Reason::wrong_kind), {command.item});
  if (offer->act == Option::Act::file_signed) return file_signed(attempt, command);

  const StepState& now = attempt.active.now();
  Draft draft(attempt);
  if (now.phase == Phase::in_progress && !attempt.active.performing(attempt.actor).empty()) take_on(draft);
  Version version = next_version(attempt, command, false);
  const int number = version.number;
  draft.add(VersionFiled{std::move(version)});
  if (now.phase == Phase::awaiting_approval && owed != nullptr) {
    draft.add(ApprovalsVoided{now.no, command.item, number, draft.counting().approval(attempt.setting.now)});
  }
  return draft.take();
}

Offer offer_withdraw_version(const Attempt& attempt) {
  if (auto refused = may_not_touch(attempt, {Phase::in_progress})) return *refused;
  const bool performs = !attempt.active.performing(attempt.actor).empty();
  std::vector<std::string> items =
      filed_items(attempt, [&](const Version& version) { return performs || version.by == attempt.actor.person; });
  if (items.empty()) return attempt.refusal(Reason::nothing_to_withdraw);
  return Option{Option::Act::withdraw_version, std::move(items), {}, {}};
}

Decision decide(const Attempt& attempt, const WithdrawVersion& command) {
  const Offer offer = offer_withdraw_version(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->items, command.item)) {
    return with_items(attempt.refusal(Reason::nothing_to_withdraw), offer->items);
  }
  Draft draft(attempt);
  draft.add(VersionWithdrawn{command.item, attempt.state.present(command.item)->number});
  return draft.take();
}

Offer offer_explain_change(const Attempt& attempt) {
  if (auto refused = may_not_touch(attempt, {Phase::in_progress, Phase::awaiting_approval})) return *refused;
  std::vector<std::string> items = filed_items(
      attempt, [&](const Version& version) { return version.by == attempt.actor.person && version.number > 1; });
  if (items.empty()) return attempt.refusal(Reason::unknown_item);
  return Option{Option::Act::explain_change, std::move(items), {}, {}};
}

Decision decide(const Attempt& attempt, const ExplainChange& command) {
  const Offer offer = offer_explain_change(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->items, command.item)) return with_items(attempt.refusal(Reason::unknown_item), offer->items);
  if (blank(command.note)) return attempt.refusal(Reason::text_required);
  Draft draft(attempt);
  draft.add(ChangeExplained{command.item, attempt.state.present(command.item)->number, command.note});
  return draft.take();
}

Offer offer_keep_version(const Attempt& attempt) {
  if (auto refused = may_not_touch(attempt, {Phase::in_progress})) return *refused;
  if (attempt.active.performing(attempt.actor).empty()) return attempt.not_yours();
  std::vector<std::string> items = owed_ids(attempt.active.rule());
  std::erase_if(items, [&](const std::string& item) {
    return attempt.state.present(item) != nullptr || attempt.state.newest(item) == nullptr;
  });
  if (items.empty()) return attempt.refusal(Reason::nothing_to_keep);
  return Option{Option::Act::keep_version, std::move(items), {}, {}};
}

Decision decide(const Attempt& attempt, const KeepVersion& command) {
  const Offer offer = offer_keep_version(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->items, command.item)) return with_items(attempt.refusal(Reason::nothing_to_keep), offer->items);
  const StepState& now = attempt.active.now();
  Draft draft(attempt);
  take_on(draft);
  draft.add(VersionKept{now.no, now.round, command.item, attempt.state.newest(command.item)->number});
  return draft.take();
}

namespace {

/// Could this person still file for the step? Staff file for those who are not in the chat.
bool still_files_for(const Attempt& attempt, const process::Step& step) {
  return attempt.holds(process::Role::staff_egov) || std::ranges::any_of(step.performers, [&](process::Role role) {
           return contains(attempt.active.holders(role), attempt.actor.person);
         });
}

}  // namespace

/// The newest signed letters that this person filed. Their data is of the record, so a later step may still set it
/// right.
Offer offer_amend_letter(const Attempt& attempt) {
  if (auto refused = closed(attempt, WhilePaused::allowed)) return *refused;
  std::vector<std::string> items;
  for (const Version& version : attempt.state.versions) {
    const bool own = version.by == attempt.actor.person && attempt.in_person();
    const bool amendable = own && version.what.letter && attempt.state.newest(version.item) == &version;
    if (amendable && still_files_for(attempt, attempt.setting.process.step(version.step))) {
      items.push_back(version.item);
    }
  }
  if (items.empty()) return attempt.not_yours();
  return Option{Option::Act::amend_letter, std::move(items), {}, {}};
}

Decision decide(const Attempt& attempt, const AmendLetter& command) {
  const Offer offer = offer_amend_letter(attempt);
  if (!offer) return offer.error();
  if (!lists(offer->items, command.item)) return with_items(attempt.refusal(Reason::unknown_item), offer->items);
  if (!letter_complete(attempt, command.letter)) {
    return with_items(attempt.refusal(Reason::letter_details_required), {command.item});
  }
  Draft draft(attempt);
  draft.add(LetterAmended{command.item, attempt.state.newest(command.item)->number, command.letter});
  return draft.take();
}

}  // namespace alur::workflow
