#include "courier.hpp"

#include "limits.hpp"
#include "stage.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace alur::service::test {

namespace {

class CourierTest : public testing::Test {
 protected:
  /// A process of the service: what it knows and did not write down goes with it.
  struct Process {
    explicit Process(Stage& stage)
        : group(stage.loop),
          courier(
              {stage.gate, stage.front, stage.transport, group, *stage.bells.courier, stage.health, [] { return 0.5; },
               [](const std::string& sha256) {
                 if (sha256.empty()) throw std::invalid_argument("no hash");
                 return "/archive/" + sha256;
               }},
              delivery::Limits{}) {}
    net::TaskGroup group;
    Courier courier;
  };

  void SetUp() override { begin(); }
  void TearDown() override { die(); }
  void begin() {
    process = std::make_unique<Process>(stage);
    process->group.spawn("courier", [this]() -> asio::awaitable<void> {
      co_await process->courier.recover();
      co_await process->courier.run();
    });
    stage.settle();
  }
  void die() {
    process->group.cancel();
    stage.settle();
    process.reset();
  }
  /// The moment of the next call after those so far, from now on.
  std::optional<std::chrono::milliseconds> next_send_after(std::chrono::milliseconds at_most) {
    const auto from = stage.clock.steady();
    const std::size_t before = sends();
    if (!stage.run_until([this, before] { return sends() > before; }, at_most)) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(stage.clock.steady() - from);
  }
  void refuse(const std::string& method, int code, const std::string& description, int retry_after_s = 0) {
    nlohmann::json body{{"ok", false}, {"error_code", code}, {"description", description}};
    if (retry_after_s > 0) body["parameters"] = {{"retry_after", retry_after_s}};
    stage.transport.answer(method, code, body.dump());
    stage.settle();
  }

  std::int64_t plan(std::int64_t chat, const std::string& text, store::SendClass send_class = store::SendClass::answer,
                    bool must_arrive = true) {
    const std::int64_t id = plan_quietly(chat, text, send_class, must_arrive);
    stage.bells.courier->ring();
    stage.settle();
    return id;
  }

  std::int64_t plan_quietly(std::int64_t chat, const std::string& text, store::SendClass send_class,
                            bool must_arrive = true) {
    std::int64_t id = 0;
    stage.read([&](store::Tx& tx) {
      store::OutMessage message;
      message.chat_id = chat;
      message.send_class = send_class;
      message.method = "sendMessage";
      message.must_arrive = must_arrive;
      message.body = nlohmann::json{{"chat_id", chat}, {"text", text}}.dump();
      message.planned = stage.clock.now();
      id = store::Outbox{tx}.plan(message);
    });
    return id;
  }

  void show(std::int64_t chat, const std::string& html, const std::string& ask = "work") {
    stage.read([&](store::Tx& tx) {
      store::Card card;
      card.chat_id = chat;
      card.key = "c1/s1/p1";
      card.ask = ask;
      card.html = html;
      card.send_class = store::SendClass::answer;
      store::Cards{tx}.show(card, "closed");
    });
    stage.bells.courier->ring();
    stage.settle();
  }

  void sent(std::int64_t message_id) {
    stage.transport.answer_ok("sendMessage", R"({"message_id":)" + std::to_string(message_id) + "}");
    stage.settle();
  }
  std::string text_of(const std::string& body) { return nlohmann::json::parse(body).at("text").get<std::string>(); }
  std::size_t sends() { return stage.transport.calls("sendMessage").size(); }
  std::size_t unfinished() {
    std::size_t count = 0;
    stage.read([&](store::Tx& tx) { count = store::Outbox{tx}.unfinished(); });
    return count;
  }

  Stage stage;
  std::unique_ptr<Process> process;
};

}  // namespace

TEST_F(CourierTest, sends_one_message_at_a_time_per_chat_in_order) {
  plan(501, "first");
  plan(501, "second");
  plan(502, "elsewhere");
  ASSERT_EQ(sends(), 2u) << "the second of a chat waits for the first, another chat does not";
  sent(10);
  sent(11);
  ASSERT_EQ(sends(), 3u);
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[2]), "second");
  sent(12);
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(CourierTest, sends_nothing_to_a_chat_before_retry_after) {
  plan(501, "first");
  stage.transport.answer("sendMessage", 429,
                         R"({"ok":false,"error_code":429,"description":"Too Many Requests: retry after 9",)"
                         R"("parameters":{"retry_after":9}})");
  stage.settle();
  EXPECT_FALSE(stage.run_until([this] { return sends() > 1; }, std::chrono::milliseconds{8'900}));
  EXPECT_TRUE(stage.run_until([this] { return sends() > 1; }, std::chrono::seconds{5}));
  sent(10);
  EXPECT_EQ(unfinished(), 0u);
  EXPECT_EQ(stage.health.too_many, 1u);
}

TEST_F(CourierTest, repeats_an_ambiguous_must_arrive_message_five_times_at_most) {
  plan(501, "important");
  for (int i = 0; i < 10; ++i) stage.transport.fail("sendMessage", CallOutcome::Kind::ambiguous);
  stage.run_until([this] { return unfinished() == 0; }, std::chrono::minutes{20});
  EXPECT_EQ(sends(), 5u);
  stage.read([](store::Tx& tx) { EXPECT_EQ(store::Outbox{tx}.dead_count(), 1u); });
}

TEST_F(CourierTest, does_not_repeat_an_ambiguous_message_that_need_not_arrive) {
  plan(501, "by the way", store::SendClass::answer, false);
  stage.transport.fail("sendMessage", CallOutcome::Kind::ambiguous);
  stage.settle();
  EXPECT_FALSE(stage.run_until([this] { return sends() > 1; }, std::chrono::minutes{5}));
}

TEST_F(CourierTest, gives_up_at_once_on_a_refusal_and_keeps_the_reason) {
  plan(501, "bad");
  stage.transport.answer("sendMessage", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: x"})");
  stage.settle();
  stage.read([](store::Tx& tx) {
    const auto dead = store::Outbox{tx}.list_dead(5);
    ASSERT_EQ(dead.size(), 1u);
    EXPECT_NE(dead[0].last_error.find("can't parse entities"), std::string::npos);
  });
}

TEST_F(CourierTest, does_not_oversleep_a_notice_whose_moment_came_while_it_chose) {
  plan_quietly(501, "one", store::SendClass::notice);
  plan_quietly(502, "two", store::SendClass::notice);
  stage.bells.courier->ring();
  // Told after the commit in which the courier chose, before it goes on: a busy machine.
  ASSERT_TRUE(stage.gate.post([](store::Tx&) {},
                              [this](const std::exception_ptr&) { stage.clock.advance(std::chrono::seconds{1}); }));
  EXPECT_TRUE(stage.run_until([this] { return sends() == 2; }, std::chrono::seconds{1}));
}

TEST_F(CourierTest, chooses_anew_when_its_transaction_was_lost) {
  plan_quietly(501, "one", store::SendClass::answer);
  bool lost = false;
  ASSERT_TRUE(stage.gate.post(
      [&lost](store::Tx&) {
        if (!std::exchange(lost, true)) throw store::TransactionLost{"disk full"};
      },
      [](const std::exception_ptr&) {}));
  stage.bells.courier->ring();
  stage.io.restart();
  stage.io.poll();  // both are in the writer's queue now, the courier's behind
  ASSERT_EQ(stage.writer.queued(), 2u);
  stage.settle();
  EXPECT_EQ(sends(), 1u);
  sent(10);
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(CourierTest, sets_aside_what_it_cannot_send_and_goes_on_in_that_chat) {
  stage.read([&](store::Tx& tx) {
    store::OutMessage message;
    message.chat_id = 501;
    message.send_class = store::SendClass::answer;
    message.method = "sendDocument";
    message.must_arrive = true;
    message.body = R"({"chat_id":501})";  // neither a file id nor a file of the archive
    store::Outbox{tx}.plan(message);
  });
  plan(501, "next");
  ASSERT_EQ(sends(), 1u);
  sent(10);
  stage.read([](store::Tx& tx) {
    EXPECT_EQ(store::Outbox{tx}.unfinished(), 0u);
    ASSERT_EQ(store::Outbox{tx}.dead_count(), 1u);
    EXPECT_EQ(store::Outbox{tx}.list_dead(1)[0].last_error, "no hash");
  });
}

TEST_F(CourierTest, edits_a_card_in_place_and_takes_not_modified_for_done) {
  show(501, "one");
  sent(44);
  show(501, "two");
  ASSERT_EQ(stage.transport.calls("editMessageText").size(), 1u);
  EXPECT_EQ(nlohmann::json::parse(stage.transport.calls("editMessageText")[0]).at("message_id"), 44);
  stage.transport.answer("editMessageText", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: message is not modified: same"})");
  stage.settle();
  stage.read([](store::Tx& tx) { EXPECT_TRUE(store::Cards{tx}.unsettled(5).empty()); });
}

TEST_F(CourierTest, coalesces_edits_that_come_while_one_is_on_its_way) {
  show(501, "one");
  show(501, "two");
  show(501, "three");
  sent(44);
  ASSERT_EQ(stage.transport.calls("editMessageText").size(), 1u);
  EXPECT_EQ(text_of(stage.transport.calls("editMessageText")[0]), "three");
}

TEST_F(CourierTest, sends_a_card_anew_when_the_person_deleted_it) {
  show(501, "one");
  sent(44);
  show(501, "two");
  stage.transport.answer("editMessageText", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: message to edit not found"})");
  ASSERT_TRUE(stage.run_until([this] { return sends() == 2; }, std::chrono::seconds{2}));
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[1]), "two");
}

TEST_F(CourierTest, closes_the_old_card_when_something_new_is_asked) {
  show(501, "one", "work");
  sent(44);
  show(501, "please decide", "approve");
  ASSERT_EQ(stage.transport.calls("editMessageText").size(), 1u);
  EXPECT_EQ(text_of(stage.transport.calls("editMessageText")[0]), "closed");
  stage.transport.answer_ok("editMessageText", R"({"message_id":44})");
  stage.settle();
  ASSERT_EQ(sends(), 2u);
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[1]), "please decide");
}

TEST_F(CourierTest, keeps_the_order_of_messages_and_cards_in_a_chat) {
  plan(501, "first, a message");
  show(501, "second, a card");
  plan(501, "third, a message");
  sent(10);
  sent(11);
  ASSERT_EQ(sends(), 3u);
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[1]), "second, a card");
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[2]), "third, a message");
}

TEST_F(CourierTest, paces_notices_of_one_chat_but_never_answers) {
  for (int i = 0; i < 3; ++i) plan(501, "notice " + std::to_string(i), store::SendClass::notice);
  sent(1);
  EXPECT_EQ(sends(), 1u);
  plan(502, "answer 1");
  plan(502, "answer 2");
  sent(2);
  sent(3);
  EXPECT_EQ(sends(), 3u) << "two answers went while the notice waited";
  EXPECT_TRUE(stage.run_until([this] { return sends() == 4; }, std::chrono::milliseconds{1'100}));
}

TEST_F(CourierTest, an_answer_does_not_wait_for_the_pace_of_a_notice_before_it_in_its_chat) {
  for (std::int64_t chat = 601; chat <= 650; ++chat) plan_quietly(chat, "notice", store::SendClass::notice);
  plan_quietly(501, "notice", store::SendClass::notice);
  plan(501, "answer");
  sent(10);
  sent(11);
  std::vector<std::string> said;
  for (const std::string& body : stage.transport.calls("sendMessage")) {
    if (nlohmann::json::parse(body).at("chat_id") == 501) said.push_back(text_of(body));
  }
  EXPECT_EQ(said, (std::vector<std::string>{"notice", "answer"}));
}

TEST_F(CourierTest, keeps_the_order_of_a_chat_though_a_thousand_chats_wait_before_it) {
  for (std::int64_t chat = 1'001; chat <= 2'010; ++chat) plan_quietly(chat, "notice", store::SendClass::notice);
  plan_quietly(501, "first", store::SendClass::notice);
  show(501, "second");
  std::vector<std::string> said;
  for (int i = 0; i < 10; ++i) sent(10 + i);
  for (const std::string& body : stage.transport.calls("sendMessage")) {
    if (nlohmann::json::parse(body).at("chat_id") == 501) said.push_back(text_of(body));
  }
  EXPECT_EQ(said, (std::vector<std::string>{"first", "second"}));
}

TEST_F(CourierTest, slow_notices_leave_a_place_to_an_answer) {
  for (std::int64_t chat = 601; chat <= 620; ++chat) plan_quietly(chat, "notice", store::SendClass::notice);
  stage.bells.courier->ring();
  stage.run_until([] { return false; }, std::chrono::seconds{10});
  ASSERT_EQ(sends(), limits::notices_in_flight_max);
  plan(501, "answer");
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage").back()), "answer");
}

TEST_F(CourierTest, uploads_from_the_archive_what_telegram_no_longer_has) {
  stage.read([&](store::Tx& tx) {
    telegram::SendDocument request;
    request.chat_id = 501;
    request.file_id = "OLD";
    const telegram::Call call = telegram::encode(request);
    store::OutMessage message;
    message.chat_id = 501;
    message.method = call.method;
    message.body = call.body;
    message.send_class = store::SendClass::answer;
    message.content_sha256 = "abc";
    message.content_name = "spesifikasi.docx";
    message.content_type = "application/octet-stream";
    store::Outbox{tx}.plan(message);
  });
  stage.bells.courier->ring();
  stage.settle();
  stage.transport.answer("sendDocument", 400,
                         R"({"ok":false,"error_code":400,"description":"Bad Request: wrong file_id or the file is )"
                         R"(temporarily unavailable"})");
  stage.settle();
  ASSERT_EQ(stage.transport.calls("upload").size(), 1u);
  EXPECT_EQ(stage.transport.calls("upload")[0], "/archive/abc");
  stage.transport.answer_ok("upload", R"({"message_id":5})");
  stage.settle();
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(CourierTest, takes_up_after_a_restart_what_was_being_sent) {
  plan(501, "on its way");
  ASSERT_EQ(sends(), 1u);
  die();
  begin();
  EXPECT_EQ(sends(), 2u);
  sent(10);
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(CourierTest, does_not_repeat_after_a_restart_what_need_not_arrive) {
  plan(501, "by the way", store::SendClass::answer, false);
  die();
  begin();
  EXPECT_EQ(sends(), 1u);
  EXPECT_EQ(unfinished(), 0u);
}

TEST_F(CourierTest, sends_nothing_to_a_chat_before_retry_after_though_it_was_restarted) {
  plan(501, "first");
  refuse("sendMessage", 429, "Too Many Requests: retry after 9", 9);
  stage.clock.advance(std::chrono::seconds{4});
  die();
  begin();
  plan(502, "elsewhere");
  EXPECT_EQ(sends(), 2u) << "the wait is of one chat";
  sent(10);
  EXPECT_EQ(next_send_after(std::chrono::minutes{1}), std::chrono::seconds{5});
}

TEST_F(CourierTest, holds_everything_over_a_restart_when_telegram_told_the_whole_bot_to_wait) {
  plan(501, "first");
  refuse("sendMessage", 429, "Too Many Requests: retry after 90", 90);
  die();
  begin();
  plan(502, "elsewhere");
  EXPECT_EQ(sends(), 1u);
  EXPECT_EQ(next_send_after(std::chrono::minutes{5}), std::chrono::seconds{90});
}

TEST_F(CourierTest, waits_anew_as_long_as_it_had_to_when_the_office_s_clock_stands) {
  plan(501, "first");
  refuse("sendMessage", 429, "Too Many Requests: retry after 9", 9);
  const time::Instant stands = stage.clock.now();
  stage.clock.advance(std::chrono::seconds{4});
  stage.clock.jump(stands);
  die();
  begin();
  EXPECT_EQ(next_send_after(std::chrono::minutes{5}), std::chrono::seconds{9});
}

TEST_F(CourierTest, an_answer_whose_message_was_deleted_is_sent_anew) {
  show(501, "Yakin?");
  sent(44);
  stage.read([&](store::Tx& tx) {
    store::Cards cards{tx};
    store::Card answer;
    answer.chat_id = 501;
    answer.key = "remark/";
    answer.html = "Tercatat.";
    answer.send_class = store::SendClass::answer;
    const std::int64_t id = cards.live(501, "c1/s1/p1")->id;
    cards.turn_into_remark(id, answer);
    cards.close(id, answer.html);
  });
  stage.bells.courier->ring();
  stage.settle();
  refuse("editMessageText", 400, "Bad Request: message to edit not found");
  ASSERT_EQ(sends(), 2u);
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[1]), "Tercatat.");
  sent(45);
  EXPECT_FALSE(next_send_after(std::chrono::minutes{5}));
}

TEST_F(CourierTest, a_closing_line_whose_message_was_deleted_is_not) {
  show(501, "one");
  sent(44);
  stage.read([&](store::Tx& tx) {
    store::Cards cards{tx};
    cards.close(cards.live(501, "c1/s1/p1")->id, "closed");
  });
  stage.bells.courier->ring();
  stage.settle();
  refuse("editMessageText", 400, "Bad Request: message to edit not found");
  EXPECT_FALSE(next_send_after(std::chrono::minutes{5}));
  stage.read([](store::Tx& tx) { EXPECT_EQ(store::Cards{tx}.dead_count(), 0u); });
}

TEST_F(CourierTest, shows_what_is_wanted_by_now_though_an_older_form_was_refused) {
  show(501, "one");
  show(501, "two");
  refuse("sendMessage", 400, "Bad Request: can't parse entities: x");
  ASSERT_EQ(sends(), 2u);
  EXPECT_EQ(text_of(stage.transport.calls("sendMessage")[1]), "two");
}

TEST_F(CourierTest, a_document_that_the_archive_has_lost_ends_as_a_dead_letter) {
  stage.read([&](store::Tx& tx) {
    store::OutMessage message;
    message.chat_id = 501;
    message.method = "sendDocument";
    message.body = R"({"chat_id":501})";
    message.content_sha256 = "abc";
    message.send_class = store::SendClass::answer;
    store::Outbox{tx}.plan(message);
  });
  stage.bells.courier->ring();
  stage.settle();
  stage.transport.fail("upload", CallOutcome::Kind::impossible);
  stage.run_until([this] { return unfinished() == 0; }, std::chrono::minutes{5});
  EXPECT_EQ(stage.transport.calls("upload").size(), 1u);
  stage.read([](store::Tx& tx) { EXPECT_EQ(store::Outbox{tx}.list_dead(5).at(0).last_error, "scripted"); });
}

TEST_F(CourierTest, a_time_out_after_a_long_outage_is_not_the_last_try) {
  plan(501, "important");
  for (int i = 0; i < 20; ++i) stage.transport.fail("sendMessage", CallOutcome::Kind::not_sent);
  stage.transport.fail("sendMessage", CallOutcome::Kind::ambiguous);
  ASSERT_TRUE(stage.run_until([this] { return sends() == 22; }, std::chrono::hours{1}));
  sent(10);
  EXPECT_EQ(unfinished(), 0u);
}

}  // namespace alur::service::test
