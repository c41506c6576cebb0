#include "chats.hpp"

#include "button.hpp"
#include "connection.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace alur::simulation {

namespace {

class Look {
 public:
  Look(store::Tx& tx, const Telegram& telegram, const Model& model) : tx_(tx), telegram_(telegram), model_(model) {}

  ChatsFound run() {
    messages_are_there();
    cards_are_as_wanted();
    deciders_are_asked();
    found_.doubles = telegram_.sent - std::min(telegram_.sent, rows_);
    return found_;
  }

 private:
  void fail(const std::string& why) {
    if (found_.failure.empty()) found_.failure = why;
  }

  const ShownMessage* message(std::int64_t chat, std::int64_t id) const {
    const auto messages = telegram_.chats().find(chat);
    if (messages == telegram_.chats().end()) return nullptr;
    const auto found = std::find_if(messages->second.begin(), messages->second.end(),
                                    [id](const ShownMessage& one) { return one.id == id; });
    return found == messages->second.end() ? nullptr : &*found;
  }

  void messages_are_there() {
    store::Query messages{tx_, "SELECT chat_id, message_id FROM outbox WHERE state = 'sent'"};
    for (; messages.next(); ++rows_) {
      if (message(messages.integer(0), messages.integer(1)) == nullptr) fail("a message counts as sent and is not");
    }
  }

  void cards_are_as_wanted() {
    store::Query cards{tx_,
                       "SELECT chat_id, message_id, html, closing, keyboard FROM card WHERE message_id IS NOT NULL"};
    for (; cards.next(); ++rows_) {
      const ShownMessage* shown = message(cards.integer(0), cards.integer(1));
      if (shown == nullptr) {
        fail("a card counts as shown and is not");
      } else if (!cards.flag(3) && shown->html != cards.text(2)) {
        fail("a card shows \"" + shown->html + "\", not \"" + cards.text(2) + "\"");
      } else if (cards.text(4).empty() != shown->buttons.empty()) {
        fail("a card has its buttons, or lost them, against the record: " + shown->html);
      } else {
        note_buttons(cards.integer(0), *shown);
      }
    }
  }

  /// Of a message that was doubled the bot knows one copy only; the other keeps its buttons, which do nothing.
  void note_buttons(std::int64_t account, const ShownMessage& shown) {
    for (const ShownButton& button : shown.buttons) {
      const auto press = chat::unseal(button.data, account, button_key);
      if (!press) return fail("a button that does not open: " + button.text);
      if (!chat::acts(press->verb) || press->case_id == workflow::CaseId{}) continue;
      const auto index = static_cast<std::size_t>(workflow::raw(press->case_id)) - 1;
      if (!model_.is_current(index, press->step, press->round)) {
        return fail(person_of(account).name + " has a button of a step that moved on: " + button.text);
      }
      if (press->verb == chat::Verb::approve) asked_.emplace(account, index);
    }
  }

  void deciders_are_asked() {
    for (std::size_t index = 0; index < model_.cases().size(); ++index) {
      for (const Person& person : people()) {
        const bool may = model_.may_approve(person, model_.cases()[index]);
        if (may == asked_.contains({person.account, index})) continue;
        fail(person.name + (may ? " was not asked to decide on " : " is asked in vain to decide on ") +
             Model::register_of(index));
      }
    }
  }

  store::Tx& tx_;
  const Telegram& telegram_;
  const Model& model_;
  ChatsFound found_;
  std::uint64_t rows_ = 0;
  std::set<std::pair<std::int64_t, std::size_t>> asked_;  ///< who has a button to approve which case
};

}  // namespace

ChatsFound look_into_chats(store::Tx& tx, const Telegram& telegram, const Model& model) {
  return Look{tx, telegram, model}.run();
}

}  // namespace alur::simulation
