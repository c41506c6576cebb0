#pragma once

#include "view.hpp"

#include <optional>
#include <span>
#include <string>

namespace alur::chat {

/// What an event did to the cards of `step`: "Disetujui oleh Hendra Wijaya, S.T. pada ...". Nothing for events that
/// move no step.
std::optional<std::string> what_moved(const View&, const workflow::Event& event);

/// The text of a card of `step` that asks nothing any more: what the first of `events` that moved the step did, else
/// how the step stands.
std::string closed_card(const View&, int step, std::span<const workflow::Event> events);

}  // namespace alur::chat
