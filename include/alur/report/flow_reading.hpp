#pragma once

#include "alur/office/office.hpp"
#include "alur/process/process.hpp"
#include "alur/report/flow_chart.hpp"
#include "alur/store/records.hpp"
#include "alur/text/catalogue.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace alur::report {

/// What a chart is read with, besides the case.
struct FlowSetting {
  const process::Process& process;
  const office::State& office;
  const time::WorkCalendar& calendar;
  const text::Catalogue& catalogue;
  std::string_view language;
  time::Instant now{};
  std::vector<std::string> letterhead;
};

/// The case as it stands; `history` is where its ways back are read from. The chart is good while the catalogue is.
FlowChart flow_of(const FlowSetting& setting, const workflow::CaseState& state,
                  const std::vector<store::HistoryLine>& history);

}  // namespace alur::report
