#pragma once

#include "alur/report/flow_chart.hpp"

#include "canvas.hpp"
#include "symbols.hpp"

#include <cstddef>
#include <vector>

/// The chart on a sheet of some width: what a picture for a phone and a page of A4 have in common.
namespace alur::report {

/// Measures of one kind of sheet, in its own units.
struct FlowSheet {
  double width = 0;
  double margin = 0;
  double words_width = 0;  ///< the column with number, activity, dates and people
  double gutter = 0;       ///< right of the lanes, for the ways back
  double title_size = 0;
  double text_size = 0;
  double detail_size = 0;
  double lane_size = 0;
  double lane_head = 0;  ///< height of the row with the legend and the actors' names, which are written upwards
  int people_lines = 1;
  double row_min = 0;
  double padding = 0;
  double symbol_height = 0;
  double terminator_height = 0;
  Pens pens;
};

/// Steps [first, last) of a chart, from `top` down.
struct FlowPart {
  std::size_t first = 0;
  std::size_t last = 0;
};

class FlowDrawing {
 public:
  FlowDrawing(Canvas& canvas, const FlowSheet& sheet, const FlowChart& chart);

  double heading_height() { return heading(0, false); }
  double draw_heading(double top) { return heading(top, true); }  ///< the height it took
  double rows_height(FlowPart part) const;                        ///< with legend, actors' names and both ends
  double row_height(std::size_t index) const { return heights_.at(index); }
  double frame_height() const;  ///< of what stands above and below the rows
  void draw_rows(FlowPart part, double top);

 private:
  double heading(double top, bool draw);
  double height_of(const FlowStep& step);
  double lane_x(std::size_t lane) const;
  double lane_width() const;
  Box work_box(std::size_t index, std::size_t lane) const;
  Box decision_box(std::size_t index, std::size_t lane) const;
  Point entry_of(std::size_t index) const;
  Point exit_of(std::size_t index) const;
  Point right_of(std::size_t index, bool decision) const;

  void draw_table(FlowPart part, double top, double bottom);
  void draw_head(double top);
  void draw_legend(double top);
  void draw_words(std::size_t index);
  void draw_flow(std::size_t index);
  void draw_symbols(std::size_t index);
  void draw_ends(FlowPart part, double top, double bottom);
  void draw_returns(FlowPart part);
  void draw_times(int times, Point middle);

  Canvas& canvas_;
  const FlowSheet& sheet_;
  const FlowChart& chart_;
  std::vector<double> heights_;
  std::vector<double> tops_;  ///< of the rows being drawn
};

}  // namespace alur::report
