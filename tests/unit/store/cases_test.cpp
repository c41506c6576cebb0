#include "fixture.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace alur::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using test::note;
using test::opening;
using test::start;
using testing::ElementsAre;
using testing::IsEmpty;
using workflow::CaseState;
using workflow::Waiting;

class CasesTest : public test::StoreTest {
 protected:
  CaseRecord open(const std::string& register_no, std::int64_t by = 1, std::int64_t agency = 1) {
    return in([&](Tx& tx) {
      Cases cases{tx};
      return *cases.find(cases.open(opening(register_no, start, by, agency)));
    });
  }
  void append(CaseRecord& record, std::vector<workflow::Event> events) {
    in([&](Tx& tx) { Cases{tx}.append(record, events); });
  }
};

TEST_F(CasesTest, registers_count_by_track_and_year_and_are_never_given_twice) {
  in([](Tx& tx) {
    Cases cases{tx};
    EXPECT_EQ(cases.next_register(process::Track::mandiri, 2026), "M26-001");
    EXPECT_EQ(cases.next_register(process::Track::mandiri, 2026), "M26-002");
    EXPECT_EQ(cases.next_register(process::Track::pengembang, 2026), "P26-001");
    EXPECT_EQ(cases.next_register(process::Track::mandiri, 2109), "M09-001");
    for (int i = 3; i < 1000; ++i) cases.next_register(process::Track::mandiri, 2026);
    EXPECT_EQ(cases.next_register(process::Track::mandiri, 2026), "M26-1000");
  });
}

TEST_F(CasesTest, an_opened_case_is_found_by_id_and_by_register_in_any_case) {
  const CaseRecord record = open("M26-001");
  EXPECT_EQ(record.state.title, "Aplikasi M26-001");
  EXPECT_EQ(record.state.current, 1);
  in([&](Tx& tx) {
    EXPECT_EQ(Cases{tx}.find("m26-001")->id, record.id);
    EXPECT_TRUE(Cases{tx}.find("M26-001")->state == record.state);
    EXPECT_FALSE(Cases{tx}.find("M26-002"));
    EXPECT_FALSE(Cases{tx}.find(CaseId{99}));
  });
}

TEST_F(CasesTest, appending_stores_the_evolved_state_and_the_history) {
  CaseRecord record = open("M26-001");
  append(record, {note(start + hours{1}, 2, "satu"), note(start + hours{2}, 3, "dua")});
  in([&](Tx& tx) {
    Cases cases{tx};
    EXPECT_TRUE(cases.find(record.id)->state == record.state);
    const auto lines = cases.history(record.id, 2);
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_GT(lines[0].seq, lines[1].seq);
    EXPECT_EQ(std::get<workflow::NoteAdded>(lines[0].event.fact).text, "dua");
    EXPECT_EQ(lines[1].event.by, PersonId{2});
    EXPECT_EQ(cases.history(record.id, 10, 2).size(), 2U);
    EXPECT_EQ(newest_event(tx), start + hours{2});
    EXPECT_THAT(cases.participants(record.id), ElementsAre(PersonId{1}, PersonId{2}, PersonId{3}));
  });
}

TEST_F(CasesTest, a_command_on_an_older_state_changes_nothing) {
  CaseRecord record = open("M26-001");
  CaseRecord stale = record;
  append(record, {note(start, 2)});
  EXPECT_THROW(append(stale, {note(start, 3)}), std::logic_error);
  in([&](Tx& tx) { EXPECT_TRUE(Cases{tx}.find(record.id)->state == record.state); });
  EXPECT_EQ(stale.state.revision + 1, record.state.revision);
}

TEST_F(CasesTest, time_in_the_record_never_runs_back) {
  CaseRecord record = open("M26-001");
  append(record, {note(start + hours{1}, 2)});
  EXPECT_THROW(append(record, {note(start + minutes{59}, 2)}), std::invalid_argument);
}

TEST_F(CasesTest, what_an_event_did_on_behalf_of_a_role_comes_back) {
  CaseRecord record = open("M26-001");
  workflow::Event event = note(start, 2);
  event.on_behalf = process::Role::instansi_pengguna;
  append(record, {event});
  in([&](Tx& tx) {
    EXPECT_EQ(Cases{tx}.history(record.id, 1).front().event.on_behalf, process::Role::instansi_pengguna);
  });
}

TEST_F(CasesTest, lists_open_cases_first_and_filters_by_agency_and_part) {
  CaseRecord first = open("M26-001", 1, 7);
  open("M26-002", 2, 8);
  open("M26-003", 2, 7);
  append(first, {test::event(start, 5, workflow::CaseCancelled{"tidak jadi"})});
  in([](Tx& tx) {
    Cases cases{tx};
    const auto registers = [&](const Cases::Filter& filter) {
      std::vector<std::string> found;
      for (const CaseLine& line : cases.list(filter, 10)) found.push_back(line.register_no);
      EXPECT_EQ(cases.count(filter), found.size());
      return found;
    };
    EXPECT_THAT(registers({}), ElementsAre("M26-003", "M26-002", "M26-001"));
    EXPECT_THAT(registers({AgencyId{7}, {}, false}), ElementsAre("M26-003", "M26-001"));
    EXPECT_THAT(registers({AgencyId{7}, {}, true}), ElementsAre("M26-003"));
    EXPECT_THAT(registers({{}, PersonId{5}, false}), ElementsAre("M26-001"));
    EXPECT_THAT(registers({AgencyId{8}, PersonId{2}, true}), ElementsAre("M26-002"));
    EXPECT_THAT(registers({{}, PersonId{9}, false}), IsEmpty());
    EXPECT_EQ(cases.list({}, 1, 1).front().register_no, "M26-002");
    EXPECT_EQ(cases.open_of_agency(AgencyId{7}, 5).size(), 1U);
    EXPECT_THAT(cases.open_cases_after(CaseId{0}, 10), ElementsAre(CaseId{2}, CaseId{3}));
    EXPECT_THAT(cases.open_cases_after(CaseId{2}, 10), ElementsAre(CaseId{3}));
  });
}

TEST_F(CasesTest, an_ended_or_paused_case_has_nothing_due) {
  CaseRecord record = open("M26-001");
  const auto due = [&] { return in([](Tx& tx) { return Cases{tx}.list({}, 1).front().due; }); };
  EXPECT_EQ(due(), start + hours{72});
  append(record, {test::event(start, 5, workflow::CasePaused{workflow::Party::penyedia, "menunggu"})});
  EXPECT_EQ(due(), std::nullopt);
  append(record, {test::event(start, 5, workflow::CaseCancelled{"tidak jadi"})});
  EXPECT_EQ(due(), std::nullopt);
}

TEST_F(CasesTest, appointed_people_have_a_part_while_they_are_appointed) {
  CaseRecord record = open("M26-001");
  const auto appoint = [&](std::vector<PersonId> people) {
    workflow::Appointed appointed;
    appointed.role = process::Role::programmer;
    appointed.people = std::move(people);
    appointed.in_force = true;
    append(record, {test::event(start, 1, appointed)});
  };
  const auto running = [&](std::int64_t person) {
    return in([&](Tx& tx) { return Cases{tx}.running_count(process::Role::programmer, PersonId{person}); });
  };
  const auto has_part = [&](std::int64_t person) {
    return in([&](Tx& tx) { return Cases{tx}.count({{}, PersonId{person}, false}); }) == 1;
  };
  appoint({PersonId{8}, PersonId{9}});
  EXPECT_EQ(running(8), 1);
  EXPECT_TRUE(has_part(8));
  append(record, {note(start, 8)});
  appoint({PersonId{10}});
  EXPECT_EQ(running(8), 0);
  EXPECT_TRUE(has_part(8)) << "who acted keeps a part";
  EXPECT_FALSE(has_part(9));
  EXPECT_TRUE(has_part(10));
  in([&](Tx& tx) { EXPECT_THAT(Cases{tx}.participants(record.id), ElementsAre(PersonId{1}, PersonId{8})); });
  append(record, {test::event(start, 5, workflow::CaseCancelled{"tidak jadi"})});
  EXPECT_EQ(running(10), 0);
}

Waiting waiting(Waiting::For what, std::vector<std::int64_t> people, std::optional<time::Instant> due,
                std::optional<std::int64_t> holder = {}) {
  Waiting made;
  made.what = what;
  made.step = 1;
  made.round = 2;
  made.role = process::Role::staff_egov;
  for (const std::int64_t person : people) made.people.push_back(PersonId{person});
  if (due) made.due = time::Deadline{*due, false};
  if (holder) made.holder = PersonId{*holder};
  return made;
}

TEST_F(CasesTest, tasks_come_most_urgent_first_and_taken_ones_last) {
  std::vector<CaseId> ids;
  for (const char* number : {"M26-001", "M26-002", "M26-003", "M26-004"}) ids.push_back(open(number).id);
  in([&](Tx& tx) {
    Cases cases{tx};
    cases.set_waiting(ids[0], {waiting(Waiting::For::work, {4, 5}, start + hours{9})});
    cases.set_waiting(ids[1], {waiting(Waiting::For::work, {4, 5}, start - hours{9}, 5)});
    cases.set_waiting(ids[2], {waiting(Waiting::For::approval, {4}, std::nullopt)});
    cases.set_waiting(ids[3], {waiting(Waiting::For::signature, {4}, start - hours{1})});
    const auto tasks = cases.tasks(PersonId{4}, 10);
    ASSERT_EQ(tasks.size(), 4U);
    EXPECT_EQ(tasks[0].of.register_no, "M26-004");
    EXPECT_EQ(tasks[0].what, Waiting::For::signature);
    EXPECT_EQ(tasks[0].round, 2);
    EXPECT_EQ(tasks[0].role, process::Role::staff_egov);
    EXPECT_EQ(tasks[0].due, start - hours{1});
    EXPECT_EQ(tasks[1].of.register_no, "M26-001");
    EXPECT_EQ(tasks[2].of.register_no, "M26-003");
    EXPECT_EQ(tasks[2].due, std::nullopt);
    EXPECT_EQ(tasks[3].of.register_no, "M26-002");
    EXPECT_TRUE(tasks[3].taken_by_other);
    EXPECT_FALSE(cases.tasks(PersonId{5}, 1).front().taken_by_other);
    EXPECT_EQ(cases.task_count(PersonId{4}), 4U);
    EXPECT_EQ(cases.tasks(PersonId{4}, 2, 3).size(), 1U);
  });
}

TEST_F(CasesTest, what_a_case_waits_for_is_replaced_whole) {
  const CaseId id = open("M26-001").id;
  in([&](Tx& tx) {
    Cases cases{tx};
    cases.set_waiting(id, {waiting(Waiting::For::work, {4}, start), waiting(Waiting::For::approval, {}, start)});
    EXPECT_THAT(cases.waiting_for_role(process::Role::staff_egov, 5), ElementsAre(id));
    cases.set_waiting(id, {waiting(Waiting::For::work, {5}, start)});
    EXPECT_EQ(cases.task_count(PersonId{4}), 0U);
    EXPECT_EQ(cases.task_count(PersonId{5}), 1U);
    cases.set_waiting(id, {});
    EXPECT_THAT(cases.waiting_for_role(process::Role::staff_egov, 5), IsEmpty());
  });
}

}  // namespace
}  // namespace alur::store
