#include "alur/config/config.hpp"
#include "alur/workflow/attention.hpp"
#include "alur/workflow/decide.hpp"

#include "fuzz/scratch.hpp"
#include "fuzz/target.hpp"
#include "support/shipped.hpp"

/// The definition of an SOP. One that is accepted can be run: a case is opened by it, and asked what it waits for.
ALUR_FUZZ_TARGET(process) {
  using namespace alur;
  static const fuzz::ScratchFile file{"proses.toml"};
  static const time::WorkCalendar calendar = alur::test::shipped().calendar();
  file.write(input);
  const auto loaded = config::load_processes(file.directory());
  if (!loaded.ok()) return;
  workflow::Roster roster;
  std::int64_t person = 0;
  for (const process::Role role : process::all_roles) {
    roster.grants.push_back({workflow::PersonId{++person}, role, workflow::AgencyId{1}, true});
  }
  const time::Instant now =
      calendar.at(std::chrono::local_days{std::chrono::year{2026} / 3 / 2}, std::chrono::hours{9});
  for (const process::Process& each : loaded.value) {
    const workflow::Setting setting{each, roster, calendar, now};
    workflow::OpenCase command;
    command.register_no = "M26-001";
    command.agency = workflow::AgencyId{1};
    workflow::CaseState state;
    for (const workflow::Event& event : workflow::open(setting, {workflow::PersonId{1}, {}}, command)) {
      workflow::evolve(state, event);
    }
    fuzz::require(state.current == 1, "a case begins with step 1");
    for (const workflow::Grant& grant : roster.grants) workflow::options(setting, state, {grant.person, {}});
    workflow::waiting(each, roster, state);
    workflow::next_reminder(setting, state, now);
  }
}
