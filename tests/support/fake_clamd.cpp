#include "support/fake_clamd.hpp"

#include <array>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace alur::test {

namespace {

using std::string_view_literals::operator""sv;

void say(int client, std::string_view text) {
  if (::send(client, text.data(), text.size(), MSG_NOSIGNAL) < 0) return;  // it left, as it may
}

/// Nothing when the client leaves before.
std::optional<std::string> hear(int client, std::size_t bytes) {
  std::string heard(bytes, '\0');
  for (std::size_t filled = 0; filled < bytes;) {
    const ssize_t got = ::recv(client, heard.data() + filled, bytes - filled, 0);
    if (got <= 0) return std::nullopt;
    filled += static_cast<std::size_t>(got);
  }
  return heard;
}

std::string hear_command(int client) {
  std::string command;
  while (const auto letter = hear(client, 1)) {
    if (letter->front() == '\0') break;
    command += *letter;
  }
  return command;
}

/// Every chunk up to the empty one.
std::optional<std::string> hear_stream(int client) {
  std::string stream;
  for (;;) {
    const auto head = hear(client, 4);
    if (!head) return std::nullopt;
    std::size_t size = 0;
    for (const char byte : *head) size = size << 8U | static_cast<unsigned char>(byte);
    if (size == 0) return stream;
    const auto chunk = hear(client, size);
    if (!chunk) return std::nullopt;
    stream += *chunk;
  }
}

void wait_until_it_leaves(int client) {
  while (hear(client, 1)) {
  }
}

}  // namespace

FakeClamd::FakeClamd(std::string socket) : socket_{std::move(socket)} { listen(); }

FakeClamd::~FakeClamd() { stop(); }

void FakeClamd::behave(Manner manner) {
  manner_ = manner;
  if (manner == Manner::away) {
    stop();
  } else if (!thread_.joinable()) {
    listen();
  }
}

void FakeClamd::listen() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 64) != 0) {
    throw std::runtime_error{"no socket " + socket_};
  }
  thread_ = std::thread{[this] {
    for (;;) {
      const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      serve(client);
      ::close(client);
    }
  }};
}

void FakeClamd::stop() {
  if (!thread_.joinable()) return;
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_.exchange(-1));
  ::unlink(socket_.c_str());
}

void FakeClamd::serve(int client) {
  const std::string command = hear_command(client);
  const Manner manner = manner_;
  if (manner == Manner::silent) return wait_until_it_leaves(client);
  if (manner == Manner::hangs_up) return;
  if (command == "zPING") return say(client, manner == Manner::garbled ? garbage() : "PONG\0"sv);
  if (command == "zINSTREAM") scan(client);
}

void FakeClamd::scan(int client) {
  switch (manner_.load()) {
    case Manner::limited:
      return say(client, "INSTREAM size limit exceeded. ERROR\0"sv);
    case Manner::early:
      return say(client, "stream: OK\0"sv);
    default:
      break;
  }
  const auto stream = hear_stream(client);
  if (!stream) return;
  switch (manner_.load()) {
    case Manner::erring:
      return say(client, "stream: Can't allocate memory ERROR\0"sv);
    case Manner::garbled:
      return say(client, garbage());
    case Manner::unfinished:
      return say(client, "stream: OK");
    default:
      break;
  }
  const bool found = stream->find("EICAR-STANDARD-") != stream->npos;
  say(client, found ? "stream: Eicar-Test-Signature FOUND\0"sv : "stream: OK\0"sv);
}

std::string_view FakeClamd::garbage() {
  static constexpr std::array said{"\0"sv,
                                   "OK\0"sv,
                                   "stream: ok\0"sv,
                                   "stream: OK \0"sv,
                                   "stream: OK\nstream: OK\0"sv,
                                   "1: stream: OK\0"sv,
                                   "\xff\xfe\xfd\0"sv,
                                   "UNKNOWN COMMAND\0"sv,
                                   "stream: OKstream: OK\0"sv};
  return said[garbled_++ % said.size()];
}

}  // namespace alur::test
