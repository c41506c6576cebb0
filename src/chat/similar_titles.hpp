#pragma once

#include <string_view>

namespace alur::chat {

/// Are these two titles of applications much alike (messages B2)? Case, punctuation and the words that most titles have
/// aside.
bool similar_titles(std::string_view a, std::string_view b);

}  // namespace alur::chat
