#pragma once

#include "model.hpp"

#include <map>
#include <set>
#include <vector>

namespace alur::simulation {

/// The people of the office: each looks at the chat now and then, and presses, types, or does what makes no sense.
class Crowd {
 public:
  Crowd(Timeline& timeline, Telegram& telegram, const Model& model);
  void start();
  void go_home() { at_work_ = false; }

 private:
  void live(const Person& person);
  void act(const Person& person);
  bool press_something(const Person& person);
  void press(const Person& person, std::int64_t message, const std::string& data);
  std::string something_sensible(const Person& person);
  std::string filing(const std::string& register_no, const std::string& item);
  std::string anything(const Person& person);
  /// What one person sends arrives in its order.
  void deliver(Deed deed);
  std::string word();

  Timeline& timeline_;
  Telegram& telegram_;
  const Model& model_;
  milliseconds pause_;
  std::size_t cases_max_;
  bool at_work_ = true;
  std::map<std::int64_t, SteadyTime> last_arrival_;
  std::map<std::int64_t, std::vector<std::string>> buttons_seen_;
};

}  // namespace alur::simulation
