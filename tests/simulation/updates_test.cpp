#include "alur/log/log.hpp"

#include "connection.hpp"
#include "reception.hpp"
#include "seeds.hpp"
#include "sop.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

/// R9: each update acts once, none is skipped.
namespace alur::simulation {

namespace {

/// Redelivered, out of order, with gaps, in two weeks whose numbers overlap; acted on by processes that die.
class Flood {
 public:
  Flood(std::uint64_t seed, std::uint64_t updates)
      : timeline_(seed, opening_time()), disk_(timeline_.random, fresh_office()), updates_(updates) {
    options_ = office_options();
    options_.actions_per_minute = 1'000'000;
    start();
  }

  void run() {
    week(0, updates_ / 2, 1'000);
    timeline_.clock.advance(std::chrono::hours{24 * 8});
    week(updates_ / 2, updates_, 500);
  }

  /// How often each number was answered.
  std::vector<int> answers() {
    std::vector<int> counts(updates_);
    reception_->read([&](store::Tx& tx) {
      store::Query rows{tx, "SELECT body FROM outbox"};
      while (rows.next()) {
        const std::string body = rows.text(0);
        const auto at = body.find("/kata");
        if (at != std::string::npos) ++counts.at(std::stoull(body.substr(at + 5)));
      }
    });
    return counts;
  }

  std::uint64_t deliveries = 0;
  std::uint64_t deaths = 0;

 private:
  void start() {
    reception_.reset();
    reception_ = std::make_unique<Reception>(timeline_, disk_, options_, office_calendar());
    if (deaths > 0) reception_->begin_probation();
  }

  void week(std::uint64_t from, std::uint64_t to, std::int64_t first_id) {
    constexpr std::uint64_t disorder = 60;  // places an update may come late
    Random& random = timeline_.random;
    std::multimap<std::uint64_t, std::string> in_order_of_arrival;
    std::int64_t id = first_id;
    for (std::uint64_t number = from; number < to; ++number) {
      id += 1 + static_cast<std::int64_t>(random.below(3));
      const std::int64_t account = random.one_of(people()).account;
      const std::string update = message_update(id, account, "/kata" + std::to_string(number));
      for (std::uint64_t times = 1 + random.below(3); times > 0; --times) {
        in_order_of_arrival.emplace(number + random.below(disorder), update);
      }
    }
    deliveries += in_order_of_arrival.size();
    std::vector<std::string> batch;
    for (auto& [place, update] : in_order_of_arrival) {
      batch.push_back(std::move(update));
      if (batch.size() < 100 && !random.chance(0.05)) continue;
      hand_over(std::exchange(batch, {}));
    }
    hand_over(batch);
  }

  /// To two workers at once; again, whole, when they die with it.
  void hand_over(const std::vector<std::string>& batch) {
    const auto half = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    const auto give = [&] {
      reception_->accept({batch.begin(), half});
      reception_->accept({half, batch.end()});
    };
    give();
    if (timeline_.random.chance(0.02)) {
      for (std::uint64_t steps = timeline_.random.below(40); steps > 0; --steps) reception_->step();
      ++deaths;
      reception_.reset();
      disk_.crash();
      start();
      give();
    }
    const std::size_t before = reception_->accepted();
    reception_->settle();
    ASSERT_GE(reception_->accepted(), std::min<std::size_t>(before, 2)) << "a batch that never ends";
  }

  Timeline timeline_;
  MemoryDisk disk_;
  std::uint64_t updates_;
  chat::DeskOptions options_;
  std::unique_ptr<Reception> reception_;
};

}  // namespace

TEST(Updates, are_each_acted_on_once_however_they_are_delivered) {
  alur::log::start(alur::log::Level::off, alur::log::Format::text);
  const std::uint64_t updates = day_or_night(3'000, 100'000);
  Flood flood(9, updates);
  flood.run();
  const std::vector<int> answers = flood.answers();
  const auto skipped = std::count(answers.begin(), answers.end(), 0);
  const auto once = std::count(answers.begin(), answers.end(), 1);
  EXPECT_EQ(skipped, 0);
  EXPECT_EQ(static_cast<std::uint64_t>(once), updates);
  std::cout << "[ FIGURE ] R9: " << updates << " updates in " << flood.deliveries << " deliveries, " << flood.deaths
            << " deaths: " << once << " acted on once, " << skipped << " skipped, "
            << static_cast<std::int64_t>(updates) - once - skipped << " twice\n";
}

}  // namespace alur::simulation
