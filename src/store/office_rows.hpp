#pragma once

#include "alur/office/office.hpp"
#include "alur/store/database.hpp"

/// The office's state as rows, kept equal to what its events make of it.
namespace alur::store {

office::State load_office(Tx& tx);
/// Writes what differs between the two.
void store_office(Tx& tx, const office::State& before, const office::State& after);

}  // namespace alur::store
