#pragma once

#include "parking.hpp"

#include <cstdint>
#include <memory>
#include <string>

/// Updates to transactions: each acted on once, a bad one set apart with the later ones of its chat.
namespace alur::service {

class Intake {
 public:
  Intake(Gate& gate, Front& front, Health& health, std::int64_t bot_id,
         std::function<std::string(std::size_t)> random_bytes)
      : gate_(gate), front_(front), health_(health), bot_id_(bot_id), parking_(gate, front, std::move(random_bytes)) {}

  /// After an unclean start: this many updates go singly, their attempt committed before (one may have killed us).
  void begin_probation(int updates) { probation_left_ = updates; }

  /// Returns once every update of the batch is committed, parked or known: then, and only then, it may be confirmed.
  boost::asio::awaitable<void> accept(telegram::UpdateBatch batch);
  /// Parked updates whose time has come.
  boost::asio::awaitable<void> retry_parked();

 private:
  struct Item;
  struct Crowd;
  using ItemPtr = std::shared_ptr<Item>;
  boost::asio::awaitable<void> accept_one(ItemPtr item);
  boost::asio::awaitable<void> park(ItemPtr item);
  boost::asio::awaitable<void> park_unreadable(telegram::UnreadableUpdate update);
  boost::asio::awaitable<void> retry_one(store::Updates::Parked parked);
  boost::asio::awaitable<void> retry_failed(store::Updates::Parked parked, std::string why);
  void handle(store::Tx& tx, Item& item);
  void handle_in_order(store::Tx& tx, Item& item, Crowd& crowd);
  void handle_parked(store::Tx& tx, const store::Updates::Parked& parked, Effects& effects);
  void accepted(const Item& item);

  Gate& gate_;
  Front& front_;
  Health& health_;
  std::int64_t bot_id_;
  Parking parking_;
  int probation_left_ = 0;
};

/// The chat an update belongs to, or 0.
std::int64_t chat_of(const telegram::Update& update);

}  // namespace alur::service
