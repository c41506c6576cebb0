#include "service_process.hpp"

#include "sop.hpp"

namespace alur::simulation {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t bot_id = 1;

service::Random01 jitter_of(Timeline& timeline) {
  return [&timeline] { return timeline.random.unit(); };
}

std::function<std::string(std::size_t)> bytes_of(Timeline& timeline) {
  return [&timeline](std::size_t count) { return timeline.random.bytes(count); };
}

chat::DeskOptions with_chance(chat::DeskOptions options, Timeline& timeline) {
  options.random_bytes = bytes_of(timeline);
  return options;
}

asio::awaitable<void> inline_work(std::function<void()> work) {
  work();
  co_return;
}

}  // namespace

ServiceProcess::ServiceProcess(World world)
    : world_(world),
      loop_(io_.get_executor()),
      database_(store::DatabaseOptions{database_name, MemoryDisk::vfs()}),
      writer_(database_, store::Writer::Limits{}, [this] { front_.rolled_back(); }),
      desk_(with_chance(world.desk_options, world.timeline), office_texts(), office_calendar()),
      group_(loop_),
      sources_(loop_),
      sending_(loop_),
      bells_(bells_of(loop_, world.timeline)),
      wire_(loop_, world.timeline, world.telegram, world.weather, world.wire_log),
      front_(desk_, world.timeline.clock, wire_, group_, bells_),
      gate_(loop_, writer_),
      archive_(world.data_dir.archive(), archive::Limits{1'000'000, world.desk_options.document_types}),
      intake_(gate_, front_, health_, bot_id, bytes_of(world.timeline)),
      poller_(wire_, intake_, health_, *bells_.poller, world.timeline.clock, jitter_of(world.timeline)),
      courier_({gate_, front_, wire_, group_, *bells_.courier, health_, jitter_of(world.timeline),
                [this](const std::string& sha256) { return archive_.path_of(sha256); },
                [](store::Card) -> asio::awaitable<std::string> {
                  throw std::logic_error("nobody asks for a picture in the simulation");
                }},
               delivery::Limits{}),
      scheduler_(gate_, front_, intake_, *bells_.scheduler, health_),
      fetcher_({gate_, front_, wire_, group_, inline_work, archive_, *bells_.fetcher, health_,
                jitter_of(world.timeline), bytes_of(world.timeline)}),
      watch_({gate_, front_, health_, *bells_.watch, world.data_dir, office_calendar(), false}),
      ending_(loop_) {
  sources_.spawn("life", [this] { return life(); });
}

ServiceProcess::~ServiceProcess() {
  world_.telegram.hang_up();
  io_.let_go();
}

/// As Running::life() in service.cpp.
asio::awaitable<void> ServiceProcess::life() {
  auto timers = [this](store::Tx& tx) { desk_.ensure_timers(tx, front_.now(tx)); };
  co_await gate_.run(timers);
  co_await courier_.recover();
  const int probation = co_await watch_.started();
  intake_.begin_probation(probation);
  sources_.spawn("scheduler", [this] { return scheduler_.run(); });
  sources_.spawn("fetcher", [this] { return fetcher_.run(); });
  sending_.spawn("courier", [this] { return courier_.run(); });
  sources_.spawn("poller", [this] { return poller_.run(); });
  started_ = true;
}

void ServiceProcess::begin_stop() {
  ending_.spawn("stop", [this] { return drain(); });
}

/// As Running::drain().
asio::awaitable<void> ServiceProcess::drain() {
  poller_.stop();
  wire_.hang_up_poll();
  scheduler_.stop();
  fetcher_.stop();
  co_await sources_.join();
  courier_.stop();
  co_await sending_.join();
  co_await group_.join();
  co_await watch_.stopped();
  stopped_ = true;
}

}  // namespace alur::simulation
