#include "case_test.hpp"

#include <algorithm>

namespace alur::chat::test {

namespace {

using namespace std::chrono_literals;

class CardsSync : public CaseTest {
 protected:
  std::optional<store::Card> card_of(const store::Card& shown) {
    std::optional<store::Card> found;
    within([&](Context& ctx) { found = store::Cards{ctx.tx}.by_message(shown.chat_id, *shown.message_id); });
    return found;
  }
  /// As the courier does: every card has reached its chat.
  void deliver() {
    within([&](Context& ctx) {
      store::Cards cards{ctx.tx};
      for (auto unsettled = cards.unsettled(50); !unsettled.empty(); unsettled = cards.unsettled(50)) {
        for (const store::Card& card : unsettled) {
          cards.begin(card.id);
          cards.settled(card.id, card.wanted_rev, card.message_id.value_or(++next_message_));
        }
      }
    });
  }
  std::string keys() {
    std::string all;
    std::vector<std::string> sorted;
    for (const store::Card& card : live_cards()) sorted.push_back(card.key);
    std::sort(sorted.begin(), sorted.end());
    for (const std::string& key : sorted) all += key + " ";
    return all;
  }

 private:
  std::int64_t next_message_ = 0;
};

std::string person_card(int step, const Member& member) {
  return "c1/s" + std::to_string(step) + "/p" + std::to_string(workflow::raw(member.id)) + " ";
}

TEST_F(CardsSync, gives_each_holder_of_the_role_a_card) {
  open();
  EXPECT_EQ(keys(), person_card(1, office_.rina));
  advance_to(2);
  EXPECT_EQ(keys(), person_card(2, office_.dedi) + person_card(2, office_.yuni));
}

TEST_F(CardsSync, edits_while_nothing_new_is_asked) {
  open();
  deliver();
  const store::Card before = *live_card(office_.rina);
  file(office_.rina.id, "identifikasi");
  const store::Card after = *live_card(office_.rina);
  EXPECT_EQ(after.id, before.id);
  EXPECT_EQ(after.message_id, before.message_id);
  EXPECT_NE(after.html, before.html);
  EXPECT_GT(after.wanted_rev, before.wanted_rev);
}

TEST_F(CardsSync, leaves_a_card_alone_that_shows_what_it_should) {
  open();
  deliver();
  const store::Card before = *live_card(office_.rina);
  office_changed();
  EXPECT_EQ(live_card(office_.rina)->wanted_rev, before.wanted_rev);
}

TEST_F(CardsSync, closes_with_what_happened_when_the_step_moves_on) {
  open();
  deliver();
  const store::Card work = *live_card(office_.rina);
  advance();
  const store::Card sent = *card_of(work);
  EXPECT_TRUE(sent.keyboard.empty());
  EXPECT_NE(sent.html.find("Dikirim oleh Rina Marlina, S.Kom. pada Senin, 2 Maret 2026"), std::string::npos)
      << sent.html;
  deliver();
  const store::Card approval = *live_card(office_.hendra);
  advance();
  const store::Card decided = *card_of(approval);
  EXPECT_TRUE(decided.keyboard.empty());
  EXPECT_NE(decided.html.find("Disetujui oleh Hendra Wijaya, S.T. pada"), std::string::npos) << decided.html;
}

TEST_F(CardsSync, sends_anew_when_the_work_comes_back) {
  open();
  deliver();
  const store::Card first = *live_card(office_.rina);
  advance();
  act(office_.hendra, workflow::Return{1, "Belum lengkap.", std::nullopt});
  const store::Card second = *live_card(office_.rina);
  EXPECT_NE(second.id, first.id);
  EXPECT_NE(second.ask, first.ask);
  EXPECT_FALSE(second.message_id);
}

TEST_F(CardsSync, asks_again_when_a_document_changes_under_decision) {
  open();
  file(office_.rina.id, "identifikasi");
  act(office_.rina, workflow::Submit{});
  deliver();
  const store::Card first = *live_card(office_.hendra);
  wait(5min);
  file(office_.rina.id, "identifikasi");
  const store::Card second = *live_card(office_.hendra);
  EXPECT_NE(second.id, first.id);
  EXPECT_NE(second.html.find("Dokumen berubah setelah dikirim: Dokumen identifikasi kebutuhan, versi 2"),
            std::string::npos)
      << second.html;
}

TEST_F(CardsSync, tells_colleagues_on_their_own_card_who_took_it) {
  open();
  advance_to(2);
  deliver();
  const store::Card before = *live_card(office_.yuni);
  act(office_.dedi, workflow::Claim{});
  const store::Card after = *live_card(office_.yuni);
  EXPECT_EQ(after.id, before.id);
  EXPECT_NE(after.html.find("Dikerjakan oleh Dedi Saputra, A.Md."), std::string::npos);
}

TEST_F(CardsSync, is_silent_outside_office_hours) {
  open();
  EXPECT_FALSE(live_card(office_.rina)->silent);
  file(office_.rina.id, "identifikasi");
  office_.now += 10h;
  act(office_.rina, workflow::Submit{});
  EXPECT_TRUE(live_card(office_.hendra)->silent);
}

TEST_F(CardsSync, tells_kabid_and_admin_of_a_role_that_nobody_holds_once) {
  open();
  advance_to(2);
  deliver();
  for (const Member* member : {&office_.dedi, &office_.yuni}) office_.withdraw(*member, Role::staff_egov);
  office_changed();
  const store::Card told = *live_card(office_.sari);
  EXPECT_EQ(told.key, "c1/s2/vacant/staff_egov");
  EXPECT_NE(told.html.find("Peran Staff E-Gov tidak dipegang siapa pun"), std::string::npos) << told.html;
  EXPECT_EQ(live_card(office_.yuni)->key, told.key);
  EXPECT_FALSE(live_card(office_.dedi));
  deliver();
  office_changed();
  EXPECT_EQ(live_card(office_.sari)->id, told.id);
  office_.grant(office_.dedi, Role::staff_egov);
  office_changed();
  EXPECT_FALSE(live_card(office_.sari));
  EXPECT_TRUE(live_card(office_.dedi));
}

TEST_F(CardsSync, leaves_nothing_open_when_the_case_ends) {
  open();
  act(office_.sari, workflow::CancelCase{"Diajukan dua kali."});
  EXPECT_EQ(keys(), "");
}

TEST_F(CardsSync, paces_everybody_but_the_one_who_acted) {
  open();
  EXPECT_EQ(live_card(office_.rina)->send_class, store::SendClass::answer);
  advance();
  EXPECT_EQ(live_card(office_.hendra)->send_class, store::SendClass::notice);
}

TEST_F(CardsSync, takes_the_buttons_off_what_was_said_once_the_case_has_moved_on) {
  open();
  office_.file(office_.rina, {.name = "identifikasi.pdf", .caption = "/unggah M26-001 identifikasi"});
  const Shown filed = office_.last(office_.rina);
  ASSERT_NE(filed.button("Salah berkas"), nullptr) << filed.html;
  office_.text(office_.rina, "/selesai");
  const Shown* after = office_.newest_with(office_.rina, "identifikasi.pdf");
  ASSERT_NE(after, nullptr);
  EXPECT_EQ(after->message_id, filed.message_id);
  EXPECT_EQ(after->html, filed.html) << "the words stay";
  EXPECT_TRUE(after->keyboard.empty());
}

TEST_F(CardsSync, takes_the_buttons_off_an_answer_that_stands_in_its_question) {
  open();
  office_.file(office_.rina, {.name = "identifikasi.pdf", .caption = "/unggah M26-001 identifikasi"});
  ASSERT_TRUE(office_.press(office_.rina, "Kirim"));
  ASSERT_TRUE(office_.press(office_.rina, "Ya"));
  const Shown handed_in = office_.last(office_.rina);
  ASSERT_NE(handed_in.button("Tarik"), nullptr) << handed_in.html;
  office_.text(office_.hendra, "/setuju M26-001");
  const std::vector<Shown>& chat = office_.chat(office_.rina);
  const auto after =
      std::ranges::find_if(chat, [&](const Shown& shown) { return shown.message_id == handed_in.message_id; });
  ASSERT_NE(after, chat.end());
  EXPECT_EQ(after->html, handed_in.html);
  EXPECT_TRUE(after->keyboard.empty());
}

}  // namespace
}  // namespace alur::chat::test
