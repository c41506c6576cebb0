#include "a_case.hpp"

#include "support/shipped.hpp"

#include <algorithm>

namespace alur::workflow {

namespace {

const process::Process& variant(process::Track track) {
  return *std::ranges::find(test::shipped().processes, track, &process::Process::track);
}

}  // namespace

const process::Process& mandiri() { return variant(process::Track::mandiri); }
const process::Process& pengembang() { return variant(process::Track::pengembang); }

const time::WorkCalendar& calendar() {
  static const time::WorkCalendar made = test::shipped().calendar();
  return made;
}

Roster office() {
  return {{{rina, Role::instansi_pengguna, dukcapil, true},
           {stranger, Role::instansi_pengguna, other_agency, true},
           {dedi, Role::staff_egov, {}, true},
           {yuni, Role::staff_egov, {}, true},
           {hendra, Role::kasi_pengembangan, {}, true},
           {sari, Role::kabid_egov, {}, true},
           {fajar, Role::system_analyst, {}, true},
           {putri, Role::programmer, {}, true},
           {bayu, Role::pengembang, company, true},
           {anwar, Role::kepala_dinas, {}, true},
           {admin, Role::admin, {}, true},
           {auditor, Role::auditor, {}, true}}};
}

time::Instant at(unsigned month, unsigned day, int hour, int minute) {
  const std::chrono::year_month_day date{std::chrono::year{2026}, std::chrono::month{month}, std::chrono::day{day}};
  return calendar().at(std::chrono::local_days{date}, std::chrono::hours{hour} + std::chrono::minutes{minute});
}

Submission a_file(const std::string& name) {
  Submission what;
  what.contents.push_back({"hash-" + name, 1000, "application/pdf", name, "id-" + name});
  return what;
}

Submission a_link() {
  Submission what;
  what.kind = VersionKind::link;
  what.link = "https://uji.muaraenimkab.go.id/antrean";
  return what;
}

Submission nihil() {
  Submission what;
  what.kind = VersionKind::nihil;
  return what;
}

Submission checklist(std::vector<std::string> checked) {
  Submission what;
  what.kind = VersionKind::checklist;
  what.checked = std::move(checked);
  return what;
}

Submission a_signed_file(const std::string& name, time::Day date) {
  Submission what = a_file(name);
  what.letter = Letter{"800/45/DISKOMINFO-III/2026", date, "Kepala Dinas"};
  return what;
}

ACase::ACase(const process::Process& process, time::Instant opened)
    : now(opened), process_(&process), calendar_(&calendar()) {
  events = open(setting(), {rina, {}}, {"M26-001", "Aplikasi Antrean Layanan Kependudukan", dukcapil, {}});
  for (const Event& event : events) evolve(state, event);
}

std::vector<Event> ACase::does(const Actor& actor, const Command& command) {
  const auto result = decide(setting(), state, actor, command);
  if (!result) {
    ADD_FAILURE() << "command " << command.index() << " of person " << raw(actor.person) << " in step " << state.current
                  << " refused: reason " << static_cast<int>(result.error().reason);
    return {};
  }
  for (const Event& event : *result) evolve(state, event);
  events.insert(events.end(), result->begin(), result->end());
  return *result;
}

Refusal ACase::refused(const Actor& actor, const Command& command) {
  const auto result = decide(setting(), state, actor, command);
  EXPECT_FALSE(result) << "command " << command.index() << " of person " << raw(actor.person) << " accepted";
  return result ? Refusal{} : result.error();
}

bool ACase::offers(const Actor& actor, Act act) const { return find(options(setting(), state, actor), act) != nullptr; }

PersonId ACase::performer() const {
  for (const Role role : process_->step(state.current).performers) {
    const std::vector<PersonId> people = holders(*process_, roster, state, role);
    if (!people.empty()) return people.front();
  }
  throw std::logic_error("nobody performs");
}

void ACase::appoint_here() {
  for (const Role role : process_->step(state.current).appoints) {
    const auto named = std::ranges::find(roster.grants, role, &Grant::role);
    does(performer(), Appoint{role, {named->person}, {}, ""});
  }
}

void ACase::prepare() {
  const process::Step& rule = process_->step(state.current);
  const PersonId who = performer();
  if (rule.time.from_provider_chosen && !state.provider_chosen) does(who, ChooseProvider{});
  const bool held = step().session && step().session->begun;
  if (rule.session && !held) {
    does(who, BeginSession{});
    now += std::chrono::minutes{30};
    does(who, EndSession{});
  }
  for (const process::Owed& owed : rule.owed) {
    if (state.present(owed.id) != nullptr) continue;
    Submission what = a_file(owed.id + "-" + std::to_string(state.versions.size()));
    if (owed.kind == process::OwedKind::file_or_nihil) what = nihil();
    if (owed.kind == process::OwedKind::checklist) what = checklist(owed.items);
    const std::string fingerprint = "print-" + owed.id + std::to_string(state.versions.size());
    does(who, FileVersion{owed.id, std::move(what), fingerprint});
  }
  const bool appointed = std::ranges::any_of(state.appointments, [&](const Appointment& appointment) {
    return std::ranges::find(rule.appoints, appointment.role) != rule.appoints.end();
  });
  if (!appointed) appoint_here();
}

void ACase::hand_in() {
  prepare();
  does(performer(), Submit{"reason of the test"});
}

void ACase::approve_all() {
  const int step_no = state.current;
  while (state.current == step_no && state.open() && step().phase == Phase::awaiting_approval) {
    const std::vector<Waiting> rows = waiting(*this, Waiting::For::approval);
    does(rows.at(0).people.at(0), Approve{});
  }
}

void ACase::finish_step() {
  const int step_no = state.current;
  hand_in();
  approve_all();
  if (!state.open() || step().phase != Phase::awaiting_signature) return;
  const process::Step& rule = process_->step(step_no);
  for (const process::Owed& owed : rule.owed) {
    if (owed.kind != process::OwedKind::letter) continue;
    const time::Day today = calendar_->day_of(now);
    does(performer(), FileVersion{owed.id, a_signed_file(owed.id, today), "signed-" + owed.id});
  }
}

void ACase::run_to(int step_no) {
  while (state.current < step_no) {
    const int before = state.current;
    finish_step();
    if (state.current == before) throw std::logic_error("the step did not finish");
    now += std::chrono::minutes{1};
  }
}

void ACase::take_role(Role role) {
  std::erase_if(roster.grants, [&](const Grant& grant) { return grant.role == role; });
}

void ACase::leave_chat(Role role) {
  for (Grant& grant : roster.grants) {
    if (grant.role == role) grant.in_chat = false;
  }
}

std::vector<Waiting> waiting(const ACase& of, Waiting::For what) {
  std::vector<Waiting> rows = waiting(of.process(), of.roster, of.state);
  std::erase_if(rows, [&](const Waiting& row) { return row.what != what; });
  return rows;
}

}  // namespace alur::workflow
