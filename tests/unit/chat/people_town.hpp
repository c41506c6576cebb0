#pragma once

#include "alur/chat/desk.hpp"
#include "alur/store/records.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace alur::chat::test {

using office::PersonId;
using process::Role;

/// One message as its reader sees it now.
struct TownMessage {
  std::int64_t message_id = 0;
  std::string html;
  struct TownButton {
    std::string text;
    std::string data;  ///< callback_data
    std::string link;  ///< url, or the text to copy
  };
  std::vector<TownButton> buttons;
};

/// A desk on a real database, with the shipped processes and texts, and the chats of everybody who speaks to it. What
/// the desk plans is taken as sent at once.
class Town {
 public:
  Town();
  ~Town();

  Immediate say(std::int64_t account, const std::string& text);
  /// Presses the newest button of that text in the account's chat; fails the test when there is none.
  Immediate press(std::int64_t account, const std::string& button);
  Immediate press_data(std::int64_t account, const std::string& data, std::int64_t message_id);
  Immediate handle(const Input& input);
  /// Everything due by now, until nothing is.
  std::vector<Immediate> run_timers();
  std::string command(const std::string& name, std::vector<std::pair<std::string, std::string>> args);

  /// An invite of the command line; its code.
  std::string invite(const std::string& role, const std::string& name = {}, const std::string& agency = {});
  /// Somebody who came in by an unnamed invite.
  void member(std::int64_t account, const std::string& role, const std::string& agency = {});

  const std::vector<TownMessage>& chat(std::int64_t account) { return chats_[account]; }
  /// The newest message's text.
  std::string last(std::int64_t account);
  /// The newest message that contains `part`; empty when none does.
  std::string find(std::int64_t account, const std::string& part);
  bool has_button(std::int64_t account, const std::string& text);
  void forget_chats() { chats_.clear(); }

  office::State office();
  std::optional<store::CaseRecord> find_case(const std::string& register_no);
  std::size_t task_count(office::PersonId person);
  time::WorkCalendar calendar() const { return calendar_; }

  time::Instant now;

 private:
  void send_planned();
  void send_cards(store::Tx& tx);
  bool send_messages(store::Tx& tx);

  std::filesystem::path directory_;
  std::unique_ptr<text::Catalogue> catalogue_;
  time::WorkCalendar calendar_;
  std::unique_ptr<store::Database> database_;
  std::unique_ptr<Desk> desk_;
  std::map<std::int64_t, std::vector<TownMessage>> chats_;
  std::int64_t next_message_ = 1;
  std::int64_t next_update_ = 1;
  unsigned next_byte_ = 0;
};

struct PeopleTest : testing::Test {
  Town town;
};

}  // namespace alur::chat::test
