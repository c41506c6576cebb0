#pragma once

#include "attempt.hpp"

/// How a case moves: what several verbs set off. Each adds to the draft what follows from it by then.
namespace alur::workflow {

/// Starts step `no`; its round is one more than it had.
void start_step(Draft& draft, int no, const std::optional<process::TimeLimit>& round_limit = {}, int returned_from = 0);
/// The first act in a step: the work is the actor's while nobody else has it, and the clock of a minutes step runs.
void take_on(Draft& draft);
/// After a hand-in or a yes: when every party has said yes, the step waits for its signature, goes back because its
/// own product asks for it, or is done.
void settle(Draft& draft);
/// The step is done: appointments hold, and the next step starts or the case ends.
void complete(Draft& draft);
void send_back(Draft& draft, int to, const std::string& reason, const std::optional<process::TimeLimit>& limit);
/// Counts the open deadlines of the active step again and records those that moved.
void count_again(Draft& draft, const std::string& why);

}  // namespace alur::workflow
