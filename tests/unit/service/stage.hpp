#pragma once

#include "alur/chat/desk.hpp"
#include "alur/store/writer.hpp"

#include "front.hpp"
#include "gate.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// The service's own loops over a database in a temporary folder, a virtual clock, and a transport that answers from a
/// script: one thread, no real time, the same every run.
namespace alur::service::test {

namespace asio = boost::asio;

/// A folder that goes with the last of its copies.
class TemporaryFolder {
 public:
  TemporaryFolder();
  const std::string& path() const { return *path_; }

 private:
  std::shared_ptr<const std::string> path_;
};

/// Answers calls in order, by method; keeps what was asked. A call with nothing scripted is parked until something is.
class ScriptedTransport : public Transport {
 public:
  explicit ScriptedTransport(asio::any_io_executor loop) : loop_(std::move(loop)) {}

  /// The next call of `method` is answered with this (HTTP status and body).
  void answer(const std::string& method, int status, const std::string& body);
  void answer_ok(const std::string& method, const std::string& result) {
    answer(method, 200, R"({"ok":true,"result":)" + result + "}");
  }
  void fail(const std::string& method, CallOutcome::Kind kind);
  /// Bytes that the next download gives.
  void serve_file(const std::string& bytes) { files_.push_back(bytes); }
  /// Every call of the method so far, as its JSON body (an upload as its path).
  const std::vector<std::string>& calls(const std::string& method) { return calls_[method]; }
  std::size_t parked() const { return parked_; }

  asio::awaitable<CallOutcome> call(Lane lane, telegram::Call call, std::chrono::milliseconds deadline) override;
  asio::awaitable<CallOutcome> upload(telegram::SendDocument request, std::string path, std::string file_name,
                                      std::string media_type) override;
  asio::awaitable<CallOutcome> download(std::string file_path, std::function<bool(std::string_view)> sink) override;

 private:
  asio::awaitable<CallOutcome> next(std::string method);
  asio::any_io_executor loop_;
  std::map<std::string, std::deque<CallOutcome>> script_;
  std::map<std::string, std::vector<std::string>> calls_;
  std::vector<std::shared_ptr<asio::steady_timer>> waiting_;
  std::deque<std::string> files_;
  std::size_t parked_ = 0;
};

class Stage {
 public:
  explicit Stage(TemporaryFolder at = {});
  ~Stage();

  /// Runs loop and writer until nothing is left to do at this moment.
  void settle();
  /// settle(), then on to the next bell, until `done` or `at_most` of virtual time has passed. True when `done`.
  bool run_until(const std::function<bool()>& done, std::chrono::milliseconds at_most = std::chrono::minutes{10});
  /// Spawns a loop of the service; the stage ends it when it goes.
  void spawn(std::function<asio::awaitable<void>()> loop);
  void read(const std::function<void(store::Tx&)>& body) { database.transact(body); }

  TemporaryFolder folder;
  time::VirtualClock clock;
  asio::io_context io;
  asio::any_io_executor loop;
  store::Database database;
  store::Writer writer;
  text::Catalogue catalogue;
  chat::Desk desk;
  ScriptedTransport transport;
  net::TaskGroup group;
  BellFoundry foundry;
  Bells bells;
  Health health;
  Front front;
  Gate gate;

 private:
  friend class StageBell;
  struct Waiter {
    std::shared_ptr<asio::steady_timer> timer;
  };
  void wake_due();
  std::multimap<std::chrono::steady_clock::time_point, Waiter> waiters_;
};

/// The whole office of the tests: shipped processes, texts and calendar.
chat::DeskOptions shipped_options();

}  // namespace alur::service::test
