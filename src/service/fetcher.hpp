#pragma once

#include "alur/archive/archive.hpp"

#include "front.hpp"
#include "gate.hpp"

#include <set>

/// Downloads: jobs of kind "fetch" from Telegram into the archive, and back to the desk.
namespace alur::service {

class Fetcher {
 public:
  struct Ports {
    Gate& gate;
    Front& front;
    Transport& transport;
    net::TaskGroup& group;
    Offload offload;
    archive::Archive& archive;
    Bell& bell;
    Health& health;
    Random01 random01;
  };
  explicit Fetcher(Ports ports) : ports_(std::move(ports)) {}

  /// Until stop(), and then until what was under way has ended.
  boost::asio::awaitable<void> run();
  void stop() {
    stopping_ = true;
    ports_.bell.ring();
  }

 private:
  using Outcome = std::variant<chat::JobDone::Fetched, chat::JobDone::Failed>;
  /// A fetched or failed file, or nothing: to be tried again.
  boost::asio::awaitable<std::optional<Outcome>> fetch(store::Job job);
  boost::asio::awaitable<std::optional<Outcome>> receive(std::string file_path, std::string file_name);
  boost::asio::awaitable<void> work_on(store::Job job);

  Ports ports_;
  std::set<std::int64_t> in_flight_;
  std::unordered_map<std::int64_t, std::chrono::steady_clock::time_point> held_;
  bool stopping_ = false;
};

}  // namespace alur::service
