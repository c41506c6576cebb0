#pragma once

#include "alur/delivery/delivery.hpp"

#include "front.hpp"
#include "gate.hpp"

#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// Outbox and cards to Telegram: per chat in order, one at a time; the intent committed before the call.
namespace alur::service {

/// One message or card on its way.
struct Parcel {
  enum class Kind : std::uint8_t { message, card } kind{};
  delivery::Class paced_as{};
  store::OutMessage message;
  store::Card card;
  std::int64_t chat_id() const { return kind == Kind::message ? message.chat_id : card.chat_id; }
  /// With the send that has just failed; `failed_in_doubt`: it may have arrived.
  delivery::Tries tries(bool failed_in_doubt) const;
};

/// What is under way and what must wait, by chat. A round decides on a copy of it: its transaction runs on the writer's
/// thread, more than once if it is lost, while sends end on the loop's.
struct Traffic {
  explicit Traffic(delivery::Limits limits) : pacer(limits) {}
  delivery::SteadyTime ready_at(std::int64_t chat_id, delivery::Class paced_as, delivery::SteadyTime now) const;
  /// No place is free; for a notice sooner than for an answer.
  bool full(delivery::Class paced_as) const;
  void started(std::int64_t chat_id, delivery::Class paced_as, delivery::SteadyTime now);
  void hold(std::int64_t chat_id, delivery::SteadyTime until);

  delivery::Pacer pacer;
  std::set<std::int64_t> in_flight;                             ///< chats
  std::unordered_map<std::int64_t, delivery::SteadyTime> held;  ///< chats waiting for a retry
};

class Courier {
 public:
  struct Ports {
    Gate& gate;
    Front& front;
    Transport& transport;
    net::TaskGroup& group;
    Bell& bell;
    Health& health;
    Random01 random01;
    std::function<std::string(const std::string& sha256)> path_of;  ///< an archived file
  };
  Courier(Ports ports, delivery::Limits limits) : ports_(std::move(ports)), limits_(limits), traffic_(limits) {}

  /// What was being sent when an earlier process died is ambiguous; what had to wait still waits. Before run().
  boost::asio::awaitable<void> recover();
  boost::asio::awaitable<void> run();
  /// Nothing new is begun once everything ready is gone; run() then returns.
  void stop() {
    stopping_ = true;
    ports_.bell.ring();
  }
  bool idle() const { return traffic_.in_flight.empty() && !ports_.health.sending; }

 private:
  struct Round {
    std::vector<Parcel> begun;
    bool left_waiting = false;                 ///< something is to be sent, but not now
    std::optional<delivery::SteadyTime> next;  ///< when the first of it may go; nothing when a place must become free
  };
  /// How a call ended, and what follows from it.
  struct Verdict {
    enum class Kind : std::uint8_t { done, again, dead, refused } kind{};
    store::SendState waits_as{};       ///< of `again`
    std::chrono::milliseconds wait{};  ///< of `again`
    std::string why;
  };
  /// What an earlier process left.
  struct Legacy {
    store::Interrupted messages;
    store::Interrupted cards;
    std::vector<store::ChatWait> waits;
    time::Instant all_wait_until{};
    time::Instant now{};
  };
  void take_up(const Legacy& legacy);
  boost::asio::awaitable<Round> begin_round();
  static Parcel begin(store::Tx& tx, const store::NextSend& next);
  static Round choose(store::Tx& tx, Traffic traffic, delivery::SteadyTime now);
  boost::asio::awaitable<void> send(Parcel parcel);
  boost::asio::awaitable<void> deliver(const Parcel& parcel);
  boost::asio::awaitable<CallOutcome> transmit(const Parcel& parcel);
  boost::asio::awaitable<CallOutcome> transmit_document(const store::OutMessage& message);
  boost::asio::awaitable<void> conclude(const Parcel& parcel, CallOutcome outcome);
  Verdict judge(const Parcel& parcel, const CallOutcome& outcome);
  Verdict judge_answer(const Parcel& parcel, const telegram::Reply& reply);
  Verdict judge_failed(const Parcel& parcel, delivery::Outcome outcome, const std::string& why);
  void record(store::Tx& tx, const Parcel& parcel, const Verdict& verdict, const telegram::Reply& reply,
              Effects& effects);
  /// It is not sent any more, and the row keeps why: `alurbot outbox` lists it.
  static void set_aside(store::Tx& tx, const Parcel& parcel, const std::string& why);
  void record_refused(store::Tx& tx, const Parcel& parcel, const telegram::Reply& reply, Effects& effects);

  Ports ports_;
  delivery::Limits limits_;
  Traffic traffic_;
  bool stopping_ = false;
};

}  // namespace alur::service
