#pragma once

#include "alur/report/flow_chart.hpp"

#include "canvas.hpp"

#include <vector>

/// The symbols of PermenPAN-RB 35/2012, each in the look of a mark: fill, border and a sign within, so that neither
/// colour nor shade alone tells them apart.
namespace alur::report {

struct Ink {
  static constexpr Colour text = colour(0x1B2733);
  static constexpr Colour soft = colour(0x55616E);
  static constexpr Colour rule = colour(0xD4DAE1);
  static constexpr Colour flow = colour(0x46535F);
  static constexpr Colour navy = colour(0x17365D);
  static constexpr Colour paper = colour(0xFFFFFF);
  static constexpr Colour band = colour(0xF5F7F9);
  static constexpr Colour back = colour(0xA85B00);
  static constexpr Colour late = colour(0xB3310C);
};

/// Borders and signs in these units.
struct Pens {
  double thin = 2;
  double thick = 4.5;
  double flow = 2.5;
};

void draw_process(Canvas& canvas, const Box& box, Mark mark, const Pens& pens);
void draw_decision(Canvas& canvas, const Box& box, Mark mark, const Pens& pens);
void draw_terminator(Canvas& canvas, const Box& box, const std::string& word, bool reached, double text_size,
                     const Pens& pens);
/// Off-page connector: the flow goes on under this number.
void draw_connector(Canvas& canvas, const Box& box, const std::string& number, double text_size, const Pens& pens);
/// A number in a round badge.
void draw_badge(Canvas& canvas, Point centre, double radius, const std::string& number, Mark mark, const Pens& pens);

/// Through the points in order, with an arrow head at the last.
void draw_arrow(Canvas& canvas, const std::vector<Point>& points, double width, Colour ink, bool dashed);

/// Tint of a row that something is to be said about; paper for the others.
Colour row_tint(Mark mark);
Colour words_ink(Mark mark);

}  // namespace alur::report
