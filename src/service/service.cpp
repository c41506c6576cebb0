#include "alur/service/service.hpp"

#include "bot_api.hpp"
#include "clock_follower.hpp"
#include "control.hpp"
#include "courier.hpp"
#include "fetcher.hpp"
#include "limits.hpp"
#include "office.hpp"
#include "pages.hpp"
#include "painter.hpp"
#include "poller.hpp"
#include "scheduler.hpp"
#include "watch.hpp"
#include "watchdog.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <systemd/sd-daemon.h>

#include <cstdlib>
#include <random>
#include <thread>

namespace alur::service {

namespace asio = boost::asio;

namespace {

class RealBell : public Bell {
 public:
  explicit RealBell(const asio::any_io_executor& loop) : wake_(loop) {}
  void ring() override { wake_.notify(); }
  asio::awaitable<void> wait(std::chrono::milliseconds real_time) override { return wake_.wait(real_time); }

 private:
  net::Wake wake_;
};

/// Runs the writer's batches; ends when the writer was stopped and its queue is empty.
void write_batches(store::Writer& writer) {
  while (writer.wait()) {
    if (writer.run_batch() == 0 && !writer.disk_trouble().empty()) writer.pause(limits::disk_retry);
  }
}

/// Everything that runs, in the order in which it depends on each other.
class Running {
 public:
  explicit Running(ServiceOptions options)
      : settings_(options.settings),
        origin_(net::parse_origin(settings_.telegram.api_root).value()),
        parts_(options),
        clock_(make_clock(settings_, parts_.database)),
        writer_(parts_.database, store::Writer::Limits{}, [this] { front_.rolled_back(); }),
        loop_(io_.get_executor()),
        group_(loop_),
        sources_(loop_),
        sending_(loop_),
        patience_(loop_),
        workers_(loop_, 1),
        bells_([this] { return std::make_unique<RealBell>(loop_); }),
        api_(loop_, origin_, options.token.clone(), random_bytes),
        front_(*parts_.desk, *clock_, api_, group_, bells_),
        gate_(loop_, writer_),
        archive_(parts_.data_dir.archive(), archive::Limits{settings_.documents.max_bytes, settings_.documents.types,
                                                            settings_.documents.clamd_socket}),
        intake_(gate_, front_, health_, parts_.bot_id, random_bytes),
        painter_({{parts_.data_dir.database(), ""}, options.processes, parts_.calendar, settings_.office.letterhead},
                 parts_.catalogue, *clock_, offload()),
        poller_(api_, intake_, health_, *bells_.poller, *clock_, jitter()),
        courier_({gate_, front_, api_, group_, *bells_.courier, health_, jitter(),
                  [this](const std::string& sha256) { return archive_.path_of(sha256); },
                  [this](store::Card card) { return painter_.draw(std::move(card)); }},
                 delivery::Limits{settings_.limits.notices_per_second, settings_.limits.notices_per_chat_per_second,
                                  delivery::Limits{}.doubts_max}),
        scheduler_(gate_, front_, intake_, *bells_.scheduler, health_),
        fetcher_({gate_, front_, api_, group_, offload(), archive_, *bells_.fetcher, health_, jitter(), random_bytes}),
        watch_({gate_, front_, health_, *bells_.watch, parts_.data_dir, parts_.calendar,
                settings_.clock.source == "system" && settings_.clock.speed == 1.0}),
        control_(loop_, parts_.data_dir.socket(), gate_, front_, group_),
        pages_(gate_, front_, courier_, scheduler_, health_) {}

  int run() {
    const std::string damage = parts_.database.quick_check();
    if (!damage.empty()) throw std::runtime_error("the database is damaged: " + damage);
    std::thread writing([this] { write_batches(writer_); });
    asio::signal_set signals(loop_, SIGTERM, SIGINT);
    wait_for_signal(signals);
    asio::co_spawn(loop_, life(), [this](const std::exception_ptr& error) {
      if (error) failure_ = error;
      io_.stop();
    });
    io_.run();
    writer_.stop();
    writing.join();
    if (failure_) std::rethrow_exception(failure_);
    parts_.database.checkpoint(true);
    return 0;
  }

 private:
  static Random01 jitter() {
    return [engine = std::make_shared<std::minstd_rand>(std::random_device{}())] {
      return std::uniform_real_distribution<double>(0.0, 1.0)(*engine);
    };
  }

  Offload offload() {
    return [this](std::function<void()> work) { return workers_.run(std::move(work)); };
  }

  void wait_for_signal(asio::signal_set& signals) {
    signals.async_wait([this, &signals](const boost::system::error_code& error, int) {
      if (error) return;
      if (stop_asked_) std::_Exit(130);
      stop_asked_ = true;
      be_patient(limits::drain_max);
      if (stop_bell_) stop_bell_->ring();
      wait_for_signal(signals);
    });
  }

  /// A loop that ended by a bug leaves half a service: it stops in good order, and whoever supervises it begins anew.
  void fail(std::exception_ptr error) {
    if (!failure_) failure_ = std::move(error);
    stop_asked_ = true;
    be_patient(limits::drain_max);
    stop_bell_->ring();
  }

  /// A stop always ends: what still runs after this long is cut, and what the disk does not take is given up.
  void be_patient(std::chrono::milliseconds longest) {
    patience_.expires_after(longest);
    patience_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      for (net::TaskGroup* group : {&sources_, &sending_, &group_}) group->cancel();
      if (!writer_.disk_trouble().empty()) writer_.give_up();
      be_patient(limits::disk_retry);
    });
  }

  asio::awaitable<void> life() {
    stop_bell_ = std::make_unique<RealBell>(loop_);
    for (net::TaskGroup* group : {&group_, &sources_, &sending_}) {
      group->on_failure([this](std::exception_ptr error) { fail(std::move(error)); });
    }
    if (settings_.clock.source == "sandbox") {
      clock_client_ = net::make_http_client(loop_, client_options());
      follower_.emplace(*clock_client_, static_cast<time::AnchoredClock&>(*clock_), bells_);
      co_await follower_->first();
      sources_.spawn("clock", [this] { return follower_->run(); });
    }
    auto timers = [this](store::Tx& tx) { parts_.desk->ensure_timers(tx, front_.now(tx)); };
    co_await gate_.run(timers);
    co_await courier_.recover();
    intake_.begin_probation(co_await watch_.started());
    start_pages();
    sources_.spawn("control", [this] { return control_.run(); });
    sources_.spawn("hello", [this] { return introduce(); });
    sources_.spawn("scheduler", [this] { return scheduler_.run(); });
    sources_.spawn("fetcher", [this] { return fetcher_.run(); });
    sending_.spawn("courier", [this] { return courier_.run(); });
    sources_.spawn("poller", [this] { return poller_.run(); });
    sources_.spawn("watch", [this] { return watch_.run(); });
    log::info("serving", {{"api_root", settings_.telegram.api_root},
                          {"data_dir", parts_.data_dir.path()},
                          {"health", settings_.http.address + ":" + std::to_string(server_->port())}});
    sd_notify(0, "READY=1");
    start_watchdog();
    while (!stop_asked_) co_await stop_bell_->wait(limits::wake_at_least_every);
    co_await drain();
  }

  net::ClientOptions client_options() const {
    net::ClientOptions options;
    options.origin = origin_;
    options.connections_max = 1;
    return options;
  }

  void start_pages() {
    net::HttpServer::Handler handler = [this](net::HttpRequest request,
                                              std::string) -> asio::awaitable<net::HandlerResult> {
      net::HandlerResult result;
      result.response = pages_.answer(request);
      co_return result;
    };
    server_ = net::make_http_server(loop_, settings_.http.address, settings_.http.port, net::ServerLimits{},
                                    std::move(handler));
    replace_file(parts_.data_dir.path() + "/http.port", std::to_string(server_->port()) + "\n");
    sources_.spawn("pages", [this] { return server_->run(); });
  }

  /// Where a supervisor waits for a sign of life (WatchdogSec=), three in the time that it allows.
  void start_watchdog() {
    std::uint64_t allowed_us = 0;
    if (sd_watchdog_enabled(0, &allowed_us) <= 0) return;
    const auto every = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds{allowed_us} / 3);
    watchdog_bell_ = std::make_unique<RealBell>(loop_);
    watchdog_.emplace(Watchdog::Ports{gate_, front_, *watchdog_bell_, [] { sd_notify(0, "WATCHDOG=1"); }, every});
    sources_.spawn("watchdog", [this] { return watchdog_->run(); });
  }

  /// Who the bot is, kept for the command line; asked until Telegram says.
  asio::awaitable<void> introduce() {
    while (!stop_asked_) {
      telegram::Call call = telegram::get_me();
      const CallOutcome outcome = co_await api_.call(Lane::answers, std::move(call), limits::call_deadline);
      const auto me = outcome.kind == CallOutcome::Kind::answered ? telegram::read_me(outcome.reply.result)
                                                                  : std::optional<telegram::Me>{};
      if (me) {
        auto keep = [this, &me](store::Tx& tx) {
          store::Settings{tx}.set(bot_username_setting, me->username);
          parts_.desk->introduce(me->username);
        };
        co_await gate_.run(keep);
        log::info("bot", {{"username", me->username}, {"id", me->id}});
        co_return;
      }
      if (outcome.kind == CallOutcome::Kind::answered && outcome.reply.meaning == telegram::Meaning::unauthorized) {
        health_.set("token", outcome.reply.description);
      }
      co_await bells_.hello->wait(limits::back_off_max / 4);
    }
  }

  /// Intake first, then what is on its way in, then what that gave to send. After a failure the run counts as not ended
  /// cleanly.
  asio::awaitable<void> drain() {
    log::info("stopping");
    sd_notify(0, "STOPPING=1");
    control_.stop();
    poller_.stop();
    api_.hang_up_poll();
    scheduler_.stop();
    fetcher_.stop();
    watch_.stop();
    if (watchdog_) watchdog_->stop();
    if (follower_) follower_->stop();
    if (clock_client_) clock_client_->close();
    bells_.clock->ring();
    bells_.hello->ring();
    server_->stop();
    co_await sources_.join();
    courier_.stop();
    co_await sending_.join();
    co_await group_.join();
    if (!failure_) co_await watch_.stopped();
    patience_.cancel();
    log::info("stopped");
  }

  config::Settings settings_;
  net::Origin origin_;
  OfficeParts parts_;
  std::unique_ptr<time::Clock> clock_;
  store::Writer writer_;
  asio::io_context io_{1};
  asio::any_io_executor loop_;
  net::TaskGroup group_;    ///< sends, fetches, immediates: they come and go
  net::TaskGroup sources_;  ///< the loops that may plan a message
  net::TaskGroup sending_;  ///< the courier, who outlives them
  asio::steady_timer patience_;
  net::WorkerPool workers_;
  Bells bells_;
  Health health_;
  BotApi api_;
  Front front_;
  Gate gate_;
  archive::Archive archive_;
  Intake intake_;
  Painter painter_;
  Poller poller_;
  Courier courier_;
  Scheduler scheduler_;
  Fetcher fetcher_;
  Watch watch_;
  ControlServer control_;
  Pages pages_;
  std::unique_ptr<net::HttpServer> server_;
  std::unique_ptr<net::HttpClient> clock_client_;
  std::optional<ClockFollower> follower_;
  std::unique_ptr<Bell> stop_bell_;
  std::unique_ptr<Bell> watchdog_bell_;
  std::optional<Watchdog> watchdog_;
  bool stop_asked_ = false;
  std::exception_ptr failure_;
};

}  // namespace

int serve(ServiceOptions options) {
  Running running(std::move(options));
  return running.run();
}

}  // namespace alur::service
