#include "alur/store/records.hpp"

#include "fetcher.hpp"
#include "limits.hpp"
#include "poller.hpp"
#include "scheduler.hpp"
#include "stage.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include <sys/wait.h>
#include <unistd.h>

/// What throws, or ends the process, is tried three times and set aside; only its chat waits, and only until then.
namespace alur::service::test {

namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t yuni = 501;
constexpr std::int64_t dedi = 502;

std::string said(std::int64_t update_id, std::int64_t chat, const std::string& text) {
  return json{{"update_id", update_id},
              {"message",
               {{"message_id", update_id},
                {"date", 1},
                {"chat", {{"id", chat}, {"type", "private"}}},
                {"from", {{"id", chat}, {"is_bot", false}, {"first_name", "Orang"}}},
                {"text", text}}}}
      .dump();
}

void enrol(Stage& stage) {
  stage.read([&](store::Tx& tx) {
    office::State office;
    std::vector<office::Event> events;
    for (const std::int64_t account : {yuni, dedi}) {
      const office::PersonId person{account};
      for (const office::Fact& fact : {office::Fact{office::PersonAdded{person, "Orang", "", ""}},
                                       office::Fact{office::AccountBound{person, account, "Orang"}},
                                       office::Fact{office::RoleGranted{{person, process::Role::admin, {}}}}}) {
        events.push_back({stage.clock.now(), {}, fact});
      }
    }
    store::OfficeRecords{tx}.append(office, events);
  });
}

/// Straight into the database, past the store.
void alter(const Stage& stage, const char* sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open((stage.folder.path() + "/alur.db").c_str(), &handle), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(handle, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(handle);
  sqlite3_close(handle);
}

/// From now on the desk throws when somebody chooses a language.
void poison(const Stage& stage) {
  alter(stage,
        "CREATE TRIGGER poison BEFORE INSERT ON event WHEN NEW.kind = 'language_set'"
        " BEGIN SELECT RAISE(ABORT, 'poison'); END");
}

void mend(const Stage& stage) { alter(stage, "DROP TRIGGER poison"); }

std::vector<store::Updates::Parked> parked(Stage& stage) {
  std::vector<store::Updates::Parked> found;
  stage.read([&](store::Tx& tx) { found = store::Updates{tx}.list(10); });
  return found;
}

/// What is to be sent to a chat, oldest first.
std::vector<std::string> planned(Stage& stage, std::int64_t chat) {
  std::vector<std::string> texts;
  stage.read([&](store::Tx& tx) {
    store::Outbox outbox{tx};
    for (;;) {
      const auto heads = outbox.heads(10);
      const auto head = std::ranges::find(heads, chat, &store::OutMessage::chat_id);
      if (head == heads.end()) break;
      texts.push_back(json::parse(head->body).at("text").get<std::string>());
      outbox.sent(head->id, std::nullopt, stage.clock.now());
    }
  });
  return texts;
}

class Loops {
 public:
  explicit Loops(Stage& stage) : stage_(stage) {}
  void poll(const std::string& updates) {
    stage_.spawn([this] { return poller.run(); });
    stage_.transport.answer_ok("getUpdates", updates);
  }
  void schedule() {
    stage_.spawn([this] { return scheduler.run(); });
  }

 private:
  Stage& stage_;

 public:
  Intake intake{stage_.gate, stage_.front, stage_.health, 1, shipped_options().random_bytes};
  Poller poller{stage_.transport, intake, stage_.health, *stage_.bells.poller, stage_.clock, [] { return 0.5; }};
  Scheduler scheduler{stage_.gate, stage_.front, intake, *stage_.bells.scheduler, stage_.health};
};

class Poison : public testing::Test {
 protected:
  Poison() { enrol(stage); }
  bool set_aside() {
    return std::ranges::any_of(parked(stage), [](const auto& each) { return each.set_aside; });
  }
  Stage stage;
  Loops loops{stage};
};

/// A process that ends in the middle of what it does, when `now` holds: between two transactions.
void live_until(const TemporaryFolder& folder, const std::function<void(Stage&, Loops&)>& begin,
                const std::function<bool(Stage&)>& now) {
  const pid_t child = ::fork();
  if (child == 0) {
    Stage stage{folder};
    Loops loops{stage};
    begin(stage, loops);
    for (;;) {
      stage.io.restart();
      stage.io.poll();
      if (now(stage)) ::_exit(0);
      if (stage.writer.queued() == 0) ::_exit(1);
      stage.writer.run_batch();
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0) << "it went on past the moment of its death";
}

std::string setting(Stage& stage, const std::string& name) {
  std::string value;
  stage.read([&](store::Tx& tx) { value = store::Settings{tx}.get(name).value_or(""); });
  return value;
}

}  // namespace

TEST_F(Poison, is_parked_with_the_later_ones_of_its_chat_in_the_same_batch_and_harms_no_other) {
  poison(stage);
  loops.poll("[" + said(70, yuni, "/bahasa en") + "," + said(71, dedi, "/bantuan") + "," + said(72, yuni, "/bantuan") +
             "]");
  stage.settle();
  EXPECT_EQ(planned(stage, dedi).size(), 1U);
  const auto rows = parked(stage);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].update_id, 70);
  EXPECT_EQ(rows[0].attempts, 1);
  EXPECT_THAT(rows[0].why, HasSubstr("poison"));
  EXPECT_THAT(rows[0].raw, HasSubstr("/bahasa en"));
  EXPECT_EQ(rows[1].update_id, 72);
  EXPECT_EQ(rows[1].attempts, 0) << "it was not tried before the one that it came after";
  EXPECT_THAT(planned(stage, yuni), ElementsAre(HasSubstr(rows[0].reference)));
}

TEST_F(Poison, is_set_aside_after_three_tries_and_then_its_chat_goes_on) {
  poison(stage);
  loops.poll("[" + said(70, yuni, "/bahasa en") + "," + said(72, yuni, "/bantuan") + "]");
  loops.schedule();
  const auto begun = stage.clock.now();
  EXPECT_TRUE(stage.run_until([&] { return set_aside(); }, std::chrono::minutes{3}));
  EXPECT_LE(stage.clock.now() - begun, 2 * limits::parked_retry + std::chrono::seconds{1});
  stage.settle();
  const auto rows = parked(stage);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].attempts, 3);
  EXPECT_THAT(planned(stage, yuni), ElementsAre(HasSubstr(rows[0].reference), HasSubstr("/tugas")));
}

TEST_F(Poison, that_is_mended_meanwhile_is_handled_in_its_turn) {
  poison(stage);
  loops.poll("[" + said(70, yuni, "/bahasa en") + "," + said(72, yuni, "/bahasa id") + "]");
  loops.schedule();
  stage.settle();
  mend(stage);
  EXPECT_TRUE(stage.run_until([&] { return parked(stage).empty(); }, std::chrono::minutes{2}));
  EXPECT_THAT(planned(stage, yuni), ElementsAre(testing::_, HasSubstr("uses English"), HasSubstr("Bahasa Indonesia")));
}

TEST_F(Poison, set_aside_comes_back_when_an_operator_says_so) {
  poison(stage);
  loops.poll("[" + said(70, yuni, "/bahasa en") + "]");
  loops.schedule();
  ASSERT_TRUE(stage.run_until([&] { return set_aside(); }, std::chrono::minutes{3}));
  mend(stage);
  chat::OfficeCommand retry;
  retry.name = "updates-retry";
  retry.args = {{"id", std::to_string(parked(stage)[0].id)}};
  Effects effects;
  const auto run = [&](store::Tx& tx) {
    effects.immediates.push_back(stage.front.handle(tx, retry));
    stage.front.note_due(tx, effects);
  };
  ASSERT_TRUE(stage.gate.post(run, [&](const std::exception_ptr&) { stage.front.after_commit(effects); }));
  stage.settle();
  EXPECT_TRUE(parked(stage).empty()) << "at once, not at the next look";
}

TEST_F(Poison, whose_chat_cannot_be_told_is_parked_all_the_same) {
  poison(stage);
  alter(stage,
        "CREATE TRIGGER mute BEFORE INSERT ON outbox WHEN NEW.chat_id = 501 BEGIN SELECT RAISE(ABORT, 'mute'); END");
  loops.poll("[" + said(70, yuni, "/bahasa en") + "," + said(71, dedi, "/bantuan") + "]");
  stage.settle();
  EXPECT_EQ(parked(stage).size(), 1U);
  EXPECT_EQ(planned(stage, dedi).size(), 1U);
  EXPECT_EQ(stage.transport.calls("getUpdates").size(), 2U) << "the batch is confirmed";
}

TEST(DeadlyUpdate, is_set_aside_untried_once_three_processes_have_died_of_it) {
  const TemporaryFolder folder;
  {
    Stage stage{folder};
    enrol(stage);
  }
  const std::string batch = "[" + said(70, yuni, "/bahasa en") + "," + said(71, yuni, "/bantuan") + "]";
  for (const char* attempt : {"1", "2", "3"}) {
    live_until(
        folder,
        [&](Stage&, Loops& loops) {
          loops.intake.begin_probation(limits::probation_updates);
          loops.poll(batch);
        },
        [&](Stage& stage) { return setting(stage, "attempt:70") == attempt; });
  }
  Stage stage{folder};
  Loops loops{stage};
  loops.intake.begin_probation(limits::probation_updates);
  loops.poll(batch);
  stage.settle();
  const auto rows = parked(stage);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].update_id, 70);
  EXPECT_TRUE(rows[0].set_aside);
  EXPECT_EQ(setting(stage, "attempt:70"), "");
  EXPECT_THAT(planned(stage, yuni), ElementsAre(HasSubstr(rows[0].reference), HasSubstr("/tugas")));
}

TEST(DeadlyUpdate, that_was_parked_is_set_aside_and_not_tried_for_ever) {
  const TemporaryFolder folder;
  {
    Stage stage{folder};
    enrol(stage);
    stage.read([&](store::Tx& tx) {
      store::Updates::Parked row;
      row.update_id = 70;
      row.chat_id = yuni;
      row.raw = said(70, yuni, "/bahasa en");
      row.attempts = 1;
      row.next_try = stage.clock.now();
      row.since = stage.clock.now();
      store::Updates{tx}.park(row);
    });
  }
  for (const int attempt : {2, 3}) {
    live_until(
        folder, [](Stage&, Loops& loops) { loops.schedule(); },
        [&](Stage& stage) { return parked(stage).at(0).attempts == attempt; });
  }
  Stage stage{folder};
  Loops loops{stage};
  loops.schedule();
  stage.settle();
  EXPECT_TRUE(parked(stage).at(0).set_aside);
  EXPECT_TRUE(planned(stage, yuni).empty()) << "it was not tried once more";
}

namespace {

class PoisonedJob : public Poison {
 protected:
  PoisonedJob() {
    stage.read([&](store::Tx& tx) {
      store::Job job;
      job.kind = "fetch";
      job.payload = R"({"file_id":"F1","file_name":"a.pdf"})";
      job.chat_id = yuni;
      job.person = workflow::PersonId{yuni};
      job.planned = stage.clock.now();
      store::Jobs{tx}.plan(job);
    });
    for (int i = 0; i < 10; ++i) {
      stage.transport.answer("getFile", 400,
                             R"({"ok":false,"error_code":400,"description":"Bad Request: file is too big"})");
    }
  }
  std::size_t open_jobs() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Jobs{tx}.open_count(); });
    return count;
  }

  archive::Archive archive{stage.folder.path() + "/archive", archive::Limits{1024u * 1024u, {"pdf"}}};
  Fetcher fetcher{{stage.gate, stage.front, stage.transport, stage.group,
                   [](std::function<void()> work) -> asio::awaitable<void> {
                     work();
                     co_return;
                   },
                   archive, *stage.bells.fetcher, stage.health, [] { return 0.5; }, shipped_options().random_bytes}};
};

}  // namespace

TEST_F(PoisonedJob, is_set_aside_after_three_tries_and_its_person_told) {
  alter(stage,
        "CREATE TRIGGER poison BEFORE INSERT ON outbox WHEN NEW.body LIKE '%a.pdf%'"
        " BEGIN SELECT RAISE(ABORT, 'poison'); END");
  stage.spawn([this] { return fetcher.run(); });
  EXPECT_TRUE(stage.run_until([&] { return open_jobs() == 0; }, std::chrono::minutes{10}));
  stage.settle();
  const auto rows = parked(stage);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_TRUE(rows[0].set_aside);
  EXPECT_THAT(rows[0].why, HasSubstr("poison"));
  EXPECT_EQ(stage.transport.calls("getFile").size(), 3U);
  EXPECT_THAT(planned(stage, yuni), ElementsAre(HasSubstr(rows[0].reference)));
  mend(stage);
  stage.read([&](store::Tx& tx) { store::Updates{tx}.retry(rows[0].id, stage.clock.now()); });
  loops.schedule();
  EXPECT_TRUE(stage.run_until([&] { return parked(stage).empty() && open_jobs() == 0; }, std::chrono::minutes{1}));
  EXPECT_THAT(planned(stage, yuni), ElementsAre(HasSubstr("a.pdf")));
}

TEST(LostTransaction, leaves_nothing_in_the_desk_of_what_it_undid) {
  Stage stage;
  enrol(stage);
  chat::OfficeCommand invite;
  invite.name = "invite";
  invite.args = {{"role", "kepala_dinas"}, {"name", "Drs. Anwar Effendi, M.Si."}};
  const auto ignored = [](const std::exception_ptr&) {};
  stage.gate.post([&](store::Tx& tx) { stage.front.handle(tx, invite); }, ignored);
  bool lost = false;
  stage.gate.post(
      [&](store::Tx&) {
        if (!std::exchange(lost, true)) throw store::TransactionLost("memory");
      },
      ignored);
  stage.settle();
  std::string users;
  chat::OfficeCommand list;
  list.name = "users";
  stage.gate.post([&](store::Tx& tx) { users = stage.front.handle(tx, list).office_reply; }, ignored);
  stage.settle();
  const auto rows = json::parse(users);
  EXPECT_EQ(std::ranges::count_if(rows, [](const json& row) { return row.at("name") != "Orang"; }), 1) << users;
}

}  // namespace alur::service::test
