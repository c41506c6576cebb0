#pragma once

#include "core/params.hpp"
#include "core/world.hpp"
#include "methods/methods.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

/// getUpdates (botapi notes, section 3): what to answer, and whether to wait. Waiting itself is the caller's.
namespace alur::sandbox {

class Polls {
 public:
  using Steady = std::chrono::steady_clock::time_point;

  explicit Polls(World& world) : world_(world) {}

  struct Decision {
    std::optional<Answer> answer;
    std::chrono::milliseconds answer_after{0};  ///< the answer is held back this long
    std::uint64_t ticket = 0;                   ///< when parked: for resume()
    Steady deadline{};
  };
  /// A call of getUpdates that arrives at `now` (real time).
  Decision begin(const Params& params, Steady now);
  /// A parked call looks again: something changed, or its deadline came.
  Decision resume(std::uint64_t ticket, Steady now);
  /// Every update was confirmed, and the bot waits for more.
  bool idle() const { return parked_.has_value() && world_.queue().waiting().empty(); }

 private:
  struct Parked {
    std::uint64_t ticket = 0;
    std::size_t limit = 0;
    Steady deadline{};
  };
  Decision conflict(Steady now);
  std::optional<Answer> take(std::int64_t offset, std::size_t limit);

  World& world_;
  std::optional<Parked> parked_;
  std::uint64_t last_ticket_ = 0;
  std::int64_t last_offset_ = 0;
  std::optional<Steady> last_call_;
  std::optional<Steady> last_conflict_;
};

/// Applies allowed_updates where it is given and readable: sticky, shared by all calls.
void apply_allowed_updates(World& world, const Params& params);

}  // namespace alur::sandbox
