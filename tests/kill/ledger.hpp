#pragma once

#include "office.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What people did, what the record made of it, and what reached whom: compared, whatever happened in between.
namespace alur::kill {

/// The word by which a note is known wherever it turns up: "uji-000042."
std::string word_of(std::size_t number);

struct Findings {
  std::size_t updates = 0;
  std::size_t lost = 0;      ///< acts that left no event
  std::size_t doubled = 0;   ///< acts that left more than one
  std::size_t missing = 0;   ///< answers and notices that did not arrive
  std::size_t repeats = 0;   ///< messages that arrived once more
  std::size_t unmarked = 0;  ///< of these: those that the record did not know to be under way when a process died
  bool clean() const { return lost == 0 && doubled == 0 && missing == 0 && unmarked == 0; }
};

class Ledger {
 public:
  /// Everything before now is left out of account.
  Ledger(journey::Office& office, std::string register_no);

  /// Person by person in turn: what `number` of them is to say next, written down as said.
  std::string note(journey::Person& by);
  std::size_t notes() const { return by_number_.size(); }

  /// To be called while no process lives: what it was sending when it died is marked. How many that are.
  std::size_t mark_under_way();

  Findings findings() const;

 private:
  void count_events(Findings& findings) const;
  void count_messages(Findings& findings) const;

  journey::Office& office_;
  std::string register_no_;
  std::map<std::int64_t, std::int64_t> last_before_;  ///< message, by chat
  std::vector<std::int64_t> by_number_;               ///< who made the note
  std::map<std::pair<std::int64_t, std::string>, std::size_t> marked_;
};

}  // namespace alur::kill
