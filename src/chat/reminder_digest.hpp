#pragma once

#include "context.hpp"

namespace alur::chat {

/// The digest timer of one person is due: sends what there is to say and plans the next.
void digest_due(Context&, PersonId person);

}  // namespace alur::chat
