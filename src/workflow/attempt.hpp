#pragma once

#include "alur/workflow/decide.hpp"

#include "active_step.hpp"
#include "deadlines.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace alur::workflow {

/// One person's attempt at something on one case: what every verb looks at.
struct Attempt {
  Attempt(const Setting& where, const CaseState& of, const Actor& who)
      : setting(where), state(of), actor(who), active(where.process, where.roster, of) {}

  const Setting& setting;
  const CaseState& state;
  const Actor& actor;
  ActiveStep active;

  bool holds(process::Role role) const { return setting.roster.holds(actor.person, role); }
  /// For oneself, as against on behalf of somebody.
  bool in_person() const { return !actor.on_behalf; }
  Refusal refusal(Refusal::Reason reason) const;
  /// "not yours": the step waits for `role`.
  Refusal not_yours(process::Role role) const;
  Refusal not_yours() const;  ///< ... for whom it waits now
};

/// The case's own condition, asked before anything else.
enum class WhilePaused : std::uint8_t { refused, allowed };
/// Empty when the case takes commands.
std::optional<Refusal> closed(const Attempt& attempt, WhilePaused while_paused);

bool blank(std::string_view text);

/// The events of one command as they come about: each is applied at once, so that the next is decided on what is true
/// by then.
class Draft {
 public:
  Draft(const Setting& setting, const Actor& actor, CaseState state)
      : setting_(setting), actor_(actor), state_(std::move(state)) {}
  explicit Draft(const Attempt& attempt) : Draft(attempt.setting, attempt.actor, attempt.state) {}

  void add(Fact fact);
  const CaseState& state() const { return state_; }
  const Setting& setting() const { return setting_; }
  const Actor& actor() const { return actor_; }
  Counting counting() const { return {setting_.process, setting_.calendar, state_.pauses}; }
  std::vector<Event> take() { return std::move(events_); }

 private:
  const Setting& setting_;
  const Actor& actor_;
  CaseState state_;
  std::vector<Event> events_;
};

}  // namespace alur::workflow
