#pragma once

#include "alur/chat/desk.hpp"

#include <optional>

/// The mark that a restore leaves in the record, so that the next start holds what the record still wanted to send.
namespace alur::service {

/// The newest moment that the record knows of: its newest event, or the last sign of life of the service over it.
time::Instant newest_moment(store::Tx& tx);
void mark_restored(store::Tx& tx, time::Instant goes_back_to);
/// Takes the mark away, and the copied sign of life with it; whoever takes it tells the desk in the same transaction.
std::optional<chat::Restored> take_restored_mark(store::Tx& tx);

}  // namespace alur::service
