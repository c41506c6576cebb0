#include "canvas.hpp"

#include <algorithm>
#include <numbers>
#include <pango/pangocairo.h>
#include <stdexcept>

namespace alur::report {

namespace {

constexpr const char* font_family = "DejaVu Sans";
constexpr double smallest_fit = 0.5;    // of the size asked for
constexpr double fit_tolerance = 0.96;  // a hinted letter is a little wider than measured

struct FreeFont {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

int pango_units(double size) { return static_cast<int>(size * PANGO_SCALE); }
double from_pango(int size) { return static_cast<double>(size) / PANGO_SCALE; }

}  // namespace

void Canvas::Free::operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
void Canvas::Free::operator()(PangoLayout* layout) const { g_object_unref(layout); }

Canvas::Canvas(cairo_surface_t* surface)
    : cairo_(cairo_create(surface)), layout_(pango_cairo_create_layout(cairo_.get())) {
  cairo_set_line_cap(cairo_.get(), CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_.get(), CAIRO_LINE_JOIN_ROUND);
}

PangoLayout* Canvas::laid_out(const std::string& text, double width, const TextStyle& style) {
  const std::unique_ptr<PangoFontDescription, FreeFont> font{pango_font_description_new()};
  pango_font_description_set_family_static(font.get(), font_family);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  PangoLayout* layout = layout_.get();
  pango_layout_set_font_description(layout, font.get());
  pango_layout_set_width(layout, pango_units(width));
  pango_layout_set_height(layout, -style.lines_max);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, style.align == Align::left     ? PANGO_ALIGN_LEFT
                                     : style.align == Align::centre ? PANGO_ALIGN_CENTER
                                                                    : PANGO_ALIGN_RIGHT);
  pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
  return layout;
}

double Canvas::text_height(const std::string& text, double width, const TextStyle& style) {
  if (text.empty()) return 0;
  int height = 0;
  pango_layout_get_size(laid_out(text, width, style), nullptr, &height);
  return from_pango(height);
}

double Canvas::text(double x, double y, double width, const std::string& text, const TextStyle& style) {
  if (text.empty()) return 0;
  PangoLayout* layout = laid_out(text, width, style);
  ink(style.ink);
  cairo_move_to(cairo(), x, y);
  pango_cairo_show_layout(cairo(), layout);
  int height = 0;
  pango_layout_get_size(layout, nullptr, &height);
  return from_pango(height);
}

void Canvas::text_within(const Box& box, const std::string& written, TextStyle style) {
  // Without a width, a line each for its words: the widest says by how much the text must shrink.
  std::string words = written;
  std::replace(words.begin(), words.end(), ' ', '\n');
  TextStyle unbounded = style;
  unbounded.lines_max = static_cast<int>(std::count(words.begin(), words.end(), '\n')) + 1;
  PangoLayout* layout = laid_out(words, box.width, unbounded);
  pango_layout_set_width(layout, -1);
  int widest = 0;
  pango_layout_get_size(layout, &widest, nullptr);
  const double room = box.width * fit_tolerance / from_pango(widest);
  if (room < 1) style.size *= std::max(smallest_fit, room);
  const double height = text_height(written, box.width, style);
  text(box.x, box.y + (box.height - height) / 2, box.width, written, style);
}

void Canvas::text_upwards(const Box& box, const std::string& written, TextStyle style) {
  cairo_save(cairo());
  cairo_translate(cairo(), box.x, box.y + box.height);
  cairo_rotate(cairo(), -std::numbers::pi / 2);
  pango_cairo_update_layout(cairo(), layout_.get());
  text_within({0, 0, box.height, box.width}, written, style);
  cairo_restore(cairo());
  pango_cairo_update_layout(cairo(), layout_.get());
}

void Canvas::fill(const Box& box, Colour with) {
  ink(with);
  cairo_rectangle(cairo(), box.x, box.y, box.width, box.height);
  cairo_fill(cairo());
}

void Canvas::line(Point from, Point to, double width, Colour with) {
  pen(width, with);
  cairo_move_to(cairo(), from.x, from.y);
  cairo_line_to(cairo(), to.x, to.y);
  cairo_stroke(cairo());
}

void Canvas::pen(double width, Colour with) {
  ink(with);
  cairo_set_line_width(cairo(), width);
}

void Canvas::ink(Colour with) { cairo_set_source_rgb(cairo(), with.red, with.green, with.blue); }

void require(cairo_status_t status) {
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(std::string{"cairo: "} + cairo_status_to_string(status));
}

cairo_status_t append_bytes(void* string, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(string)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace alur::report
