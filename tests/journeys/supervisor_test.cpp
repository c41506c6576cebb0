#include "office.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstring>
#include <mutex>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

/// What the service says to whoever started it, as systemd hears it.
namespace alur::journey {

namespace {

class Supervisor {
 public:
  Supervisor() : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name_.copy(address.sun_path + 1, sizeof address.sun_path - 1);  // abstract: the first byte stays zero
    const auto bytes = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name_.size());
    EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), bytes), 0) << std::strerror(errno);
    listening_ = std::thread([this] { listen(); });
  }
  ~Supervisor() {
    ::shutdown(socket_, SHUT_RD);
    listening_.join();
    ::close(socket_);
  }
  Supervisor(const Supervisor&) = delete;
  Supervisor& operator=(const Supervisor&) = delete;

  std::vector<std::string> environment() const { return {"NOTIFY_SOCKET=@" + name_, "WATCHDOG_USEC=300000"}; }
  std::vector<std::string> heard() const {
    const std::lock_guard lock(mutex_);
    return heard_;
  }
  /// So many more signs of life.
  bool hears(std::ptrdiff_t times) const {
    std::unique_lock lock(mutex_);
    const auto until = signs_of_life() + times;
    return more_.wait_for(lock, std::chrono::seconds{20}, [&] { return signs_of_life() >= until; });
  }

 private:
  void listen() {
    std::array<char, 256> said{};
    for (ssize_t bytes = 0; (bytes = ::recv(socket_, said.data(), said.size(), 0)) > 0;) {
      const std::lock_guard lock(mutex_);
      heard_.emplace_back(said.data(), static_cast<std::size_t>(bytes));
      more_.notify_all();
    }
  }
  std::ptrdiff_t signs_of_life() const { return std::count(heard_.begin(), heard_.end(), "WATCHDOG=1"); }

  std::string name_ = "alur-journey-" + std::to_string(::getpid());
  int socket_;
  mutable std::mutex mutex_;
  mutable std::condition_variable more_;
  std::vector<std::string> heard_;
  std::thread listening_;
};

}  // namespace

TEST(Supervised, the_service_says_when_it_is_ready_that_it_lives_and_when_it_stops) {
  const Supervisor supervisor;
  Office::Options options;
  options.environment = supervisor.environment();
  Office office(options);
  EXPECT_TRUE(supervisor.hears(3));
  office.stop_bot();
  const auto heard = supervisor.heard();
  ASSERT_GE(heard.size(), 2U);
  EXPECT_EQ(heard.front(), "READY=1");
  EXPECT_EQ(std::count(heard.begin(), heard.end(), "READY=1"), 1);
  EXPECT_EQ(heard.back(), "STOPPING=1");
}

}  // namespace alur::journey
