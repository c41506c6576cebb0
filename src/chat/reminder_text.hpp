#pragma once

#include "notice_parts.hpp"

#include <string>

namespace alur::chat {

/// A reminder for one person, as it should read now (messages G1-G5, G8, E3).
OutText reminder_text(const View& reader, const workflow::Reminder& reminder);
/// What "Ingatkan besok" put off, the day after: the same as on the day before or on the day of the deadline.
OutText put_off_reminder(const View& reader, const workflow::Waiting& waiting);
/// Reminders that "Ingatkan besok" can put off; later ones climb and are not the reader's to move.
bool may_be_put_off(workflow::Reminder::Kind kind);

}  // namespace alur::chat
