#pragma once

#include "data_dir.hpp"
#include "front.hpp"
#include "gate.hpp"

#include <map>
#include <string>

/// Once a minute: disk, calendar, set-aside updates, the sign of life; and what changed told to the admins.
namespace alur::service {

/// When the service last gave a sign of life, in the office's time.
inline constexpr const char* alive_setting = "service.alive_ms";

/// From when a backup is missed where none was ever made: the first look, or the restore.
inline constexpr const char* watched_setting = "service.watched_since_ms";

class Watch {
 public:
  struct Ports {
    Gate& gate;
    Front& front;
    Health& health;
    Bell& bell;
    const DataDir& data_dir;
    const time::WorkCalendar& calendar;
    bool asks_for_backups;  ///< not of an office whose time is not the machine's
  };
  explicit Watch(Ports ports) : ports_(ports) {}

  /// Tells of a restore or of an outage, and marks this run as not ended cleanly until stopped(). The number of updates
  /// to put on probation: after an unclean end, else 0.
  boost::asio::awaitable<int> started();
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<void> stopped();
  void stop() {
    stopping_ = true;
    ports_.bell.ring();
  }

 private:
  void look_around();
  void look_for_backup(time::Instant since);
  void keep_head(const std::string& head);
  boost::asio::awaitable<void> tell();

  Ports ports_;
  std::map<std::string, std::string> told_;
  std::string kept_head_;
  std::string head_trouble_;  ///< why it could not be kept
  bool stopping_ = false;
};

}  // namespace alur::service
