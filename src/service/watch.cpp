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
    ports_.front.note_due(tx, effects);
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
    std::size_t dead = 0;
    time::Instant watched_since{};
    auto work = [this, &head, &aside, &dead, &watched_since](store::Tx& tx) {
      store::Settings settings{tx};
      const std::string now = std::to_string(time::to_ms(ports_.front.now(tx)));
      settings.set(alive_setting, now);
      if (!settings.get(watched_setting)) settings.set(watched_setting, now);
      watched_since = time::from_ms(std::stoll(settings.get(watched_setting).value()));
      aside = store::Updates{tx}.set_aside_count();
      dead = store::Outbox{tx}.dead_count() + store::Cards{tx}.dead_count();
      head = store::chain_head(tx);
    };
    co_await ports_.gate.run(work);
    ports_.health.sends_dead = dead;
    ports_.health.set("updates", aside == 0 ? "" : std::to_string(aside) + " updates are set aside: alurbot updates");
    if (ports_.asks_for_backups) look_for_backup(watched_since);
    if (head != kept_head_) keep_head(head);
    co_await tell();
    if (!stopping_) co_await ports_.bell.wait(limits::wake_at_least_every);
  }
}

/// A disk that is full now is tried again in a minute.
void Watch::keep_head(const std::string& head) {
  try {
    replace_file(ports_.data_dir.path() + "/chain.head", head);
    kept_head_ = head;
    head_trouble_.clear();
  } catch (const std::system_error& e) {
    head_trouble_ = e.what();
    ports_.health.set("disk", head_trouble_);
  }
}

void Watch::look_around() {
  const std::string trouble = ports_.gate.writer().disk_trouble();
  const double free = ports_.data_dir.disk_free();
  std::string disk = trouble;
  if (disk.empty()) disk = head_trouble_;
  if (disk.empty() && free < limits::disk_free_min) {
    disk = std::to_string(static_cast<int>(free * 100)) + " % of the disk is free";
  }
  ports_.health.set("disk", disk);
  const int year =
      static_cast<int>(std::chrono::year_month_day{ports_.calendar.day_of(ports_.front.clock().now())}.year());
  ports_.health.set("holidays", ports_.calendar.has_file(year) ? "" : "no holiday file for " + std::to_string(year));
}

/// A timer that was never set up, or that has failed for days, is seen by nobody else.
void Watch::look_for_backup(time::Instant since) {
  const std::string last = read_small_file_if_there(DataDir::backup_marker(ports_.data_dir.path()));
  if (!last.empty()) since = std::max(since, time::from_ms(std::stoll(last)));
  const auto missing = ports_.front.clock().now() - since;
  const auto days = std::chrono::duration_cast<std::chrono::hours>(missing).count() / 24;
  ports_.health.set("backup",
                    missing <= limits::backup_missed_after ? "" : "no backup for " + std::to_string(days) + " days");
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
    for (const char* condition : {"token", "conflict", "disk", "clock", "holidays", "updates", "backup"}) {
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
    ports_.front.note_due(tx, effects);
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
