#include "alur/store/records.hpp"

#include "event_log.hpp"
#include "office_rows.hpp"

namespace alur::store {

office::State OfficeRecords::load() { return load_office(tx_); }

void OfficeRecords::append(office::State& state, const std::vector<office::Event>& events) {
  office::State after = state;
  EventLog log{tx_};
  for (const office::Event& event : events) {
    evolve(after, event);
    log.append(event);
  }
  store_office(tx_, state, after);
  state = std::move(after);
}

}  // namespace alur::store
