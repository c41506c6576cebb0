#include "doors.hpp"

#include <algorithm>
#include <array>

namespace alur::chat::test {

namespace {

using office::Action;
using office::Scope;
using workflow::CaseStatus;
using workflow::Phase;

struct WordRow {
  std::string_view name;
  Action action;
};
/// In the order of Word.
constexpr std::array<WordRow, word_count> words{{
    {"ajukan", Action::open_case},   {"unggah", Action::work},
    {"isi", Action::work},           {"mulai", Action::work},
    {"akhiri", Action::work},        {"selesai", Action::work},
    {"tarik", Action::work},         {"jadwal", Action::schedule},
    {"setuju", Action::decide_step}, {"kembalikan", Action::decide_step},
    {"tunjuk", Action::appoint},     {"jalur", Action::change_track},
    {"batalkan", Action::cancel},    {"tunda", Action::pause},
    {"lanjutkan", Action::pause},    {"alihkan", Action::reassign},
    {"catatan", Action::note},       {"undang", Action::invite},
    {"libur", Action::holiday},
}};

template <class T>
bool lists(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

Outcome done_if(bool accepted) { return accepted ? Outcome::done : Outcome::refused; }

}  // namespace

std::string_view name_of(Word word) { return words.at(static_cast<std::size_t>(word)).name; }
Action action_of(Word word) { return words.at(static_cast<std::size_t>(word)).action; }

bool Expected::of_case(const Someone& who) const {
  if (who.role == Role::instansi_pengguna) return who.agency == state_.agency;
  if (!process::appointed_per_case(who.role)) return true;
  return std::any_of(state_.appointments.begin(), state_.appointments.end(), [&](const workflow::Appointment& each) {
    return each.role == who.role && each.in_force && lists(each.people, who.member.id);
  });
}

bool Expected::holds(const Someone& who, Role role) const {
  for (const workflow::Reassignment& handed : state_.reassignments) {
    if (handed.step == state_.current && handed.role == role) return handed.to == who.member.id;
  }
  return who.role == role && of_case(who);
}

bool Expected::sees(const Someone& who) const {
  const Scope scope = office::may(who.role, Action::see);
  if (scope == Scope::any || (scope != Scope::none && of_case(who))) return true;
  // Whoever is named in a letter that is still to be signed sees what it is about.
  return std::any_of(state_.appointments.begin(), state_.appointments.end(), [&](const workflow::Appointment& each) {
    return each.role == who.role && lists(each.people, who.member.id);
  });
}

/// Nobody decides on what they handed in: the post above does, unless the parties decide jointly.
std::vector<const Someone*> Expected::deciders(Role named, Role* up) const {
  for (Role role = named;;) {
    std::vector<const Someone*> people;
    bool held = false;
    for (const Someone& each : office_) {
      if (!holds(each, role)) continue;
      held = true;
      if (joint() || !submitted_by(each)) people.push_back(&each);
    }
    if (up != nullptr) *up = role;
    const auto above = process::next_up(role);
    if (!people.empty() || (role == named && !held) || !above) return people;
    role = *above;
  }
}

Part Expected::part_of(const Someone& who) const {
  const auto held = [&](Role role) { return holds(who, role); };
  Part part;
  part.performs = std::any_of(rule_.performers.begin(), rule_.performers.end(), held);
  part.contributes = std::any_of(rule_.contributors.begin(), rule_.contributors.end(), held);
  const std::vector<Role>& parties = rule_.approval.parties;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (!lists(deciders(parties[i]), &who)) continue;
    part.decides = true;
    part.in_turn = part.in_turn || i == 0 || rule_.approval.mode != process::ApprovalMode::sequence;
  }
  part.opened = state_.opened_by == who.member.id;
  return part;
}

bool Expected::complete() const {
  return std::all_of(rule_.owed.begin(), rule_.owed.end(),
                     [&](const process::Owed& owed) { return is_complete(state_, owed); }) &&
         std::all_of(rule_.appoints.begin(), rule_.appoints.end(), [&](Role role) {
           return std::any_of(state_.appointments.begin(), state_.appointments.end(),
                              [&](const workflow::Appointment& each) { return each.role == role; });
         });
}

bool Expected::works(const Someone& who, Word word) const {
  if (office::may(who.role, Action::work) != Scope::own) return false;
  const Part part = part_of(who);
  const workflow::StepState& now = state_.active();
  const bool in_progress = now.phase == Phase::in_progress;
  if (word == Word::unggah || word == Word::isi) {
    // Documents are taken while the case is paused, and while it is decided on.
    const bool performer = part.performs && (in_progress || now.phase == Phase::awaiting_approval);
    return state_.open() && (performer || (part.contributes && in_progress));
  }
  if (!part.performs || !in_progress || state_.status != CaseStatus::running) return false;
  const bool begun = now.session && now.session->begun;
  if (word == Word::mulai) return rule_.session ? !begun : now.holder != who.member.id;
  if (word == Word::akhiri) return begun && !now.session->ended;
  return complete() && (begun || !rule_.session);
}

/// The own hand-in while nobody decided, or the own yes that only moved the case on.
bool Expected::takes_back(const Someone& who) const {
  const workflow::StepState& now = state_.active();
  if (state_.status != CaseStatus::running) return false;
  if (now.phase == Phase::awaiting_approval) {
    return office::may(who.role, Action::work) == Scope::own && submitted_by(who) && now.approvals.empty();
  }
  if (office::may(who.role, Action::decide_step) != Scope::own || state_.current == 1) return false;
  const workflow::StepState& before = state_.step(state_.current - 1);
  return now.phase == Phase::in_progress && !now.first_act && now.returned_from == 0 && !before.approvals.empty() &&
         before.approvals.back().by == who.member.id && !before.signature_since &&
         process_.step(before.no).appoints.empty();
}

Outcome Expected::returning(const Someone& who) const {
  const Part part = part_of(who);
  if (state_.status != CaseStatus::running || state_.active().phase != Phase::awaiting_approval) {
    return Outcome::refused;
  }
  if (part.in_turn && office::may(who.role, Action::decide_step) == Scope::own) return Outcome::done;
  // sop/steps, "Returning": whoever performs asks an approver for it, whatever the role may decide elsewhere.
  return part.performs || part.contributes ? Outcome::asked : Outcome::refused;
}

std::optional<Role> Expected::handed_over(const Someone& who) const {
  std::vector<Role> to_come;
  const Phase phase = state_.active().phase;
  if (phase == Phase::in_progress) {
    to_come = rule_.performers;
    to_come.insert(to_come.end(), rule_.contributors.begin(), rule_.contributors.end());
  }
  for (const Role named : rule_.approval.parties) {
    Role decides = named;
    deciders(named, &decides);
    to_come.push_back(decides);
  }
  const auto may_hand = [&](Role role) {
    const bool an_officers_post =
        role == Role::kasi_pengembangan || role == Role::kabid_egov || role == Role::kepala_dinas;
    switch (who.role) {
      case Role::kabid_egov:
      case Role::admin:
        return true;
      case Role::kasi_pengembangan:
        return role == Role::staff_egov || role == Role::system_analyst || role == Role::programmer;
      case Role::instansi_pengguna:
      case Role::staff_egov:
      case Role::system_analyst:
      case Role::programmer:
      case Role::pengembang:
        return !an_officers_post && holds(who, role);
      case Role::kepala_dinas:
      case Role::auditor:
        return false;
    }
    return false;
  };
  const auto found = std::find_if(to_come.begin(), to_come.end(), may_hand);
  return found == to_come.end() ? std::nullopt : std::optional{*found};
}

Outcome Expected::outcome(const Someone& who, Word word) const {
  const Scope scope = office::may(who.role, action_of(word));
  const Part part = part_of(who);
  const bool running = state_.status == CaseStatus::running;
  const workflow::StepState& now = state_.active();
  const bool nothing_approved = state_.step(1).phase != Phase::done && state_.step(2).round == 0;
  switch (word) {
    case Word::ajukan:
      return done_if(scope == Scope::any || scope == Scope::own_agency);
    case Word::undang:
    case Word::libur:
      return done_if(scope == Scope::any);
    case Word::unggah:
    case Word::isi:
    case Word::mulai:
    case Word::akhiri:
    case Word::selesai:
      return done_if(works(who, word));
    case Word::tarik:
      return done_if(takes_back(who));
    case Word::jadwal: {
      const bool open =
          running && rule_.session && now.phase == Phase::in_progress && !(now.session && now.session->begun);
      const bool answers = part.decides && now.session && now.session->planned;
      return done_if(open && scope != Scope::none && (part.performs || answers));
    }
    case Word::setuju:
      return done_if(scope == Scope::own && running && now.phase == Phase::awaiting_approval && part.in_turn);
    case Word::kembalikan:
      return returning(who);
    case Word::tunjuk:
      if (scope == Scope::any) return done_if(state_.open());
      return done_if(scope == Scope::own && part.performs && running && now.phase == Phase::in_progress &&
                     !rule_.appoints.empty());
    case Word::jalur:
      return done_if(scope == Scope::any && running && state_.current <= 3);
    case Word::batalkan:
      if (scope == Scope::own_agency) return done_if(state_.open() && nothing_approved && of_case(who));
      if (scope == Scope::own) return done_if(state_.open() && nothing_approved && part.opened);
      return done_if(scope == Scope::any && state_.open());
    case Word::tunda:
      if (scope == Scope::asks) return running && sees(who) ? Outcome::asked : Outcome::refused;
      return done_if(scope == Scope::any && running);
    case Word::lanjutkan:
      if (state_.status != CaseStatus::paused) return Outcome::refused;
      if (scope == Scope::asks) return sees(who) ? Outcome::asked : Outcome::refused;
      return done_if(scope == Scope::any);
    case Word::alihkan:
      return done_if(scope != Scope::none && running && sees(who) && handed_over(who));
    case Word::catatan:
      return done_if(state_.open() && (scope == Scope::any || (scope == Scope::own && part.any())));
  }
  return Outcome::refused;
}

}  // namespace alur::chat::test
