#include "alur/store/records.hpp"

#include "courier.hpp"
#include "poller.hpp"
#include "stage.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <iostream>

/// R22: Telegram's permanent errors end somewhere.
namespace alur::service::test {

namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::int64_t yuni = 501;
constexpr std::int64_t kasi = 502;
constexpr std::int64_t admin = 503;

/// An office of three, its courier and its poller.
class RefusedSends : public testing::Test {
 protected:
  RefusedSends() {
    stage.read([this](store::Tx& tx) { enrol(tx); });
    stage.spawn([this] { return courier.run(); });
    stage.spawn([this] { return poller.run(); });
    stage.settle();
  }

  void enrol(store::Tx& tx) {
    using office::PersonId;
    const time::Instant now = stage.clock.now();
    office::State state;
    std::vector<office::Event> events;
    const auto add = [&](std::int64_t id, const std::string& name, process::Role role, std::int64_t account) {
      events.push_back({now, {}, office::PersonAdded{PersonId{id}, name, "", ""}});
      events.push_back({now, {}, office::RoleGranted{{PersonId{id}, role, {}}}});
      events.push_back({now, {}, office::AccountBound{PersonId{id}, account, ""}});
    };
    add(1, "Yuni Astuti, S.Kom.", process::Role::staff_egov, yuni);
    add(2, "Hendra Wijaya, S.T.", process::Role::kasi_pengembangan, kasi);
    add(3, "Dedi Kurniawan", process::Role::admin, admin);
    store::OfficeRecords{tx}.append(state, events);
  }

  void plan(std::int64_t chat, const std::string& text) {
    stage.read([&](store::Tx& tx) {
      store::OutMessage message;
      message.chat_id = chat;
      message.send_class = store::SendClass::answer;
      message.method = "sendMessage";
      message.body = json{{"chat_id", chat}, {"text", text}}.dump();
      store::Outbox{tx}.plan(message);
    });
    stage.bells.courier->ring();
    stage.settle();
  }
  void answer(const std::string& method, int code, const std::string& description) {
    stage.transport.answer(method, code,
                           json{{"ok", false}, {"error_code", code}, {"description", description}}.dump());
    stage.settle();
  }
  std::vector<std::int64_t> chats_sent_to() {
    std::vector<std::int64_t> chats;
    for (const std::string& body : stage.transport.calls("sendMessage")) {
      chats.push_back(json::parse(body).at("chat_id").get<std::int64_t>());
    }
    return chats;
  }
  bool reachable(std::int64_t account) {
    bool found = false;
    stage.read([&](store::Tx& tx) {
      found = !store::OfficeRecords{tx}.load().by_telegram(account)->unreachable_since.has_value();
    });
    return found;
  }
  std::vector<std::string> reasons_of_the_dead() {
    std::vector<std::string> reasons;
    stage.read([&](store::Tx& tx) {
      for (const auto& message : store::Outbox{tx}.list_dead(100)) reasons.push_back(message.last_error);
    });
    return reasons;
  }
  std::size_t unfinished() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Outbox{tx}.unfinished(); });
    return count;
  }
  /// Every send from now on is taken.
  bool all_arrive() {
    for (int i = 0; i < 20; ++i) stage.transport.answer_ok("sendMessage", R"({"message_id":10})");
    return stage.run_until([this] { return unfinished() == 0; }, 5min);
  }
  void refusal_of_a_person(int code, const std::string& description);
  void refusal_of_the_bot(const std::string& method, int code, const std::string& description,
                          const std::string& condition);

  Stage stage;
  Courier courier{{stage.gate, stage.front, stage.transport, stage.group, *stage.bells.courier, stage.health,
                   [] { return 0.5; }, [](const std::string& sha256) { return sha256; }},
                  delivery::Limits{}};
  Intake intake{stage.gate, stage.front, stage.health, 1, shipped_options().random_bytes};
  Poller poller{stage.transport, intake, stage.health, *stage.bells.poller, stage.clock, [] { return 0.5; }};
};

void RefusedSends::refusal_of_a_person(int code, const std::string& description) {
  plan(yuni, "Kartu");
  answer("sendMessage", code, description);
  EXPECT_FALSE(reachable(yuni)) << "known after one attempt";
  EXPECT_THAT(reasons_of_the_dead(), ElementsAre(description));
  EXPECT_TRUE(all_arrive());
  EXPECT_THAT(chats_sent_to(), UnorderedElementsAre(yuni, kasi, admin)) << "KASI and admin are told, once";
  std::cout << "[ FIGURE ] R22: " << code << " \"" << description
            << "\": flagged after 1 attempt, KASI and admin told, 0 further attempts\n";
}

/// `method` is what is refused: a send, or the poll beside it.
void RefusedSends::refusal_of_the_bot(const std::string& method, int code, const std::string& description,
                                      const std::string& condition) {
  const auto begun = stage.clock.steady();
  if (method == "sendMessage") plan(yuni, "Kartu");
  answer(method, code, description);
  ASSERT_TRUE(stage.health.reasons().contains(condition));
  const auto alarm = stage.clock.steady() - begun;
  const std::size_t before = chats_sent_to().size();
  for (const std::int64_t chat : {kasi, admin, yuni}) plan(chat, "Kartu lain");
  EXPECT_FALSE(stage.run_until([&] { return chats_sent_to().size() > before; }, 2h)) << "nothing is sent meanwhile";
  EXPECT_THAT(reasons_of_the_dead(), IsEmpty()) << "and nothing is given up";

  stage.transport.answer_ok("getUpdates", "[]");
  EXPECT_TRUE(stage.run_until([&] { return stage.health.reasons().empty(); }, 2min));
  const auto over = stage.clock.steady();
  EXPECT_TRUE(stage.run_until([&] { return chats_sent_to().size() > before; }, 1min));
  const auto resumed = std::chrono::duration<double>(stage.clock.steady() - over).count();
  EXPECT_LE(resumed, 5.0);
  EXPECT_TRUE(all_arrive());
  std::cout << "[ FIGURE ] R22: " << code << " on " << method << ": alarm after "
            << std::chrono::duration<double>(alarm).count() << " s, 0 sends in the 2 h that it lasted, resumed after "
            << resumed << " s, " << reasons_of_the_dead().size() << " lost\n";
  EXPECT_LE(alarm, 5s);
}

}  // namespace

TEST_F(RefusedSends, a_403_marks_the_person_unreachable_and_tells_kasi_and_admin) {
  refusal_of_a_person(403, "Forbidden: bot was blocked by the user");
}

TEST_F(RefusedSends, a_chat_that_telegram_does_not_know_is_nobody_s_to_reach) {
  refusal_of_a_person(400, "Bad Request: chat not found");
}

TEST_F(RefusedSends, control_another_400_says_nothing_of_the_person) {
  plan(yuni, "<Kartu");
  answer("sendMessage", 400, "Bad Request: can't parse entities: unclosed tag");
  EXPECT_TRUE(reachable(yuni));
  EXPECT_THAT(chats_sent_to(), ElementsAre(yuni));
}

TEST_F(RefusedSends, a_401_stops_all_sending_until_a_poll_succeeds) {
  refusal_of_the_bot("sendMessage", 401, "Unauthorized", "token");
}

TEST_F(RefusedSends, a_401_of_the_poll_stops_all_sending) {
  refusal_of_the_bot("getUpdates", 401, "Unauthorized", "token");
}

TEST_F(RefusedSends, a_409_stops_all_sending_somebody_else_uses_the_token) {
  refusal_of_the_bot("getUpdates", 409, "Conflict: terminated by other getUpdates request", "conflict");
}

TEST_F(RefusedSends, control_a_500_stops_nobody_else) {
  plan(yuni, "Kartu");
  answer("sendMessage", 500, "Internal Server Error");
  plan(kasi, "Kartu lain");
  EXPECT_THAT(chats_sent_to(), ElementsAre(yuni, kasi));
}

TEST_F(RefusedSends, a_chat_that_became_another_ends_as_a_dead_letter) {
  plan(yuni, "Kartu");
  stage.transport.answer("sendMessage", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: group chat was upgraded",)"
                         R"("parameters":{"migrate_to_chat_id":-100501}})");
  stage.settle();
  EXPECT_THAT(reasons_of_the_dead(), ElementsAre("Bad Request: group chat was upgraded"));
  EXPECT_TRUE(reachable(yuni));
}

}  // namespace alur::service::test
