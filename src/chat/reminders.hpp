#pragma once

#include "context.hpp"

/// Reminders, digests, and the timers behind them (product.md, "Reminders").
namespace alur::chat {

/// Sets the case's timer to its next reminder, or clears it. Called after every change of the case.
void plan_reminders(Context&, const store::CaseRecord& record);
/// Timers of kind "case", "digest", "again": sends what is due and plans the next.
void reminder_due(Context&, const store::Timer& timer);
/// A digest timer for everybody who is in; idempotent.
void plan_digests(Context&);
/// "Ingatkan besok": this reminder again on the next working day at 08.30.
void snooze(Context&, const Speaker&, const store::CaseRecord& record);
/// After an outage: one summary to everybody who has something (messages G10).
void summarise_outage(Context&, time::Instant from, time::Instant to);
/// After a restore: the same to everybody who is in the chat, with how far the record goes.
void summarise_restore(Context&, time::Instant goes_back_to);

}  // namespace alur::chat
