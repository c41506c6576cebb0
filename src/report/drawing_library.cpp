#include "drawing_library.hpp"

#include <dlfcn.h>
#include <stdexcept>

namespace alur::report {

namespace {

/// Found by the run path of the program. What it brings cannot be unloaded: GLib's types live as long as the process.
const DrawingLibrary* load_drawing_library() {
  void* const library = dlopen(drawing_library_file, RTLD_LAZY | RTLD_LOCAL);
  void* const found = library == nullptr ? nullptr : dlsym(library, drawing_library_symbol);
  if (found == nullptr) {
    const char* const why = dlerror();  // NOLINT(concurrency-mt-unsafe): glibc keeps one per thread
    throw std::runtime_error(std::string{"pictures cannot be drawn: "} + why);
  }
  return static_cast<const DrawingLibrary*>(found);
}

}  // namespace

const DrawingLibrary& drawing_library() {
  static const DrawingLibrary* const library = load_drawing_library();
  return *library;
}

std::string flow_png(const FlowChart& chart) { return drawing_library().flow_png(chart); }
std::string flow_pdf(const FlowChart& chart) { return drawing_library().flow_pdf(chart); }

}  // namespace alur::report
