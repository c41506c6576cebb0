#pragma once

#include "alur/workflow/event.hpp"
#include "alur/workflow/state.hpp"

namespace alur::workflow {

/// The part of evolve() that concerns the steps. An event that names a step the case does not have changes none.
void evolve_steps(CaseState& state, const Event& event);

}  // namespace alur::workflow
