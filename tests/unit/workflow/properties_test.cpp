#include "random_commands.hpp"

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

/// What holds after any sequence of commands by anybody. A failure prints the numbers and how to replay them
/// (RC_PARAMS).
namespace alur::workflow {
namespace {

const std::vector<PersonId> everybody{rina,  dedi, yuni,  hendra, sari,    fajar,
                                      putri, bayu, anwar, admin,  auditor, stranger};

bool offered(const ACase& a, const Actor& actor, const std::vector<Act>& acts) {
  return std::ranges::any_of(acts, [&](Act act) { return a.offers(actor, act); });
}

void take(ACase& a, const std::vector<Event>& events) {
  for (const Event& event : events) evolve(a.state, event);
  a.events.insert(a.events.end(), events.begin(), events.end());
  if (first<TrackChanged>(events) != nullptr) {
    a.use(a.state.track == process::Track::mandiri ? mandiri() : pengembang());
  }
}

void changes_in_the_office(ACase& a, Choices& choices) {
  switch (choices.below(24)) {
    case 0:
      a.leave_chat(process::all_roles[choices.below(6)]);
      return;
    case 1:
      a.grant(choices.of(everybody), process::all_roles[choices.below(6)], dukcapil);
      return;
    case 2:
      a.roster = office();
      return;
    case 3:
      a.take_role(process::all_roles[choices.below(6)]);
      return;
    default:
      return;
  }
}

/// Something that moves the case on, rather than talks about it.
constexpr std::array moving{Act::claim,       Act::take_over,    Act::choose_provider, Act::file,
                            Act::file_signed, Act::keep_version, Act::begin_session,   Act::end_session,
                            Act::submit,      Act::approve,      Act::record_approval, Act::resume};

bool somebody_can_move(const ACase& a) {
  for (const PersonId person : everybody) {
    std::vector<Actor> actors{{person, {}}};
    for (const Role role : process::all_roles) actors.push_back({person, role});
    for (const Actor& actor : actors) {
      for (const Option& option : options(a.setting(), a.state, actor)) {
        if (std::ranges::find(moving, option.act) != moving.end()) return true;
      }
    }
  }
  return false;
}

bool vacancy_shown(const ACase& a) {
  const std::vector<Waiting> rows = waiting(a.process(), a.roster, a.state);
  return std::ranges::any_of(rows, [&](const Waiting& row) {
    return std::ranges::none_of(row.people, [&](PersonId person) {
      return std::ranges::any_of(a.roster.grants, [&](const Grant& g) { return g.person == person && g.in_chat; });
    });
  });
}

void check_always(const ACase& a) {
  CaseState rebuilt;
  for (const Event& event : a.events) evolve(rebuilt, event);
  RC_ASSERT(rebuilt == a.state);

  const auto running = std::ranges::count_if(
      a.state.steps, [](const StepState& step) { return step.phase != Phase::inactive && step.phase != Phase::done; });
  RC_ASSERT(running == (a.state.status == CaseStatus::done ? 0 : 1));
  for (const StepState& step : a.state.steps) {
    // No step is done before the ones before it are, and none after the active one is.
    RC_ASSERT(step.no >= a.state.current || step.phase == Phase::done);
    RC_ASSERT(step.no <= a.state.current || step.phase == Phase::inactive);
  }
  if (a.state.open()) RC_ASSERT(somebody_can_move(a) || vacancy_shown(a));
}

/// Every yes outside a joint decision is somebody else's than the submitter's.
void check_approvals(const ACase& before, const std::vector<Event>& events) {
  const auto* approved = first<Approved>(events);
  if (approved == nullptr) return;
  if (before.process().step(approved->step).approval.mode == process::ApprovalMode::joint) return;
  RC_ASSERT(approved->approval.by != before.step().submitted_by);
}

void check_completion(const ACase& before, const std::vector<Event>& events) {
  const auto* completed = first<StepCompleted>(events);
  if (completed == nullptr) return;
  RC_ASSERT(completed->step == before.state.current);
  RC_ASSERT(before.step().phase == Phase::awaiting_approval || before.step().phase == Phase::awaiting_signature);
  for (const process::Owed& owed : before.process().step(completed->step).owed) {
    RC_ASSERT(before.state.present(owed.id) != nullptr);
  }
}

/// Mostly what is offered, so that runs get far; sometimes anything.
std::pair<Actor, Command> choose(const ACase& a, Choices& choices) {
  const Actor actor = somebody(choices);
  std::vector<Option> open = options(a.setting(), a.state, actor);
  std::erase_if(open, [&](const Option& option) {
    const bool ends = option.act == Act::cancel || option.act == Act::pause || option.act == Act::change_track;
    return ends && choices.below(8) != 0;
  });
  if (open.empty() || choices.below(4) == 0) return {actor, arbitrary(a, choices)};
  return {actor, well_formed(a, actor, choices.of(open), choices)};
}

void run(const process::Process& process, const std::vector<std::uint32_t>& numbers) {
  ACase a(process);
  Choices choices(numbers);
  while (!choices.empty()) {
    // At times the clock stands still, as after a jump back.
    a.now += std::chrono::minutes{choices.below(4) == 0 ? 0 : choices.below(600)};
    changes_in_the_office(a, choices);
    const auto [actor, command] = choose(a, choices);
    const bool was_offered = offered(a, actor, acts_of(command));
    const auto result = decide(a.setting(), a.state, actor, command);
    if (!result) continue;
    RC_ASSERT(was_offered);
    RC_ASSERT(!result->empty());
    check_approvals(a, *result);
    check_completion(a, *result);
    take(a, *result);
    check_always(a);
  }
}

rc::Gen<std::vector<std::uint32_t>> sequences() {
  return rc::gen::container<std::vector<std::uint32_t>>(
      220, rc::gen::resize(rc::kNominalSize * 4, rc::gen::arbitrary<std::uint32_t>()));
}

RC_GTEST_PROP(Properties, hold_for_mandiri, ()) { run(mandiri(), *sequences()); }
RC_GTEST_PROP(Properties, hold_for_pengembang, ()) { run(pengembang(), *sequences()); }

/// From any step, whatever is offered is taken when it is well-formed.
void everything_offered_is_taken(const process::Process& process, const std::vector<std::uint32_t>& numbers) {
  ACase a(process);
  Choices choices(numbers);
  a.run_to(1 + static_cast<int>(choices.below(process.steps.size())));
  if (choices.below(2) == 0) a.hand_in();
  if (choices.below(3) == 0) a.leave_chat(process::all_roles[choices.below(6)]);
  while (!choices.empty() && a.state.open()) {
    a.now += std::chrono::minutes{1 + choices.below(300)};
    const Actor actor = somebody(choices);
    const std::vector<Option> open = options(a.setting(), a.state, actor);
    std::optional<std::vector<Event>> taken;
    for (const Option& option : open) {
      const Command command = well_formed(a, actor, option, choices);
      const auto result = decide(a.setting(), a.state, actor, command);
      if (!result) {
        RC_LOG() << "act " << static_cast<int>(option.act) << " reason " << static_cast<int>(result.error().reason);
      }
      RC_ASSERT(static_cast<bool>(result));
      if (choices.below(open.size()) == 0) taken = *result;
    }
    if (taken) take(a, *taken);
  }
}

RC_GTEST_PROP(Options, are_all_taken_in_mandiri, ()) { everything_offered_is_taken(mandiri(), *sequences()); }
RC_GTEST_PROP(Options, are_all_taken_in_pengembang, ()) { everything_offered_is_taken(pengembang(), *sequences()); }

}  // namespace
}  // namespace alur::workflow
