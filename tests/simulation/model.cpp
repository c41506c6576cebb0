#include "model.hpp"

#include "button.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

namespace alur::simulation {

namespace {

using process::ApprovalMode;
using process::Role;

const process::Step& rule_of(const Model::Case& one) { return sop().step(one.step); }

bool owes(const process::Step& rule, const std::string& item) { return rule.find_owed(item) != nullptr; }

template <class Things, class Thing>
bool among(const Things& things, const Thing& thing) {
  return std::find(things.begin(), things.end(), thing) != things.end();
}

std::string phase_name(workflow::Phase phase) { return std::to_string(static_cast<int>(phase)); }

template <class Value>
std::string differs(const std::string& what, const Value& found, const Value& expected) {
  std::ostringstream text;
  text << what << " is " << found << ", not " << expected;
  return text.str();
}

int count(const std::vector<store::HistoryLine>& history, std::size_t kind) {
  return static_cast<int>(std::count_if(history.begin(), history.end(),
                                        [kind](const auto& line) { return line.event.fact.index() == kind; }));
}

template <class Fact>
std::size_t kind_of() {
  return workflow::Fact{Fact{}}.index();
}

}  // namespace

const Person& person_of(std::int64_t account) {
  return *std::find_if(people().begin(), people().end(), [&](const Person& one) { return one.account == account; });
}

std::string Model::register_of(std::size_t index) {
  const std::string number = std::to_string(index + 1);
  return "M26-" + std::string(3 - std::min<std::size_t>(3, number.size()), '0') + number;
}

// --- the rules -------------------------------------------------------------------------------------------------------

bool Model::is_current(std::size_t index, int step, int round) const {
  const Case& one = cases_.at(index);
  return !one.done && one.step == step && one.round.at(step) == round;
}

bool Model::may_file(const Person& person, const Case& one, const std::string& item) const {
  return !one.done && among(rule_of(one).performers, person.role) && owes(rule_of(one), item);
}

bool Model::may_hand_in(const Person& person, const Case& one) const {
  return !one.done && !one.decided_on && among(rule_of(one).performers, person.role) &&
         one.filed.size() == rule_of(one).owed.size();
}

bool Model::may_approve(const Person& person, const Case& one) const {
  if (one.done || !one.decided_on || one.approved.contains(person.role)) return false;
  const process::Approval& rule = rule_of(one).approval;
  if (!among(rule.parties, person.role)) return false;
  return rule.mode != ApprovalMode::sequence || rule.parties[one.approved.size()] == person.role;
}

/// Whoever has a say, from their turn on, also after their own yes.
bool Model::may_return(const Person& person, const Case& one, int to) const {
  const bool listed = std::any_of(rule_of(one).back_to.begin(), rule_of(one).back_to.end(),
                                  [to](const process::BackTarget& target) { return target.step == to; });
  return listed && (may_approve(person, one) || (!one.done && one.decided_on && one.approved.contains(person.role)));
}

void Model::start(Case& one, int step) {
  one.step = step;
  ++one.round[step];
  one.decided_on = false;
  one.filed.clear();
  one.approved.clear();
}

void Model::hand_in(const Person& person, Case& one) {
  if (!may_hand_in(person, one)) return;
  one.decided_on = true;
  one.approved.clear();
  ++one.hand_ins;
  ++taken_effect_[person.account];
}

void Model::approve(const Person& person, Case& one) {
  if (!may_approve(person, one)) return;
  one.approved.insert(person.role);
  ++one.approvals;
  ++taken_effect_[person.account];
  if (one.approved.size() < rule_of(one).approval.parties.size()) return;
  if (one.step == sop().last_step()) {
    one.done = true;
  } else {
    start(one, one.step + 1);
  }
}

// --- deeds -----------------------------------------------------------------------------------------------------------

void Model::happened(const Deed& deed, std::optional<std::int64_t> question_rev) {
  const Person& person = person_of(deed.chat);
  if (deed.data.empty()) {
    questions_.erase(deed.chat);  // a command with arguments wins over a question
    typed(person, deed);
  } else {
    pressed(person, deed, question_rev);
  }
}

void Model::file(const Person& person, Case& one, const std::string& item) {
  if (!may_file(person, one, item)) return;
  one.filed.insert(item);
  one.approved.clear();  // what was said before was said of another version
  ++one.filings;
  ++taken_effect_[person.account];
}

bool Model::uploads_of(std::int64_t chat) const {
  return std::any_of(uploads_.begin(), uploads_.end(), [chat](const Upload& one) { return one.chat == chat; });
}

/// Files that are still on their way are waited for.
void Model::hand_in_when_ready(const Person& person, std::size_t index) {
  if (!uploads_of(person.account)) return hand_in(person, cases_[index]);
  std::vector<std::size_t>& waiting = hand_ins_waiting_[person.account];
  if (!among(waiting, index)) waiting.push_back(index);
}

void Model::arrived(const std::string& file_id, std::optional<std::int64_t> question_rev) {
  const auto found =
      std::find_if(uploads_.begin(), uploads_.end(), [&](const Upload& one) { return one.file_id == file_id; });
  const Upload upload = *found;
  uploads_.erase(found);
  touched_.insert(upload.of);
  const Person& person = person_of(upload.chat);
  file(person, cases_[upload.of], upload.item);
  // A new version is asked about, which ends what was being asked.
  const auto open = questions_.find(upload.chat);
  if (open != questions_.end() && open->second.rev != question_rev) questions_.erase(open);
  if (uploads_of(upload.chat)) return;
  for (const std::size_t index : std::exchange(hand_ins_waiting_[upload.chat], {})) {
    touched_.insert(index);
    hand_in(person, cases_[index]);
  }
}

void Model::typed(const Person& person, const Deed& deed) {
  std::istringstream words(deed.text);
  std::string command;
  std::string which;
  words >> command >> which;
  if (command == "/ajukan") {
    if (person.role != Role::instansi_pengguna) return;
    Case& opened = cases_.emplace_back();
    std::getline(words >> std::ws, opened.title);
    touched_.insert(cases_.size() - 1);
    ++taken_effect_[person.account];
    return;
  }
  std::size_t index = 0;
  while (index < cases_.size() && register_of(index) != which) ++index;
  if (index == cases_.size()) return;
  Case& one = cases_[index];
  touched_.insert(index);
  if (command == "/isi") {
    std::string item;
    words >> item;
    file(person, one, item);
  } else if (command == "/unggah") {
    std::string item;
    words >> item;
    if (owes(rule_of(one), item)) uploads_.push_back({person.account, deed.file_id, index, item});
  } else if (command == "/selesai") {
    hand_in_when_ready(person, index);
  } else if (command == "/setuju") {
    approve(person, one);
  } else if (command == "/kembalikan") {
    std::string tahap;
    int to = 0;
    words >> tahap >> to;
    if (!may_return(person, one, to)) return;
    ++one.returns;
    ++taken_effect_[person.account];
    start(one, to);
  }
}

void Model::pressed(const Person& person, const Deed& deed, std::optional<std::int64_t> question_rev) {
  const auto press = chat::unseal(deed.data, deed.chat, button_key);
  if (!press) return;
  const auto open = questions_.find(deed.chat);
  if (press->verb == chat::Verb::dismiss) {
    if (open != questions_.end() && open->second.rev == press->rev) questions_.erase(open);
    return;
  }
  const auto index = static_cast<std::size_t>(workflow::raw(press->case_id)) - 1;
  if (index >= cases_.size()) return;
  touched_.insert(index);
  const Case& one = cases_[index];
  if (!is_current(index, press->step, press->round)) return;
  const bool asks_approval = press->verb == chat::Verb::approve;
  const bool asks_hand_in = press->verb == chat::Verb::submit;
  if (asks_hand_in && uploads_of(deed.chat)) return hand_in_when_ready(person, index);
  if (asks_approval || asks_hand_in) {
    const bool asked = asks_approval ? may_approve(person, one) && press->rev == one.filings : may_hand_in(person, one);
    if (asked) questions_[deed.chat] = {asks_approval, index, one.filings, question_rev.value_or(0)};
    return;
  }
  const bool yes = press->verb == chat::Verb::approve_yes || press->verb == chat::Verb::submit_yes;
  if (!yes || open == questions_.end() || open->second.rev != press->rev) return;
  const Question question = open->second;
  if (question.to_approve != (press->verb == chat::Verb::approve_yes)) return;
  questions_.erase(open);
  answered(person, question);
}

void Model::answered(const Person& person, const Question& question) {
  Case& one = cases_[question.of];
  if (!question.to_approve) {
    hand_in(person, one);
  } else if (question.filings == one.filings) {  // a yes never covers a document not seen
    approve(person, one);
  }
}

// --- the record ------------------------------------------------------------------------------------------------------

std::string Model::difference(store::Tx& tx) {
  const std::size_t there = store::Cases{tx}.count({});
  if (there != cases_.size()) {
    return "there are " + std::to_string(there) + " cases, not " + std::to_string(cases_.size());
  }
  for (const std::size_t index : std::exchange(touched_, {})) {
    if (std::string found = difference(tx, index); !found.empty()) return register_of(index) + ": " + found;
  }
  return {};
}

std::string Model::difference_of_histories(store::Tx& tx) {
  for (std::size_t index = 0; index < cases_.size(); ++index) {
    touched_.insert(index);
    if (std::string found = difference_of_history(tx, index); !found.empty()) return register_of(index) + ": " + found;
  }
  return difference(tx);
}

std::string Model::difference(store::Tx& tx, std::size_t index) const {
  const Case& one = cases_[index];
  store::Cases cases{tx};
  const auto record = cases.find(register_of(index));
  if (!record) return "not there";
  const workflow::CaseState& state = record->state;
  const workflow::StepState& step = state.active();
  if (state.title != one.title) return differs("title", state.title, one.title);
  if (state.current != one.step) return differs("step", state.current, one.step);
  if (step.round != one.round.at(one.step)) return differs("round", step.round, one.round.at(one.step));
  const auto phase = one.done         ? workflow::Phase::done
                     : one.decided_on ? workflow::Phase::awaiting_approval
                                      : workflow::Phase::in_progress;
  if (step.phase != phase) return differs("phase", phase_name(step.phase), phase_name(phase));
  if ((state.status == workflow::CaseStatus::done) != one.done) return "ended or not, otherwise than it should";
  const int versions = static_cast<int>(state.versions.size());
  if (versions != one.filings) return differs("number of versions", versions, one.filings);
  for (const process::Owed& owed : rule_of(one).owed) {
    if ((state.present(owed.id) != nullptr) != one.filed.contains(owed.id)) return owed.id + " is there or not";
  }
  if (step.approvals.size() != one.approved.size()) {
    return differs("number of approvals", step.approvals.size(), one.approved.size());
  }
  return {};
}

std::string Model::difference_of_history(store::Tx& tx, std::size_t index) const {
  const Case& one = cases_[index];
  const std::vector<store::HistoryLine> history =
      store::Cases{tx}.history(workflow::CaseId{static_cast<std::int64_t>(index) + 1}, 10'000);
  const auto counted = [&](const std::string& what, std::size_t kind, int expected) {
    const int found = count(history, kind);
    return found == expected ? std::string{} : differs(what, found, expected);
  };
  for (const std::string& wrong : {counted("hand-ins", kind_of<workflow::Submitted>(), one.hand_ins),
                                   counted("yeses", kind_of<workflow::Approved>(), one.approvals),
                                   counted("returns", kind_of<workflow::Returned>(), one.returns)}) {
    if (!wrong.empty()) return wrong;
  }
  return {};
}

}  // namespace alur::simulation
