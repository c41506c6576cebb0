#pragma once

#include "alur/workflow/roster.hpp"
#include "alur/workflow/state.hpp"

#include <span>
#include <vector>

/// Who holds what for one case.
namespace alur::workflow {

bool contains(std::span<const PersonId> people, PersonId person);
bool contains(std::span<const process::Role> roles, process::Role role);
/// `people` without `person`, and without doubles, in their order.
std::vector<PersonId> without(std::span<const PersonId> people, PersonId person);

/// Everybody who holds `role` for this case in step `step`: whoever it was handed to there, else of the case's agency,
/// appointed to it, or every holder.
std::vector<PersonId> holders_in_step(const Roster& roster, const CaseState& state, int step, process::Role role);

/// Has a bound account, whatever the role.
bool in_chat(const Roster& roster, PersonId person);
bool anybody_in_chat(const Roster& roster, std::span<const PersonId> people);

/// May `role` of this case be handed to `person`: of the agency or the company where the role is bound to one, else
/// anybody who works in the office. Admin and Inspektorat decide nothing and do no work.
bool may_take_over(const Roster& roster, const CaseState& state, process::Role role, PersonId person);

}  // namespace alur::workflow
