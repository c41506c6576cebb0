#include "random_commands.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

namespace {

const std::vector<PersonId> everybody{rina,  dedi, yuni,  hendra, sari,    fajar,
                                      putri, bayu, anwar, admin,  auditor, stranger};

Submission fitting(const process::Owed* owed, Choices& choices) {
  if (owed == nullptr) return a_file("lampiran");
  switch (owed->kind) {
    case process::OwedKind::file:
    case process::OwedKind::letter:
      return a_file(owed->id);
    case process::OwedKind::link_or_file:
      return choices.below(2) == 0 ? a_link() : a_file(owed->id);
    case process::OwedKind::file_or_nihil:
      return choices.below(3) != 0 ? nihil() : a_file(owed->id);
    case process::OwedKind::checklist:
      return checklist(owed->items);
  }
  return {};
}

FileVersion filing(const ACase& a, const std::string& item, Choices& choices) {
  return {item, fitting(a.process().step(a.state.current).find_owed(item), choices),
          "print-" + std::to_string(a.state.revision)};
}

PersonId eligible(const ACase& a, Role role, Choices& choices) {
  std::vector<PersonId> people;
  for (const Grant& grant : a.roster.grants) {
    if (grant.role == role) people.push_back(grant.person);
  }
  return people.empty() ? PersonId{} : choices.of(people);
}

RecordApproval sheet(const ACase& a, Role role) {
  return {role, "Rina", calendar().day_of(a.now), {"sheet", 1, "application/pdf", "s.pdf", ""}};
}

ChangeTrack other_track(const ACase& a) {
  const bool to_pengembang = a.state.track == process::Track::mandiri;
  const process::Process& to = to_pengembang ? pengembang() : mandiri();
  return {to.track, to.id, to.version, to.last_step(), "alasan"};
}

/// Marks every need as the active step may; well-formed.
MarkNeeds marking(const ACase& a, Choices& choices) {
  MarkNeeds command;
  for (int need = 1; need <= static_cast<int>(a.state.needs.size()); ++need) {
    const bool good = choices.below(4) != 0;
    NeedMark mark = good ? NeedMark::fits : NeedMark::does_not_fit;
    if (a.process().step(a.state.current).trace == process::TraceStage::scenarios) mark = NeedMark::covered;
    if (a.process().step(a.state.current).trace == process::TraceStage::results) {
      mark = good ? NeedMark::passed : NeedMark::failed;
    }
    command.findings.push_back({need, mark});
  }
  return command;
}

MarkNeeds marking_arbitrary(Choices& choices) {
  constexpr std::array marks{NeedMark::covered, NeedMark::passed, NeedMark::fits, NeedMark::does_not_fit};
  return {{{static_cast<int>(choices.below(4)), marks[choices.below(marks.size())]}}};
}

}  // namespace

Actor somebody(Choices& choices) {
  Actor actor{choices.of(everybody), {}};
  if (choices.below(4) == 0) {
    actor.on_behalf = process::all_roles[choices.below(process::all_roles.size())];
  }
  return actor;
}

Command well_formed(const ACase& a, const Actor& actor, const Option& option, Choices& choices) {
  const auto item = [&] { return choices.of(option.items); };
  const auto step = [&] { return choices.of(option.steps); };
  switch (option.act) {
    case Act::claim:
    case Act::take_over:
      return Claim{};
    case Act::choose_provider:
      return ChooseProvider{};
    case Act::file:
      return filing(a, item(), choices);
    case Act::file_signed:
      return FileVersion{item(), a_signed_file("signed", calendar().day_of(a.now)), "signed"};
    case Act::withdraw_version:
      return WithdrawVersion{item()};
    case Act::explain_change:
      return ExplainChange{item(), "perbaikan"};
    case Act::keep_version:
      return KeepVersion{item()};
    case Act::propose_session:
      return ProposeSession{a.now + std::chrono::hours{25}, "Ruang Rapat"};
    case Act::accept_session:
      return AcceptSession{};
    case Act::begin_session:
      return BeginSession{};
    case Act::end_session:
      return EndSession{};
    case Act::record_session:
      return RecordSession{*a.step().started, a.now};
    case Act::submit:
      return Submit{"alasan"};
    case Act::recall_submission:
    case Act::withdraw_approval:
      return Recall{"keliru"};
    case Act::approve:
      return Approve{"dengan alasan", {}};
    case Act::record_approval:
      return sheet(a, choices.of(option.roles));
    case Act::return_to:
      return Return{step(), "alasan", {}};
    case Act::request_return:
      return RequestReturn{step(), "alasan"};
    case Act::decide_return:
      return choices.below(2) == 0 ? Command{GrantReturn{}} : Command{DeclineReturn{}};
    case Act::set_round_time:
      return SetRoundTime{process::TimeLimit{process::TimeUnit::working_days, 7, false}};
    case Act::amend_letter:
      return AmendLetter{item(), {"800/46/DISKOMINFO-III/2026", calendar().day_of(a.now), "Sekretaris"}};
    case Act::appoint: {
      const Role role = choices.of(option.roles);
      return Appoint{role, {eligible(a, role, choices)}, {"Andi"}, "alasan"};
    }
    case Act::reassign: {
      const Successor to = choices.of(successors(a.setting(), a.state, actor));
      return Reassign{to.role, to.person, "alasan"};
    }
    case Act::pause:
      return PauseCase{Party::other, "alasan"};
    case Act::resume:
      return ResumeCase{};
    case Act::change_track:
      return other_track(a);
    case Act::cancel:
      return CancelCase{"alasan"};
    case Act::note:
      return AddNote{"catatan"};
    case Act::report_progress:
      return ReportProgress{false, "hambatan"};
    case Act::list_needs:
      return ListNeeds{{"Nomor antrean", "Laporan harian"}};
    case Act::mark_needs:
      return marking(a, choices);
  }
  return Claim{};
}

Command arbitrary(const ACase& a, Choices& choices) {
  const std::vector<process::Owed>& owed = a.process().steps[choices.below(a.process().steps.size())].owed;
  const std::string item = owed.empty() ? "lampiran" : owed[choices.below(owed.size())].id;
  const int step = static_cast<int>(choices.below(16)) - 1;
  const Role role = process::all_roles[choices.below(process::all_roles.size())];
  const std::vector<Command> commands{
      Claim{},
      ChooseProvider{},
      filing(a, item, choices),
      FileVersion{item, a_signed_file("signed", calendar().day_of(a.now)), "signed"},
      WithdrawVersion{item},
      ExplainChange{item, "perbaikan"},
      KeepVersion{item},
      ProposeSession{a.now + std::chrono::hours{static_cast<int>(choices.below(60)) - 10}, ""},
      AcceptSession{},
      BeginSession{},
      EndSession{},
      RecordSession{a.now - std::chrono::hours{static_cast<int>(choices.below(40))}, a.now},
      Submit{choices.below(2) == 0 ? "" : "alasan"},
      Recall{},
      Approve{},
      sheet(a, role),
      Return{step, "alasan", {}},
      RequestReturn{step, "alasan"},
      GrantReturn{},
      DeclineReturn{},
      SetRoundTime{process::TimeLimit{process::TimeUnit::working_days, static_cast<int>(choices.below(4)), false}},
      AmendLetter{item, {"800/46/DISKOMINFO-III/2026", calendar().day_of(a.now), "Sekretaris"}},
      Appoint{role, {eligible(a, role, choices)}, {}, "alasan"},
      Reassign{role, choices.of(everybody), "alasan"},
      PauseCase{Party::other, "alasan"},
      ResumeCase{},
      other_track(a),
      CancelCase{"alasan"},
      AddNote{"catatan"},
      ReportProgress{true, ""},
      ListNeeds{{"Nomor antrean"}},
      marking_arbitrary(choices),
      Recount{"libur"}};
  return choices.of(commands);
}

std::vector<Act> acts_of(const Command& command) {
  struct Acts {
    std::vector<Act> operator()(const Claim&) const { return {Act::claim, Act::take_over}; }
    std::vector<Act> operator()(const ChooseProvider&) const { return {Act::choose_provider}; }
    std::vector<Act> operator()(const FileVersion&) const { return {Act::file, Act::file_signed}; }
    std::vector<Act> operator()(const WithdrawVersion&) const { return {Act::withdraw_version}; }
    std::vector<Act> operator()(const ExplainChange&) const { return {Act::explain_change}; }
    std::vector<Act> operator()(const KeepVersion&) const { return {Act::keep_version}; }
    std::vector<Act> operator()(const ProposeSession&) const { return {Act::propose_session}; }
    std::vector<Act> operator()(const AcceptSession&) const { return {Act::accept_session}; }
    std::vector<Act> operator()(const BeginSession&) const { return {Act::begin_session}; }
    std::vector<Act> operator()(const EndSession&) const { return {Act::end_session}; }
    std::vector<Act> operator()(const RecordSession&) const { return {Act::record_session}; }
    std::vector<Act> operator()(const Submit&) const { return {Act::submit}; }
    std::vector<Act> operator()(const Recall&) const { return {Act::recall_submission, Act::withdraw_approval}; }
    std::vector<Act> operator()(const Approve&) const { return {Act::approve}; }
    std::vector<Act> operator()(const RecordApproval&) const { return {Act::record_approval}; }
    std::vector<Act> operator()(const Return&) const { return {Act::return_to}; }
    std::vector<Act> operator()(const RequestReturn&) const { return {Act::request_return}; }
    std::vector<Act> operator()(const GrantReturn&) const { return {Act::decide_return}; }
    std::vector<Act> operator()(const DeclineReturn&) const { return {Act::decide_return}; }
    std::vector<Act> operator()(const SetRoundTime&) const { return {Act::set_round_time}; }
    std::vector<Act> operator()(const AmendLetter&) const { return {Act::amend_letter}; }
    std::vector<Act> operator()(const Appoint&) const { return {Act::appoint}; }
    std::vector<Act> operator()(const Reassign&) const { return {Act::reassign}; }
    std::vector<Act> operator()(const PauseCase&) const { return {Act::pause}; }
    std::vector<Act> operator()(const ResumeCase&) const { return {Act::resume}; }
    std::vector<Act> operator()(const ChangeTrack&) const { return {Act::change_track}; }
    std::vector<Act> operator()(const CancelCase&) const { return {Act::cancel}; }
    std::vector<Act> operator()(const AddNote&) const { return {Act::note}; }
    std::vector<Act> operator()(const ReportProgress&) const { return {Act::report_progress}; }
    std::vector<Act> operator()(const ListNeeds&) const { return {Act::list_needs}; }
    std::vector<Act> operator()(const MarkNeeds&) const { return {Act::mark_needs}; }
    std::vector<Act> operator()(const Recount&) const { return {}; }  // not a person's
  };
  return std::visit(Acts{}, command);
}

}  // namespace alur::workflow
