#pragma once

#include "alur/archive/archive.hpp"
#include "alur/chat/desk.hpp"
#include "alur/store/writer.hpp"

#include "courier.hpp"
#include "data_dir.hpp"
#include "fetcher.hpp"
#include "loop.hpp"
#include "memory_disk.hpp"
#include "poller.hpp"
#include "scheduler.hpp"
#include "watch.hpp"
#include "wire.hpp"

#include <memory>
#include <optional>
#include <string>

namespace alur::simulation {

/// What the processes of one run have in common.
struct World {
  Timeline& timeline;
  MemoryDisk& disk;
  Telegram& telegram;
  const Weather& weather;
  WireLog& wire_log;
  const service::DataDir& data_dir;  ///< documents; the record is on `disk`
  const chat::DeskOptions& desk_options;
};

/// One process of the service, from its start to its death: the edges composed and started as service.cpp does, on one
/// loop that is run a step at a time, the writer inline.
class ServiceProcess {
 public:
  explicit ServiceProcess(World world);
  /// At once, as by SIGKILL: nothing of what was under way is ended.
  ~ServiceProcess();
  ServiceProcess(const ServiceProcess&) = delete;
  ServiceProcess& operator=(const ServiceProcess&) = delete;

  bool handle_one() { return io_.handle_one(); }
  /// One batch of the writer; the units that ended.
  std::size_t write_batch() { return writer_.run_batch(); }
  bool can_write() const { return writer_.queued() > 0; }
  bool started() const { return started_; }
  /// Reads what is committed; between batches only.
  void read(const std::function<void(store::Tx&)>& body) { database_.transact(body); }
  std::string damage() { return database_.quick_check(); }
  std::size_t failures() const { return group_.failures() + edges_.failures(); }
  const service::Health& health() const { return health_; }

 private:
  boost::asio::awaitable<void> life();

  World world_;
  Loop io_;
  boost::asio::any_io_executor loop_;
  store::Database database_;
  store::Writer writer_;
  chat::Desk desk_;
  net::TaskGroup group_;
  net::TaskGroup edges_;
  service::Bells bells_;
  Wire wire_;
  service::Health health_;
  service::Front front_;
  service::Gate gate_;
  archive::Archive archive_;
  service::Intake intake_;
  service::Poller poller_;
  service::Courier courier_;
  service::Scheduler scheduler_;
  service::Fetcher fetcher_;
  service::Watch watch_;
  bool started_ = false;
};

}  // namespace alur::simulation
