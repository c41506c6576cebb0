#include "restored.hpp"

#include "case_test.hpp"
#include "question.hpp"

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class RecordRestored : public CaseTest {
 protected:
  /// As the service's first input after a restore, and the timer that follows; what is to be sent then.
  std::vector<Sent> restore() {
    within([&](Context& ctx) { record_restored(ctx, goes_back_to_); });
    std::vector<Sent> sent = take_sent();
    within([&](Context& ctx) {
      const auto timer = store::Timers{ctx.tx}.find(std::string{restored_timer}, "");
      ASSERT_TRUE(timer);
      store::Timers{ctx.tx}.clear(timer->kind, timer->key);
      renew_cards_due(ctx, *timer);
      EXPECT_FALSE(store::Timers{ctx.tx}.find(std::string{restored_timer}, "")) << "all cases are done";
    });
    return sent;
  }
  void show_cards() {
    within([&](Context& ctx) {
      store::Cards cards{ctx.tx};
      for (auto unsettled = cards.unsettled(100); !unsettled.empty(); unsettled = cards.unsettled(100)) {
        for (const store::Card& card : unsettled) {
          cards.begin(card.id);
          cards.settled(card.id, card.wanted_rev, card.message_id.value_or(next_message_++));
        }
      }
    });
  }
  std::vector<store::Card> unsettled() {
    std::vector<store::Card> cards;
    within([&](Context& ctx) { cards = store::Cards{ctx.tx}.unsettled(100); });
    return cards;
  }
  time::Instant goes_back_to_ =
      office_.calendar().at(time::Day{std::chrono::year{2026} / std::chrono::March / 2}, 14h + 5min);
  std::int64_t next_message_ = 500;
};

TEST_F(RecordRestored, tells_everybody_in_the_chat_once_how_far_the_record_goes) {
  open();
  take_sent();
  office_.speak_english(office_.hendra);
  const auto sent = restore();
  EXPECT_EQ(sent.size(), 10U);
  for (const Member& member : {office_.rina, office_.joko}) {
    const auto to = std::count_if(sent.begin(), sent.end(), [&](const Sent& each) {
      return each.chat_id == member.account &&
             each.html.find("kembali ke keadaan Senin, 2 Maret 2026 pukul 14.05 WIB") != std::string::npos;
    });
    EXPECT_EQ(to, 1);
  }
  const auto hendra =
      std::find_if(sent.begin(), sent.end(), [&](const Sent& each) { return each.chat_id == office_.hendra.account; });
  ASSERT_NE(hendra, sent.end());
  EXPECT_NE(hendra->html.find("please enter it again"), std::string::npos) << hendra->html;
}

TEST_F(RecordRestored, counts_what_waits_and_offers_it) {
  open();
  take_sent();
  for (const Sent& each : restore()) {
    const bool is_rina = each.chat_id == office_.rina.account;
    EXPECT_NE(each.html.find(is_rina ? "sekarang: 1" : "sekarang: 0"), std::string::npos) << each.html;
    EXPECT_EQ(each.keyboard.empty(), !is_rina);
  }
}

TEST_F(RecordRestored, says_nothing_to_whoever_left_or_never_came) {
  office_.withdraw(office_.putri, Role::programmer);
  office_.enrol("Belum Masuk", Role::programmer, {}, false);
  for (const Sent& each : restore()) EXPECT_NE(each.chat_id, office_.putri.account);
}

TEST_F(RecordRestored, sends_nothing_older) {
  open();
  take_sent();
  show_cards();
  advance_to(2);
  within([&](Context& ctx) { notify(ctx, office_.rina.id, {.html = "dari waktu yang lain"}); });
  for (const Sent& each : restore()) {
    EXPECT_NE(each.html.find("dipulihkan dari cadangan"), std::string::npos) << each.html;
  }
}

TEST_F(RecordRestored, shows_live_cards_anew_and_closes_the_ones_before) {
  open();
  show_cards();
  const auto before = live_card(office_.rina);
  ASSERT_TRUE(before);
  restore();
  const auto after = live_card(office_.rina);
  ASSERT_TRUE(after);
  EXPECT_NE(after->id, before->id);
  EXPECT_FALSE(after->message_id) << "a new message";
  EXPECT_EQ(after->html, before->html);
  std::optional<store::Card> closing;
  within([&](Context& ctx) { closing = store::Cards{ctx.tx}.by_message(before->chat_id, *before->message_id); });
  ASSERT_TRUE(closing);
  EXPECT_EQ(closing->id, before->id);
  EXPECT_TRUE(closing->closing);
  EXPECT_NE(closing->html.find("Diganti: catatan dipulihkan"), std::string::npos) << closing->html;
}

TEST_F(RecordRestored, what_was_said_with_buttons_loses_them) {
  open();
  within([&](Context& ctx) {
    notify(
        ctx, office_.rina.id,
        {.html = "Tercatat.", .about = case_id_, .position = position_of(store::Cases{ctx.tx}.find(case_id_)->state)});
  });
  show_cards();
  restore();
  within([&](Context& ctx) {
    for (const store::Card& card : store::Cards{ctx.tx}.live_of_case(case_id_)) EXPECT_FALSE(card.remark) << card.html;
  });
}

TEST_F(RecordRestored, a_case_whose_process_is_not_loaded_does_not_stop_the_others) {
  open(process::Track::mandiri, "Aplikasi tanpa proses");
  open(process::Track::pengembang);
  show_cards();
  const auto before = live_card(office_.rina);
  ASSERT_TRUE(before);
  within([&](Context& ctx) {
    record_restored(ctx, goes_back_to_);
    const auto timer = store::Timers{ctx.tx}.find(std::string{restored_timer}, "");
    DeskOptions without = ctx.options;
    std::erase_if(without.processes, [](const auto& each) { return each.track == process::Track::mandiri; });
    Context fewer{ctx.tx, without, ctx.catalogue, ctx.calendar, ctx.office, ctx.now, ctx.immediate};
    renew_cards_due(fewer, *timer);
  });
  const auto after = live_card(office_.rina);
  ASSERT_TRUE(after);
  EXPECT_NE(after->id, before->id);
}

TEST_F(RecordRestored, a_card_that_was_never_shown_is_shown_once) {
  open();
  ASSERT_FALSE(live_card(office_.rina)->message_id);
  restore();
  const auto changes = unsettled();
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_FALSE(changes.front().closing);
  show_cards();
  EXPECT_TRUE(unsettled().empty());
}

TEST_F(RecordRestored, every_case_is_reached_portion_by_portion) {
  for (int i = 0; i < 51; ++i) open(process::Track::mandiri, "Aplikasi " + std::to_string(i));
  show_cards();
  within([&](Context& ctx) { record_restored(ctx, goes_back_to_); });
  int portions = 0;
  for (bool more = true; more; ++portions) {
    within([&](Context& ctx) {
      const auto timer = store::Timers{ctx.tx}.find(std::string{restored_timer}, "");
      more = timer.has_value();
      if (!timer) return;
      store::Timers{ctx.tx}.clear(timer->kind, timer->key);
      renew_cards_due(ctx, *timer);
    });
  }
  EXPECT_EQ(portions, 3) << "fifty, one, none";
  EXPECT_FALSE(live_card(office_.rina)->message_id) << "the last case opened";
}

TEST_F(RecordRestored, leaves_the_question_that_was_open) {
  open();
  office_.text(office_.rina, "/ajukan");
  within([&](Context& ctx) { ASSERT_TRUE(open_question(ctx, office_.rina.account)); });
  restore();
  within([&](Context& ctx) { EXPECT_FALSE(open_question(ctx, office_.rina.account)); });
}

TEST_F(RecordRestored, stands_for_the_digest_of_that_morning_as_an_outage_does) {
  open();
  office_.send(Restored{goes_back_to_});
  within([&](Context& ctx) {
    store::Timers timers{ctx.tx};
    timers.set(
        {.kind = "digest", .key = std::to_string(workflow::raw(office_.rina.id)), .due = ctx.now - 1h, .payload = {}});
    record_restored(ctx, goes_back_to_);
    EXPECT_GT(timers.find("digest", std::to_string(workflow::raw(office_.rina.id)))->due, ctx.now);
  });
  EXPECT_TRUE(office_.sees(office_.rina, "dipulihkan dari cadangan")) << "the desk takes it as an input";
}

}  // namespace
}  // namespace alur::chat::test
