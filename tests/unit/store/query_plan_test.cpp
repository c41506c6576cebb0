#include "connection.hpp"
#include "fixture.hpp"

#include <gmock/gmock.h>
#include <sqlite3.h>

#include <set>

namespace alur::store {
namespace {

using std::chrono::hours;
using test::start;

/// Every statement that the connection prepared, as its log tells it.
std::set<std::string> statements_of(Connection& connection) {
  std::set<std::string> found;
  sqlite3* handle = connection.handle().getHandle();
  for (sqlite3_stmt* at = sqlite3_next_stmt(handle, nullptr); at != nullptr; at = sqlite3_next_stmt(handle, at)) {
    found.insert(sqlite3_sql(at));
  }
  return found;
}

class QueryPlanTest : public test::StoreTest {
 protected:
  /// Steps of the plan that walk a whole table.
  static std::vector<std::string> scans(Tx& tx, const std::string& sql) {
    std::vector<std::string> found;
    SQLite::Statement plan{tx.connection().handle(), "EXPLAIN QUERY PLAN " + sql};
    while (plan.executeStep()) {
      const std::string step = plan.getColumn(3).getString();
      if (step.find("SCAN") != step.npos && step.find("SCAN CONSTANT ROW") == step.npos) found.push_back(step);
    }
    return found;
  }
};

/// Everything an update or a courier's turn may run.
void run_everything(Tx& tx) {
  Cases cases{tx};
  const CaseId id = cases.open(test::opening(cases.next_register(process::Track::mandiri, 2026)));
  CaseRecord record = *cases.find(id);
  cases.append(record, {test::note(start, 2)});
  cases.find("M26-001");
  workflow::Waiting waiting;
  waiting.people = {PersonId{1}};
  cases.set_waiting(id, {waiting});
  cases.tasks(PersonId{1}, 20);
  cases.task_count(PersonId{1});
  cases.waiting_for_role(process::Role::staff_egov, 20);
  for (const auto& agency : {std::optional<AgencyId>{}, std::optional{AgencyId{1}}}) {
    for (const auto& person : {std::optional<PersonId>{}, std::optional{PersonId{1}}}) {
      if (!agency && !person) continue;
      cases.list({agency, person, false}, 20);
      cases.list({agency, person, true}, 20);
      cases.count({agency, person, true});
    }
  }
  cases.list({std::nullopt, std::nullopt, true}, 20);
  cases.open_cases_after(CaseId{}, 20);
  cases.history(id, 20);
  cases.participants(id);
  cases.running_count(process::Role::programmer, PersonId{1});
  newest_event(tx);

  Updates updates{tx};
  updates.remember(1, 1, start);
  updates.forget_older_than(start - hours{1}, 10);
  updates.has_parked(5);

  Outbox outbox{tx};
  OutMessage message;
  message.chat_id = 5;
  const std::int64_t sent = outbox.plan(message);
  outbox.find(sent);
  outbox.begin(sent);
  outbox.wait(sent, SendState::ambiguous, "reset", start);
  outbox.sent(sent, 77, start);
  outbox.case_of(5, 77);
  outbox.forget_older_than(start - hours{1}, 10);

  Cards cards{tx};
  Card card;
  card.chat_id = 5;
  card.key = "k";
  cards.show(card, "");
  const std::int64_t shown = cards.live(5, "k")->id;
  cards.find(shown);
  cards.begin(shown);
  cards.settled(shown, 99, 78);
  cards.by_message(5, 78);
  cards.live_of_case(id);
  cards.close(shown, "selesai");
  cards.wait(shown, SendState::waiting, "429", start);
  cards.dead(shown, 1, "blocked");

  Timers timers{tx};
  timers.set({"case", "1", start, ""});
  timers.find("case", "1");
  timers.due(start, 10);
  timers.clear("case", "1");

  Jobs jobs{tx};
  const std::int64_t job = jobs.plan({});
  jobs.due(start, 10);
  jobs.find(job);
  jobs.open_of(PersonId{1}, id);
  jobs.open_in_chat(5);
  jobs.again(job, start);
  jobs.finish(job);

  Conversations conversations{tx};
  conversations.put({});
  conversations.find(0);
  conversations.clear(0);
  Settings{tx}.set("a", "b");
  Settings{tx}.get("a");
}

TEST_F(QueryPlanTest, no_statement_of_an_update_walks_a_table) {
  in([](Tx& tx) {
    run_everything(tx);
    const auto statements = statements_of(tx.connection());
    EXPECT_GT(statements.size(), 50U);
    for (const std::string& sql : statements) {
      if (sql.starts_with("PRAGMA") || sql.find("sqlite_schema") != sql.npos) continue;
      EXPECT_THAT(scans(tx, sql), testing::IsEmpty()) << sql;
    }
  });
}

TEST_F(QueryPlanTest, tasks_of_one_person_among_10000_cases_are_one_range_of_the_table_in_order) {
  in([](Tx& tx) {
    Cases cases{tx};
    cases.tasks(PersonId{4}, 10);
    for (const std::string& sql : statements_of(tx.connection())) {
      if (sql.find("FROM waiting w JOIN") == sql.npos) continue;
      SQLite::Statement plan{tx.connection().handle(), "EXPLAIN QUERY PLAN " + sql};
      std::vector<std::string> steps;
      while (plan.executeStep()) steps.push_back(plan.getColumn(3).getString());
      EXPECT_THAT(steps, testing::ElementsAre("SEARCH w USING PRIMARY KEY (person=?)",
                                              "SEARCH c USING INTEGER PRIMARY KEY (rowid=?)"));
      return;
    }
    FAIL() << "the statement was not found";
  });
}

/// What an edge asks each turn may walk an index of unfinished work, never the finished rows.
TEST_F(QueryPlanTest, queues_are_walked_by_their_unfinished_rows_only) {
  in([](Tx& tx) {
    next_sends(tx, 10);
    Outbox{tx}.heads(10);
    Outbox{tx}.unfinished();
    Outbox{tx}.oldest_unfinished();
    Outbox{tx}.recover(5);
    Outbox{tx}.waits(start);
    Outbox{tx}.drop_unfinished();
    Outbox{tx}.list_dead(5);
    Outbox{tx}.dead_count();
    Cards{tx}.unsettled(10);
    Cards{tx}.recover(5);
    Cards{tx}.waits(start);
    Cards{tx}.list_dead(5);
    Cards{tx}.dead_count();
    Cards{tx}.retry(1);
    Cards{tx}.forget_older_than(start, 10);
    Cards{tx}.drop_unsettled();
    Updates{tx}.due(start, 10);
    const auto statements = statements_of(tx.connection());
    for (const std::string& sql : statements) {
      if (sql.starts_with("PRAGMA") || sql.find("sqlite_schema") != sql.npos) continue;
      for (const std::string& step : scans(tx, sql)) {
        EXPECT_THAT(step, testing::AnyOf(testing::HasSubstr("outbox_unfinished"), testing::HasSubstr("outbox_dead"),
                                         testing::HasSubstr("card_unsettled"), testing::HasSubstr("card_dead"),
                                         testing::HasSubstr("subquery"), testing::StartsWith("SCAN p")))
            << sql;
      }
    }
  });
}

}  // namespace
}  // namespace alur::store
