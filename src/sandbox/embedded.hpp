#pragma once

#include <string_view>

/// Files that the program carries with it; the build writes their contents (embed.cmake).
namespace alur::sandbox::embedded {

extern const std::string_view botapi;  ///< the method table
extern const std::string_view page_html;
extern const std::string_view page_css;
extern const std::string_view page_words;
extern const std::string_view page_messages;
extern const std::string_view page_js;

}  // namespace alur::sandbox::embedded
