#include "drawing.hpp"
#include "flow_drawing.hpp"
#include "palette_png.hpp"

#include <cairo/cairo.h>
#include <cmath>

namespace alur::report {

namespace {

constexpr int picture_width = 1080;

FlowSheet phone_sheet() {
  FlowSheet sheet;
  sheet.width = picture_width;
  sheet.margin = 18;
  sheet.words_width = 492;
  sheet.gutter = 34;
  sheet.title_size = 36;
  sheet.text_size = 26;
  sheet.detail_size = 22;
  sheet.lane_size = 23;
  sheet.lane_head = 164;
  sheet.row_min = 112;
  sheet.padding = 9;
  sheet.symbol_height = 40;
  sheet.terminator_height = 56;
  return sheet;
}

double draw_all(FlowDrawing& drawing, const FlowSheet& sheet, FlowPart all, bool draw) {
  double y = sheet.margin;
  y += draw ? drawing.draw_heading(y) : drawing.heading_height();
  if (draw) drawing.draw_rows(all, y);
  return y + drawing.rows_height(all) + sheet.margin;
}

}  // namespace

std::string drawing::flow_png(const FlowChart& chart) {
  const FlowSheet sheet = phone_sheet();
  const FlowPart all{0, chart.steps.size()};
  int height = 0;
  {
    const Surface measure{cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)};
    Canvas canvas{measure.get()};
    FlowDrawing drawing{canvas, sheet, chart};
    height = static_cast<int>(std::ceil(draw_all(drawing, sheet, all, false)));
  }
  const Surface surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, picture_width, height)};
  require(cairo_surface_status(surface.get()));
  Canvas canvas{surface.get()};
  canvas.fill({0, 0, sheet.width, static_cast<double>(height)}, Ink::paper);
  FlowDrawing drawing{canvas, sheet, chart};
  draw_all(drawing, sheet, all, true);
  require(cairo_status(canvas.cairo()));
  return palette_png(surface.get());
}

}  // namespace alur::report
