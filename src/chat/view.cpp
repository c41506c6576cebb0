#include "view.hpp"

#include <algorithm>

namespace alur::chat {

namespace {

/// A title is a person's own and may be long; two lines of a phone are enough to know it by.
constexpr std::size_t title_shown_max = 90;

/// What was said in a round is looked for in this many of the newest events.
constexpr std::size_t history_rows_max = 120;

std::string unit_key(process::TimeUnit unit) {
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

std::string party_key(workflow::Party party) {
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

}  // namespace

View::View(const Context& ctx, const store::CaseRecord& record, std::string_view language, PersonId reader)
    : ctx_{ctx}, record_{record}, process_{process_of(ctx, record.state)}, language_{language}, reader_{reader} {}

View::View(const Context& ctx, const store::CaseRecord& record, PersonId reader)
    : View{ctx, record, language_of(ctx, reader), reader} {}

text::Args View::facts(int step, const text::Args& more) const {
  text::Args args = more;
  const auto add = [&args](std::string_view name, text::Value value) {
    const bool given = std::any_of(args.begin(), args.end(), [&](const auto& arg) { return arg.first == name; });
    if (!given) args.emplace_back(name, std::move(value));
  };
  const process::Step& of = process_.step(step);
  add("register", record_.state.register_no);
  add("title", text::shorten(text::plain(record_.state.title), title_shown_max));
  add("agency", agency_name(ctx_, record_.state.agency));
  add("step", std::int64_t{step});
  add("steps", std::int64_t{process_.last_step()});
  add("activity", of.activity);
  add("short", of.short_activity);
  add("round", std::int64_t{record_.state.step(step).round});
  return args;
}

std::string View::say(std::string_view key, const text::Args& more) const {
  return say_of(record_.state.current, key, more);
}

std::string View::say_of(int step, std::string_view key, const text::Args& more) const {
  return chat::say(ctx_, language_, key, facts(step, more));
}

std::string View::label(std::string_view key, const text::Args& more) const {
  return chat::label(ctx_, language_, key, facts(record_.state.current, more));
}

std::string View::name(PersonId person) const { return name_of(ctx_, person, language_); }

std::string View::name_and_role(PersonId person, std::optional<Role> role) const {
  return role ? chat::name_and_role(ctx_, person, *role, language_) : name(person);
}

std::string View::title(Role role) const { return role_title(ctx_, role, language_); }
std::string View::short_title(Role role) const { return role_short(ctx_, role, language_); }

std::string View::titles(std::span<const Role> roles) const {
  std::vector<std::string> parts;
  for (const Role role : roles) parts.push_back(title(role));
  return join(parts);
}

std::string View::short_titles(std::span<const Role> roles) const {
  std::vector<std::string> parts;
  for (const Role role : roles) parts.push_back(short_title(role));
  return join(parts);
}

std::string View::moment(time::Instant at) const { return text::moment_long(at, ctx_.calendar, language_); }
std::string View::clock(time::Instant at) const { return text::clock_time(at, ctx_.calendar, language_); }
text::Html View::deadline(time::Instant due) const { return text::moment_entity(due, ctx_.calendar, language_); }
std::string View::left(time::Instant due) const { return text::time_left(ctx_.now, due, ctx_.calendar, language_); }
std::string View::day(time::Day day) const { return text::date_long(day, language_); }

std::string View::party(workflow::Party party) const { return chat::label(ctx_, language_, party_key(party)); }

std::string View::limit(const process::TimeLimit& limit) const {
  return chat::label(ctx_, language_, unit_key(limit.unit), {{"n", std::int64_t{limit.amount}}});
}

std::string View::join(const std::vector<std::string>& parts) const {
  // "Hendra Wijaya, S.T.; Sari Dewanti; dan ...": a comma of their own makes the parts need more than commas.
  const bool with_commas =
      std::any_of(parts.begin(), parts.end(), [](const std::string& part) { return part.find(',') != part.npos; });
  const std::string_view between = with_commas ? "; " : ", ";
  const std::string last = chat::label(ctx_, language_, "word.and");
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool at_last = i > 0 && i + 1 == parts.size();
    if (i > 0) out += at_last && parts.size() == 2 ? std::string_view{" "} : between;
    if (at_last) out += last;
    out += parts[i];
  }
  return out;
}

std::optional<Role> View::role_of(PersonId person, int step) const {
  const process::Step& of = process_.step(step);
  const workflow::Roster roster = ctx_.office.roster();
  for (const auto* roles : {&of.approval.parties, &of.performers, &of.contributors}) {
    for (const Role role : *roles) {
      const auto people = workflow::holders(process_, roster, record_.state, role);
      if (std::find(people.begin(), people.end(), person) != people.end()) return role;
    }
  }
  const std::vector<Role> held = ctx_.office.roles_of(person);
  return held.empty() ? std::nullopt : std::optional{held.front()};
}

std::string_view what_key(workflow::Waiting::For what) {
  switch (what) {
    case workflow::Waiting::For::work:
      return "what.work";
    case workflow::Waiting::For::contribution:
      return "what.contribution";
    case workflow::Waiting::For::approval:
      return "what.approval";
    case workflow::Waiting::For::signature:
      return "what.signature";
    case workflow::Waiting::For::session_answer:
      return "what.session_answer";
    case workflow::Waiting::For::return_decision:
      return "what.return_decision";
    case workflow::Waiting::For::provider:
      return "what.provider";
  }
  return "what.work";
}

std::vector<workflow::Waiting> waiting_of(const Context& ctx, const store::CaseRecord& record) {
  return workflow::waiting(process_of(ctx, record.state), ctx.office.roster(), record.state);
}

const process::TimeLimit& limit_of(const process::Step& step, const workflow::StepState& state) {
  return state.round_limit ? *state.round_limit : step.time;
}

Said what_was_said(const Context& ctx, const store::CaseRecord& record) {
  Said said;
  const workflow::StepState& step = record.state.active();
  for (const auto& line : store::Cases{ctx.tx}.history(record.id, history_rows_max)) {
    if (step.started && line.event.at < *step.started) break;
    const auto* returned = std::get_if<workflow::Returned>(&line.event.fact);
    const auto* progress = std::get_if<workflow::ProgressReported>(&line.event.fact);
    if (returned != nullptr && returned->to == step.no && !said.returned) said.returned = line.event;
    if (progress != nullptr && !progress->on_schedule && !said.obstacle) said.obstacle = line.event;
  }
  return said;
}

std::string id_text(CaseId id) { return std::to_string(workflow::raw(id)); }

}  // namespace alur::chat
