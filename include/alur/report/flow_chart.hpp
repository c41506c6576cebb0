#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

/// The SOP's "bagan alur" with a case on it: steps down, actors across, in the symbols of PermenPAN-RB 35/2012. Drawing
/// is a pure function of the chart: no database, no clock. It takes memory and time: never on the loop, never in a
/// transaction.
namespace alur::report {

/// Told apart by shape and by colour, so that a print in grey says the same.
enum class Mark : std::uint8_t { pending, current, paused, late, returned, done };
inline constexpr std::size_t mark_count = 6;

/// Work is a rectangle, a decision a diamond, in an actor's column.
struct FlowSymbol {
  std::size_t lane = 0;
  Mark mark = Mark::pending;
  bool operator==(const FlowSymbol&) const = default;
};

struct FlowStep {
  int no = 0;
  std::string activity;
  std::string when;
  std::string who;
  Mark mark = Mark::pending;
  std::vector<FlowSymbol> work;
  std::vector<FlowSymbol> decisions;  ///< in the order in which they are made
};

/// A way back that the case has taken.
struct FlowReturn {
  int from = 0;
  int to = 0;
  int times = 1;
  bool operator==(const FlowReturn&) const = default;
};

/// Plain text throughout.
struct FlowChart {
  std::vector<std::string> letterhead;  ///< of the PDF
  std::string title;
  std::string subject;
  std::string owner;
  std::string position;
  std::string as_of;
  std::vector<std::string> lanes;
  std::vector<FlowStep> steps;
  std::vector<FlowReturn> returns;
  std::string begin;
  std::string end;
  std::array<std::string, mark_count> legend;  ///< by Mark
  std::string legend_return;
  std::function<std::string(int page, int pages)> page_label;
};

/// 1,080 pixels wide: three to one on a phone of 360. Throws std::runtime_error when Cairo cannot.
std::string flow_png(const FlowChart& chart);
/// A4, with the letterhead and numbered pages.
std::string flow_pdf(const FlowChart& chart);

}  // namespace alur::report
