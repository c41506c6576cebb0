#include "flow.hpp"
#include "people.hpp"
#include "people_parts.hpp"
#include "view.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

/// What follows from a change of grants, a portion of the open cases at a time.
namespace alur::chat {
namespace {

constexpr std::string_view roles_kind = "roles";
constexpr std::size_t cases_renewed_per_input = 50;
/// Tasks looked at to find the cases a person had a part in; what is beyond them the walk over all cases meets anyway.
constexpr std::size_t tasks_renewed_max = 200;

bool names_any(const std::vector<workflow::Waiting>& waiting, const std::vector<PersonId>& people) {
  return std::ranges::any_of(waiting, [&](const workflow::Waiting& each) {
    return std::ranges::any_of(
        people, [&](PersonId person) { return std::ranges::find(each.people, person) != each.people.end(); });
  });
}

/// Cases that wait for one of these people by the rows kept so far.
std::vector<CaseId> waited_before(Context& ctx, const std::vector<PersonId>& people) {
  std::vector<CaseId> cases;
  for (const PersonId person : people) {
    for (const store::TaskLine& task : store::Cases{ctx.tx}.tasks(person, tasks_renewed_max))
      cases.push_back(task.of.id);
  }
  return cases;
}

void follow_cases(Context& ctx, const std::vector<PersonId>& people, CaseId after) {
  store::Cases cases{ctx.tx};
  const std::vector<CaseId> before = waited_before(ctx, people);
  const std::vector<CaseId> portion = cases.open_cases_after(after, cases_renewed_per_input);
  for (const CaseId id : portion) {
    const auto record = cases.find(id);
    if (!record) continue;
    const bool waited = std::ranges::find(before, id) != before.end();
    if (waited || names_any(waiting_of(ctx, *record), people)) follow_up(ctx, *record, *record, {}, nullptr);
  }
  if (portion.size() < cases_renewed_per_input) return;
  nlohmann::json ids = nlohmann::json::array();
  for (const PersonId person : people) ids.push_back(workflow::raw(person));
  store::Timer timer;
  timer.kind = roles_kind;
  timer.key = ids.dump();
  timer.due = ctx.now;
  timer.payload = nlohmann::json{{"people", ids}, {"after", workflow::raw(portion.back())}}.dump();
  store::Timers{ctx.tx}.set(timer);
}

}  // namespace

void roles_changed(Context& ctx, const std::vector<PersonId>& people) {
  follow_cases(ctx, people, {});
  for (const PersonId person : people) refresh_menu(ctx, person);
}

void roles_due(Context& ctx, const store::Timer& timer) {
  const auto payload = nlohmann::json::parse(timer.payload);
  std::vector<PersonId> people;
  for (const auto& id : payload.at("people")) people.push_back(PersonId{id.get<std::int64_t>()});
  follow_cases(ctx, people, CaseId{payload.at("after").get<std::int64_t>()});
}

void refresh_menu(Context& ctx, PersonId person) {
  const auto chat = chat_of(ctx, person);
  if (!chat) return;
  const std::string_view language = language_of(ctx, person);
  telegram::SetMyCommands menu;
  menu.chat_id = chat;
  for (const CommandRow* row : commands_for(ctx, person)) {
    const std::string_view name = language == "en" ? row->english : row->name;
    menu.commands.push_back({std::string{name}, label(ctx, language, "menu." + std::string{row->name})});
  }
  ctx.immediate.menus.push_back(std::move(menu));
}

void people_timer_due(Context& ctx, const store::Timer& timer) {
  if (timer.kind == "recount") {
    recount_due(ctx, timer);
  } else if (timer.kind == roles_kind) {
    roles_due(ctx, timer);
  } else if (timer.kind == "leave") {
    ctx.immediate.leave_chat = std::stoll(timer.key);
  } else if (timer.kind == "forget") {
    store::Settings{ctx.tx}.clear(timer.key);
  } else {
    throw std::logic_error("a timer that is not of people: " + timer.kind);
  }
}

}  // namespace alur::chat
