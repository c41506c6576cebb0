#include "office.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>

/// R14: presses made while the bot is down. Telegram keeps a press for 150 s.
namespace alur::kill {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr double first_commit_within_s = 2.0;

struct Button {
  const char* label;
  const char* answer;
};
constexpr Button english{"English", "uses English"};
constexpr Button indonesian{"Bahasa Indonesia", "menggunakan Bahasa Indonesia"};

class Outage : public testing::Test {
 protected:
  /// Everybody presses while the bot is away for so long; then it is back.
  void press_while_away(std::chrono::seconds away, const Button& button) {
    for (journey::Person* person : office.everybody()) {
      person->say("/bahasa");
      person->see("lur");  // the question, in either language
    }
    office.quiet();
    office.kill_bot();
    for (journey::Person* person : office.everybody()) person->press(button.label);
    office.telegram().advance_clock(away);
    launched_ = Clock::now();
    office.start_bot();
  }
  double since_launch_s() const { return std::chrono::duration<double>(Clock::now() - launched_).count(); }

  journey::Office office;

 private:
  Clock::time_point launched_;
};

}  // namespace

TEST_F(Outage, of_up_to_140_s_eats_no_press) {
  double slowest_s = 0;
  std::size_t presses = 0;
  const Button* button = &english;
  for (const auto away : {5s, 60s, 140s}) {
    press_while_away(away, *button);
    office.hendra.see(button->answer);
    slowest_s = std::max(slowest_s, since_launch_s());
    for (journey::Person* person : office.everybody()) {
      person->see(button->answer);
      ++presses;
    }
    button = button == &english ? &indonesian : &english;
  }
  office.check_record();
  EXPECT_EQ(office.number("SELECT count(*) FROM event WHERE kind = 'language_set'"),
            static_cast<std::int64_t>(presses));
  std::printf(
      "[ FIGURE ] R14: %zu presses in outages of 5, 60 and 140 s: 0 lost, 0 twice; first answer %.2f s after the "
      "start at the latest\n",
      presses, slowest_s);
  EXPECT_LE(slowest_s, first_commit_within_s);
}

/// Telegram has dropped them then; the cards still stand, and a press on them works.
TEST_F(Outage, of_200_s_leaves_buttons_that_work) {
  press_while_away(200s, english);
  office.quiet();
  EXPECT_EQ(office.number("SELECT count(*) FROM event WHERE kind = 'language_set'"), 0);
  std::size_t worked = 0;
  for (journey::Person* person : office.everybody()) {
    person->press(english.label).see(english.answer);
    ++worked;
  }
  office.check_record();
  std::printf(
      "[ FIGURE ] R14: outage of 200 s: Telegram dropped %zu presses, all %zu buttons worked when pressed again\n",
      worked, worked);
}

}  // namespace alur::kill
