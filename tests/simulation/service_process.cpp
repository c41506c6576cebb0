#include "service_process.hpp"

#include "sop.hpp"

namespace alur::simulation {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t bot_id = 1;

service::Random01 jitter_of(Timeline& timeline) {
  return [&timeline] { return timeline.random.unit(); };
}

chat::DeskOptions with_chance(chat::DeskOptions options, Timeline& timeline) {
  options.random_bytes = [&timeline](std::size_t count) { return timeline.random.bytes(count); };
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
      writer_(database_, store::Writer::Limits{}),
      desk_(with_chance(world.desk_options, world.timeline), office_texts(), office_calendar()),
      group_(loop_),
      edges_(loop_),
      bells_(bells_of(loop_, world.timeline)),
      wire_(loop_, world.timeline, world.telegram, world.weather, world.wire_log),
      front_(desk_, world.timeline.clock, wire_, group_, bells_),
      gate_(loop_, writer_),
      archive_(world.data_dir.archive(), archive::Limits{1'000'000, world.desk_options.document_types}),
      intake_(gate_, front_, health_, bot_id,
              [&timeline = world.timeline](std::size_t count) { return timeline.random.bytes(count); }),
      poller_(wire_, intake_, health_, *bells_.poller, world.timeline.clock, jitter_of(world.timeline)),
      courier_({gate_, front_, wire_, group_, *bells_.courier, health_, jitter_of(world.timeline),
                [this](const std::string& sha256) { return archive_.path_of(sha256); }},
               delivery::Limits{}),
      scheduler_(gate_, front_, intake_, *bells_.scheduler, health_),
      fetcher_(
          {gate_, front_, wire_, group_, inline_work, archive_, *bells_.fetcher, health_, jitter_of(world.timeline)}),
      watch_({gate_, front_, health_, *bells_.watch, world.data_dir, office_calendar()}) {
  edges_.spawn("life", [this] { return life(); });
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
  edges_.spawn("scheduler", [this] { return scheduler_.run(); });
  edges_.spawn("fetcher", [this] { return fetcher_.run(); });
  edges_.spawn("courier", [this] { return courier_.run(); });
  edges_.spawn("poller", [this] { return poller_.run(); });
  started_ = true;
}

}  // namespace alur::simulation
