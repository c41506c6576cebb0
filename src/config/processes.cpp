#include "alur/config/config.hpp"

#include "table_reader.hpp"

#include <algorithm>
#include <array>

namespace alur::config {

namespace {

using process::ApprovalMode;
using process::Basis;
using process::OwedKind;
using process::Role;
using process::TimeUnit;
using process::Track;

constexpr std::array bases{
    std::pair{std::string_view{"stated"}, Basis::stated}, std::pair{std::string_view{"box"}, Basis::box},
    std::pair{std::string_view{"analogy"}, Basis::analogy}, std::pair{std::string_view{"inference"}, Basis::inference}};
constexpr std::array kinds{std::pair{std::string_view{"file"}, OwedKind::file},
                           std::pair{std::string_view{"link_or_file"}, OwedKind::link_or_file},
                           std::pair{std::string_view{"file_or_nihil"}, OwedKind::file_or_nihil},
                           std::pair{std::string_view{"checklist"}, OwedKind::checklist},
                           std::pair{std::string_view{"letter"}, OwedKind::letter}};
constexpr std::array modes{std::pair{std::string_view{"sequence"}, ApprovalMode::sequence},
                           std::pair{std::string_view{"all"}, ApprovalMode::all},
                           std::pair{std::string_view{"joint"}, ApprovalMode::joint}};
constexpr std::array units{std::pair{std::string_view{"working_days"}, TimeUnit::working_days},
                           std::pair{std::string_view{"calendar_days"}, TimeUnit::calendar_days},
                           std::pair{std::string_view{"working_minutes"}, TimeUnit::working_minutes},
                           std::pair{std::string_view{"none"}, TimeUnit::none}};
constexpr std::array tracks{std::pair{std::string_view{"mandiri"}, Track::mandiri},
                            std::pair{std::string_view{"pengembang"}, Track::pengembang}};
constexpr std::array traces{std::pair{std::string_view{"needs"}, process::TraceStage::needs},
                            std::pair{std::string_view{"scenarios"}, process::TraceStage::scenarios},
                            std::pair{std::string_view{"results"}, process::TraceStage::results},
                            std::pair{std::string_view{"verdicts"}, process::TraceStage::verdicts}};

/// Whether a number makes sense is lint's to say; here it only has to fit.
constexpr int number_max = 100'000;

std::vector<std::pair<std::string_view, Role>> roles() {
  std::vector<std::pair<std::string_view, Role>> named;
  named.reserve(process::all_roles.size());
  for (const Role role : process::all_roles) named.emplace_back(process::id_of(role), role);
  return named;
}

void read_limits(TableReader reader, process::OfficeLimits& limits) {
  assign(limits.approval_working_days, reader.integer("approval_working_days", -number_max, number_max));
  assign(limits.session_wait_working_days, reader.integer("session_wait_working_days", -number_max, number_max));
  assign(limits.session_papers_working_days, reader.integer("session_papers_working_days", -number_max, number_max));
  reader.report_unknown_keys();
}

void read_approval(TableReader reader, process::Approval& approval) {
  assign(approval.mode, reader.choice("mode", modes, Need::required));
  approval.parties = reader.choice_list("parties", roles(), Need::required);
  assign(approval.basis, reader.choice("basis", bases, Need::required));
  reader.report_unknown_keys();
}

process::Owed read_owed(TableReader reader) {
  process::Owed owed;
  assign(owed.id, reader.text("id", Need::required));
  assign(owed.title, reader.text("title", Need::required));
  assign(owed.short_title, reader.text("short_title", Need::required));
  assign(owed.kind, reader.choice("kind", kinds, Need::required));
  assign(owed.items, reader.texts("items"));
  reader.report_unknown_keys();
  return owed;
}

void read_time(TableReader reader, process::Step& step) {
  assign(step.time.unit, reader.choice("unit", units, Need::required));
  const Need amount_need = step.time.unit == TimeUnit::none ? Need::optional : Need::required;
  assign(step.time.amount, reader.integer("amount", -number_max, number_max, amount_need));
  assign(step.time.from_provider_chosen, reader.boolean("from_provider_chosen"));
  assign(step.time_unit_basis, reader.choice("unit_basis", bases, Need::required));
  reader.report_unknown_keys();
}

process::BackTarget read_back_target(TableReader reader) {
  process::BackTarget target;
  assign(target.step, reader.integer("step", -number_max, number_max, Need::required));
  assign(target.label, reader.text("label", Need::required));
  reader.report_unknown_keys();
  return target;
}

process::Step read_step(TableReader reader) {
  process::Step step;
  assign(step.no, reader.integer("no", -number_max, number_max, Need::required));
  assign(step.activity, reader.text("activity", Need::required));
  assign(step.short_activity, reader.text("short_activity", Need::required));
  step.performers = reader.choice_list("performers", roles(), Need::required);
  assign(step.performers_basis, reader.choice("performers_basis", bases, Need::required));
  step.contributors = reader.choice_list("contributors", roles());
  if (auto approval = reader.table("approval", Need::required)) read_approval(std::move(*approval), step.approval);
  for (TableReader& owed : reader.tables("owed")) step.owed.push_back(read_owed(std::move(owed)));
  if (auto time = reader.table("time", Need::required)) read_time(std::move(*time), step);
  assign(step.session, reader.boolean("session"));
  assign(step.progress_asked, reader.boolean("progress_asked"));
  step.appoints = reader.choice_list("appoints", roles());
  for (TableReader& target : reader.tables("back_to", Need::required))
    step.back_to.push_back(read_back_target(std::move(target)));
  assign(step.back_to_basis, reader.choice("back_to_basis", bases, Need::required));
  assign(step.materials, reader.texts("materials"));
  if (const auto to = reader.integer("modification_to", -number_max, number_max))
    step.modification_to = static_cast<int>(*to);
  step.trace = reader.choice("trace", traces);
  reader.report_unknown_keys();
  return step;
}

process::Process read_process(Document& document) {
  process::Process process;
  TableReader reader{document, document.root(), ""};
  assign(process.id, reader.text("id", Need::required));
  assign(process.track, reader.choice("track", tracks, Need::required));
  assign(process.version, reader.integer("version", -number_max, number_max, Need::required));
  assign(process.title, reader.text("title", Need::required));
  assign(process.number, reader.text("number", Need::required));
  if (auto limits = reader.table("limits")) read_limits(std::move(*limits), process.limits);
  for (TableReader& step : reader.tables("step", Need::required)) process.steps.push_back(read_step(std::move(step)));
  reader.report_unknown_keys();
  for (const process::Fault& fault : process::lint(process))
    if (!document.is_faulty(fault.path)) document.fault(fault.path, fault.message);
  return process;
}

/// A case names its process by id and version, and a new one takes the newest of its track.
void check_against_others(Document& document, const process::Process& process,
                          const std::vector<process::Process>& others) {
  for (const process::Process& other : others) {
    if (other.version != process.version) continue;
    if (other.id == process.id)
      document.fault("id", "another file defines version " + std::to_string(process.version) + " of it too");
    else if (other.track == process.track)
      document.fault("track", "\"" + other.id + "\" has the same track and version");
  }
}

/// Whoever opens a case is offered every track.
void check_tracks(const std::string& dir, Loaded<std::vector<process::Process>>& loaded) {
  for (const auto& [name, track] : tracks) {
    const bool defined = std::any_of(loaded.value.begin(), loaded.value.end(),
                                     [wanted = track](const process::Process& p) { return p.track == wanted; });
    if (!defined) loaded.faults.push_back({dir, 0, "has no process of track \"" + std::string{name} + '"'});
  }
}

}  // namespace

Loaded<std::vector<process::Process>> load_processes(const std::string& dir) {
  Loaded<std::vector<process::Process>> loaded;
  for (const std::string& file : toml_files(dir, loaded.faults)) {
    auto document = Document::open(file, loaded.faults);
    if (!document) continue;
    process::Process process = read_process(*document);
    check_against_others(*document, process, loaded.value);
    loaded.value.push_back(std::move(process));
  }
  if (loaded.ok()) check_tracks(dir, loaded);
  return loaded;
}

}  // namespace alur::config
