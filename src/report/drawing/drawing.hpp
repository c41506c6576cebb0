#pragma once

#include "alur/report/flow_chart.hpp"

#include <string>

/// What the library draws, behind the face of the module (drawing_library.hpp says why it is one).
namespace alur::report::drawing {

std::string flow_png(const FlowChart& chart);
std::string flow_pdf(const FlowChart& chart);

}  // namespace alur::report::drawing
