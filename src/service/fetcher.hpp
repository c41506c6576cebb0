#pragma once

#include "alur/archive/archive.hpp"

#include "parking.hpp"

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
    std::function<std::string(std::size_t)> random_bytes;
  };
  explicit Fetcher(Ports ports) : ports_(std::move(ports)), parking_(ports_.gate, ports_.front, ports_.random_bytes) {}

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
  /// To the desk. Empty when the job is over, be it set aside; else why it is not.
  boost::asio::awaitable<std::string> hand_over(store::Job job, Outcome outcome);
  boost::asio::awaitable<void> set_aside(store::Job job, std::string why);

  Ports ports_;
  Parking parking_;
  std::set<std::int64_t> in_flight_;
  std::unordered_map<std::int64_t, std::chrono::steady_clock::time_point> held_;
  bool stopping_ = false;
};

}  // namespace alur::service
