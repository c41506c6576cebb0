#include "people_handover.hpp"

#include "flow.hpp"
#include "view.hpp"

#include <algorithm>

namespace alur::chat {
namespace {

/// Cases looked at for one person; an office that leaves more open on one name hands them over in portions.
constexpr std::size_t cases_max = 50;
constexpr std::size_t tasks_handed_over_max = 200;

bool appointed(const workflow::CaseState& state, PersonId person, Role role) {
  return std::ranges::any_of(state.appointments, [&](const workflow::Appointment& each) {
    return each.role == role && std::ranges::find(each.people, person) != each.people.end();
  });
}

/// Nobody else has it: taken on by this person, or nobody else is there.
bool hangs_on(const std::vector<workflow::Waiting>& waiting, PersonId person, Role role) {
  return std::ranges::any_of(waiting, [&](const workflow::Waiting& each) {
    if (each.role != role) return false;
    return each.holder ? *each.holder == person : each.people == std::vector{person};
  });
}

workflow::Appoint replacement(const workflow::CaseState& state, Role role, PersonId from, PersonId to,
                              const std::string& reason) {
  workflow::Appoint appoint;
  appoint.role = role;
  appoint.reason = reason;
  for (const workflow::Appointment& known : state.appointments) {
    if (known.role != role) continue;
    appoint.people = known.people;
    appoint.names = known.names;
  }
  std::erase(appoint.people, from);
  if (std::ranges::find(appoint.people, to) == appoint.people.end()) appoint.people.push_back(to);
  return appoint;
}

}  // namespace

std::vector<OpenWork> open_work(Context& ctx, PersonId person, Role role) {
  store::Cases cases{ctx.tx};
  std::vector<CaseId> ids;
  const auto add = [&](CaseId id) {
    if (ids.size() < cases_max && std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
  };
  for (const store::TaskLine& task : cases.tasks(person, tasks_handed_over_max)) {
    if (task.role == role) add(task.of.id);
  }
  if (process::appointed_per_case(role)) {
    store::Cases::Filter filter;
    filter.participant = person;
    filter.open_only = true;
    for (const store::CaseLine& line : cases.list(filter, cases_max)) add(line.id);
  }
  std::vector<OpenWork> work;
  for (const CaseId id : ids) {
    auto record = cases.find(id);
    if (!record) continue;
    const bool by_appointment = appointed(record->state, person, role);
    if (!by_appointment && !hangs_on(waiting_of(ctx, *record), person, role)) continue;
    work.push_back({std::move(*record), by_appointment});
  }
  return work;
}

std::vector<PersonId> successors(const Context& ctx, PersonId person, Role role) {
  const workflow::Roster roster = ctx.office.roster();
  const auto given_up = std::ranges::find_if(
      roster.grants, [&](const workflow::Grant& grant) { return grant.person == person && grant.role == role; });
  const AgencyId agency = given_up == roster.grants.end() ? AgencyId{} : given_up->agency;
  std::vector<PersonId> people;
  for (const workflow::Grant& grant : roster.grants) {
    if (grant.role == role && grant.agency == agency && grant.in_chat && grant.person != person) {
      people.push_back(grant.person);
    }
  }
  return people;
}

std::vector<std::string> hand_over(Context& ctx, PersonId by, PersonId from, PersonId to, Role role,
                                   const std::string& reason) {
  std::vector<std::string> left;
  for (OpenWork& work : open_work(ctx, from, role)) {
    const workflow::Actor actor{by, std::nullopt};
    bool done = false;
    if (work.appointed) {
      const workflow::Appoint appoint = replacement(work.record.state, role, from, to, reason);
      done = !carry_out(ctx, work.record, actor, appoint, nullptr);
    }
    // Whoever may not appoint can still pass on the step that is open now.
    if (!done) done = !carry_out(ctx, work.record, actor, workflow::Reassign{role, to, reason}, nullptr);
    if (!done) left.push_back(work.record.state.register_no);
  }
  return left;
}

}  // namespace alur::chat
