#pragma once

#include <cairo/cairo.h>
#include <memory>
#include <pango/pango-layout.h>
#include <string>

/// Cairo and Pango as this module draws: owned handles, units of the surface, y downwards.
namespace alur::report {

struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
};
/// 0xRRGGBB
constexpr Colour colour(unsigned rgb) {
  return {static_cast<double>(rgb >> 16U & 0xffU) / 255.0, static_cast<double>(rgb >> 8U & 0xffU) / 255.0,
          static_cast<double>(rgb & 0xffU) / 255.0};
}

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

enum class Align { left, centre, right };

struct TextStyle {
  double size = 12;
  Colour ink{};
  bool bold = false;
  Align align = Align::left;
  int lines_max = 1;
};

class Canvas {
 public:
  explicit Canvas(cairo_surface_t* surface);

  double text_height(const std::string& text, double width, const TextStyle& style);
  /// Top left at (x, y), cut with an ellipsis after `lines_max` lines; returns the height.
  double text(double x, double y, double width, const std::string& text, const TextStyle& style);
  /// In the middle of `box`, smaller where a word would not fit.
  void text_within(const Box& box, const std::string& text, TextStyle style);
  /// The same, turned to be read from the right.
  void text_upwards(const Box& box, const std::string& text, TextStyle style);

  void fill(const Box& box, Colour ink);
  void line(Point from, Point to, double width, Colour ink);

  cairo_t* cairo() const { return cairo_.get(); }
  void pen(double width, Colour ink);
  void ink(Colour ink);

 private:
  PangoLayout* laid_out(const std::string& text, double width, const TextStyle& style);

  struct Free {
    void operator()(cairo_t* cairo) const;
    void operator()(PangoLayout* layout) const;
  };
  std::unique_ptr<cairo_t, Free> cairo_;
  std::unique_ptr<PangoLayout, Free> layout_;
};

struct FreeSurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeSurface>;

/// Throws std::runtime_error with what Cairo says.
void require(cairo_status_t status);
/// For the writers of surfaces: appends to a std::string.
cairo_status_t append_bytes(void* string, const unsigned char* bytes, unsigned size);

}  // namespace alur::report
