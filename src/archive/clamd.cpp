#include "clamd.hpp"

#include "bytes.hpp"
#include "file.hpp"
#include "limits.hpp"

#include <cerrno>
#include <cstring>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace alur::archive {

namespace {

using Steady = std::chrono::steady_clock;
using std::string_view_literals::operator""sv;

/// One conversation: whatever fails, or is not over in time, ends it.
class Conversation {
 public:
  Conversation(const std::string& socket, std::chrono::milliseconds deadline)
      : descriptor_{::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)},
        until_{Steady::now() + deadline} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (descriptor_ < 0 || socket.size() >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, socket.data(), socket.size());
    open_ = ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Conversation() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  /// False when not all of it was taken: clamd ends a stream that it will not read to its end, and may have said why.
  bool say(std::string_view bytes) {
    while (open_ && !bytes.empty()) {
      const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(sent));
      } else if (errno != EINTR && (errno != EAGAIN || !wait_for(POLLOUT))) {
        return false;
      }
    }
    return open_;
  }

  /// Up to the NUL that ends a reply; empty when none came.
  std::string hear() {
    std::string reply;
    while (open_ && reply.size() < limits::scan_reply_bytes_max) {
      char byte = 0;
      const ssize_t got = ::recv(descriptor_, &byte, 1, 0);
      if (got == 1 && byte == '\0') return reply;
      if (got == 1) {
        reply += byte;
      } else if (got == 0 || (errno != EINTR && (errno != EAGAIN || !wait_for(POLLIN)))) {
        break;
      }
    }
    return {};
  }

 private:
  bool wait_for(short what) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until_ - Steady::now());
    pollfd waited{descriptor_, what, 0};
    open_ = left.count() > 0 && ::poll(&waited, 1, static_cast<int>(left.count())) != 0;
    return open_;
  }

  int descriptor_;
  Steady::time_point until_;
  bool open_ = false;
};

std::string chunk_head(std::size_t bytes) {
  std::string head;
  for (unsigned shift = 32; shift > 0; shift -= 8) head += static_cast<char>(bytes >> (shift - 8) & 0xffU);
  return head;
}

/// Every byte of the file in chunks, and the empty one that ends them.
bool hand_over(Conversation& clamd, const std::string& path) {
  if (!clamd.say("zINSTREAM\0"sv)) return false;
  File file = File::open_to_read(path);
  std::string block(limits::scan_chunk_bytes, '\0');
  while (const std::size_t got = file.read(block.data(), block.size())) {
    if (!clamd.say(chunk_head(got)) || !clamd.say({block.data(), got})) return false;
  }
  return clamd.say(chunk_head(0));
}

}  // namespace

Clamd::Clamd(std::string socket, std::chrono::milliseconds scan_deadline)
    : socket_{std::move(socket)}, scan_deadline_{scan_deadline} {}

bool Clamd::answers() const {
  Conversation clamd{socket_, limits::ping_deadline};
  return clamd.say("zPING\0"sv) && clamd.hear() == "PONG";
}

Clamd::Answer Clamd::scan(const std::string& path) const {
  Conversation clamd{socket_, scan_deadline_};
  const bool all_taken = hand_over(clamd, path);
  const std::string reply = clamd.hear();
  if (reply == "stream: OK" && all_taken) return Answer::clean;
  if (reply.starts_with("stream: ") && reply.ends_with(" FOUND")) return Answer::infected;
  if (reply == "INSTREAM size limit exceeded. ERROR") return Answer::too_large;
  return Answer::none;
}

}  // namespace alur::archive
