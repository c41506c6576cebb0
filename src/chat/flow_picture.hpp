#pragma once

#include "context.hpp"

/// The flow picture of a case: a card of its own, that follows the case in every chat that asked for it.
namespace alur::chat {

/// A new one, the chat's last of this case being left as it is.
void send_flow_picture(Context&, const Speaker&, const store::CaseRecord&);
/// Every picture of the case shows it as it stands now; whoever may not see the case any more keeps what they have.
void refresh_flow_pictures(Context&, const store::CaseRecord&);

}  // namespace alur::chat
