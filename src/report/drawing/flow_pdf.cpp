#include "drawing.hpp"
#include "flow_drawing.hpp"

#include <algorithm>
#include <cairo/cairo-pdf.h>
#include <vector>

namespace alur::report {

namespace {

// A4 in points.
constexpr double page_width = 595.28;
constexpr double page_height = 841.89;
constexpr double foot_size = 8;

FlowSheet page_sheet() {
  FlowSheet sheet;
  sheet.width = page_width;
  sheet.margin = 42;
  sheet.words_width = 226;
  sheet.gutter = 18;
  sheet.title_size = 14;
  sheet.text_size = 9.2;
  sheet.detail_size = 8;
  sheet.lane_size = 8.4;
  sheet.lane_head = 62;
  sheet.people_lines = 2;
  sheet.row_min = 45;
  sheet.padding = 4;
  sheet.symbol_height = 17;
  sheet.terminator_height = 24;
  sheet.pens = {0.8, 1.7, 0.9};
  return sheet;
}

/// The letterhead, ruled off with the double line of an official letter; the height it took.
double draw_letterhead(Canvas& canvas, const FlowSheet& sheet, const std::vector<std::string>& lines) {
  const double width = sheet.width - 2 * sheet.margin;
  double y = sheet.margin;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    y += canvas.text(sheet.margin, y, width, lines[i],
                     {.size = i == 0   ? 12.0
                              : i == 1 ? 13.0
                                       : 8.5,
                      .ink = Ink::text,
                      .bold = i < 2,
                      .align = Align::centre});
  }
  if (lines.empty()) return y;
  y += 4;
  canvas.line({sheet.margin, y}, {sheet.margin + width, y}, 1.8, Ink::text);
  canvas.line({sheet.margin, y + 2.6}, {sheet.margin + width, y + 2.6}, 0.6, Ink::text);
  return y + 10;
}

/// Which steps stand on which page. Every page has one at least.
std::vector<FlowPart> paginate(const FlowDrawing& drawing, std::size_t steps, double first_room, double other_room) {
  std::vector<FlowPart> parts;
  FlowPart part;
  double room = first_room - drawing.frame_height();
  for (std::size_t i = 0; i < steps; ++i) {
    const double height = drawing.row_height(i);
    if (height > room && i > part.first) {
      parts.push_back({part.first, i});
      part.first = i;
      room = other_room - drawing.frame_height();
    }
    room -= height;
  }
  parts.push_back({part.first, steps});
  return parts;
}

}  // namespace

std::string drawing::flow_pdf(const FlowChart& chart) {
  std::string pdf;
  const FlowSheet sheet = page_sheet();
  const Surface surface{cairo_pdf_surface_create_for_stream(append_bytes, &pdf, page_width, page_height)};
  require(cairo_surface_status(surface.get()));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, (chart.title + ", " + chart.subject).c_str());
  Canvas canvas{surface.get()};
  FlowDrawing drawing{canvas, sheet, chart};
  const double foot = page_height - sheet.margin + foot_size;
  const double bottom = page_height - sheet.margin;
  double y = draw_letterhead(canvas, sheet, chart.letterhead);
  y += drawing.draw_heading(y);
  const std::vector<FlowPart> parts = paginate(drawing, chart.steps.size(), bottom - y, bottom - sheet.margin);
  const int pages = static_cast<int>(parts.size());
  for (int page = 1; page <= pages; ++page) {
    drawing.draw_rows(parts[static_cast<std::size_t>(page - 1)], page == 1 ? y : sheet.margin);
    canvas.text(sheet.margin, foot, sheet.width - 2 * sheet.margin, chart.as_of, {.size = foot_size, .ink = Ink::soft});
    canvas.text(sheet.margin, foot, sheet.width - 2 * sheet.margin, chart.page_label(page, pages),
                {.size = foot_size, .ink = Ink::soft, .align = Align::right});
    cairo_show_page(canvas.cairo());
  }
  require(cairo_status(canvas.cairo()));
  cairo_surface_finish(surface.get());
  require(cairo_surface_status(surface.get()));
  return pdf;
}

}  // namespace alur::report
