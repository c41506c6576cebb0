#include "symbols.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace alur::report {

namespace {

using std::numbers::pi;

struct Look {
  Colour fill;
  Colour border;
  Colour sign;
  bool thick = false;
  bool dashed = false;
  bool twice = false;
};

/// Colours of Okabe and Ito's set, darkened for paper: they stay apart without red and green.
const Look& look_of(Mark mark) {
  static constexpr std::array<Look, mark_count> looks{{
      {colour(0xFFFFFF), colour(0x98A2AD), colour(0x98A2AD), false, false, false},
      {colour(0xD9EAFB), colour(0x0B5CAD), colour(0x0B5CAD), true, false, false},
      {colour(0xECE7F6), colour(0x5B4A91), colour(0x5B4A91), true, false, false},
      {colour(0xFBE0D6), colour(0xB3310C), colour(0xB3310C), false, false, true},
      {colour(0xFFF0CC), colour(0x8A5200), colour(0x8A5200), true, true, false},
      {colour(0x0A7A5C), colour(0x075A44), colour(0xFFFFFF), false, false, false},
  }};
  return looks.at(static_cast<std::size_t>(mark));
}

Point centre_of(const Box& box) { return {box.x + box.width / 2, box.y + box.height / 2}; }

Box inset(const Box& box, double by) {
  return {box.x + by, box.y + by, std::max(0.0, box.width - 2 * by), std::max(0.0, box.height - 2 * by)};
}

void rectangle_path(cairo_t* cairo, const Box& box) { cairo_rectangle(cairo, box.x, box.y, box.width, box.height); }

void diamond_path(cairo_t* cairo, const Box& box) {
  const Point middle = centre_of(box);
  cairo_move_to(cairo, middle.x, box.y);
  cairo_line_to(cairo, box.x + box.width, middle.y);
  cairo_line_to(cairo, middle.x, box.y + box.height);
  cairo_line_to(cairo, box.x, middle.y);
  cairo_close_path(cairo);
}

void pill_path(cairo_t* cairo, const Box& box) {
  const double radius = box.height / 2;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, box.x + radius, box.y + radius, radius, pi / 2, 3 * pi / 2);
  cairo_arc(cairo, box.x + box.width - radius, box.y + radius, radius, 3 * pi / 2, pi / 2);
  cairo_close_path(cairo);
}

using Path = void (*)(cairo_t*, const Box&);

void draw_outline(Canvas& canvas, Path path, const Box& box, const Look& look, const Pens& pens) {
  cairo_t* cairo = canvas.cairo();
  const double width = look.thick ? pens.thick : pens.thin;
  path(cairo, box);
  canvas.ink(look.fill);
  cairo_fill_preserve(cairo);
  canvas.pen(width, look.border);
  const std::array<double, 2> dashes{pens.thick * 1.6, pens.thick * 1.6};
  if (look.dashed) cairo_set_dash(cairo, dashes.data(), 2, 0);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, nullptr, 0, 0);
  if (!look.twice) return;
  path(cairo, inset(box, pens.thin * 2.4));
  canvas.pen(pens.thin, look.border);
  cairo_stroke(cairo);
}

/// Within a square of side 2 * `reach` around the centre.
void draw_sign(Canvas& canvas, Point at, double reach, Mark mark) {
  cairo_t* cairo = canvas.cairo();
  canvas.pen(reach * 0.36, look_of(mark).sign);
  switch (mark) {
    case Mark::pending:
      return;
    case Mark::done:
      cairo_move_to(cairo, at.x - reach * 0.8, at.y + reach * 0.05);
      cairo_line_to(cairo, at.x - reach * 0.2, at.y + reach * 0.65);
      cairo_line_to(cairo, at.x + reach * 0.85, at.y - reach * 0.65);
      cairo_stroke(cairo);
      return;
    case Mark::current:
      cairo_move_to(cairo, at.x - reach * 0.55, at.y - reach * 0.8);
      cairo_line_to(cairo, at.x + reach * 0.85, at.y);
      cairo_line_to(cairo, at.x - reach * 0.55, at.y + reach * 0.8);
      cairo_close_path(cairo);
      cairo_fill(cairo);
      return;
    case Mark::paused:
      for (const double side : {-0.4, 0.4}) {
        cairo_move_to(cairo, at.x + reach * side, at.y - reach * 0.7);
        cairo_line_to(cairo, at.x + reach * side, at.y + reach * 0.7);
        cairo_stroke(cairo);
      }
      return;
    case Mark::late:
      cairo_move_to(cairo, at.x, at.y - reach * 0.85);
      cairo_line_to(cairo, at.x, at.y + reach * 0.2);
      cairo_stroke(cairo);
      cairo_arc(cairo, at.x, at.y + reach * 0.75, reach * 0.2, 0, 2 * pi);
      cairo_fill(cairo);
      return;
    case Mark::returned:
      cairo_move_to(cairo, at.x - reach * 0.3, at.y + reach * 0.7);
      cairo_line_to(cairo, at.x + reach * 0.35, at.y + reach * 0.7);
      cairo_arc_negative(cairo, at.x + reach * 0.35, at.y + reach * 0.2, reach * 0.5, pi / 2, -pi / 2);
      cairo_line_to(cairo, at.x - reach * 0.7, at.y - reach * 0.3);
      cairo_move_to(cairo, at.x - reach * 0.3, at.y - reach * 0.75);
      cairo_line_to(cairo, at.x - reach * 0.75, at.y - reach * 0.3);
      cairo_line_to(cairo, at.x - reach * 0.3, at.y + reach * 0.15);
      cairo_stroke(cairo);
      return;
  }
}

}  // namespace

void draw_process(Canvas& canvas, const Box& box, Mark mark, const Pens& pens) {
  draw_outline(canvas, rectangle_path, box, look_of(mark), pens);
  draw_sign(canvas, centre_of(box), box.height * 0.28, mark);
}

void draw_decision(Canvas& canvas, const Box& box, Mark mark, const Pens& pens) {
  draw_outline(canvas, diamond_path, box, look_of(mark), pens);
  draw_sign(canvas, centre_of(box), box.height * 0.2, mark);
}

void draw_terminator(Canvas& canvas, const Box& box, const std::string& word, bool reached, double text_size,
                     const Pens& pens) {
  const Mark mark = reached ? Mark::done : Mark::pending;
  draw_outline(canvas, pill_path, box, look_of(mark), pens);
  canvas.text_within(
      inset(box, box.height * 0.15), word,
      {.size = text_size, .ink = reached ? Ink::paper : Ink::soft, .bold = true, .align = Align::centre});
}

void draw_connector(Canvas& canvas, const Box& box, const std::string& number, double text_size, const Pens& pens) {
  cairo_t* cairo = canvas.cairo();
  const double shoulder = box.y + box.height * 0.6;
  cairo_move_to(cairo, box.x, box.y);
  cairo_line_to(cairo, box.x + box.width, box.y);
  cairo_line_to(cairo, box.x + box.width, shoulder);
  cairo_line_to(cairo, box.x + box.width / 2, box.y + box.height);
  cairo_line_to(cairo, box.x, shoulder);
  cairo_close_path(cairo);
  canvas.ink(Ink::paper);
  cairo_fill_preserve(cairo);
  canvas.pen(pens.thin, Ink::flow);
  cairo_stroke(cairo);
  canvas.text_within({box.x, box.y, box.width, box.height * 0.75}, number,
                     {.size = text_size, .ink = Ink::text, .bold = true, .align = Align::centre});
}

void draw_badge(Canvas& canvas, Point centre, double radius, const std::string& number, Mark mark, const Pens& pens) {
  const Box box{centre.x - radius, centre.y - radius, radius * 2, radius * 2};
  draw_outline(canvas, pill_path, box, look_of(mark), pens);
  const Colour ink = mark == Mark::pending ? Ink::soft : look_of(mark).sign;
  canvas.text_within(box, number, {.size = radius * 1.05, .ink = ink, .bold = true, .align = Align::centre});
}

void draw_arrow(Canvas& canvas, const std::vector<Point>& points, double width, Colour ink, bool dashed) {
  cairo_t* cairo = canvas.cairo();
  canvas.pen(width, ink);
  const std::array<double, 2> dashes{width * 3.2, width * 2.4};
  if (dashed) cairo_set_dash(cairo, dashes.data(), 2, 0);
  cairo_move_to(cairo, points.front().x, points.front().y);
  for (const Point& point : points) cairo_line_to(cairo, point.x, point.y);
  cairo_stroke(cairo);
  cairo_set_dash(cairo, nullptr, 0, 0);
  const Point tip = points.back();
  const Point before = points.at(points.size() - 2);
  const double length = std::hypot(tip.x - before.x, tip.y - before.y);
  if (length == 0) return;
  const Point along{(tip.x - before.x) / length, (tip.y - before.y) / length};
  const double head = width * 4.2;
  const Point base{tip.x - along.x * head, tip.y - along.y * head};
  cairo_move_to(cairo, tip.x, tip.y);
  cairo_line_to(cairo, base.x - along.y * head * 0.5, base.y + along.x * head * 0.5);
  cairo_line_to(cairo, base.x + along.y * head * 0.5, base.y - along.x * head * 0.5);
  cairo_close_path(cairo);
  cairo_fill(cairo);
}

Colour row_tint(Mark mark) {
  switch (mark) {
    case Mark::current:
      return colour(0xEEF5FC);
    case Mark::paused:
      return colour(0xF5F2FA);
    case Mark::late:
      return colour(0xFDF1EC);
    case Mark::returned:
      return colour(0xFFF8E6);
    case Mark::pending:
    case Mark::done:
      return Ink::paper;
  }
  return Ink::paper;
}

Colour words_ink(Mark mark) {
  switch (mark) {
    case Mark::pending:
      return Ink::soft;
    case Mark::done:
      return Ink::text;
    case Mark::current:
    case Mark::paused:
    case Mark::late:
    case Mark::returned:
      return look_of(mark).sign;
  }
  return Ink::text;
}

}  // namespace alur::report
