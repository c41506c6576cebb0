#pragma once

#include "alur/workflow/attention.hpp"

#include <vector>

/// Every reminder that a case has in store as it stands, past and to come. Finite: a ladder ends at T+5.
namespace alur::workflow {

/// One reminder to one person.
struct Rung {
  Reminder::Kind kind{};
  Waiting::For about{};
  int part = 0;
  int working_days_late = 0;
  time::Instant at{};  ///< in office hours
  time::Deadline due;
  PersonId to{};
};

/// At most one a person and day, oldest first.
std::vector<Rung> ladder(const Setting& setting, const CaseState& state);

}  // namespace alur::workflow
