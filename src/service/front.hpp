#pragma once

#include "alur/chat/desk.hpp"
#include "alur/net/concurrency.hpp"
#include "alur/service/ports.hpp"
#include "alur/time/clock.hpp"

#include "health.hpp"

#include <memory>
#include <optional>
#include <vector>

/// Around the desk: `now`, roll-backs, and what goes out at once after the commit.
namespace alur::service {

/// What a unit of work leaves for the loop, to be handed to Front::after_commit().
struct Effects {
  std::vector<chat::Immediate> immediates;
  bool due_changed = false;  ///< another moment is the next at which something is due
};

/// The bells that a commit rings.
struct Bells {
  explicit Bells(const BellFoundry& foundry)
      : courier(foundry()),
        scheduler(foundry()),
        fetcher(foundry()),
        poller(foundry()),
        watch(foundry()),
        clock(foundry()),
        hello(foundry()) {}
  std::unique_ptr<Bell> courier;
  std::unique_ptr<Bell> scheduler;
  std::unique_ptr<Bell> fetcher;
  std::unique_ptr<Bell> poller;
  std::unique_ptr<Bell> watch;
  std::unique_ptr<Bell> clock;
  std::unique_ptr<Bell> hello;
};

class Front {
 public:
  Front(chat::Desk& desk, const time::Clock& clock, Transport& transport, net::TaskGroup& group, Bells& bells)
      : desk_(desk), clock_(clock), transport_(transport), group_(group), bells_(bells) {}

  /// On the writer's thread, inside a unit.
  chat::Immediate handle(store::Tx& tx, const chat::Input& input) { return desk_.handle(tx, input, now(tx)); }
  /// The writer's roll_back: what desk and front keep between units may never have happened.
  void rolled_back();
  void apologise(store::Tx& tx, std::int64_t chat_id, const std::string& reference);
  /// `clock.now()`, but never before the newest event.
  time::Instant now(store::Tx& tx) const;

  /// On the loop's thread: sends the immediates (dropped when too many or too old) and rings the bells.
  void after_commit(const Effects& effects);
  /// When the next timer, or the next try of a parked update, is due. The last thing a unit does that may have changed
  /// that.
  std::optional<time::Instant> note_due(store::Tx& tx, Effects& effects);

  const time::Clock& clock() const { return clock_; }

 private:
  void send_now(telegram::Call call);

  chat::Desk& desk_;
  const time::Clock& clock_;
  Transport& transport_;
  net::TaskGroup& group_;
  Bells& bells_;
  std::size_t immediates_under_way_ = 0;
  /// As of the last unit that noted it; the writer's thread only. Empty: not known.
  std::optional<std::optional<time::Instant>> noted_due_;
};

}  // namespace alur::service
