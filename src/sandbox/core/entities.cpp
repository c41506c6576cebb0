#include "core/entities.hpp"

#include "core/unicode.hpp"

#include <algorithm>
#include <string_view>

namespace alur::sandbox {
namespace {

constexpr std::size_t entities_max = 100;

bool is_removed(char32_t c) {
  return c == U'\r' || (c >= 0x202A && c <= 0x202E) || c == 0x0333 || c == 0x033F || c == 0x030A;
}
char32_t replaced(char32_t c) { return (c < 0x20 && c != U'\n') || c == 0x7F ? U' ' : c; }
bool is_blank(char32_t c) { return c == U' ' || c == U'\n' || c == 0xA0; }
bool is_code(const Entity& e) { return e.type == "code" || e.type == "pre"; }
int end_of(const Entity& e) { return e.offset + e.length; }

bool covered(const std::vector<Entity>& entities, int offset) {
  return std::any_of(entities.begin(), entities.end(),
                     [offset](const Entity& e) { return e.offset <= offset && offset < end_of(e); });
}

/// Nothing lives inside code, and no quote inside a quote.
void drop_forbidden_nesting(std::vector<Entity>& entities) {
  std::vector<Entity> kept;
  const auto is_quote = [](const Entity& e) { return e.type == "blockquote" || e.type == "expandable_blockquote"; };
  for (const Entity& e : entities) {
    const bool forbidden = std::any_of(kept.begin(), kept.end(), [&](const Entity& outer) {
      const bool overlaps = outer.offset < end_of(e) && e.offset < end_of(outer);
      return overlaps && (is_code(outer) || (is_quote(outer) && is_quote(e)) || outer.type == e.type);
    });
    if (!forbidden && kept.size() < entities_max) kept.push_back(e);
  }
  entities = std::move(kept);
}

}  // namespace

FormattedText clean(const FormattedText& raw) {
  const std::vector<char32_t> code_points = decode_utf8(raw.text);
  std::size_t last = code_points.size();
  while (last > 0 && (is_removed(code_points[last - 1]) || is_blank(replaced(code_points[last - 1])))) --last;

  FormattedText cleaned;
  std::vector<int> moved_to;  // by old UTF-16 offset
  int old_offset = 0;
  int new_offset = 0;
  for (std::size_t i = 0; i < code_points.size(); ++i) {
    const char32_t c = replaced(code_points[i]);
    const int units = utf16_units(code_points[i]);
    moved_to.insert(moved_to.end(), static_cast<std::size_t>(units), new_offset);
    const bool leading = new_offset == 0 && is_blank(c) && !covered(raw.entities, old_offset);
    old_offset += units;
    if (i >= last || leading || is_removed(code_points[i])) continue;
    append_utf8(cleaned.text, c);
    new_offset += utf16_units(c);
  }
  moved_to.push_back(new_offset);

  for (Entity e : raw.entities) {
    const int end = moved_to[static_cast<std::size_t>(std::min(end_of(e), old_offset))];
    e.offset = moved_to[static_cast<std::size_t>(std::min(e.offset, old_offset))];
    e.length = end - e.offset;
    if (e.length > 0) cleaned.entities.push_back(std::move(e));
  }
  drop_forbidden_nesting(cleaned.entities);
  return cleaned;
}

namespace {

constexpr bool is_word(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || c == U'_' || c >= 0xC0;
}
constexpr bool is_ascii_word(char32_t c) { return is_word(c) && c < 0x80; }

/// One text being searched, by code points.
class Detector {
 public:
  explicit Detector(FormattedText& text) : text_(text), points_(decode_utf8(text.text)) {}

  void run() {
    int offset = 0;
    for (std::size_t i = 0; i < points_.size();) {
      const std::size_t end = match(i);
      if (end == i || !free_at(offset)) {
        offset += utf16_units(points_[i++]);
        continue;
      }
      Entity found;
      found.type = type_;
      found.offset = offset;
      for (; i < end; ++i) offset += utf16_units(points_[i]);
      found.length = offset - found.offset;
      text_.entities.push_back(std::move(found));
    }
    std::stable_sort(text_.entities.begin(), text_.entities.end(),
                     [](const Entity& a, const Entity& b) { return a.offset < b.offset; });
    if (text_.entities.size() > entities_max) text_.entities.resize(entities_max);
  }

 private:
  char32_t at(std::size_t i) const { return i < points_.size() ? points_[i] : U'\0'; }
  bool starts_word(std::size_t i) const { return i == 0 || !(is_word(at(i - 1)) || at(i - 1) == U'/'); }
  bool free_at(int offset) const {
    return std::none_of(text_.entities.begin(), text_.entities.end(), [offset](const Entity& e) {
      return e.offset <= offset && offset < end_of(e) && (is_code(e) || e.type == "text_link" || e.type == "date_time");
    });
  }

  /// End of what begins at `i`, or `i`; sets type_.
  std::size_t match(std::size_t i) {
    if (!starts_word(i)) return i;
    switch (at(i)) {
      case U'/':
        type_ = "bot_command";
        return command_end(i);
      case U'@':
        type_ = "mention";
        return run_of_words(i, 4, 32);
      case U'#':
        type_ = "hashtag";
        return hashtag_end(i);
      case U'h':
        type_ = "url";
        return url_end(i);
      default:
        return i;
    }
  }
  std::size_t run_of_words(std::size_t i, std::size_t least, std::size_t most) const {
    std::size_t end = i + 1;
    while (is_ascii_word(at(end))) ++end;
    const std::size_t length = end - i - 1;
    return length >= least && length <= most ? end : i;
  }
  std::size_t command_end(std::size_t i) const {
    const std::size_t end = run_of_words(i, 1, 64);
    if (end == i || at(end) != U'@') return at(end) == U'/' ? i : end;
    const std::size_t with_bot = run_of_words(end, 3, 32);
    return with_bot == end ? i : with_bot;
  }
  std::size_t hashtag_end(std::size_t i) const {
    std::size_t end = i + 1;
    bool letter = false;
    for (; is_word(at(end)); ++end) letter = letter || !(at(end) >= U'0' && at(end) <= U'9');
    return letter ? end : i;
  }
  std::size_t url_end(std::size_t i) const {
    const auto begins = [&](std::u32string_view prefix) {
      for (std::size_t k = 0; k < prefix.size(); ++k) {
        if (at(i + k) != prefix[k]) return false;
      }
      return true;
    };
    const std::size_t host = i + (begins(U"https://") ? 8U : begins(U"http://") ? 7U : 0U);
    if (host == i || !is_word(at(host))) return i;
    std::size_t end = host;
    while (at(end) > U' ' && at(end) != U'<' && at(end) != U'>' && at(end) != U'"' && at(end) != 0xA0) ++end;
    constexpr std::u32string_view trailing = U".,:;!?'()";
    while (end > host && trailing.find(at(end - 1)) != std::u32string_view::npos) --end;
    return end;
  }

  FormattedText& text_;
  std::vector<char32_t> points_;
  const char* type_ = "";
};

}  // namespace

void detect_entities(FormattedText& text) { Detector{text}.run(); }

}  // namespace alur::sandbox
