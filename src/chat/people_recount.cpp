#include "flow.hpp"
#include "people_parts.hpp"
#include "view.hpp"

#include <nlohmann/json.hpp>

#include <map>

/// A holiday moves running deadlines: counted again a portion of the cases at a time, told in one message per person
/// once all are counted (messages H9).
namespace alur::chat {
namespace {

using nlohmann::json;

constexpr std::string_view recount_timer = "recount";
constexpr std::size_t cases_recounted_per_input = 50;
/// Lines of one message; what is beyond them is counted.
constexpr std::size_t lines_max = 8;

struct Moved {
  std::string register_no;
  int step = 0;
  time::Instant was{};
  time::Instant now{};
};

/// What is to be told once all cases are counted. Travels in the timer's payload from one portion to the next.
struct Told {
  std::vector<Moved> lines;
  std::int64_t more = 0;
};
using Pending = std::map<PersonId, Told>;

json to_json(const Pending& pending) {
  json rows = json::array();
  for (const auto& [person, told] : pending) {
    json lines = json::array();
    for (const Moved& line : told.lines) {
      lines.push_back({line.register_no, line.step, time::to_ms(line.was), time::to_ms(line.now)});
    }
    rows.push_back({{"person", workflow::raw(person)}, {"lines", std::move(lines)}, {"more", told.more}});
  }
  return rows;
}

Pending pending_from(const json& rows) {
  Pending pending;
  for (const json& row : rows) {
    Told& told = pending[PersonId{row.at("person").get<std::int64_t>()}];
    told.more = row.at("more").get<std::int64_t>();
    for (const json& line : row.at("lines")) {
      told.lines.push_back({line.at(0).get<std::string>(), line.at(1).get<int>(),
                            time::from_ms(line.at(2).get<std::int64_t>()),
                            time::from_ms(line.at(3).get<std::int64_t>())});
    }
  }
  return pending;
}

void plan(Context& ctx, const std::string& why, CaseId after, const Pending& pending) {
  store::Timer timer;
  timer.kind = recount_timer;
  timer.key = why;
  timer.due = ctx.now;
  timer.payload = json{{"why", why}, {"after", workflow::raw(after)}, {"told", to_json(pending)}}.dump();
  store::Timers{ctx.tx}.set(timer);
}

/// Whoever took it on, else everybody who could.
std::vector<PersonId> concerned(const Context& ctx, const store::CaseRecord& record) {
  std::vector<PersonId> people;
  for (const workflow::Waiting& waiting : waiting_of(ctx, record)) {
    if (waiting.holder) {
      people.push_back(*waiting.holder);
    } else {
      people.insert(people.end(), waiting.people.begin(), waiting.people.end());
    }
  }
  std::ranges::sort(people);
  people.erase(std::unique(people.begin(), people.end()), people.end());
  return people;
}

void recount(Context& ctx, store::CaseRecord& record, const std::string& why, Pending& pending) {
  const std::size_t known = static_cast<std::size_t>(record.state.revision);
  const store::CaseRecord before = record;
  if (carry_out(ctx, record, {}, workflow::Recount{why}, nullptr)) return;  // every deadline stays
  const std::size_t added = static_cast<std::size_t>(record.state.revision) - known;
  for (const store::HistoryLine& line : store::Cases{ctx.tx}.history(record.id, added)) {
    const auto* moved = std::get_if<workflow::DeadlineMoved>(&line.event.fact);
    if (moved == nullptr) continue;
    for (const PersonId person : concerned(ctx, before)) {
      Told& told = pending[person];
      if (told.lines.size() < lines_max) {
        told.lines.push_back({record.state.register_no, moved->step, moved->was.due, moved->now.due});
      } else {
        ++told.more;
      }
    }
  }
}

void tell(Context& ctx, const std::string& why, const Pending& pending) {
  for (const auto& [person, told] : pending) {
    const std::string_view language = language_of(ctx, person);
    std::string lines;
    for (const Moved& line : told.lines) {
      if (!lines.empty()) lines += '\n';
      lines += say(ctx, language, "people.recount.line",
                   {{"register", line.register_no},
                    {"step", std::int64_t{line.step}},
                    {"now", text::moment_long(line.now, ctx.calendar, language)},
                    {"was", text::moment_long(line.was, ctx.calendar, language)}});
    }
    OutText text;
    text.html =
        say(ctx, language, "people.recount.told", {{"why", why}, {"lines", text::Html{lines}}, {"more", told.more}});
    notify(ctx, person, text);
  }
}

}  // namespace

void start_recount(Context& ctx, const std::string& why) { plan(ctx, why, {}, {}); }

void recount_due(Context& ctx, const store::Timer& timer) {
  const json payload = json::parse(timer.payload);
  const std::string why = payload.at("why").get<std::string>();
  Pending pending = pending_from(payload.at("told"));
  store::Cases cases{ctx.tx};
  const std::vector<CaseId> portion =
      cases.open_cases_after(CaseId{payload.at("after").get<std::int64_t>()}, cases_recounted_per_input);
  for (const CaseId id : portion) {
    if (auto record = cases.find(id)) recount(ctx, *record, why, pending);
  }
  if (portion.size() == cases_recounted_per_input) {
    plan(ctx, why, portion.back(), pending);
  } else {
    tell(ctx, why, pending);
  }
}

}  // namespace alur::chat
