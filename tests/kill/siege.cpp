#include "siege.hpp"

#include "steps.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <random>
#include <thread>

namespace alur::kill {

namespace {

using namespace std::chrono_literals;

constexpr int kills_per_check = 50;
constexpr std::int64_t unanswered_max = 300;
constexpr unsigned life_ms_max = 1'000;

journey::Office::Options unhurried() {
  journey::Office::Options options;
  options.settings =
      "[limits]\nactions_per_minute = 100000\nnotices_per_second = 1000\nnotices_per_chat_per_second = 1000\n";
  return options;
}

class Siege {
 public:
  explicit Siege(const Plan& plan) : plan_(plan), random_(plan.seed) {}

  Report run() {
    measure();
    std::thread load([this] { make_notes(); });
    while (report_.kills < plan_.kills) kill_once();
    enough_ = true;
    office_.wait_for_bot();
    load.join();
    office_.check_record();
    EXPECT_EQ(office_.word("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(office_.number("SELECT count(*) FROM case_state WHERE revision <>"
                             " (SELECT count(*) FROM event WHERE case_id = case_state.id)"),
              0);
    report_.findings = ledger_.findings();
    return report_;
  }

 private:
  void say(journey::Person& person) {
    const std::size_t number = ledger_.notes();
    const std::string text = ledger_.note(person);
    plan_.post(number, [&] { office_.telegram().send_text(person.id(), text); });
    ++said_;
  }

  /// How many messages a note makes, one from each.
  void measure() {
    office_.quiet();
    const std::int64_t before = sends();
    for (journey::Person* person : people_) say(*person);
    office_.quiet();
    messages_of_all_ = sends() - before;
    sends_at_begin_ = sends();
    notes_at_begin_ = ledger_.notes();
  }

  void make_notes() {
    const auto rounds_said = [this] { return static_cast<std::int64_t>((ledger_.notes() - notes_at_begin_) / 5); };
    while (!enough_ || ledger_.notes() < plan_.updates) {
      for (journey::Person* person : people_) say(*person);
      office_.telegram().wait_for(
          [&] { return rounds_said() * messages_of_all_ - (sends() - sends_at_begin_) < unanswered_max; }, 60s);
    }
  }

  /// The moments lie all along the load: each some time after its share of the updates.
  void kill_once() {
    const std::size_t share = plan_.updates / static_cast<std::size_t>(plan_.kills);
    const std::size_t due = share * static_cast<std::size_t>(report_.kills);
    office_.telegram().wait_for([&] { return said_ >= due; }, 60s);
    const auto life = std::chrono::milliseconds{random_() % life_ms_max};
    office_.telegram().wait_for([] { return false; }, life);
    office_.kill_bot();
    ++report_.kills;
    const std::size_t under_way = ledger_.mark_under_way();
    report_.under_way_most = std::max(report_.under_way_most, under_way);
    report_.under_way_all += under_way;
    if (report_.kills % kills_per_check == 0) {
      EXPECT_EQ(office_.word("PRAGMA integrity_check"), "ok");
    }
    office_.launch_bot();
  }

  std::int64_t sends() const { return office_.telegram().calls("sendMessage"); }

  const Plan& plan_;
  std::mt19937 random_;
  mutable journey::Office office_{unhurried()};
  Ledger ledger_{office_, journey::open_case(office_, "mandiri", "Aplikasi Antrean Layanan Kependudukan")};
  const std::array<journey::Person*, 5> people_{&office_.hendra, &office_.dedi, &office_.yuni, &office_.sari,
                                                &office_.anwar};
  std::int64_t messages_of_all_ = 0;
  std::int64_t sends_at_begin_ = 0;
  std::size_t notes_at_begin_ = 0;
  std::atomic<bool> enough_{false};
  std::atomic<std::size_t> said_{0};
  Report report_;
};

}  // namespace

Report besiege(const Plan& plan) {
  Siege siege(plan);
  return siege.run();
}

}  // namespace alur::kill
