#pragma once

#include "front.hpp"
#include "gate.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

/// data_dir/alurbot.sock: a command of another process, done by the one writer. One JSON line each way:
/// {"name":"invite","args":[["role","kasi_pengembangan"],...]} and the desk's answer.
namespace alur::service {

class ControlServer {
 public:
  /// Binds at once (a socket left by a dead process is replaced: the caller holds the lock of data_dir). Throws
  /// boost::system::system_error.
  ControlServer(const boost::asio::any_io_executor& loop, const std::string& path, Gate& gate, Front& front,
                net::TaskGroup& group);
  ~ControlServer();
  boost::asio::awaitable<void> run();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

using CommandArgs = std::vector<std::pair<std::string, std::string>>;

/// Asks a running service; nothing when none listens. Throws std::runtime_error when one does but the exchange fails.
std::optional<std::string> ask_running_service(const std::string& socket_path, const std::string& name,
                                               const CommandArgs& args);

}  // namespace alur::service
