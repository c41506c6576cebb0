#include "alur/telegram/request.hpp"
#include "alur/text/catalogue.hpp"

#include "core/html.hpp"
#include "fuzz/target.hpp"

#include <string>

/// The one escaper and the one splitter, read back by the sandbox's parser.
ALUR_FUZZ_TARGET(words) {
  using namespace alur;
  const std::string html = text::escape(input).value;
  const auto back = sandbox::parse_html(html);
  fuzz::require(back.has_value(), "what is escaped is read");
  fuzz::require(back->entities.empty(), "what a person wrote is no entity");
  fuzz::require(back->text == text::strip(html), "what is escaped comes back");
  fuzz::require(text::escape(back->text).value == html, "escaping cleans once");
  text::shorten(input, 40);
  text::trim(input);
  for (const std::string& piece : telegram::split_html("<b>" + html + "</b>")) {
    const auto part = sandbox::parse_html(piece);
    fuzz::require(part.has_value(), "a piece of a long text is read");
    fuzz::require(text::length(part->text) <= 4096, "a piece fits into a message");
  }
  telegram::split_html(std::string{input});
}
