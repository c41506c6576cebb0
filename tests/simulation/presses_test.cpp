#include "alur/log/log.hpp"
#include "alur/store/records.hpp"

#include "button.hpp"
#include "connection.hpp"
#include "reception.hpp"
#include "seeds.hpp"
#include "sop.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

/// R10: one press, one decision.
namespace alur::simulation {

namespace {

constexpr std::int64_t performer = 501;
constexpr std::int64_t hendra = 505;
constexpr std::int64_t heru = 506;

/// Two officials who may both say yes, of whom one does; each press arrives one to five times, under numbers of its
/// own.
class Race {
 public:
  explicit Race(std::uint64_t seed)
      : timeline_(seed, opening_time()),
        disk_(timeline_.random, fresh_office()),
        options_(with_no_meter()),
        reception_(timeline_, disk_, options_, office_calendar()) {}

  void run_card() {
    const std::int64_t number = ++cards;
    const std::string no = "M26-" + std::string(number < 10 ? "00" : number < 100 ? "0" : "") + std::to_string(number);
    for (const std::string& text :
         {"/ajukan mandiri " + title(), "/isi " + no + " usulan https://dokumen.go.id/" + std::to_string(number),
          "/selesai " + no}) {
      reception_.accept({message_update(++next_update_, performer, text)});
      reception_.settle();
    }
    const std::string of_hendra = button(hendra, number, chat::Verb::approve);
    const std::string of_heru = button(heru, number, chat::Verb::approve);
    const bool holiday = timeline_.random.chance(0.02);
    timeline_.clock.advance(holiday ? milliseconds{std::chrono::hours{24 * 5}}
                                    : timeline_.random.between(std::chrono::minutes{1}, std::chrono::minutes{20}));
    const std::vector<Press> asks{press(hendra, of_hendra), press(heru, of_heru)};
    deliver(asks);
    const Press yes_of_hendra = press(hendra, button(hendra, number, chat::Verb::approve_yes));
    const Press yes_of_heru = press(heru, button(heru, number, chat::Verb::approve_yes));
    deliver({yes_of_hendra, yes_of_heru});
    judge(number, yes_of_hendra, yes_of_heru);
    old_.insert(old_.end(), {asks[0], asks[1], yes_of_hendra, yes_of_heru});
  }

  std::int64_t cards = 0;
  std::int64_t presses = 0;
  std::int64_t deliveries = 0;
  std::int64_t wrong_transitions = 0;
  std::int64_t losers = 0;
  std::int64_t losers_told = 0;

 private:
  struct Press {
    std::int64_t account = 0;
    std::string query_id;
    std::string data;
  };

  static chat::DeskOptions with_no_meter() {
    chat::DeskOptions options = office_options();
    options.actions_per_minute = 1'000'000;
    return options;
  }

  /// Unlike any other.
  std::string title() {
    std::string made;
    for (int i = 0; i < 16; ++i) made += i == 8 ? ' ' : static_cast<char>('a' + timeline_.random.below(26));
    return made;
  }

  /// The button of the newest card about this case in this person's chat.
  std::string button(std::int64_t account, std::int64_t case_id, chat::Verb verb) {
    std::string found;
    reception_.read([&](store::Tx& tx) {
      store::Query rows{tx, "SELECT keyboard FROM card WHERE chat_id = ? AND case_id = ? AND closing = 0 ORDER BY id",
                        account, case_id};
      while (rows.next()) {
        const std::string keyboard = rows.text(0);
        if (keyboard.empty()) continue;
        const nlohmann::json markup = nlohmann::json::parse(keyboard);
        for (const auto& row : markup.at("inline_keyboard")) {
          for (const auto& one : row) {
            const std::string data = one.value("callback_data", "");
            const auto press = chat::unseal(data, account, button_key);
            if (press && press->verb == verb) found = data;
          }
        }
      }
    });
    if (found.empty()) throw std::runtime_error("no button to press for case " + std::to_string(case_id));
    return found;
  }

  Press press(std::int64_t account, std::string data) {
    ++presses;
    return {account, "q" + std::to_string(++next_query_), std::move(data)};
  }

  Press old_button() {
    Press again = timeline_.random.one_of(old_);
    again.query_id = "q" + std::to_string(++next_query_);
    return again;
  }

  /// In an order of chance, to two workers, with a button of an earlier card among them.
  void deliver(std::vector<Press> wanted) {
    Random& random = timeline_.random;
    if (!old_.empty()) wanted.push_back(old_button());
    std::multimap<std::uint64_t, std::string> shuffled;
    for (const Press& one : wanted) {
      for (std::uint64_t times = 1 + random.below(5); times > 0; --times) {
        const bool again = random.chance(0.2);  // the very update, not the press
        const std::string update = press_update(++next_update_, one.account, one.query_id, one.data);
        shuffled.emplace(random.below(1U << 20U), update);
        if (again) shuffled.emplace(random.below(1U << 20U), update);
      }
    }
    std::vector<std::string> updates;
    for (const auto& [place, update] : shuffled) updates.push_back(update);
    deliveries += static_cast<std::int64_t>(updates.size());
    const auto half = updates.begin() + static_cast<std::ptrdiff_t>(updates.size() / 2);
    reception_.accept({updates.begin(), half});
    if (random.chance(0.5)) reception_.settle();
    reception_.accept({half, updates.end()});
    reception_.settle();
  }

  void judge(std::int64_t number, const Press& of_hendra, const Press& of_heru) {
    store::PersonId winner{};
    std::int64_t yeses = 0;
    int step = 0;
    reception_.read([&](store::Tx& tx) {
      store::Cases cases{tx};
      const workflow::CaseId id{number};
      step = cases.find(id).value().state.current;
      for (const store::HistoryLine& line : cases.history(id, 100)) {
        if (!std::holds_alternative<workflow::Approved>(line.event.fact)) continue;
        winner = line.event.by;
        ++yeses;
      }
    });
    if (yeses != 1 || step != 2) ++wrong_transitions;
    const bool hendra_won = winner == store::PersonId{5};
    const std::vector<std::string>& told = reception_.toasts[hendra_won ? of_heru.query_id : of_hendra.query_id];
    const std::string name = hendra_won ? "Hendra" : "Heru";
    ++losers;
    losers_told += std::any_of(told.begin(), told.end(),
                               [&](const std::string& toast) { return toast.find(name) != std::string::npos; });
  }

  Timeline timeline_;
  MemoryDisk disk_;
  chat::DeskOptions options_;
  Reception reception_;
  std::vector<Press> old_;
  std::int64_t next_update_ = 0;
  std::int64_t next_query_ = 0;
};

}  // namespace

TEST(Presses, of_two_who_race_decide_once_and_tell_the_other_who_did) {
  alur::log::start(alur::log::Level::off, alur::log::Format::text);
  Race race(10);
  const auto cards = static_cast<std::int64_t>(day_or_night(100, 2'500));
  while (race.cards < cards) race.run_card();
  EXPECT_EQ(race.wrong_transitions, 0);
  EXPECT_EQ(race.losers_told, race.losers);
  std::cout << "[ FIGURE ] R10: " << race.presses << " presses in " << race.deliveries << " deliveries on "
            << race.cards << " cards: " << race.cards - race.wrong_transitions << " decided once, " << race.losers_told
            << "/" << race.losers << " losers told who decided\n";
}

}  // namespace alur::simulation
