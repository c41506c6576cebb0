#include "alur/process/process.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace alur::process {

namespace {

/// What a person may type where a document's id is expected, so that no document can have it.
constexpr std::array<std::string_view, 4> reserved_ids{"lampiran", "semua", "kebutuhan", "kb"};

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string indexed(std::string_view name, std::size_t index) {
  return std::string{name} + '[' + std::to_string(index) + ']';
}

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

template <class Values, class Value>
bool contains(const Values& values, const Value& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

class Linter {
 public:
  explicit Linter(const Process& process) : process_{process} {}

  std::vector<Fault> run() {
    check_head();
    for (std::size_t i = 0; i < process_.steps.size(); ++i) {
      const Step& step = process_.steps[i];
      step_path_ = indexed("step", i);
      number_ = static_cast<int>(i) + 1;
      if (step.no != number_)
        fault("no", "steps are numbered 1, 2, ... without a gap: this one is " + std::to_string(number_));
      check_texts(step);
      check_people(step);
      check_approval(step);
      check_owed(step);
      check_time(step);
      check_appointments(step);
      check_ways_back(step);
      check_materials(step);
      check_trace(step);
      remember(step);
    }
    return std::move(faults_);
  }

 private:
  void fault(std::string_view key, std::string message) {
    const std::string separator = step_path_.empty() ? "" : ".";
    faults_.push_back({step_path_ + separator + std::string{key}, std::move(message)});
  }

  void check_length(const std::string& key, std::string_view text, std::size_t max) {
    if (text.empty()) fault(key, "must not be empty");
    if (characters(text) > max)
      fault(key, "has " + std::to_string(characters(text)) + " characters; " + std::to_string(max) + " fit");
  }

  void check_head() {
    if (process_.id.empty()) fault("id", "must not be empty");
    if (process_.title.empty()) fault("title", "must not be empty");
    if (process_.number.empty()) fault("number", "must not be empty");
    if (process_.version < 1) fault("version", "counts from 1");
    if (process_.steps.empty()) fault("step", "a process needs at least one step");
    check_limit("limits.approval_working_days", process_.limits.approval_working_days);
    check_limit("limits.session_wait_working_days", process_.limits.session_wait_working_days);
    check_limit("limits.session_papers_working_days", process_.limits.session_papers_working_days);
  }

  void check_limit(std::string_view key, int days) {
    if (days < 1) fault(key, "must be at least 1");
  }

  void check_texts(const Step& step) {
    if (step.activity.empty()) fault("activity", "must not be empty");
    check_length("short_activity", step.short_activity, short_activity_max);
  }

  void check_people(const Step& step) {
    if (step.performers.empty()) fault("performers", "somebody must perform the step");
    check_holders("performers", step.performers);
    check_holders("contributors", step.contributors);
    for (std::size_t i = 0; i < step.contributors.size(); ++i)
      if (contains(step.performers, step.contributors[i]))
        fault(indexed("contributors", i), quoted(id_of(step.contributors[i])) + " performs the step already");
  }

  void check_approval(const Step& step) {
    const auto& parties = step.approval.parties;
    check_holders("approval.parties", parties);
    if (parties.empty()) fault("approval.parties", "somebody must approve the step");
    if (parties.size() != 1) return;
    if (step.approval.mode == ApprovalMode::joint) fault("approval.mode", "a joint decision needs two parties or more");
    if (contains(step.performers, parties.front()))
      fault("approval.parties",
            quoted(id_of(parties.front())) + " performs the step and cannot be its sole approver as well");
  }

  /// Whoever is named must exist by the time the step comes, and must be of a kind that acts on cases.
  void check_holders(std::string_view key, const std::vector<Role>& roles) {
    std::set<Role> seen;
    for (std::size_t i = 0; i < roles.size(); ++i) {
      const Role role = roles[i];
      const std::string path = indexed(key, i);
      if (!seen.insert(role).second) fault(path, quoted(id_of(role)) + " is named twice");
      if (role == Role::admin || role == Role::auditor)
        fault(path, quoted(id_of(role)) + " has no part in a case");
      else if (appointed_per_case(role) && !appointed_.contains(role))
        fault(path, "nobody can hold " + quoted(id_of(role)) + " here: no earlier step appoints it");
    }
  }

  void check_owed(const Step& step) {
    for (std::size_t i = 0; i < step.owed.size(); ++i) {
      const Owed& item = step.owed[i];
      const std::string path = indexed("owed", i);
      check_owed_id(path + ".id", item.id);
      if (item.title.empty()) fault(path + ".title", "must not be empty");
      check_length(path + ".short_title", item.short_title, short_title_max);
      if (item.kind == OwedKind::checklist)
        check_checklist(path, item);
      else if (!item.items.empty())
        fault(path + ".items", "only a checklist has items");
    }
  }

  void check_owed_id(const std::string& path, const std::string& id) {
    const bool typeable = std::all_of(
        id.begin(), id.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
    if (id.empty() || !typeable || id.size() > owed_id_max) {
      fault(path, quoted(id) + " is no id: at most " + std::to_string(owed_id_max) + " of a-z, 0-9 and -");
      return;
    }
    if (contains(reserved_ids, id)) fault(path, quoted(id) + " is a word of the commands");
    if (!owed_ids_.insert(id).second) fault(path, quoted(id) + " is owed twice");
  }

  void check_checklist(const std::string& path, const Owed& item) {
    if (item.items.empty()) fault(path + ".items", "a checklist needs items");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < item.items.size(); ++i) {
      check_length(path + '.' + indexed("items", i), item.items[i], checklist_item_max);
      if (!seen.insert(item.items[i]).second)
        fault(path + '.' + indexed("items", i), quoted(item.items[i]) + " stands there twice");
    }
  }

  void check_time(const Step& step) {
    const TimeLimit& time = step.time;
    const bool in_days = time.unit == TimeUnit::working_days || time.unit == TimeUnit::calendar_days;
    if (time.unit == TimeUnit::none && time.amount != 0) fault("time.amount", "a time needs a unit");
    if (time.unit != TimeUnit::none && time.amount < 1) fault("time.amount", "must be at least 1");
    if (step.session && in_days) fault("time.unit", "a session is measured in working_minutes");
    if (step.progress_asked && !in_days) fault("progress_asked", "progress is asked on steps of days");
    if (!time.from_provider_chosen) return;
    if (!in_days) fault("time.from_provider_chosen", "only a limit of days can wait for the provider");
    if (!contains(step.appoints, Role::pengembang))
      fault("time.from_provider_chosen", "only a step that appoints \"pengembang\" can wait for the provider");
  }

  void check_appointments(const Step& step) {
    std::set<Role> seen;
    for (std::size_t i = 0; i < step.appoints.size(); ++i) {
      const Role role = step.appoints[i];
      if (!appointed_per_case(role))
        fault(indexed("appoints", i), quoted(id_of(role)) + " is held without appointment");
      if (!seen.insert(role).second) fault(indexed("appoints", i), quoted(id_of(role)) + " is named twice");
    }
  }

  void check_ways_back(const Step& step) {
    std::set<int> seen;
    for (std::size_t i = 0; i < step.back_to.size(); ++i) {
      const BackTarget& target = step.back_to[i];
      const std::string path = indexed("back_to", i);
      if (target.step < 1) fault(path + ".step", "there is no step " + std::to_string(target.step));
      if (target.step > number_) fault(path + ".step", "step " + std::to_string(target.step) + " is a later one");
      if (!seen.insert(target.step).second)
        fault(path + ".step", "step " + std::to_string(target.step) + " is named twice");
      check_length(path + ".label", target.label, back_label_max);
    }
    if (!seen.contains(number_)) fault("back_to", "a step must be able to go back to itself");
    if (step.modification_to) check_modification(step, *step.modification_to, seen);
  }

  void check_modification(const Step& step, int to, const std::set<int>& ways_back) {
    if (to >= number_)
      fault("modification_to", "a modification goes to an earlier step");
    else if (!ways_back.contains(to))
      fault("modification_to", "step " + std::to_string(to) + " is not among the ways back");
    const bool asked = std::any_of(step.owed.begin(), step.owed.end(),
                                   [](const Owed& item) { return item.kind == OwedKind::file_or_nihil; });
    if (!asked) fault("modification_to", "needs a document of kind file_or_nihil");
  }

  /// Each stage once, in the order of the work, and nothing without a list of needs.
  void check_trace(const Step& step) {
    if (!step.trace) return;
    const bool first = *step.trace == TraceStage::needs;
    if (first ? traced_.has_value() : !traced_ || *traced_ >= *step.trace)
      fault("trace", "the needs are listed first, then come scenarios, results and verdicts, each once");
    traced_ = step.trace;
  }

  void check_materials(const Step& step) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < step.materials.size(); ++i) {
      const std::string& id = step.materials[i];
      if (!earlier_ids_.contains(id)) fault(indexed("materials", i), "no earlier step owes " + quoted(id));
      if (!seen.insert(id).second) fault(indexed("materials", i), quoted(id) + " is named twice");
    }
  }

  void remember(const Step& step) {
    appointed_.insert(step.appoints.begin(), step.appoints.end());
    for (const Owed& item : step.owed) earlier_ids_.insert(item.id);
  }

  const Process& process_;
  std::vector<Fault> faults_;
  std::string step_path_;
  int number_ = 0;  ///< what the step's place says, whatever it calls itself
  std::set<std::string> owed_ids_;
  std::set<std::string> earlier_ids_;
  std::optional<TraceStage> traced_;  ///< the stage that came last
  std::set<Role> appointed_;
};

}  // namespace

std::vector<Fault> lint(const Process& process) { return Linter{process}.run(); }

}  // namespace alur::process
