#include "button.hpp"
#include "doors.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <random>

namespace alur::chat::test {

namespace {

using nlohmann::json;

constexpr std::uint32_t seed = 20'260'302;

/// A button as its owner got it.
struct OwnButton {
  Member owner;
  std::string data;
  Press press;
};

}  // namespace

/// Everybody presses whatever they were ever shown. Nothing but what is live may move a case.
class OldButtons : public Doors {
 protected:
  std::vector<OwnButton> kept_;

  std::vector<OwnButton> buttons_in(std::int64_t chat_id, const std::string& keyboard) const {
    std::vector<OwnButton> found;
    const auto who = std::find_if(office_people_.begin(), office_people_.end(),
                                  [&](const Someone& each) { return each.member.account == chat_id; });
    if (who == office_people_.end() || keyboard.empty()) return found;
    const json parsed = json::parse(keyboard);
    for (const json& row : parsed.value("inline_keyboard", json::array())) {
      for (const json& one : row) {
        const std::string data = one.value("callback_data", std::string{});
        if (data.empty()) continue;
        EXPECT_LE(data.size(), 64U);
        const auto press = unseal(data, chat_id, office_.options().button_key);
        EXPECT_TRUE(press.has_value());
        if (press) found.push_back({who->member, data, *press});
      }
    }
    return found;
  }

  /// Everything that waits to be shown, shown.
  std::vector<OwnButton> take_buttons(store::Tx& tx) const {
    std::vector<OwnButton> all;
    const auto add = [&](std::int64_t chat_id, const std::string& keyboard) {
      std::vector<OwnButton> more = buttons_in(chat_id, keyboard);
      std::move(more.begin(), more.end(), std::back_inserter(all));
    };
    store::Outbox outbox{tx};
    for (auto heads = outbox.heads(100); !heads.empty(); heads = outbox.heads(100)) {
      for (const store::OutMessage& message : heads) {
        const json body = json::parse(message.body);
        if (body.contains("reply_markup")) add(message.chat_id, body.at("reply_markup").dump());
        outbox.begin(message.id);
        outbox.sent(message.id, 1, office_.now);
      }
    }
    store::Cards cards{tx};
    for (auto unsettled = cards.unsettled(100); !unsettled.empty(); unsettled = cards.unsettled(100)) {
      for (const store::Card& card : unsettled) {
        if (!card.closing) add(card.chat_id, card.keyboard);
        cards.begin(card.id);
        cards.settled(card.id, card.wanted_rev, card.message_id.value_or(card.id));
      }
    }
    return all;
  }

  /// Presses every button in sight, so that the buttons of questions are seen too. Each question is left by the next.
  void look_around() {
    std::vector<OwnButton> shown;
    office_.read([&](store::Tx& tx) { shown = take_buttons(tx); });
    for (const OwnButton& one : shown) {
      office_.undo([&](store::Tx& tx) {
        const std::int64_t before = recorded(tx);
        office_.press_data(tx, one.owner, one.data);
        const std::vector<OwnButton> more = recorded(tx) == before ? take_buttons(tx) : std::vector<OwnButton>{};
        kept_.insert(kept_.end(), more.begin(), more.end());
      });
    }
    kept_.insert(kept_.end(), shown.begin(), shown.end());
  }

  bool is_stale(const OwnButton& one) const {
    const workflow::CaseState& state = now_;
    return one.press.case_id != CaseId{} &&
           (!state.open() || one.press.step != state.current || one.press.round != state.active().round);
  }

  /// `times` stale presses, by their owner and once more by somebody else.
  void replay(std::size_t times) {
    now_ = record().state;
    std::vector<OwnButton> stale;
    std::copy_if(kept_.begin(), kept_.end(), std::back_inserter(stale),
                 [&](const OwnButton& one) { return is_stale(one); });
    std::shuffle(stale.begin(), stale.end(), random_);
    stale.resize(std::min(stale.size(), times));
    office_.undo([&](store::Tx& tx) {
      const std::int64_t before = recorded(tx);
      for (const OwnButton& one : stale) {
        press_again(tx, one, one.owner, before);
        press_again(tx, one, office_people_[random_() % office_people_.size()].member, before);
      }
    });
  }

  void press_again(store::Tx& tx, const OwnButton& one, const Member& by, std::int64_t before) {
    ++replayed_;
    office_.desk().rolled_back();  // nobody is slowed down for this
    office_.press_data(tx, by, one.data);
    ASSERT_EQ(recorded(tx), before) << "verb " << static_cast<int>(one.press.verb) << " of step " << one.press.step
                                    << ", round " << one.press.round << ", pressed at step " << now_.current
                                    << ", phase " << static_cast<int>(now_.active().phase) << "; seed " << seed;
  }

  std::mt19937 random_{seed};
  workflow::CaseState now_;
  std::size_t replayed_ = 0;
};

/// 10,000 with ALUR_LONG.
TEST_F(OldButtons, of_steps_gone_by_move_nothing) {
  open();
  const std::size_t times = long_run_ ? 250 : 12;
  while (record().state.open() && !HasFatalFailure()) {
    look_around();
    replay(times);
    if (record().state.active().phase == workflow::Phase::in_progress) {
      hand_in_only();
    } else {
      advance();
    }
  }
  replay(times * 10);
  std::cout << "[ FIGURE ] S4: " << kept_.size() << " buttons seen, " << replayed_ << " stale presses, 0 transitions\n";
  EXPECT_GE(replayed_, long_run_ ? 10'000U : 500U);
}

/// A yes taken back by a button of the hand-in before it, or the other way about, would be another act than it says.
TEST_F(OldButtons, of_a_recall_take_back_what_they_were_made_for_only) {
  open();
  advance_to(3);
  look_around();
  hand_in_only();
  kept_.clear();
  look_around();
  const auto recall = std::find_if(kept_.begin(), kept_.end(), [&](const OwnButton& one) {
    return one.press.verb == Verb::recall && one.owner.id == office_.sari.id;
  });
  ASSERT_NE(recall, kept_.end());
  const std::string of_hand_in = recall->data;
  act(office_.sari, workflow::Approve{});
  office_.undo([&](store::Tx& tx) {
    const std::int64_t before = recorded(tx);
    office_.press_data(tx, office_.sari, of_hand_in);
    EXPECT_EQ(recorded(tx), before) << "the yes was taken back";
  });
}

TEST_F(OldButtons, of_a_withdrawn_role_move_nothing) {
  open();
  std::size_t pressed = 0;
  const auto withdraw = [&](store::Tx& tx, const Member& member) {
    store::OfficeRecords records{tx};
    office::State state = records.load();
    std::vector<office::Event> events;
    for (const office::RoleGrant& grant : state.grants) {
      if (grant.person == member.id) events.push_back({office_.now, {}, office::RoleWithdrawn{grant}});
    }
    events.push_back({office_.now, {}, office::RoleGranted{{member.id, Role::auditor, {}}}});
    records.append(state, events);
    office_.desk().rolled_back();
  };
  const auto press_all = [&](store::Tx& tx, const std::vector<OwnButton>& buttons) {
    const std::int64_t before = recorded(tx);
    for (const OwnButton& one : buttons) {
      ++pressed;
      office_.press_data(tx, one.owner, one.data);
      ASSERT_EQ(recorded(tx), before) << "verb " << static_cast<int>(one.press.verb) << " at step " << one.press.step;
      office_.say(tx, one.owner, "Alasan yang ditulis setelahnya");
      ASSERT_EQ(recorded(tx), before) << "text after verb " << static_cast<int>(one.press.verb);
    }
  };
  std::vector<OwnButton> shown;
  for (int moves = 0; moves < 12 && !HasFatalFailure(); ++moves) {
    office_.read([&](store::Tx& tx) { shown = take_buttons(tx); });
    for (const OwnButton& one : shown) {
      office_.undo([&](store::Tx& tx) {
        withdraw(tx, one.owner);
        press_all(tx, {one});
      });
      // The question was open already when the role went.
      office_.undo([&](store::Tx& tx) {
        office_.press_data(tx, one.owner, one.data);
        std::vector<OwnButton> more = take_buttons(tx);
        std::erase_if(more, [&](const OwnButton& each) { return each.owner.id != one.owner.id; });
        withdraw(tx, one.owner);
        press_all(tx, more);
      });
    }
    if (record().state.active().phase == workflow::Phase::in_progress) {
      hand_in_only();
    } else {
      advance();
    }
  }
  EXPECT_GE(pressed, 150U);
  std::cout << "[ FIGURE ] S3: " << pressed << " presses by who had lost the role, 0 transitions\n";
}

/// Nor do words and buttons of a dialogue begun before.
TEST_F(OldButtons, of_a_new_case_open_none_once_the_role_is_withdrawn) {
  office_.text(office_.yuni, "/ajukan");
  ASSERT_TRUE(office_.press(office_.yuni, "MANDIRI"));
  office_.text(office_.yuni, "Dinas Perhubungan");
  office_.text(office_.yuni, "005/12/DISHUB/2026 1-3-2026");
  office_.text(office_.yuni, "Aplikasi Terminal");
  ASSERT_NE(office_.last(office_.yuni).button("Ajukan"), nullptr) << office_.last(office_.yuni).html;
  office_.withdraw(office_.yuni, Role::staff_egov);
  office_.press(office_.yuni, "Ajukan");
  office_.text(office_.yuni, "Aplikasi Terminal Bus");
  std::size_t cases = 0;
  office_.read([&](store::Tx& tx) { cases = store::Cases{tx}.count({}); });
  EXPECT_EQ(cases, 0U);
  EXPECT_FALSE(office_.sees(office_.hendra, "Aplikasi Terminal"));
}

}  // namespace alur::chat::test
