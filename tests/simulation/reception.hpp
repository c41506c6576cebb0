#pragma once

#include "alur/chat/desk.hpp"
#include "alur/store/writer.hpp"

#include "intake.hpp"
#include "loop.hpp"
#include "memory_disk.hpp"
#include "scheduler.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace alur::simulation {

/// Intake, scheduler and desk without a courier: for promises about what is acted on, where what is said is read from
/// the record. One process; killed when it is destroyed.
class Reception {
 public:
  Reception(Timeline& timeline, MemoryDisk& disk, const chat::DeskOptions& options, const time::WorkCalendar& calendar);
  ~Reception();

  /// A batch as the poller would hand it over; it is acted on by settle() or step().
  void accept(const std::vector<std::string>& updates);
  /// A start after a death.
  void begin_probation() { intake_.begin_probation(100); }
  void start_scheduler();
  /// One handler or one batch of the writer; false when there is nothing to do.
  bool step();
  void settle();
  std::size_t accepted() const { return accepted_; }  ///< batches that may be confirmed
  void read(const std::function<void(store::Tx&)>& body) { database_.transact(body); }

  /// What each press was answered with, by its id. Kept over a death by whoever looks.
  std::map<std::string, std::vector<std::string>> toasts;

 private:
  class Toasts;
  Timeline& timeline_;
  Loop io_;
  boost::asio::any_io_executor loop_;
  store::Database database_;
  store::Writer writer_;
  chat::Desk desk_;
  net::TaskGroup group_;
  service::Bells bells_;
  std::unique_ptr<service::Transport> transport_;
  service::Health health_;
  service::Front front_;
  service::Gate gate_;
  service::Intake intake_;
  service::Scheduler scheduler_;
  std::size_t accepted_ = 0;
};

/// The JSON of one update; a person is known by the account.
std::string message_update(std::int64_t update_id, std::int64_t account, const std::string& text);
std::string press_update(std::int64_t update_id, std::int64_t account, const std::string& query_id,
                         const std::string& data);

}  // namespace alur::simulation
