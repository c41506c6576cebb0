#pragma once

#include "alur/archive/archive.hpp"

#include "parking.hpp"
#include "scanner_watch.hpp"

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
  /// Why a file is neither fetched nor failed yet.
  enum class Again : std::uint8_t {
    later,
    not_scanned,   ///< the scanner answers, but not about this file
    scanner_away,  ///< does not count as an attempt
  };
  using Result = std::variant<chat::JobDone::Fetched, chat::JobDone::Failed, Again>;
  using Outcome = decltype(chat::JobDone::outcome);

  boost::asio::awaitable<void> work_on(store::Job job);
  boost::asio::awaitable<Result> fetch(store::Job job);
  boost::asio::awaitable<Result> receive(std::int64_t job, std::string file_path, std::string file_name);
  boost::asio::awaitable<bool> scanner_answers(std::int64_t job);
  boost::asio::awaitable<void> ask_scanner(std::int64_t job, std::function<void()> question);
  /// To the desk. Empty when the job is over, be it set aside; else why it is not.
  boost::asio::awaitable<std::string> hand_over(store::Job job, Outcome outcome);
  boost::asio::awaitable<void> set_aside(store::Job job, std::string why);
  boost::asio::awaitable<void> put_off(const store::Job& job, const std::string& trouble);
  /// That a file waits for the scanner; once in the life of this process.
  void tell_once(const store::Job& job);
  boost::asio::awaitable<void> tell(const store::Job& job);

  Ports ports_;
  Parking parking_;
  std::set<std::int64_t> in_flight_;
  std::unordered_map<std::int64_t, std::chrono::steady_clock::time_point> held_;
  ScannerWatch scanner_;
  std::set<std::int64_t> told_;  ///< jobs whose people know that they wait
  bool stopping_ = false;
};

}  // namespace alur::service
