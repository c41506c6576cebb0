#pragma once

#include "context.hpp"
#include "fixture.hpp"
#include "flow.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace alur::chat::test {

/// A message as it left; cards are not among them, remarks are.
struct Sent {
  std::int64_t chat_id = 0;
  std::string html;
  std::string keyboard;  ///< JSON, or empty
  bool silent = false;
};

/// A case of the office in a box, moved by commands below the desk, so that cards, notices and timers can be looked at
/// before they are delivered.
class CaseTest : public ::testing::Test {
 protected:
  Office office_;

  void within(const std::function<void(Context&)>& body);
  void open(process::Track track = process::Track::mandiri, const std::string& title = "Aplikasi Antrean");
  store::CaseRecord record();
  /// Must be accepted. Everything follows from it; nobody is answered.
  void act(const Member& member, const workflow::Command& command) { act(member.id, command); }
  void act(PersonId person, const workflow::Command& command);
  /// The same as by a typed command or a press: the person is answered.
  void ask(const Member& member, const workflow::Command& command, bool by_press = false);
  /// What ask() said: the one answer, or the pop-up.
  std::string answered();
  void file(PersonId person, const std::string& item);
  /// Does the first thing that the case waits for, half an hour later.
  void advance();
  /// Until `step` is in progress, or the case is over.
  void advance_to(int step);
  void wait(std::chrono::minutes office_time);
  /// Brings waiting and cards to the office as it is, as people do when roles change.
  void office_changed();

  std::vector<store::Card> live_cards();
  std::optional<store::Card> live_card(const Member& member);
  std::vector<Sent> take_sent();
  std::vector<Sent> sent_to(const Member& member);  ///< of take_sent()
  workflow::Waiting waiting_for(workflow::Waiting::For what);

  CaseId case_id_{};
  std::string toast_;

 private:
  std::int64_t speaking_in_ = 0;
  int files_ = 0;
  std::int64_t messages_ = 100'000;
};

/// The texts of a keyboard's buttons, a row each.
std::vector<std::vector<std::string>> labels_of(const std::string& keyboard_json);
/// What Telegram would refuse or a phone would not show in full: empty when nothing.
std::string faults_of(const std::string& html, const std::string& keyboard_json);

}  // namespace alur::chat::test
