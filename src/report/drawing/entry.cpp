#include "drawing.hpp"
#include "drawing_library.hpp"

/// The one symbol that is looked up by name.
extern "C" [[gnu::visibility("default")]] const alur::report::DrawingLibrary alur_drawing_library{
    alur::report::drawing::flow_png, alur::report::drawing::flow_pdf};
