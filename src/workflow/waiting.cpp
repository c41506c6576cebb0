#include "alur/workflow/attention.hpp"

#include "active_step.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

using process::Role;

namespace {

/// Collects the rows of one step.
class Rows {
 public:
  explicit Rows(const ActiveStep& active) : active_(active) {}

  void add(Waiting::For what, Role role, std::vector<PersonId> people, std::optional<time::Deadline> due,
           time::Instant since) {
    Waiting row;
    row.what = what;
    row.step = active_.now().no;
    row.round = active_.now().round;
    row.role = role;
    row.people = std::move(people);
    row.since = since;
    if (active_.state().status == CaseStatus::running) row.due = due;
    rows_.push_back(std::move(row));
  }
  Waiting& last() { return rows_.back(); }
  const std::vector<Waiting>& all() const { return rows_; }
  std::vector<Waiting> take() { return std::move(rows_); }

 private:
  const ActiveStep& active_;
  std::vector<Waiting> rows_;
};

void add_work(Rows& rows, const ActiveStep& active) {
  const StepState& now = active.now();
  const time::Instant since = now.started.value_or(time::Instant{});
  const std::optional<time::Deadline>& due = active.rule().session ? now.session_due : now.due;
  const Waiting::For what = active.provider_awaited() ? Waiting::For::provider : Waiting::For::work;
  for (const Role role : active.rule().performers) {
    rows.add(what, role, active.holders(role), due, since);
    rows.last().holder = active.holder();
  }
  for (const Role role : active.rule().contributors) {
    rows.add(Waiting::For::contribution, role, active.holders(role), due, since);
  }
}

void add_session_answers(Rows& rows, const ActiveStep& active) {
  const std::optional<SessionState>& session = active.now().session;
  if (!session || !session->planned || session->begun) return;
  for (const Role role : active.session_parties()) {
    if (contains(session->accepted_by, role)) continue;
    rows.add(Waiting::For::session_answer, role, active.holders(role), active.now().session_due,
             session->proposed_at.value_or(time::Instant{}));
  }
}

void add_approvals(Rows& rows, const ActiveStep& active) {
  const StepState& now = active.now();
  for (const PartyView& party : active.parties()) {
    if (party.given != nullptr || !party.in_turn) continue;
    // One yes of the same people stands for both parties ("merangkap").
    const bool asked_already = !party.people.empty() && std::ranges::any_of(rows.all(), [&](const Waiting& row) {
      return row.what == Waiting::For::approval && row.people == party.people;
    });
    if (asked_already) continue;
    rows.add(Waiting::For::approval, party.role, party.people, now.approval_due,
             now.approval_from.value_or(time::Instant{}));
    if (party.went_up()) rows.last().instead_of = party.named;
  }
}

void add_signature(Rows& rows, const ActiveStep& active) {
  for (const Role role : active.rule().performers) {
    rows.add(Waiting::For::signature, role, active.holders(role), std::nullopt,
             active.now().signature_since.value_or(time::Instant{}));
  }
}

void add_return_decision(Rows& rows, const ActiveStep& active) {
  const std::optional<ReturnRequest>& request = active.now().return_request;
  if (!request) return;
  for (const PartyView& party : active.return_deciders(request->by)) {
    rows.add(Waiting::For::return_decision, party.role, party.people, std::nullopt, request->at);
    if (party.went_up()) rows.last().instead_of = party.named;
  }
}

bool sees_all(const Roster& roster, PersonId person) {
  constexpr std::array everywhere{
      Role::staff_egov, Role::kasi_pengembangan, Role::kabid_egov, Role::kepala_dinas, Role::admin, Role::auditor};
  return std::ranges::any_of(everywhere, [&](Role role) { return roster.holds(person, role); });
}

/// Did something in the case that stays on record.
bool took_part(const CaseState& state, PersonId person) {
  const auto in_step = [&](const StepState& step) {
    return step.submitted_by == person || step.holder == person ||
           std::ranges::any_of(step.approvals, [&](const ApprovalGiven& given) { return given.by == person; });
  };
  return std::ranges::any_of(state.versions, [&](const Version& version) { return version.by == person; }) ||
         std::ranges::any_of(state.steps, in_step);
}

}  // namespace

std::vector<Waiting> waiting(const process::Process& process, const Roster& roster, const CaseState& state) {
  if (!state.open() || state.current < 1) return {};
  const ActiveStep active(process, roster, state);
  Rows rows(active);
  switch (active.now().phase) {
    case Phase::in_progress:
      add_work(rows, active);
      add_session_answers(rows, active);
      break;
    case Phase::awaiting_approval:
      add_approvals(rows, active);
      break;
    case Phase::awaiting_signature:
      add_signature(rows, active);
      break;
    case Phase::inactive:
    case Phase::done:
      break;
  }
  add_return_decision(rows, active);
  return rows.take();
}

std::vector<PersonId> holders(const process::Process&, const Roster& roster, const CaseState& state, Role role) {
  return holders_in_step(roster, state, state.current, role);
}

bool involved(const process::Process&, const Roster& roster, const CaseState& state, PersonId person) {
  if (sees_all(roster, person) || roster.holds(person, Role::instansi_pengguna, state.agency)) return true;
  const auto appointed = [&](const Appointment& appointment) {
    return contains(appointment.people, person) && roster.holds(person, appointment.role);
  };
  if (std::ranges::any_of(state.appointments, appointed)) return true;
  const auto handed = [&](const Reassignment& part) {
    return part.to == person && may_take_over(roster, state, part.role, person);
  };
  if (std::ranges::any_of(state.reassignments, handed)) return true;
  // An analyst or programmer who was replaced keeps seeing the own work; the ones bound to an agency or a company
  // that they have left do not.
  const bool in_pool = roster.holds(person, Role::system_analyst) || roster.holds(person, Role::programmer);
  return in_pool && took_part(state, person);
}

}  // namespace alur::workflow
