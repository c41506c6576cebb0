#pragma once

#include "alur/service/ports.hpp"
#include "alur/store/queues.hpp"
#include "alur/time/clock.hpp"

#include "flow_source.hpp"

#include <string>

/// Draws the pictures of cards, away from loop and writer. Decides nothing.
namespace alur::service {

class Painter {
 public:
  Painter(FlowSource source, const text::Catalogue& catalogue, const time::Clock& clock, Offload offload);

  /// The PNG of `card.picture` as of now. Throws what reading or drawing throws.
  boost::asio::awaitable<std::string> draw(store::Card card);

 private:
  FlowSource source_;
  text::Catalogue catalogue_;  ///< the drawing thread's own
  const time::Clock& clock_;
  Offload offload_;
};

}  // namespace alur::service
