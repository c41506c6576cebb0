#include "alur/report/flow_reading.hpp"

#include "alur/text/dates.hpp"
#include "alur/workflow/attention.hpp"

#include <algorithm>
#include <map>

namespace alur::report {

namespace {

using process::Role;
using workflow::CaseState;
using workflow::Phase;
using workflow::StepState;

constexpr std::size_t title_length_max = 80;

bool contains(const std::vector<Role>& roles, Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

/// The actors of the SOP's columns: whoever works or decides in some step.
std::vector<Role> actors_of(const process::Process& process) {
  std::vector<Role> actors;
  for (const Role role : process::all_roles) {
    const bool acts = std::any_of(process.steps.begin(), process.steps.end(), [role](const process::Step& step) {
      return contains(step.performers, role) || contains(step.contributors, role) ||
             contains(step.approval.parties, role);
    });
    if (acts) actors.push_back(role);
  }
  return actors;
}

std::string_view unit_key(process::TimeUnit unit) {
  switch (unit) {
    case process::TimeUnit::working_days:
      return "unit.working_days";
    case process::TimeUnit::calendar_days:
      return "unit.calendar_days";
    case process::TimeUnit::working_minutes:
      return "unit.working_minutes";
    case process::TimeUnit::none:
      return "unit.none";
  }
  return "unit.none";
}

std::string_view party_key(workflow::Party party) {
  switch (party) {
    case workflow::Party::instansi_pengguna:
      return "party.instansi_pengguna";
    case workflow::Party::kepala_dinas:
      return "party.kepala_dinas";
    case workflow::Party::penyedia:
      return "party.penyedia";
    case workflow::Party::other:
      return "party.other";
  }
  return "party.other";
}

/// What runs now, and until when.
std::optional<time::Deadline> running_due(const StepState& step) {
  switch (step.phase) {
    case Phase::in_progress:
      return step.due ? step.due : step.session_due;
    case Phase::awaiting_approval:
      return step.approval_due;
    case Phase::inactive:
    case Phase::awaiting_signature:
    case Phase::done:
      return std::nullopt;
  }
  return std::nullopt;
}

class FlowReader {
 public:
  FlowReader(const FlowSetting& setting, const CaseState& state)
      : setting_(setting), state_(state), actors_(actors_of(setting.process)) {}

  FlowChart chart(const std::vector<store::HistoryLine>& history) const {
    FlowChart chart;
    chart.letterhead = setting_.letterhead;
    chart.title = say("flow.title", {{"track", say(track_key())}, {"sop", setting_.process.title}});
    chart.subject = say("flow.subject", {{"register", state_.register_no},
                                         {"title", text::shorten(text::plain(state_.title), title_length_max)}});
    chart.owner = agency();
    chart.position = position();
    chart.as_of = say("flow.as_of", {{"at", text::moment_long(setting_.now, setting_.calendar, setting_.language)}});
    for (const Role role : actors_) chart.lanes.push_back(say(role_key(role)));
    for (const process::Step& step : setting_.process.steps) chart.steps.push_back(step_of(step));
    chart.returns = returns(history);
    chart.begin = say("flow.begin");
    chart.end = say("flow.end");
    chart.legend = {say("flow.mark.pending"), say("flow.mark.current"),  say("flow.mark.paused"),
                    say("flow.mark.late"),    say("flow.mark.returned"), say("flow.mark.done")};
    chart.legend_return = say("flow.way_back");
    chart.page_label = [&catalogue = setting_.catalogue, language = std::string{setting_.language}](int page,
                                                                                                    int pages) {
      return text::strip(
          catalogue.format(language, "flow.page", {{"page", std::int64_t{page}}, {"pages", std::int64_t{pages}}}));
    };
    return chart;
  }

 private:
  std::string say(std::string_view key, const text::Args& args = {}) const {
    return text::strip(setting_.catalogue.format(setting_.language, key, args));
  }

  static std::string role_key(Role role) { return "role." + std::string{process::id_of(role)} + ".short"; }
  std::string track_key() const { return "track." + std::string{process::id_of(setting_.process.track)}; }

  std::string agency() const {
    const auto found = setting_.office.agencies.find(state_.agency);
    return found == setting_.office.agencies.end() ? std::string{} : text::plain(found->second.name);
  }

  std::string name(workflow::PersonId person) const {
    const office::Person* found = setting_.office.find(person);
    return found == nullptr ? say("person.erased") : text::plain(found->name);
  }

  std::string moment(time::Instant at) const { return text::moment_short(at, setting_.calendar, setting_.language); }
  std::string day(time::Instant at) const { return text::date_brief(setting_.calendar.day_of(at), setting_.language); }
  std::string limit(const process::TimeLimit& limit) const {
    return say(unit_key(limit.unit), {{"n", std::int64_t{limit.amount}}});
  }

  std::string position() const {
    const text::Args args{{"step", std::int64_t{state_.current}},
                          {"steps", std::int64_t{setting_.process.last_step()}},
                          {"cycle", std::int64_t{state_.returns + 1}},
                          {"at", moment(state_.pause ? state_.pause->since : state_.ended.value_or(state_.opened))},
                          {"party", state_.pause ? say(party_key(state_.pause->waiting_for)) : std::string{}}};
    switch (state_.status) {
      case workflow::CaseStatus::running:
        return say("flow.running", args);
      case workflow::CaseStatus::paused:
        return say("flow.paused", args);
      case workflow::CaseStatus::done:
        return say("flow.done", args);
      case workflow::CaseStatus::cancelled:
        return say("flow.cancelled", args);
    }
    return {};
  }

  bool late(const StepState& step) const {
    const auto due = running_due(step);
    return state_.status == workflow::CaseStatus::running && due && due->due < setting_.now;
  }

  /// How what is being done now is marked.
  Mark running_mark(const StepState& step) const {
    if (!state_.open()) return Mark::pending;
    if (state_.pause) return Mark::paused;
    if (late(step)) return Mark::late;
    return step.phase == Phase::in_progress && step.returned_from != 0 ? Mark::returned : Mark::current;
  }

  Mark mark_of(const StepState& step) const {
    if (step.phase == Phase::done) return Mark::done;
    return step.phase == Phase::inactive ? Mark::pending : running_mark(step);
  }

  std::vector<FlowSymbol> symbols(const std::vector<Role>& roles, Mark mark) const {
    std::vector<FlowSymbol> out;
    for (const Role role : roles) {
      const auto lane = std::find(actors_.begin(), actors_.end(), role) - actors_.begin();
      out.push_back({static_cast<std::size_t>(lane), mark});
    }
    return out;
  }

  std::vector<FlowSymbol> decisions(const process::Step& step, const StepState& state) const {
    const bool decided = state.phase == Phase::done || state.phase == Phase::awaiting_signature;
    std::vector<FlowSymbol> out = symbols(step.approval.parties, decided ? Mark::done : Mark::pending);
    if (state.phase != Phase::awaiting_approval) return out;
    bool asked = true;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Role role = step.approval.parties[i];
      const bool given =
          std::any_of(state.approvals.begin(), state.approvals.end(),
                      [role](const workflow::ApprovalGiven& approval) { return contains(approval.for_roles, role); });
      if (given) {
        out[i].mark = Mark::done;
      } else if (asked) {
        out[i].mark = running_mark(state);
        asked = step.approval.mode != process::ApprovalMode::sequence;
      }
    }
    return out;
  }

  FlowStep step_of(const process::Step& step) const {
    const StepState& state = state_.step(step.no);
    const Mark mark = mark_of(state);
    FlowStep out;
    out.no = step.no;
    out.activity = step.short_activity;
    out.mark = mark;
    out.when = when(step, state);
    out.who = who(step, state);
    const bool handed_in = mark != Mark::pending && state.phase != Phase::in_progress;
    out.work = symbols(step.performers, handed_in ? Mark::done : mark);
    for (const FlowSymbol& symbol : symbols(step.contributors, handed_in ? Mark::done : mark)) {
      out.work.push_back(symbol);
    }
    out.decisions = decisions(step, state);
    return out;
  }

  std::string when(const process::Step& step, const StepState& state) const {
    const process::TimeLimit& allowed = state.round_limit ? *state.round_limit : step.time;
    if (state.phase == Phase::done) return when_done(state, allowed);
    if (state.phase == Phase::inactive || !state_.open()) {
      return say(state.round == 0 ? "flow.when.pending" : "flow.when.again", {{"limit", limit(allowed)}});
    }
    const auto due = running_due(state);
    const text::Args args{
        {"from", moment(state.signature_since.value_or(state.started.value_or(state_.opened)))},
        {"round", std::int64_t{state.round}},
        {"due", due ? moment(due->due) : std::string{}},
        {"left", due ? text::time_left(setting_.now, due->due, setting_.calendar, setting_.language) : std::string{}}};
    if (state_.pause) return say("flow.when.paused", {{"from", moment(state_.pause->since)}});
    if (state.phase == Phase::awaiting_signature) return say("flow.when.signature", args);
    if (state.phase == Phase::awaiting_approval && due) return say("flow.when.approval", args);
    if (state.returned_from != 0) return say(due ? "flow.when.returned" : "flow.when.returned_since", args);
    return say(due ? "flow.when.due" : "flow.when.since", args);
  }

  std::string when_done(const StepState& state, const process::TimeLimit& allowed) const {
    const auto performed = workflow::performance(setting_.process, setting_.calendar, state_, state.no);
    text::Args args{{"from", day(state.started.value_or(state_.opened))},
                    {"to", day(state.completed.value_or(setting_.now))}};
    if (!performed) return say("flow.when.done", args);
    args.emplace_back("used", std::int64_t{performed->used});
    args.emplace_back("limit", limit(allowed));
    return say(performed->on_time ? "flow.when.done_measured" : "flow.when.done_late", args);
  }

  /// Whoever did it, or is at it; the posts where nobody is yet. Of a step to come its lane says it.
  std::string who(const process::Step& step, const StepState& state) const {
    if (state.phase == Phase::inactive) return {};
    std::vector<std::string> names;
    if (state.phase == Phase::awaiting_approval && state_.open()) {
      for (const workflow::Waiting& waiting : workflow::waiting(setting_.process, setting_.office.roster(), state_)) {
        if (waiting.what != workflow::Waiting::For::approval) continue;
        if (waiting.people.empty()) names.push_back(say(role_key(waiting.role)));
        for (const workflow::PersonId person : waiting.people) names.push_back(name(person));
      }
    } else if (state.submitted) {
      names.push_back(name(state.submitted_by));
      for (const workflow::ApprovalGiven& approval : state.approvals) names.push_back(name(approval.by));
    } else if (state.holder) {
      names.push_back(name(*state.holder));
    } else {
      for (const Role role : step.performers) names.push_back(say(role_key(role)));
    }
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]) !=
          names.begin() + static_cast<std::ptrdiff_t>(i)) {
        continue;
      }
      if (!out.empty()) out += ", ";
      out += names[i];
    }
    return out;
  }

  static std::vector<FlowReturn> returns(const std::vector<store::HistoryLine>& history) {
    std::map<std::pair<int, int>, int> times;
    for (const store::HistoryLine& line : history) {
      if (const auto* returned = std::get_if<workflow::Returned>(&line.event.fact)) {
        ++times[{returned->from, returned->to}];
      }
    }
    std::vector<FlowReturn> out;
    out.reserve(times.size());
    for (const auto& [way, count] : times) out.push_back({way.first, way.second, count});
    return out;
  }

  const FlowSetting& setting_;
  const CaseState& state_;
  std::vector<Role> actors_;
};

}  // namespace

FlowChart flow_of(const FlowSetting& setting, const CaseState& state, const std::vector<store::HistoryLine>& history) {
  return FlowReader{setting, state}.chart(history);
}

}  // namespace alur::report
