#pragma once

#include "alur/process/process.hpp"
#include "alur/workflow/command.hpp"

#include "people.hpp"

#include <optional>
#include <vector>

/// What follows from rule, state and roster about the step that is running: who performs, who decides. The one place
/// where that is worked out; options, decide, waiting and reminders all ask here.
namespace alur::workflow {

/// One party of an approval, resolved to people.
struct PartyView {
  process::Role named{};                 ///< as the rule says
  process::Role role{};                  ///< whose people decide: `named`, or the post that it went up to
  std::vector<PersonId> people;          ///< who may; empty when nobody can
  const ApprovalGiven* given = nullptr;  ///< the yes that covers it
  bool in_turn = true;                   ///< nobody has to decide before
  bool went_up() const { return role != named; }
};

class ActiveStep {
 public:
  /// `state` is a case that was opened; everything given outlives the object.
  ActiveStep(const process::Process& process, const Roster& roster, const CaseState& state);

  const process::Step& rule() const { return rule_; }
  const StepState& now() const { return now_; }
  const Roster& roster() const { return roster_; }
  const CaseState& state() const { return state_; }

  std::vector<PersonId> holders(process::Role role) const;
  bool reachable(process::Role role) const;  ///< somebody in the chat holds it

  /// The performing roles that `actor` acts for now: held, or on behalf of holders who are not in the chat.
  std::vector<process::Role> performing(const Actor& actor) const;
  std::vector<process::Role> contributing(const Actor& actor) const;
  /// Who took the work on, while that person still may do it.
  std::optional<PersonId> holder() const;

  /// The parties of the approval, in the rule's order, for what was handed in.
  const std::vector<PartyView>& parties() const { return parties_; }
  const PartyView* first_pending() const;
  bool all_given() const;
  /// The parties that a yes of `person` stands for now; several when one person holds two of them.
  std::vector<const PartyView*> deciding(PersonId person) const;

  /// Who may grant a return that `requester` asked for: the approvers, for the contractor's people KABID.
  std::vector<PartyView> return_deciders(PersonId requester) const;

  /// Who meets: performers and approvers.
  std::vector<process::Role> session_parties() const;
  std::vector<process::Role> session_parties_of(const Actor& actor) const;

  bool provider_awaited() const;
  /// Owed items that are not there; an incomplete checklist is not.
  std::vector<std::string> missing() const;
  std::vector<const Version*> handed_in() const;  ///< what is there of what is owed, in the rule's order
  /// A letter, approved, that no signed file covers yet.
  std::vector<std::string> unsigned_letters() const;
  bool asks_modification() const;  ///< the step's own product sends the case back

 private:
  PartyView resolve(process::Role named, PersonId excluded) const;
  bool acts_for(const Actor& actor, process::Role role) const;

  const Roster& roster_;
  const CaseState& state_;
  const process::Step& rule_;
  const StepState& now_;
  std::vector<PartyView> parties_;
};

}  // namespace alur::workflow
