#include "watch.hpp"

#include "alur/log/log.hpp"
#include "alur/store/audit.hpp"

#include "limits.hpp"
#include "restored.hpp"

#include <algorithm>
#include <system_error>

namespace alur::service {

namespace asio = boost::asio;

namespace {
constexpr const char* unclean_setting = "service.running";
}  // namespace

asio::awaitable<int> Watch::started() {
  int probation = 0;
  Effects effects;
  auto work = [this, &probation, &effects](store::Tx& tx) {
    effects = Effects{};
    store::Settings settings{tx};
    const time::Instant now = ports_.front.now(tx);
    const auto unclean = settings.get(unclean_setting);
    const auto alive = settings.get(alive_setting);
    probation = unclean ? limits::probation_updates : 0;
    if (const auto restored = take_restored_mark(tx)) {
      effects.immediates.push_back(ports_.front.handle(tx, *restored));
    } else if (alive) {
      const time::Instant last = time::from_ms(std::stoll(*alive));
      if (now - last >= limits::outage_told_from) {
        effects.immediates.push_back(ports_.front.handle(tx, chat::Recovered{last, now}));
      }
    }
    settings.set(unclean_setting, "1");
    settings.set(alive_setting, std::to_string(time::to_ms(now)));
  };
  co_await ports_.gate.run(work);
  ports_.front.after_commit(effects);
  co_return probation;
}

asio::awaitable<void> Watch::run() {
  while (!stopping_) {
    look_around();
    std::string head;
    std::size_t aside = 0;
    auto work = [this, &head, &aside](store::Tx& tx) {
      store::Settings{tx}.set(alive_setting, std::to_string(time::to_ms(ports_.front.now(tx))));
      aside = store::Updates{tx}.set_aside_count();
      head = store::chain_head(tx);
    };
    co_await ports_.gate.run(work);
    ports_.health.set("updates", aside == 0 ? "" : std::to_string(aside) + " updates are set aside: alurbot updates");
    if (head != kept_head_) {
      replace_file(ports_.data_dir.path() + "/chain.head", head);
      kept_head_ = head;
    }
    co_await tell();
    if (!stopping_) co_await ports_.bell.wait(limits::wake_at_least_every);
  }
}

void Watch::look_around() {
  const std::string trouble = ports_.gate.writer().disk_trouble();
  const double free = ports_.data_dir.disk_free();
  std::string disk = trouble;
  if (disk.empty() && free < limits::disk_free_min) {
    disk = std::to_string(static_cast<int>(free * 100)) + " % of the disk is free";
  }
  ports_.health.set("disk", disk);
  const int year =
      static_cast<int>(std::chrono::year_month_day{ports_.calendar.day_of(ports_.front.clock().now())}.year());
  ports_.health.set("holidays", ports_.calendar.has_file(year) ? "" : "no holiday file for " + std::to_string(year));
}

/// One message when something begins to need a hand, one when it is over. What was told survives a restart.
asio::awaitable<void> Watch::tell() {
  std::map<std::string, std::string> now_wrong;
  for (const auto& [condition, reason] : ports_.health.reasons()) {
    if (Health::told_to_admins(condition)) now_wrong.emplace(condition, reason);
  }
  if (now_wrong == told_) co_return;
  Effects effects;
  auto work = [this, &now_wrong, &effects](store::Tx& tx) {
    effects = Effects{};
    store::Settings settings{tx};
    for (const char* condition : {"token", "conflict", "disk", "clock", "holidays", "updates", "scanner"}) {
      const std::string name = std::string("told:") + condition;
      const bool was = settings.get(name).has_value();
      const auto wrong = now_wrong.find(condition);
      if (was == (wrong != now_wrong.end())) continue;
      chat::ConditionChanged change;
      change.condition = condition;
      change.wrong = !was;
      if (!was) change.detail = wrong->second;
      effects.immediates.push_back(ports_.front.handle(tx, change));
      was ? settings.clear(name) : settings.set(name, "1");
    }
    Front::note_timers(tx, effects);
  };
  co_await ports_.gate.run(work);
  told_ = now_wrong;
  ports_.front.after_commit(effects);
}

asio::awaitable<void> Watch::stopped() {
  auto work = [this](store::Tx& tx) {
    store::Settings settings{tx};
    settings.clear(unclean_setting);
    settings.set(alive_setting, std::to_string(time::to_ms(ports_.front.now(tx))));
  };
  co_await ports_.gate.run(work);
}

}  // namespace alur::service
