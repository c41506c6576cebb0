#include "alur/store/audit.hpp"

#include "day.hpp"
#include "fixture.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <random>

namespace alur::store {
namespace {

using std::chrono::hours;
using test::full_length;
using test::start;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

auto finding(std::int64_t seq, const std::string& what) {
  return AllOf(Field(&AuditFinding::seq, seq), Field(&AuditFinding::what, HasSubstr(what)));
}

/// A record of two cases and an office: 3 + 3 + 4 events.
class AuditTest : public test::StoreTest {
 protected:
  AuditTest() {
    in([](Tx& tx) {
      Cases cases{tx};
      for (const char* number : {"M26-001", "M26-002"}) {
        CaseRecord record = *cases.find(cases.open(test::opening(number)));
        cases.append(record, {version_filed(number)});
      }
      office::State state;
      OfficeRecords{tx}.append(
          state, {{start, {}, office::PersonAdded{PersonId{1}, "Hendra Wijaya, S.T.", "KASI", "198504122010011007"}},
                  {start, {}, office::RoleGranted{{PersonId{1}, process::Role::kasi_pengembangan, AgencyId{}}}},
                  {start, {}, office::AccountBound{PersonId{1}, 4711, "hendra"}},
                  {start + hours{1}, PersonId{1}, office::LanguageSet{PersonId{1}, office::Language::english}}});
    });
  }

  static workflow::Event version_filed(const std::string& name) {
    workflow::Version version;
    version.item = "identifikasi";
    version.number = 1;
    version.step = 1;
    version.round = 1;
    version.what.contents = {{"sha-" + name, 10, "application/pdf", "a.pdf", ""}};
    return test::event(start, 1, workflow::VersionFiled{version});
  }

  AuditReport report(const std::string& kept = {}) {
    ReadDatabase reader{options(), true};
    return audit(reader, kept);
  }
  std::string head() {
    return in([](Tx& tx) { return chain_head(tx); });
  }
  /// What somebody with the file and a tool could do.
  void tamper(const std::string& sql) {
    SQLite::Database file{directory.database(), SQLite::OPEN_READWRITE, 5000};
    file.exec("PRAGMA foreign_keys = OFF; DROP TRIGGER event_never_changed; DROP TRIGGER event_never_deleted");
    file.exec(sql);
  }
};

TEST_F(AuditTest, finds_nothing_in_an_honest_record) {
  const AuditReport found = report(head());
  EXPECT_THAT(found.findings, IsEmpty());
  EXPECT_EQ(found.events, 10);
  EXPECT_EQ(found.cases, 2);
  EXPECT_EQ("10 " + found.head, head());
  EXPECT_THAT(found.contents, ElementsAre("sha-M26-001", "sha-M26-002"));
}

TEST(Audit, finds_nothing_in_an_empty_record) {
  const test::TempDir directory;
  Database database{{directory.database(), {}}};
  std::string head;
  database.transact([&](Tx& tx) { head = chain_head(tx); });
  EXPECT_EQ(head, "0 " + std::string(64, '0'));
  ReadDatabase reader{{directory.database(), {}}};
  EXPECT_THAT(audit(reader, head).findings, IsEmpty());
}

TEST_F(AuditTest, events_cannot_be_changed_or_deleted_by_the_program_itself) {
  EXPECT_ANY_THROW(in([](Tx& tx) { tx.connection().execute("UPDATE event SET actor = 9 WHERE seq = 2"); }));
  EXPECT_ANY_THROW(in([](Tx& tx) { tx.connection().execute("DELETE FROM event WHERE seq = 10"); }));
}

TEST_F(AuditTest, names_an_edited_event) {
  tamper("UPDATE event SET actor = 9 WHERE seq = 2");
  EXPECT_THAT(report().findings, Contains(finding(2, "was changed")));
}

TEST_F(AuditTest, names_an_edit_of_every_column) {
  for (const char* edit : {"at_ms = at_ms + 1", "case_id = 2", "kind = 'work_claimed'", "on_behalf = 'auditor'",
                           "body = replace(body, '1', '2')", "personal = zeroblob(32)"}) {
    test::TempDir copy;
    const std::string path = copy.database();
    SQLite::Database{directory.database()}.exec("VACUUM INTO '" + path + "'");
    SQLite::Database{path, SQLite::OPEN_READWRITE}.exec("DROP TRIGGER event_never_changed; UPDATE event SET " +
                                                        std::string{edit} + " WHERE seq = 2");
    ReadDatabase reader{{path, {}}, true};
    EXPECT_THAT(audit(reader, "").findings, Contains(finding(2, "was changed"))) << edit;
  }
}

TEST_F(AuditTest, names_the_gap_of_a_deleted_event) {
  tamper("DELETE FROM event WHERE seq = 3");
  EXPECT_THAT(report().findings, Contains(finding(4, "events 3 to 3 are missing")));
}

TEST_F(AuditTest, names_a_deleted_event_although_the_rest_was_renumbered) {
  tamper("DELETE FROM event WHERE seq = 3; UPDATE event SET seq = seq - 1 WHERE seq > 3");
  EXPECT_THAT(report().findings, Contains(finding(3, "does not follow")));
}

TEST_F(AuditTest, names_swapped_events) {
  tamper(
      "UPDATE event SET seq = 99 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = 5;"
      "UPDATE event SET seq = 5 WHERE seq = 99");
  const auto findings = report().findings;
  EXPECT_THAT(findings, Contains(finding(4, "does not follow")));
  EXPECT_THAT(findings, Contains(finding(5, "does not follow")));
}

TEST_F(AuditTest, sees_a_cut_end_by_the_kept_head_only) {
  const std::string kept = head();
  tamper("DELETE FROM event WHERE seq = 10; UPDATE person SET language = 'id'");
  EXPECT_THAT(report().findings, IsEmpty());
  EXPECT_THAT(report(kept).findings, ElementsAre(finding(9, "event 10 had been written: the end is cut")));
}

TEST_F(AuditTest, sees_a_rewritten_record_by_the_kept_head) {
  const std::string kept = "10 " + std::string(64, 'a');
  EXPECT_THAT(report(kept).findings, ElementsAre(finding(10, "rewritten")));
  EXPECT_THAT(report("nonsense").findings, ElementsAre(finding(0, "kept head cannot be read")));
}

TEST_F(AuditTest, an_older_kept_head_is_still_part_of_the_record) {
  const std::string kept = head();
  in([](Tx& tx) {
    Cases cases{tx};
    CaseRecord record = *cases.find("M26-001");
    cases.append(record, {test::note(start + hours{2}, 1)});
  });
  EXPECT_THAT(report(kept + "\n").findings, IsEmpty());
}

TEST_F(AuditTest, finds_a_state_that_its_events_do_not_make) {
  tamper("UPDATE case_state SET state = replace(state, 'Aplikasi M26-001', 'Aplikasi lain') WHERE id = 1");
  EXPECT_THAT(report().findings, ElementsAre(finding(0, "case M26-001: the stored state")));
}

TEST_F(AuditTest, finds_columns_that_its_events_do_not_make) {
  tamper("UPDATE case_state SET agency = 5 WHERE id = 2");
  EXPECT_THAT(report().findings, ElementsAre(finding(0, "case M26-002: the columns")));
}

TEST_F(AuditTest, finds_an_office_that_its_events_do_not_make) {
  tamper("INSERT INTO role (person, role, agency) VALUES (1, 'admin', 0)");
  EXPECT_THAT(report().findings, ElementsAre(finding(0, "office")));
}

TEST_F(AuditTest, finds_a_changed_name) {
  tamper("UPDATE event_personal SET data = replace(data, 'Hendra', 'Hendro')");
  EXPECT_THAT(report().findings, Contains(finding(7, "what it says of a person was changed")));
}

TEST_F(AuditTest, an_erased_person_leaves_the_chain_whole) {
  tamper(
      "DELETE FROM event_personal; UPDATE person SET name = '', title = '', nip = '', telegram_id = 0,"
      " telegram_name = ''");
  EXPECT_THAT(report(head()).findings, IsEmpty());
}

TEST_F(AuditTest, an_unreadable_event_is_named) {
  tamper("UPDATE event SET kind = 'teleported' WHERE seq = 3");
  EXPECT_THAT(report().findings, Contains(finding(3, "unknown kind of event: teleported")));
}

TEST_F(AuditTest, names_an_inserted_event) {
  tamper(
      "UPDATE event SET seq = seq + 1000 WHERE seq >= 5; UPDATE event SET seq = seq - 999 WHERE seq > 1000;"
      "INSERT INTO event SELECT 5, at_ms, stream, case_id, kind, actor, on_behalf, body, personal, prev_hash, hash"
      " FROM event WHERE seq = 3");
  EXPECT_THAT(report().findings, Contains(finding(5, "does not follow")));
}

TEST_F(AuditTest, names_an_event_put_at_the_end) {
  tamper(
      "INSERT INTO event SELECT 11, at_ms + 3600000, stream, case_id, kind, actor, on_behalf, body, personal, hash,"
      " randomblob(32) FROM event WHERE seq = 10");
  EXPECT_THAT(report().findings, Contains(finding(11, "was changed")));
}

TEST_F(AuditTest, names_a_missing_beginning) {
  tamper("DELETE FROM event WHERE seq <= 2");
  EXPECT_THAT(report().findings, Contains(finding(3, "events 1 to 2 are missing")));
}

/// S13.
TEST(Audit, finds_random_tamperings_at_the_row_that_was_touched) {
  std::mt19937 random{20'260'302};
  const int tries = full_length() ? 10'000 : 200;
  constexpr int rows = 60;
  const test::TempDir directory;
  std::string kept;
  {
    Database database{{directory.database(), {}}};
    database.transact([&](Tx& tx) {
      Cases cases{tx};
      CaseRecord record = *cases.find(cases.open(test::opening("M26-001")));
      for (int i = 2; i < rows; ++i) cases.append(record, {test::note(start, 1, std::to_string(i))});
      kept = chain_head(tx);
    });
    database.checkpoint(true);
  }
  const test::TempDir copy;
  int missed = 0;
  for (int i = 0; i < tries; ++i) {
    const int seq = 1 + static_cast<int>(random() % (rows - 1));
    const std::string at = std::to_string(seq);
    const std::string next = std::to_string(seq + 1);
    const std::string shift = "UPDATE event SET seq = seq + 1000 WHERE seq >= ";
    const std::string back = "UPDATE event SET seq = seq - 999 WHERE seq > 1000; ";
    struct Tampering {
      std::string sql;
      int found_at;
    };
    const std::array<Tampering, 5> ways{
        Tampering{"UPDATE event SET at_ms = at_ms + 1 WHERE seq = " + at, seq},
        Tampering{"DELETE FROM event WHERE seq = " + at, seq + 1},
        Tampering{"DELETE FROM event WHERE seq > " + at, seq},
        Tampering{shift + at + "; " + back + "INSERT INTO event SELECT " + at +
                      ", at_ms, stream, case_id, kind, actor, on_behalf, body, personal, prev_hash, hash FROM event"
                      " WHERE seq = " +
                      next,
                  seq + 1},
        Tampering{"UPDATE event SET seq = 9999 WHERE seq = " + at + "; UPDATE event SET seq = " + at +
                      " WHERE seq = " + next + "; UPDATE event SET seq = " + next + " WHERE seq = 9999",
                  seq}};
    const Tampering& done = ways.at(random() % ways.size());
    std::filesystem::copy_file(directory.database(), copy.database(),
                               std::filesystem::copy_options::overwrite_existing);
    {
      SQLite::Database file{copy.database(), SQLite::OPEN_READWRITE};
      file.exec("PRAGMA synchronous = OFF; DROP TRIGGER event_never_changed; DROP TRIGGER event_never_deleted; BEGIN;" +
                done.sql + "; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
    }
    ReadDatabase reader{{copy.database(), {}}, true};
    const auto findings = audit(reader, kept).findings;
    const bool found = std::ranges::any_of(findings, [&](const auto& each) { return each.seq == done.found_at; });
    missed += found ? 0 : 1;
    EXPECT_TRUE(found) << done.sql;
  }
  std::printf("[ FIGURE ] S13: %d tamperings (edit, removal, cut, insertion, swap), %d missed\n", tries, missed);
}

TEST(Audit, proves_a_hundred_thousand_rows_a_second) {
  const test::TempDir directory;
  const int rows = full_length() ? 100'000 : 10'000;
  Database database{{directory.database(), {}}};
  database.transact([&](Tx& tx) {
    Cases cases{tx};
    CaseRecord record = *cases.find(cases.open(test::opening("M26-001")));
    for (int i = 0; i < rows; i += 100) {
      std::vector<workflow::Event> events;
      for (int each = 0; each < 100; ++each) events.push_back(test::note(start, 1, "catatan"));
      cases.append(record, events);
    }
  });
  ReadDatabase reader{{directory.database(), {}}, true};
  const auto begun = std::chrono::steady_clock::now();
  const AuditReport found = audit(reader, "");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  EXPECT_THAT(found.findings, IsEmpty());
  const double rate = static_cast<double>(found.events) / took.count();
  std::printf("[ FIGURE ] S13: %lld rows proved, %.0f a second\n", static_cast<long long>(found.events), rate);
  if (full_length()) {
    EXPECT_GE(rate, 100'000) << "as released";
  }
}

TEST_F(AuditTest, finds_whatever_is_done_to_any_row_at_that_row) {
  const std::string kept = head();
  const std::string honest = directory.file("honest.db");
  ReadDatabase{options(), true}.copy_to(honest);
  const auto found_at = [&](const std::string& sql, std::int64_t seq) {
    const test::TempDir copy;
    std::filesystem::copy_file(honest, copy.database());
    SQLite::Database file{copy.database(), SQLite::OPEN_READWRITE};
    file.exec("DROP TRIGGER event_never_changed; DROP TRIGGER event_never_deleted; " + sql);
    ReadDatabase reader{{copy.database(), {}}, true};
    const auto findings = audit(reader, kept).findings;
    return std::any_of(findings.begin(), findings.end(), [&](const AuditFinding& each) { return each.seq == seq; });
  };
  const auto renumber = [](const std::string& from, int by) {
    return "UPDATE event SET seq = seq + 1000 WHERE seq " + from + "; UPDATE event SET seq = seq - " +
           std::to_string(1000 - by) + " WHERE seq > 1000; ";
  };
  for (std::int64_t seq = 1; seq <= 10; ++seq) {
    const std::string at = std::to_string(seq);
    const std::string next = std::to_string(seq + 1);
    EXPECT_TRUE(found_at("UPDATE event SET body = body || ' ' WHERE seq = " + at, seq)) << "edited " << seq;
    EXPECT_TRUE(found_at(renumber(">= " + at, 1) + "INSERT INTO event SELECT " + at +
                             ", at_ms, stream, case_id, kind, actor, on_behalf, body, personal, prev_hash, hash"
                             " FROM event WHERE seq = " +
                             (seq == 1 ? "5" : "1"),
                         seq))
        << "inserted before " << seq;
    // Of a cut end, the last row that is left is named.
    EXPECT_TRUE(found_at("DELETE FROM event WHERE seq >= " + next + (seq == 10 ? "; DELETE FROM event" : ""),
                         seq == 10 ? 0 : seq))
        << "cut after " << seq;
    if (seq == 10) continue;
    EXPECT_TRUE(found_at("DELETE FROM event WHERE seq = " + at, seq + 1)) << "removed " << seq;
    EXPECT_TRUE(found_at("DELETE FROM event WHERE seq = " + at + ";" + renumber("> " + at, -1), seq))
        << "removed and renumbered " << seq;
    EXPECT_TRUE(found_at("UPDATE event SET seq = 99 WHERE seq = " + at + "; UPDATE event SET seq = " + at +
                             " WHERE seq = " + next + "; UPDATE event SET seq = " + next + " WHERE seq = 99",
                         seq))
        << "swapped " << seq;
  }
}

}  // namespace
}  // namespace alur::store
