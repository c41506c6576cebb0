#pragma once

#include "front.hpp"
#include "gate.hpp"

#include <functional>
#include <optional>
#include <string>

/// What could not be handled: counted where a process that dies leaves it, kept raw, and told to its chat.
namespace alur::service {

/// One more attempt at `name`; how many have begun and not ended, this one included. To be committed before it.
int begin_attempt(store::Tx& tx, const std::string& name);
void end_attempt(store::Tx& tx, const std::string& name);

/// A job as a parked row keeps it, beside the updates that Telegram sent.
std::string encode_job(const store::Job& job);
std::optional<store::Job> read_job(const std::string& raw);  ///< nothing when `raw` is no job

class Parking {
 public:
  Parking(Gate& gate, Front& front, std::function<std::string(std::size_t)> random_bytes)
      : gate_(gate), front_(front), random_bytes_(std::move(random_bytes)) {}

  std::string new_reference() const;
  /// Runs `keep` and apologises to `chat_id` in the same transaction; where even that fails, keeps without a word.
  boost::asio::awaitable<void> keep(std::function<void(store::Tx&)> keep, std::int64_t chat_id, std::string reference);

 private:
  Gate& gate_;
  Front& front_;
  std::function<std::string(std::size_t)> random_bytes_;
};

}  // namespace alur::service
