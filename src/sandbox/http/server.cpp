#include "http/server.hpp"

#include "alur/log/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <system_error>

namespace alur::sandbox {
namespace {

using boost::asio::awaitable;

constexpr std::uint64_t request_bytes_max = std::uint64_t{64} * 1024 * 1024;

net::ServerLimits limits() {
  net::ServerLimits limits;
  limits.header_bytes_max = std::uint64_t{256} * 1024;
  limits.body_bytes_max = request_bytes_max;
  limits.body_timeout = std::chrono::minutes{2};
  limits.idle_timeout = std::chrono::seconds{500};
  limits.chunked_allowed = true;
  return limits;
}

WorldOptions world_options(const SandboxOptions& options) {
  WorldOptions world;
  world.token = options.token;
  world.bot_name = options.bot_name;
  world.bot_username = options.bot_username;
  world.people = options.people;
  // From the token, so that two bots never share a sequence and one run is like the next.
  world.first_update_id += static_cast<std::int32_t>(std::hash<std::string>{}(options.token) % 900'000'000);
  return world;
}

}  // namespace

Server::Server(boost::asio::io_context& loop, const SandboxOptions& options, std::function<void()> changed)
    : clock_(options.start, options.speed),
      world_(world_options(options), clock_.clock()),
      signal_(loop.get_executor()),
      polls_(world_),
      bot_api_(world_, clock_, polls_, signal_, loop.get_executor()),
      control_({world_, clock_, polls_, Samples{options.samples_dir}, options.language, options.zone_offset,
                options.director},
               signal_),
      api_server_(net::make_http_server(
          loop.get_executor(), options.api.host, options.api.port, limits(),
          [this](net::HttpRequest request, const std::string&) { return bot_api_.handle(std::move(request)); })),
      page_server_(net::make_http_server(
          loop.get_executor(), options.page.host, options.page.port, limits(),
          [this](net::HttpRequest request, const std::string&) { return control_.handle(std::move(request)); })),
      tasks_(loop.get_executor()) {
  if (!options.state_file.empty()) {
    state_.emplace(options.state_file);
    state_->load(world_, clock_);
  }
  world_.on_change([this, changed = std::move(changed)] {
    unsaved_ = true;
    signal_.notify_all();
    changed();
  });
}

Server::~Server() = default;

awaitable<void> Server::run() {
  tasks_.spawn("bot_api", [this] { return api_server_->run(); });
  tasks_.spawn("page", [this] { return page_server_->run(); });
  if (state_) tasks_.spawn("save", [this] { return keep_saving(); });
  co_await tasks_.join();
  if (state_) save();
}

void Server::stop() {
  api_server_->stop();
  page_server_->stop();
  tasks_.cancel();
}

awaitable<void> Server::keep_saving() {
  constexpr std::chrono::seconds between{5};
  boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
  while (true) {
    timer.expires_after(between);
    co_await timer.async_wait(boost::asio::use_awaitable);
    if (unsaved_) save();
  }
}

void Server::save() {
  try {
    state_->save(world_, clock_);
    unsaved_ = false;
  } catch (const std::system_error& error) {
    log::error("sandbox_state_not_saved", {{"error", std::string{error.what()}}});
  }
}

}  // namespace alur::sandbox
