#pragma once

#include "core/model.hpp"

/// What the server does to every text before it keeps it: botapi notes, section 7.
namespace alur::sandbox {

/// In code points, after cleaning.
inline constexpr std::size_t text_max = 4096;
inline constexpr std::size_t caption_max = 1024;

/// Control characters become spaces, CR and direction overrides go, both ends are trimmed (leading spaces inside an
/// entity stay), entities move along; empty ones and those inside code are dropped, 100 kept.
FormattedText clean(const FormattedText& raw);

/// Adds mention, hashtag, bot_command and url where no link or code covers them.
void detect_entities(FormattedText& text);

}  // namespace alur::sandbox
