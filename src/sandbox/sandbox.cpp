#include "alur/sandbox/sandbox.hpp"

#include "core/person.hpp"
#include "core/view.hpp"
#include "http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <charconv>
#include <condition_variable>
#include <exception>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace alur::sandbox {
namespace {

std::string url_of(const std::string& host, std::uint16_t port) {
  const bool v6 = host.find(':') != std::string::npos;
  return "http://" + (v6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

/// A refusal is a mistake of the test or demo that asked.
template <class T>
T must(Done<T> outcome) {
  if (!outcome) throw std::invalid_argument{outcome.error().why()};
  return *std::move(outcome);
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {};
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const bool bracketed = host.starts_with('[') && host.ends_with(']');
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!bracketed && host.find(':') != std::string_view::npos)) return {};
  Address address{std::string{host}, 0};
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc{} || end != port.data() + port.size()) return {};
  return address;
}

struct Sandbox::Impl {
  explicit Impl(SandboxOptions given) : options(std::move(given)), server(loop, options, [this] { tell(); }) {
    thread = std::thread{[this] { serve(); }};
  }
  ~Impl() {  // NOLINT(bugprone-exception-escape): a server that cannot be stopped ends the program
    boost::asio::post(loop, [this] { server.stop(); });
    thread.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void serve() {
    boost::asio::co_spawn(
        loop, [this] { return server.run(); },
        [](const std::exception_ptr& error) {
          if (error) std::rethrow_exception(error);
        });
    loop.run();
  }

  void tell() {
    {
      const std::lock_guard lock{mutex};
      ++changes;
    }
    changed.notify_all();
  }

  /// Runs `work` on the loop's thread and hands back what it gives or throws.
  template <class Work>
  auto on_loop(Work work) -> decltype(work(std::declval<World&>())) {
    using Task = std::packaged_task<decltype(work(std::declval<World&>()))()>;
    // Shared: the loop's thread may still be leaving the task when its result is already here.
    const auto task = std::make_shared<Task>([this, &work] { return work(server.world()); });
    auto result = task->get_future();
    boost::asio::post(loop, [task] { (*task)(); });
    return result.get();
  }

  SandboxOptions options;
  boost::asio::io_context loop{1};
  std::mutex mutex;
  std::condition_variable changed;
  std::uint64_t changes = 0;
  Server server;
  std::thread thread;
};

Sandbox::Sandbox(SandboxOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Sandbox::~Sandbox() = default;

std::string Sandbox::api_root() const { return url_of(impl_->options.api.host, impl_->server.api_port()); }
std::string Sandbox::page_url() const { return url_of(impl_->options.page.host, impl_->server.page_port()); }
const std::string& Sandbox::token() const { return impl_->options.token; }
std::string Sandbox::bot_username() const { return impl_->options.bot_username; }

std::int64_t Sandbox::send_text(std::int64_t person, const std::string& text, std::optional<std::int64_t> reply_to) {
  return impl_->on_loop([&](World& world) { return must(say(world, person, person, text, reply_to)); });
}

std::vector<std::int64_t> Sandbox::send_files(std::int64_t person, const std::vector<Outgoing>& files,
                                              const std::string& caption, std::optional<std::int64_t> reply_to) {
  return impl_->on_loop(
      [&](World& world) { return must(sandbox::send_files(world, person, person, files, caption, reply_to)); });
}

std::string Sandbox::press(std::int64_t person, const std::string& label) {
  return impl_->on_loop([&](World& world) {
    const auto found = newest_button(sandbox::transcript(world, person), label);
    if (!found) throw std::invalid_argument{"no message has a button with \"" + label + "\""};
    return must(sandbox::press(world, person, found->message_id, found->row, found->column));
  });
}

std::string Sandbox::press(std::int64_t person, std::int64_t message, std::size_t row, std::size_t column) {
  return impl_->on_loop([&](World& world) { return must(sandbox::press(world, person, message, row, column)); });
}

std::string Sandbox::press_data(std::int64_t person, std::int64_t message, const std::string& data) {
  return impl_->on_loop([&](World& world) { return must(sandbox::press_data(world, person, message, data)); });
}

std::int64_t Sandbox::open_link(std::int64_t person, const std::string& link) {
  return impl_->on_loop([&](World& world) { return must(sandbox::open_link(world, person, link)); });
}

void Sandbox::block(std::int64_t person) {
  impl_->on_loop([&](World& world) { return must(sandbox::block(world, person)); });
}

void Sandbox::unblock(std::int64_t person) {
  impl_->on_loop([&](World& world) { return must(sandbox::unblock(world, person)); });
}

void Sandbox::deactivate(std::int64_t person) {
  impl_->on_loop([&](World& world) { return must(sandbox::deactivate(world, person)); });
}

std::int64_t Sandbox::create_group(std::int64_t person, const std::string& title) {
  return impl_->on_loop([&](World& world) { return must(sandbox::create_group(world, person, title)); });
}

void Sandbox::add_person(User person) {
  impl_->on_loop([&](World& world) { world.add_user(std::move(person)); });
}

std::vector<MessageView> Sandbox::transcript(std::int64_t chat) const {
  return impl_->on_loop([&](World& world) { return sandbox::transcript(world, chat); });
}

std::optional<PressView> Sandbox::find_press(const std::string& id) const {
  return impl_->on_loop([&](World& world) -> std::optional<PressView> {
    const Press* press = world.find_press(id);
    if (!press) return {};
    return view_of(*press);
  });
}

std::string Sandbox::file_bytes(const std::string& file_id) const {
  return impl_->on_loop([&](World& world) {
    const StoredFile* file = world.find_file(file_id);
    if (!file) throw std::invalid_argument{"there is no such file"};
    return *file->bytes;
  });
}

std::vector<BotCommand> Sandbox::menu(std::int64_t person) const {
  return impl_->on_loop([&](World& world) {
    const User* user = world.find_user(person);
    return user ? menu_of(world, *user) : std::vector<BotCommand>{};
  });
}

std::vector<Violation> Sandbox::violations() const {
  return impl_->on_loop([](World& world) { return world.violations(); });
}

bool Sandbox::idle() const {
  return impl_->on_loop([this](World&) { return impl_->server.polls().idle(); });
}

std::int64_t Sandbox::calls(const std::string& method) const {
  return impl_->on_loop([&](World& world) { return world.calls(method); });
}

ClockView Sandbox::clock() const {
  return impl_->on_loop([this](World&) { return impl_->server.clock().view(); });
}

void Sandbox::set_clock(time::Instant now) {
  impl_->on_loop([&](World& world) {
    impl_->server.clock().set(now);
    world.changed();
  });
}

void Sandbox::advance_clock(std::chrono::milliseconds by) {
  impl_->on_loop([&](World& world) {
    impl_->server.clock().set(world.now() + by);
    world.changed();
  });
}

void Sandbox::set_speed(double speed) {
  impl_->on_loop([&](World& world) {
    impl_->server.clock().set_speed(speed);
    world.changed();
  });
}

void Sandbox::add_fault(Fault fault) {
  impl_->on_loop([&](World& world) { world.add_fault(fault); });
}

void Sandbox::clear_faults() {
  impl_->on_loop([](World& world) { world.faults().clear(); });
}

void Sandbox::director_moved() {
  impl_->on_loop([](World& world) { world.changed(); });
}

bool Sandbox::wait_for(const std::function<bool()>& predicate, std::chrono::milliseconds real_timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + real_timeout;
  while (true) {
    std::unique_lock lock{impl_->mutex};
    const std::uint64_t seen = impl_->changes;
    lock.unlock();
    if (predicate()) return true;
    lock.lock();
    const bool more = impl_->changed.wait_until(lock, deadline, [&] { return impl_->changes != seen; });
    if (!more) return false;
  }
}

std::optional<MessageView> Sandbox::wait_for_text(std::int64_t chat, const std::string& part, std::int64_t after,
                                                  std::chrono::milliseconds real_timeout) const {
  std::optional<MessageView> found;
  wait_for(
      [&] {
        for (MessageView& message : transcript(chat)) {
          const bool fits = message.from_bot && message.id > after;
          if (!fits || message.content.text.find(part) == std::string::npos) continue;
          found = std::move(message);
          return true;
        }
        return false;
      },
      real_timeout);
  return found;
}

}  // namespace alur::sandbox
