#pragma once

#include "alur/report/flow_chart.hpp"
#include "alur/store/database.hpp"
#include "alur/store/records.hpp"
#include "alur/text/catalogue.hpp"

#include <functional>
#include <string>
#include <vector>

/// Flow charts out of the record: read on a connection of their own, drawn by whoever asks.
namespace alur::service {

/// All that a chart is made of besides the record. Values: it is read on another thread than the loop's.
struct FlowSource {
  store::DatabaseOptions database;
  std::vector<process::Process> processes;
  time::WorkCalendar calendar;  ///< without the office's local holidays
  std::vector<std::string> letterhead;
};

/// The case as `find` gives it, at `now` or at the newest event, whichever is later. Good while `catalogue` is. Throws
/// std::runtime_error where there is no such case.
report::FlowChart read_flow_chart(const FlowSource& source, const text::Catalogue& catalogue, std::string_view language,
                                  time::Instant now,
                                  const std::function<std::optional<store::CaseRecord>(store::Cases&)>& find);

}  // namespace alur::service
