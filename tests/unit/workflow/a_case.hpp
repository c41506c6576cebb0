#pragma once

#include "alur/workflow/attention.hpp"
#include "alur/workflow/decide.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

/// A case of the SOP as shipped, and the people of a small office around it.
namespace alur::workflow {

using process::Role;
using Reason = Refusal::Reason;
using Act = Option::Act;

inline constexpr AgencyId dukcapil{1};
inline constexpr AgencyId other_agency{2};
inline constexpr AgencyId company{7};

inline constexpr PersonId rina{1};    ///< instansi_pengguna of dukcapil
inline constexpr PersonId dedi{2};    ///< staff_egov
inline constexpr PersonId yuni{3};    ///< staff_egov
inline constexpr PersonId hendra{4};  ///< kasi_pengembangan
inline constexpr PersonId sari{5};    ///< kabid_egov
inline constexpr PersonId fajar{6};   ///< system_analyst
inline constexpr PersonId putri{7};   ///< programmer
inline constexpr PersonId bayu{8};    ///< pengembang
inline constexpr PersonId anwar{9};   ///< kepala_dinas
inline constexpr PersonId admin{10};  ///< admin
inline constexpr PersonId auditor{11};
inline constexpr PersonId stranger{12};  ///< instansi_pengguna of another agency

const process::Process& mandiri();
const process::Process& pengembang();
const time::WorkCalendar& calendar();  ///< 2026 as shipped
Roster office();

/// A local moment of 2026 in Asia/Jakarta.
time::Instant at(unsigned month, unsigned day, int hour, int minute = 0);

Submission a_file(const std::string& name);
Submission a_link();
Submission nihil();
Submission checklist(std::vector<std::string> checked);
Submission a_signed_file(const std::string& name, time::Day date);

class ACase {
 public:
  explicit ACase(const process::Process& process, time::Instant opened = at(2, 2, 9));

  Roster roster = office();
  time::Instant now;
  CaseState state;
  std::vector<Event> events;

  const process::Process& process() const { return *process_; }
  void use(const process::Process& process) { process_ = &process; }
  void use(const time::WorkCalendar& calendar) { calendar_ = &calendar; }
  Setting setting() const { return {*process_, roster, *calendar_, now}; }
  const StepState& step() const { return state.active(); }

  /// Carries the command out; a refusal is a test failure.
  std::vector<Event> does(const Actor& actor, const Command& command);
  std::vector<Event> does(PersonId person, const Command& command) { return does(Actor{person, {}}, command); }
  /// The reason; an acceptance is a test failure, and changes nothing.
  Refusal refused(const Actor& actor, const Command& command);
  Refusal refused(PersonId person, const Command& command) { return refused(Actor{person, {}}, command); }
  bool offers(const Actor& actor, Act act) const;
  bool offers(PersonId person, Act act) const { return offers(Actor{person, {}}, act); }

  /// Files everything that the active step still owes, holds its session, appoints: ready to be handed in.
  void prepare();
  void hand_in();  ///< prepare() and submit, by whoever performs
  void approve_all();
  void finish_step();  ///< hand in, approve, sign
  void run_to(int step);

  PersonId performer() const;
  void grant(PersonId person, Role role, AgencyId agency = {}) {
    roster.grants.push_back({person, role, agency, true});
  }
  void take_role(Role role);
  void leave_chat(Role role);

 private:
  void appoint_here();
  const process::Process* process_;
  const time::WorkCalendar* calendar_;
};

/// The first event of the kind, or nullptr.
template <class T>
const T* first(const std::vector<Event>& events) {
  for (const Event& event : events) {
    if (const T* fact = std::get_if<T>(&event.fact)) return fact;
  }
  return nullptr;
}

std::vector<Waiting> waiting(const ACase& of, Waiting::For what);

}  // namespace alur::workflow
