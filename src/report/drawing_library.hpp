#pragma once

#include "alur/report/flow_chart.hpp"

#include <string>

/// Cairo, Pango and the forty libraries behind them cost 4 MiB and half of a start in a process that may never draw.
/// They are linked to a library of their own, libalur_drawing.so beside the program, which the first picture loads.
namespace alur::report {

/// Made by the same build as its caller, so that C++ types cross it.
struct DrawingLibrary {
  std::string (*flow_png)(const FlowChart&);
  std::string (*flow_pdf)(const FlowChart&);
};
inline constexpr const char* drawing_library_file = "libalur_drawing.so";
inline constexpr const char* drawing_library_symbol = "alur_drawing_library";

/// Loaded once, kept for the life of the process; from any thread. Throws std::runtime_error when it is not there.
const DrawingLibrary& drawing_library();

}  // namespace alur::report
