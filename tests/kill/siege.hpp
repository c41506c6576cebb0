#pragma once

#include "ledger.hpp"

#include <cstdint>
#include <functional>

namespace alur::kill {

struct Plan {
  std::uint32_t seed = 1;
  int kills = 0;
  std::size_t updates = 0;  ///< at least; the load goes on until the last kill
  /// Controls: what the stand-in gets wrong on purpose. Each act goes through here on its way to the bot.
  std::function<void(std::size_t number, const std::function<void()>& send)> post =
      [](std::size_t, const std::function<void()>& send) { send(); };
};

struct Report {
  Findings findings;
  int kills = 0;
  std::size_t under_way_most = 0;  ///< sends, at one kill
  std::size_t under_way_all = 0;
};

/// Five people make notes as fast as the bot keeps up, while the bot is killed at random moments, its start included.
Report besiege(const Plan& plan);

}  // namespace alur::kill
