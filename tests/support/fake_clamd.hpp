#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace alur::test {

/// A clamd on a Unix socket that can misbehave in every way that was thought of. Its own thread; one client at a time.
class FakeClamd {
 public:
  enum class Manner : std::uint8_t {
    healthy,     ///< finds EICAR, and nothing in all else
    away,        ///< nobody listens
    silent,      ///< takes everything, says nothing
    hangs_up,    ///< in the middle of a stream
    limited,     ///< pings well; every stream is too large
    erring,      ///< pings well; cannot scan anything
    garbled,     ///< says things that are nearly right
    early,       ///< says OK before it has read anything
    unfinished,  ///< says OK without its end
  };

  explicit FakeClamd(std::string socket);
  ~FakeClamd();
  FakeClamd(const FakeClamd&) = delete;
  FakeClamd& operator=(const FakeClamd&) = delete;

  /// From the next client on.
  void behave(Manner manner);

 private:
  void listen();
  void stop();
  void serve(int client);
  void scan(int client);
  std::string_view garbage();

  std::string socket_;
  std::atomic<Manner> manner_{Manner::healthy};
  std::atomic<int> listener_{-1};
  std::thread thread_;
  std::size_t garbled_ = 0;
};

}  // namespace alur::test
