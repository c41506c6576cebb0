#pragma once

#include "context.hpp"

#include <string_view>

/// After the record was restored from a copy (product.md, "Programs"): it starts held.
namespace alur::chat {

inline constexpr std::string_view restored_timer = "restored";

/// Nothing older is sent; open questions are left; everybody is told once how far the record goes; the cards come anew
/// by the timer.
void record_restored(Context&, time::Instant goes_back_to);
/// Timer "restored": the cards of a portion of the cases.
void renew_cards_due(Context&, const store::Timer& timer);

}  // namespace alur::chat
