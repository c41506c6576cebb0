#include "flow_source.hpp"

#include "alur/report/flow_reading.hpp"

#include "limits.hpp"

#include <algorithm>
#include <stdexcept>

namespace alur::service {

namespace {

const process::Process& process_drawn(const std::vector<process::Process>& processes,
                                      const workflow::CaseState& state) {
  const auto found = std::find_if(processes.begin(), processes.end(), [&state](const process::Process& process) {
    return process.id == state.process_id && process.version == state.process_version;
  });
  if (found == processes.end()) throw std::runtime_error("no process " + state.process_id + " to draw");
  return *found;
}

}  // namespace

report::FlowChart read_flow_chart(const FlowSource& source, const text::Catalogue& catalogue, std::string_view language,
                                  time::Instant now,
                                  const std::function<std::optional<store::CaseRecord>(store::Cases&)>& find) {
  std::optional<store::CaseRecord> record;
  std::vector<store::HistoryLine> history;
  office::State office;
  store::ReadDatabase database{source.database};
  database.read([&](store::Tx& tx) {
    store::Cases cases{tx};
    record = find(cases);
    if (!record) return;
    history = cases.history(record->id, limits::picture_history_max);
    office = store::OfficeRecords{tx}.load();
    now = std::max(now, store::newest_event(tx).value_or(now));
  });
  if (!record) throw std::runtime_error("no such case");
  const time::WorkCalendar calendar = source.calendar.with(office.local_holidays());
  const report::FlowSetting setting{.process = process_drawn(source.processes, record->state),
                                    .office = office,
                                    .calendar = calendar,
                                    .catalogue = catalogue,
                                    .language = language,
                                    .now = now,
                                    .letterhead = source.letterhead};
  return report::flow_of(setting, record->state, history);
}

}  // namespace alur::service
