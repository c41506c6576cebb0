#pragma once

#include "people_file.hpp"
#include "play/messenger.hpp"
#include "play/script.hpp"

#include <atomic>
#include <functional>
#include <iosfwd>
#include <map>
#include <set>
#include <string>

namespace alur::sandbox {

/// Where a play goes on: plays one beat after the other against the running programs, prints what is said, and throws
/// Failure when something does not happen that must.
class Stage {
 public:
  struct Failure {
    std::string what;
  };
  Stage(Messenger& messenger, BotHealth& bot, const DemoOffice& office, std::ostream& out);

  void perform(const script::Scene& scene);
  /// May be called from another thread: what is being waited for is given up, as a Failure.
  void stop() { stopping_ = true; }
  const std::string& register_no() const { return register_no_; }

 private:
  void perform(const script::Says& beat);
  void perform(const script::Sends& beat);
  void perform(const script::Presses& beat);
  void perform(const script::Sees& beat);
  void perform(const script::Awaits& beat);
  void perform(const script::Pass& beat);
  void perform(const script::NextDay& beat);

  bool wait_until(const std::function<bool()>& done) const;
  std::int64_t person(const std::string& key) const;
  std::string filled_in(std::string text) const;
  void acts(std::int64_t who);
  bool seen(std::int64_t who, const std::string& part);
  void settle();
  void print_news();
  void move_clock(time::Instant to);
  void pass_until(time::Instant to);
  std::chrono::sys_days next_working_day(std::chrono::sys_days day) const;
  void find_register(const MessageView& message);

  Messenger& messenger_;
  BotHealth& bot_;
  std::map<std::string, std::int64_t> cast_;   ///< telegram id by key
  std::map<std::int64_t, std::string> names_;  ///< by telegram id
  std::set<std::chrono::sys_days> holidays_;
  std::ostream& out_;
  std::map<std::int64_t, std::int64_t> since_;  ///< rev of each person's last act
  std::string register_no_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace alur::sandbox
