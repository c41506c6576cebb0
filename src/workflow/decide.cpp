#include "alur/workflow/decide.hpp"

#include "flow.hpp"
#include "verbs.hpp"

#include <algorithm>
#include <array>

namespace alur::workflow {

namespace {

constexpr std::array offers{offer_claim,
                            offer_choose_provider,
                            offer_file,
                            offer_withdraw_version,
                            offer_explain_change,
                            offer_keep_version,
                            offer_propose_session,
                            offer_accept_session,
                            offer_begin_session,
                            offer_end_session,
                            offer_record_session,
                            offer_submit,
                            offer_recall_submission,
                            offer_approve,
                            offer_record_approval,
                            offer_withdraw_approval,
                            offer_return,
                            offer_request_return,
                            offer_decide_return,
                            offer_set_round_time,
                            offer_amend_letter,
                            offer_appoint,
                            offer_reassign,
                            offer_pause,
                            offer_resume,
                            offer_change_track,
                            offer_cancel,
                            offer_note,
                            offer_report_progress,
                            offer_list_needs,
                            offer_mark_needs};

}  // namespace

std::vector<Event> open(const Setting& setting, const Actor& actor, const OpenCase& command) {
  CaseOpened opened;
  opened.register_no = command.register_no;
  opened.title = command.title;
  opened.agency = command.agency;
  opened.letter = command.letter;
  opened.track = setting.process.track;
  opened.process_id = setting.process.id;
  opened.process_version = setting.process.version;
  opened.steps = setting.process.last_step();
  Draft draft(setting, actor, CaseState{});
  draft.add(std::move(opened));
  start_step(draft, 1);
  return draft.take();
}

Result<std::vector<Event>> decide(const Setting& setting, const CaseState& state, const Actor& actor,
                                  const Command& command) {
  const Attempt attempt(setting, state, actor);
  return std::visit([&](const auto& verb) { return decide(attempt, verb); }, command);
}

std::vector<Option> options(const Setting& setting, const CaseState& state, const Actor& actor) {
  const Attempt attempt(setting, state, actor);
  std::vector<Option> offered;
  for (const auto& offer : offers) {
    if (Offer option = offer(attempt)) offered.push_back(std::move(*option));
  }
  return offered;
}

const Option* find(const std::vector<Option>& options, Option::Act act) {
  const auto found = std::ranges::find(options, act, &Option::act);
  return found == options.end() ? nullptr : &*found;
}

}  // namespace alur::workflow
