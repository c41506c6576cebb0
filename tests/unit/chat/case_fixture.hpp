#pragma once

#include "alur/store/records.hpp"

#include "context.hpp"
#include "flow.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace alur::chat::test {

/// A message as it left, not a card.
struct Sent {
  std::int64_t chat_id = 0;
  std::string html;
  std::string keyboard;  ///< JSON, or empty
  bool silent = false;
  bool answers = false;  ///< sent to whoever just acted
};

constexpr PersonId rina{1};    ///< Instansi Pengguna
constexpr PersonId dedi{2};    ///< Staff E-Gov
constexpr PersonId yuni{3};    ///< Staff E-Gov and Admin
constexpr PersonId hendra{4};  ///< KASI
constexpr PersonId sari{5};    ///< KABID
constexpr PersonId fajar{6};   ///< System Analyst
constexpr PersonId putri{7};   ///< Programmer
constexpr PersonId bayu{8};    ///< Penyedia
constexpr PersonId anwar{9};   ///< Kepala Dinas

constexpr std::int64_t account_of(PersonId person) { return 1000 + workflow::raw(person); }

/// An office with everybody in it, the shipped processes and texts, and cases that move by commands.
class CaseTest : public testing::Test {
 protected:
  explicit CaseTest(Language language = Language::indonesian);
  ~CaseTest() override;

  /// Monday, 2 March 2026, 09.00 to begin with; never moves by itself.
  time::Instant now;

  void within(const std::function<void(Context&)>& body);
  void open(process::Track track = process::Track::mandiri, const std::string& title = "Aplikasi Antrean");
  store::CaseRecord record();
  /// Must be accepted; everything that follows from it is done, nobody is answered.
  void act(PersonId person, const workflow::Command& command);
  /// The same as by a typed command: the person is answered.
  void ask(PersonId person, const workflow::Command& command, bool by_press = false);
  void file(PersonId person, const std::string& item);
  /// Does whatever the case waits for, half an hour apart, until `step` is in progress, or the case is over.
  void advance_to(int step);
  /// One thing that the case waits for.
  void advance();
  void wait(std::chrono::minutes office_time);
  void grant(PersonId person, Role role, AgencyId agency = {});
  void withdraw(PersonId person, Role role, AgencyId agency = {});
  /// Brings cards to the office as it is, as people.cpp does when roles change.
  void office_changed();

  std::vector<store::Card> live_cards();
  std::optional<store::Card> live_card(PersonId person);
  std::vector<Sent> take_sent();
  std::vector<Sent> take_sent(PersonId person);
  std::string last_toast;

  workflow::Waiting waiting_for(workflow::Waiting::For what);
  const text::Catalogue& catalogue() const;
  time::WorkCalendar calendar() const;

  CaseId case_id{};

 private:
  void drain(store::Tx& tx);

  std::filesystem::path directory_;
  std::unique_ptr<store::Database> database_;
  office::State office_;
  DeskOptions options_;
  std::vector<Sent> sent_;
  int files_ = 0;
};

/// Faults of a text as Telegram would see it, or as a reader on a phone: empty when there are none.
std::string faults_of_html(const std::string& html);

}  // namespace alur::chat::test
