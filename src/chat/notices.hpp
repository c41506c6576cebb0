#pragma once

#include "context.hpp"
#include "flow.hpp"

#include <span>

/// What is said when something happened: the answer to whoever did it, and the notices to those it concerns
/// (messages B, C, D, E, F, H, I1). Cards are not made here.
namespace alur::chat {

void announce(Context&, const store::CaseRecord& before, const store::CaseRecord& after,
              std::span<const workflow::Event> events, const Asked* asked);

/// One line of `/riwayat`.
std::string history_line(const Context&, const store::CaseRecord&, const workflow::Event&, std::string_view language);

}  // namespace alur::chat
